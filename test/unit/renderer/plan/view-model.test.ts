import { describe, expect, test } from 'vitest';
import {
  FIRST_VIEW,
  type Guard,
  getCheckboxState,
  getConcernState,
  getFieldEditor,
  getFirstMissingGuard,
  getGroupKey,
  getPlanServerAccess,
  groupGuards,
  hasNothingToSend,
  isExpandedConflict,
  isFiltered,
  listLeavingApprovers,
  listRouteConcerns,
  type PlanField,
  type PlanState,
  sortByNeed,
  toPlanFilter,
  toPlanParams,
  toPlanView,
} from '#renderer/screens/plan/view-model.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';

const row = (key: string, part: Partial<PlanRow> = {}): PlanRow => ({
  key,
  section: 'routes',
  id: key,
  name: key,
  kind: 'change',
  risk: 'low',
  risks: [],
  sentence: { key: 'plan.item.delete', params: {} },
  changes: [],
  moreChanges: 0,
  fields: 1,
  undecided: 0,
  chosen: true,
  choosable: true,
  newlyStopped: 0,
  ignored: 0,
  server: null,
  ...part,
});

const field = (part: Partial<PlanField> = {}): PlanField => {
  const words = { key: 'plan.value.text', params: {} };
  return {
    path: '/name',
    label: { key: 'plan.label.name', params: {} },
    kind: 'set',
    origin: 'both',
    base: 'A',
    ours: 'B',
    server: 'C',
    after: 'C',
    words: { base: words, ours: words, server: words, after: words },
    conflict: true,
    resolution: null,
    ...part,
  };
};
const said = (key: string): PlanField['words'] => {
  const words = { key, params: {} };
  return { base: words, ours: words, server: words, after: words };
};

describe('the filter', () => {
  test('requests only the selected values, or all without a selection', () => {
    expect(toPlanFilter(FIRST_VIEW)).toEqual({ kinds: [], sections: [], risks: [], show: 'all', search: '' });
    expect(toPlanFilter({ ...FIRST_VIEW, kind: 'delete', risk: 'high', search: '経路' })).toEqual({
      kinds: ['delete'],
      sections: [],
      risks: ['high'],
      show: 'all',
      search: '経路',
    });
  });

  test('blanks alone are no search', () => {
    expect(isFiltered({ ...FIRST_VIEW, search: '  　' })).toBe(false);
    expect(isFiltered({ ...FIRST_VIEW, show: 'unchosen' })).toBe(true);
  });

  test('is written to the address where it differs from the default, and read back unchanged', () => {
    expect(toPlanParams(FIRST_VIEW, null)).toEqual({});
    const view = { kind: 'delete', section: 'routes', risk: null, show: 'chosen', search: '経路' } as const;
    const params = toPlanParams(view, 'routes r-1');
    expect(params).toEqual({ kind: 'delete', section: 'routes', show: 'chosen', search: '経路', item: 'routes r-1' });
    expect(toPlanView(params)).toEqual(view);
  });
});

describe('the groups', () => {
  test('contain items of one kind in one section; the first conflicts are shown with both sides', () => {
    expect(getGroupKey(row('a', { kind: 'create', section: 'serials' }))).toBe('create serials');
    expect(isExpandedConflict(row('a', { kind: 'conflict' }), 9)).toBe(true);
    expect(isExpandedConflict(row('a', { kind: 'conflict' }), 10)).toBe(false);
    expect(isExpandedConflict(row('a', { kind: 'change' }), 0)).toBe(false);
  });

  test('a checkbox reflects only rows that can be selected', () => {
    const quiet = row('q', { choosable: false, chosen: false });
    expect(getCheckboxState([row('1'), quiet])).toBe('all');
    expect(getCheckboxState([row('1'), row('2', { chosen: false })])).toBe('some');
    expect(getCheckboxState([row('1', { chosen: false }), quiet])).toBe('none');
    expect(getCheckboxState([quiet])).toBe('none-possible');
  });
});

describe('another value in place of both', () => {
  test('is typed if both are texts or numbers, and edited in the draft otherwise', () => {
    expect(getFieldEditor(field())).toBe('text');
    expect(getFieldEditor(field({ ours: 3, server: 5, words: said('plan.value.days') }))).toBe('number');
    expect(getFieldEditor(field({ words: said('plan.value.name') }))).toBeNull();
    expect(getFieldEditor(field({ kind: 'order' }))).toBeNull();
    // A route is displayed by its name, but its value is an ID, so typing is not useful.
    expect(
      getFieldEditor(
        field({ ours: null, server: 'r1', words: { ...said('plan.value.text'), ours: { key: 'plan.value.none', params: {} } } }),
      ),
    ).toBeNull();
  });

  test('lists undecided fields first', () => {
    const fields = [field({ conflict: false, path: '/c' }), field({ resolution: { kind: 'ours' }, path: '/b' }), field({ path: '/a' })];
    expect(sortByNeed(fields).map(({ path }) => path)).toEqual(['/a', '/b', '/c']);
  });
});

test('identifies approvers removed from a step by their path, without changes by others', () => {
  const at = (path: string, part: Partial<PlanField> = {}) => field({ path, kind: 'removed', origin: 'ours', ...part });
  expect(
    listLeavingApprovers([
      at('/steps/s1/approvers/users/u12'),
      at('/steps/s2/approvers/users/u12'),
      at('/steps/s1/approvers/users/a~1b'),
      at('/steps/s1/approvers/users/u13', { kind: 'added' }),
      at('/steps/s1/approvers/users/u14', { origin: 'theirs' }),
      at('/steps/s1/approvers/roles/r1'),
    ]),
  ).toEqual(['u12', 'a/b']);
});

describe('the guards', () => {
  const guard = (id: Guard['id'], state: Guard['state']): Guard => ({ id, state, sentence: { key: '', params: {} }, keys: [] });

  test('refusing guards are listed before waiting ones', () => {
    const { shut, open, aside } = groupGuards([
      guard('selected', 'needs'),
      guard('people', 'blocked'),
      guard('fresh', 'ok'),
      guard('approval', 'not-applicable'),
    ]);
    expect(aside.map(({ id }) => id)).toEqual(['approval']);
    expect(shut.map(({ id }) => id)).toEqual(['people', 'selected']);
    expect(open.map(({ id }) => id)).toEqual(['fresh']);
  });

  test('reports a missing reason first after its field was left', () => {
    const needed = [guard('people', 'blocked'), guard('reason', 'needs'), guard('armed', 'needs'), guard('fresh', 'ok')];
    expect(getFirstMissingGuard(needed)).toMatchObject({ guard: { id: 'reason' }, more: 2 });
    expect(getFirstMissingGuard([guard('armed', 'needs'), guard('people', 'blocked')])).toMatchObject({ guard: { id: 'people' }, more: 1 });
    expect(getFirstMissingGuard([guard('fresh', 'ok')])).toBeNull();
  });
});

test('who can be written to', () => {
  const read = { at: '', label: '', objects: 0, adopted: 0, settled: 0, complete: [], unreadable: [] } satisfies PlanState['read'];
  expect(getPlanServerAccess({ server: null, read: null }, true)).toBe('unread');
  expect(getPlanServerAccess({ server: 'gateway', read }, true)).toBe('gateway');
  expect(getPlanServerAccess({ server: 'stock-neo', read: null }, true)).toBe('by-hand');
  expect(getPlanServerAccess({ server: null, read: null }, false)).toBe('by-hand');
});

test('the dock steps back when nothing can be sent and nothing waits for a decision', () => {
  const none = { conflict: 0, create: 0, change: 0, delete: 0, secret: 0, drift: 2, 'already-there': 1 };
  const totals = (byKind: typeof none) => ({ byKind }) as PlanState['totals'];
  expect(hasNothingToSend(totals(none))).toBe(true);
  expect(hasNothingToSend(totals({ ...none, conflict: 1 }))).toBe(false);
  expect(hasNothingToSend(totals({ ...none, secret: 1 }))).toBe(false);
});

describe('what speaks against the route of a row', () => {
  test('is given without the other reasons of its risk', () => {
    expect(listRouteConcerns(['route-in-use', 'route-not-tried', 'route-written-wrong'])).toEqual([
      'route-written-wrong',
      'route-not-tried',
    ]);
    expect(listRouteConcerns(['deletes'])).toEqual([]);
  });

  test('blocks if orders use the route, and is unknown if it was not checked', () => {
    expect(getConcernState('route-nobody-through', 'high')).toBe('block');
    expect(getConcernState('route-nobody-through', 'medium')).toBe('risk');
    expect(getConcernState('route-not-tried', 'high')).toBe('unknown');
  });
});
