import { expect, it } from 'vitest';
import { remediesAt, remedyPhrase } from '#renderer/screens/routes/remedy-view.ts';
import { newStep } from '#shared/domain/routes/route.ts';

const NAMES = { user: () => null, organization: () => '営業部', role: () => null };
const resolver = { kind: 'approvers' as const };
const changed = (changes: object) => ({ kind: 'set-step' as const, stepId: 's', changes });

it('tells apart "none was found" and "not looked for yet"', () => {
  expect(remediesAt(null, 's')).toBeNull();
  const none = { stepId: 's', remedies: [], tried: ['levels' as const], withheld: false, next: 'choose' as const };
  expect(remediesAt({ failing: 3, steps: [none] }, 's')).toEqual(none);
});

it('says what of the step a remedy changes', () => {
  const level = { ...newStep('s'), approvers: { kind: 'hierarchy' as const, from: 3, to: 3, resolver } };
  expect(remedyPhrase(changed({ approvers: { ...level.approvers, from: 2, to: 2 } }), level, NAMES)).toMatchObject({
    key: 'who',
    who: [{ key: 'who.level', params: { level: 2 } }, { key: 'resolver.approvers' }, { key: 'rule.one' }],
  });
  const all = { ...newStep('s'), approvers: { kind: 'users' as const, users: ['1', '2', '3'] }, rule: 'all' as const };
  expect(remedyPhrase(changed({ rule: 'one' }), all, NAMES)).toMatchObject({ key: 'rule', who: [{ key: 'rule.one' }] });
  expect(remedyPhrase(changed({ approvers: { kind: 'users', users: ['1'] } }), all, NAMES)).toMatchObject({
    key: 'unable',
    params: { count: 2 },
  });
  const group = { ...newStep('s'), approvers: { kind: 'group' as const, name: '委員会', members: ['1', '2'], rule: 'all' as const } };
  expect(remedyPhrase(changed({ approvers: { ...group.approvers, rule: 'one' } }), group, NAMES)).toMatchObject({
    key: 'rule',
    who: [{ key: 'rule.one' }],
  });
  expect(remedyPhrase({ kind: 'set-applicant-handling', handling: 'exclude' }, group, NAMES).key).toBe('handling');
});
