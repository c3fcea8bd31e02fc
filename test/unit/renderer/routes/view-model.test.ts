import { describe, expect, it } from 'vitest';
import {
  type DraftProblem,
  getDropIndex,
  getEditedPart,
  getFocusAfterFix,
  getNeighbourAfterRemoval,
  getRowTarget,
  getStepCommand,
  isLevelRange,
  isRuleRelevant,
  listNamedObjects,
  listProblemsAt,
  listProblemsBelowLine,
  sortBySeverity,
  withKind,
  withResolver,
} from '#renderer/screens/routes/view-model.ts';
import { createRoute, createRouteStep, type Step } from '#shared/domain/routes/route.ts';

const press = (key: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});
const problem = (severity: DraftProblem['severity'], stepId: string | null, code = 'x'): DraftProblem => ({
  code,
  text: 'x',
  severity,
  path: '',
  stepId,
  params: {},
  fix: null,
});
const users = (id: string, ...ids: string[]): Step => ({ ...createRouteStep(id), approvers: { kind: 'users', users: ids } });

describe('the keys of a step', () => {
  it('go up and down within the line', () => {
    expect(getStepCommand(press('ArrowDown'), 0, 3)).toEqual({ kind: 'focus', to: 1 });
    expect(getStepCommand(press('ArrowUp'), 1, 3)).toEqual({ kind: 'focus', to: 0 });
    expect(getStepCommand(press('ArrowUp'), 0, 3)).toBeNull();
    expect(getStepCommand(press('ArrowDown'), 2, 3)).toBeNull();
    expect(getStepCommand(press('End'), 0, 3)).toEqual({ kind: 'focus', to: 2 });
    expect(getStepCommand(press('Home'), 2, 3)).toEqual({ kind: 'focus', to: 0 });
  });

  it('move a step with Alt, and leave the way back of the window alone', () => {
    expect(getStepCommand(press('ArrowDown', { altKey: true }), 0, 3)).toEqual({ kind: 'move', to: 1 });
    expect(getStepCommand(press('ArrowUp', { altKey: true }), 0, 3)).toBeNull();
    expect(getStepCommand(press('ArrowLeft', { altKey: true }), 1, 3)).toBeNull();
    expect(getStepCommand(press('Home', { altKey: true }), 1, 3)).toBeNull();
  });

  it('add, duplicate, remove and open; other shortcuts stay the window’s', () => {
    expect(getStepCommand(press('Insert'), 0, 1)).toEqual({ kind: 'insert' });
    expect(getStepCommand(press('d', { ctrlKey: true }), 0, 1)).toEqual({ kind: 'duplicate' });
    expect(getStepCommand(press('c', { ctrlKey: true }), 0, 1)).toEqual({ kind: 'copy' });
    expect(getStepCommand(press('v', { metaKey: true }), 0, 1)).toEqual({ kind: 'paste' });
    expect(getStepCommand(press('v'), 0, 1)).toBeNull();
    expect(getStepCommand(press('Delete'), 0, 1)).toEqual({ kind: 'remove' });
    expect(getStepCommand(press('Enter'), 0, 1)).toEqual({ kind: 'open' });
    expect(getStepCommand(press('z', { ctrlKey: true }), 0, 1)).toBeNull();
    expect(getStepCommand(press('d'), 0, 1)).toBeNull();
  });
});

describe('a dragged step', () => {
  const middles = [20, 60, 100];
  it('moves to the position under its pointer', () => {
    expect(getDropIndex(10, middles, 2)).toBe(0);
    expect(getDropIndex(50, middles, 2)).toBe(1);
    expect(getDropIndex(500, middles, 0)).toBe(2);
    expect(getDropIndex(-5, middles, 0)).toBe(0);
  });
  it('keeps its position when it is dropped on itself', () => {
    for (const [at, middle] of middles.entries()) expect(getDropIndex(middle, middles, at)).toBe(at);
  });
});

it('moves the focus to the neighbor of a removed step', () => {
  const steps = ['a', 'b', 'c'].map((id) => createRouteStep(id));
  expect(getNeighbourAfterRemoval(steps, 0)).toBe('b');
  expect(getNeighbourAfterRemoval(steps, 2)).toBe('b');
  expect(getNeighbourAfterRemoval(steps.slice(0, 1), 0)).toBeNull();
});

it('moves the focus to a fixed step, and to the list if the step was removed or the fix concerned the route', () => {
  const route = { ...createRoute('r', 'x'), steps: [createRouteStep('a'), createRouteStep('b')] };
  const fix = { kind: 'set-step', stepId: 'a', changes: { rule: 'one' } } as const;
  expect(getFocusAfterFix(route, fix, 'a')).toBe('a');
  expect(getFocusAfterFix(route, { kind: 'sequence', edits: [{ kind: 'remove-step', stepId: 'a' }] }, 'a')).toBeNull();
  expect(getFocusAfterFix(route, fix, null)).toBeNull();
});

describe('problems', () => {
  const problems = [problem('note', 's'), problem('block', null), problem('risk', 's'), problem('block', 's')];
  it('are sorted by severity, and then by their order in the route', () => {
    expect(sortBySeverity(problems).map(({ severity }) => severity)).toEqual(['block', 'block', 'risk', 'note']);
    expect(sortBySeverity(problems)[0]?.stepId).toBeNull();
  });
  it('belong to their step, or to the route', () => {
    expect(listProblemsAt(problems, 's').map(({ severity }) => severity)).toEqual(['block', 'risk', 'note']);
    expect(listProblemsAt(problems, null)).toHaveLength(1);
  });
});

describe('the result of an edit for a step', () => {
  const route = { ...createRoute('r', ''), steps: [users('a', '1', '2'), users('b', '3')] };
  const names = { user: (id: string) => `人 ${id}`, organization: () => null, role: () => null };
  it('is shown if the description of the step changes', () => {
    const edit = { kind: 'set-step', stepId: 'a', changes: { approvers: { kind: 'users', users: ['1'] } } } as const;
    expect(getEditedPart(route, edit, 'a', names)).toMatchObject({ who: { params: { name: '人 1', others: 0 } } });
  });
  it('is not shown if the description stays the same, the step is removed, or the route itself is edited', () => {
    expect(getEditedPart(route, { kind: 'set-name', name: 'x' }, 'a', names)).toBeNull();
    expect(getEditedPart(route, { kind: 'remove-step', stepId: 'a' }, 'a', names)).toBeNull();
    expect(getEditedPart(route, { kind: 'set-name', name: 'x' }, null, names)).toBeNull();
  });
});

describe('another kind of approvers', () => {
  it('keeps the people that both kinds have', () => {
    const { approvers } = withKind(users('a', '1', '2'), 'group');
    expect(approvers).toEqual({ kind: 'group', name: '', members: ['1', '2'], rule: 'one' });
  });
  it('keeps how people are found in an organisation', () => {
    const step: Step = {
      ...createRouteStep('a'),
      approvers: { kind: 'organization', organizationId: 'o', resolver: { kind: 'everybody' } },
    };
    expect(withKind(step, 'hierarchy').approvers).toEqual({ kind: 'hierarchy', from: 3, to: 3, resolver: { kind: 'everybody' } });
  });
  it('keeps selected people from one resolver to the same of another organisation', () => {
    const selected = withResolver(createRouteStep('a').approvers, 'selected');
    expect(selected).toMatchObject({ resolver: { kind: 'selected', users: [] } });
    expect(withResolver(selected, 'role-members')).toMatchObject({ resolver: { kind: 'role-members', roleId: '' } });
    expect(withResolver({ kind: 'applicant' }, 'members')).toEqual({ kind: 'applicant' });
  });
});

it('shows a rule only if several people may act', () => {
  expect(isRuleRelevant(users('a', '1'))).toBe(false);
  expect(isRuleRelevant(users('a', '1', '2'))).toBe(true);
  expect(isRuleRelevant(createRouteStep('a'))).toBe(true);
  expect(isRuleRelevant({ ...createRouteStep('a'), approvers: { kind: 'applicant' } })).toBe(false);
});

it('requests each name once', () => {
  const route = {
    ...createRoute('r', 'x'),
    access: { kind: 'listed' as const, principals: [{ kind: 'user' as const, id: '1' }] },
    steps: [users('a', '1', '2'), users('b', '2'), createRouteStep('c')],
  };
  expect(listNamedObjects(route)).toEqual([
    { kind: 'user', id: '1' },
    { kind: 'user', id: '2' },
  ]);
});

it('shows each problem once, in the list or in the panel next to it', () => {
  const all = [problem('block', 'a'), problem('risk', null), problem('note', 'b')];
  const stepsHere = (beside: string | null | undefined) => listProblemsBelowLine(all, beside).here.map(({ stepId }) => stepId);
  expect(listProblemsBelowLine(all, undefined)).toEqual({ here: all, beside: 0 });
  expect([stepsHere('a'), listProblemsBelowLine(all, 'a').beside]).toEqual([[null, 'b'], 1]);
  expect([stepsHere(null), listProblemsBelowLine(all, null).beside]).toEqual([['a', 'b'], 1]);
  expect(listProblemsBelowLine(all, 'c').beside).toBe(0);
});

it('moves in a row by the left and right arrow keys, and ignores other keys', () => {
  expect(getRowTarget(press('ArrowRight'), 1, 3)).toBe(2);
  expect(getRowTarget(press('ArrowLeft'), 1, 3)).toBe(0);
  expect([getRowTarget(press('ArrowRight'), 2, 3), getRowTarget(press('ArrowLeft'), 0, 3)]).toEqual([null, null]);
  expect([
    getRowTarget(press('ArrowDown'), 1, 3),
    getRowTarget(press('ArrowLeft', { altKey: true }), 1, 3),
    getRowTarget(press('ArrowRight'), -1, 3),
  ]).toEqual([null, null, null]);
});

it('a step has the days of several levels only if a range of levels decides', () => {
  const levels = (from: number, to: number) => isLevelRange({ approvers: { kind: 'hierarchy', from, to, resolver: { kind: 'members' } } });
  expect([levels(4, 2), levels(2, 4), levels(3, 3), isLevelRange({ approvers: { kind: 'applicant' } })]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
