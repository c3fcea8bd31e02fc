import { expect, it } from 'vitest';
import {
  createAddedApproversPhrase,
  createRemedyPhrase,
  findOtherIncompleteStep,
  findStepRemedies,
  getNoRemedyReason,
} from '#renderer/screens/routes/remedy-view.ts';
import { createRouteStep } from '#shared/domain/routes/route.ts';

const NAMES = { user: () => null, organization: () => '営業部', role: () => null };
const resolver = { kind: 'approvers' as const };
const changed = (changes: object) => ({ kind: 'set-step' as const, stepId: 's', changes });

const none = { stepId: 's', remedies: [], tried: ['levels' as const], withheld: false, next: 'choose' as const };
const some = {
  ...none,
  remedies: [
    {
      edit: changed({ rule: 'one' }),
      stopping: 0,
      failing: 0,
      measure: 'end' as const,
      mended: 3,
      stopped: { count: 0, examples: [] },
      changed: 0,
      asked: { count: 0, named: [], levels: null },
    },
  ],
};

it('distinguishes "none was found" from "not searched yet", and drops "none" once the route has changed', () => {
  const answer = (step: typeof none | typeof some, outdated: boolean) => ({ value: { failing: 3, steps: [step] }, outdated });
  expect(findStepRemedies({ value: undefined, outdated: false }, 's')).toBeNull();
  expect(findStepRemedies(answer(none, false), 's')).toEqual(none);
  expect(findStepRemedies(answer(none, true), 's')).toBeNull();
  expect(findStepRemedies(answer(some, true), 's')).toEqual(some);
  expect(findStepRemedies(answer(some, false), 'another')).toBeNull();
});

it('gives the reason why nothing is offered', () => {
  expect(getNoRemedyReason(none)).toBe('noRemedy');
  expect(getNoRemedyReason({ ...none, tried: [] })).toBe('nothingTried');
  expect(getNoRemedyReason({ ...none, withheld: true })).toBe('withheld');
  expect(getNoRemedyReason({ ...none, tried: [], next: 'fill' })).toBeNull();
});

it('names another step that is to be filled first', () => {
  const filled = (id: string) => ({ ...createRouteStep(id), approvers: { kind: 'users' as const, users: ['1'] } });
  const of = (...steps: ReturnType<typeof createRouteStep>[]) => ({ steps });
  expect(findOtherIncompleteStep(of(filled('a'), createRouteStep('b')), 'a')).toBe(2);
  expect(findOtherIncompleteStep(of(filled('a'), createRouteStep('b')), 'b')).toBeNull();
});

it('names who is newly asked: one or two by name, more by number and level', () => {
  const person = { id: '1', name: '社長', organizationId: '10', organization: '本社', title: '' };
  const asked = (count: number, levels: { lowest: number; highest: number } | null, named: (typeof person)[] = []) =>
    createAddedApproversPhrase({ count, named, levels });
  expect(asked(0, null)).toBeNull();
  expect(asked(1, { lowest: 1, highest: 1 }, [person])).toEqual({ key: 'named', params: {} });
  expect(asked(20, { lowest: 4, highest: 4 })).toEqual({ key: 'level', params: { count: 20, level: 4 } });
  expect(asked(20, { lowest: 4, highest: 2 })).toEqual({ key: 'levels', params: { count: 20, lowest: 4, highest: 2 } });
  expect(asked(3, null)).toEqual({ key: 'people', params: { count: 3 } });
});

it('describes what a remedy changes in the step', () => {
  const level = { ...createRouteStep('s'), approvers: { kind: 'hierarchy' as const, from: 3, to: 3, resolver } };
  expect(createRemedyPhrase(changed({ approvers: { ...level.approvers, from: 2, to: 2 } }), level, NAMES)).toMatchObject({
    key: 'who',
    who: [{ key: 'who.level', params: { level: 2 } }, { key: 'resolver.approvers' }, { key: 'rule.one' }],
  });
  const all = { ...createRouteStep('s'), approvers: { kind: 'users' as const, users: ['1', '2', '3'] }, rule: 'all' as const };
  expect(createRemedyPhrase(changed({ rule: 'one' }), all, NAMES)).toMatchObject({ key: 'rule', who: [{ key: 'rule.one' }] });
  expect(createRemedyPhrase(changed({ approvers: { kind: 'users', users: ['1'] } }), all, NAMES)).toMatchObject({
    key: 'unable',
    params: { count: 2 },
  });
  const group = {
    ...createRouteStep('s'),
    approvers: { kind: 'group' as const, name: '委員会', members: ['1', '2'], rule: 'all' as const },
  };
  expect(createRemedyPhrase(changed({ approvers: { ...group.approvers, rule: 'one' } }), group, NAMES)).toMatchObject({
    key: 'rule',
    who: [{ key: 'rule.one' }],
  });
  expect(createRemedyPhrase({ kind: 'set-applicant-handling', handling: 'exclude' }, group, NAMES).key).toBe('handling');
});
