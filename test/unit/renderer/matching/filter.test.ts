import { describe, expect, it } from 'vitest';
import {
  completeFilter,
  countHiddenByTriage,
  createFindingChips,
  createOrganizationOptions,
  groupChipsByMove,
  isFiltered,
  toggleCode,
  toggleSince,
} from '#renderer/screens/matching/filter.ts';
import { createVisitView, FIRST_VIEW, toMatchingParams, withFilter } from '#renderer/screens/matching/view-state.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';

describe('chipsOf', () => {
  const overall = [
    { code: 'amazon-orphan', side: 'amazon', findings: 90 },
    { code: 'email-differs-width', side: 'neo', findings: 3 },
    { code: 'amazon-user-missing', side: 'amazon', findings: 40 },
  ] as const;
  it('orders by severity, then by the numbers without a filter', () => {
    expect(createFindingChips(overall, [], overall).map((chip) => chip.code)).toEqual([
      'amazon-user-missing',
      'email-differs-width',
      'amazon-orphan',
    ]);
  });
  it('keeps that order with any filter', () => {
    const counts = [
      { code: 'email-differs-width', findings: 3 },
      { code: 'amazon-user-missing', findings: 1 },
    ] as const;
    expect(createFindingChips(counts, [], overall).map((chip) => chip.code)).toEqual(['amazon-user-missing', 'email-differs-width']);
  });
  it('keeps a selected chip that has no rows, so that it can be deselected', () => {
    expect(createFindingChips([], ['private-domain'], overall)).toMatchObject([
      { code: 'private-domain', severity: 'risk', findings: 0, selected: true },
    ]);
  });
});

describe('chipsByMove', () => {
  it('gives the responsible party of each reason, and omits parties without any', () => {
    const counts = [
      { code: 'work-email-missing', side: 'neo', findings: 3 },
      { code: 'amazon-user-missing', side: 'amazon', findings: 9 },
      { code: 'amazon-orphan', side: 'amazon', findings: 2 },
    ] as const;
    expect(
      groupChipsByMove(createFindingChips(counts, [], counts)).map(({ move, chips }) => [move, chips.map(({ code }) => code)]),
    ).toEqual([
      ['neo', ['work-email-missing']],
      ['amazon', ['amazon-user-missing', 'amazon-orphan']],
    ]);
  });
  it('groups a reason under the side that the advice of its findings changes', () => {
    const counts = [{ code: 'email-differs-typo', side: 'neo', findings: 3 }] as const;
    expect(groupChipsByMove(createFindingChips(counts, [], counts)).map(({ move }) => move)).toEqual(['neo']);
    // The code alone does not determine a side.
    expect(groupChipsByMove(createFindingChips(counts, ['email-differs-typo'], [])).map(({ move }) => move)).toEqual(['both']);
  });
});

describe('toggleCode', () => {
  it('adds and removes one code', () => {
    const one = toggleCode(EMPTY_FINDING_FILTER, 'person-match');
    const two = toggleCode(one, 'work-email-missing');
    expect(two.codes).toEqual(['work-email-missing', 'person-match']);
    expect(toggleCode(two, 'person-match').codes).toEqual(['work-email-missing']);
  });
});

describe('isFiltered', () => {
  it('takes blanks in the search for nothing', () => {
    expect(isFiltered(completeFilter({ search: ' 　' }))).toBe(false);
    expect(isFiltered(completeFilter({ organizationId: '12' }))).toBe(true);
    expect(isFiltered(completeFilter({ firstGateOnly: true }))).toBe(true);
  });
});

describe('toggleSince', () => {
  it('adds and removes values, always in the same order', () => {
    const back = toggleSince(EMPTY_FINDING_FILTER, 'back');
    expect(toggleSince(back, 'new').since).toEqual(['new', 'back']);
    expect(toggleSince(toggleSince(back, 'new'), 'back').since).toEqual(['new']);
    expect(isFiltered(back)).toBe(true);
  });
});

describe('hiddenByTriage', () => {
  it('counts accepted findings only if they are hidden', () => {
    expect(countHiddenByTriage(EMPTY_FINDING_FILTER, { accepted: 7 })).toBe(7);
    expect(countHiddenByTriage(completeFilter({ triage: 'all' }), { accepted: 7 })).toBe(0);
    expect(isFiltered(completeFilter({ triage: 'all' }))).toBe(true);
  });
});

describe('organizationOptions', () => {
  it('indents by depth', () => {
    const options = createOrganizationOptions([{ id: '7', parentId: '1', depth: 2, name: '営業一課', inScope: 3, ready: 1, blocked: 2 }]);
    expect(options).toEqual([{ value: '7', label: '　　営業一課' }]);
  });
});

describe('viewForVisit', () => {
  const left = { ...withFilter(FIRST_VIEW, completeFilter({ search: '田中' })), active: 12, panel: { revision: 3, row: 5 } };
  it('shows the whole list in the order that was chosen on a visit from the navigation', () => {
    const sorted = { ...left, sort: { by: 'name', direction: 'descending' } as const };
    expect(createVisitView(sorted, {})).toEqual({ ...FIRST_VIEW, sort: sorted.sort });
    expect(createVisitView(sorted, { row: 9 }).filter).toEqual(FIRST_VIEW.filter);
  });
  it('stays at the open row if the list was not filtered', () => {
    const whole = { ...FIRST_VIEW, active: 12, panel: { revision: 3, row: 5 } };
    expect(createVisitView(whole, {})).toBe(whole);
  });
  it('returns to a chosen filter by its address', () => {
    expect(createVisitView(FIRST_VIEW, toMatchingParams(left)).filter).toEqual(left.filter);
  });
  it('starts with one row per person, and shows as many rows as the number that links to it', () => {
    expect(FIRST_VIEW.filter.perPerson).toBe(true);
    expect(createVisitView(FIRST_VIEW, { since: ['new'] }).filter.perPerson).toBe(false);
    expect(createVisitView(FIRST_VIEW, toMatchingParams(FIRST_VIEW)).filter).toEqual(FIRST_VIEW.filter);
  });
  it('shows what came back with a run, accepted or not', () => {
    expect(createVisitView(left, { since: ['back'] }).filter).toEqual({ ...EMPTY_FINDING_FILTER, since: ['back'], triage: 'all' });
  });
  it('shows exactly the people of a link, without the old filter', () => {
    const view = createVisitView(left, { codes: ['work-email-missing'], firstGateOnly: true });
    expect(view).toEqual({
      ...FIRST_VIEW,
      filter: { ...EMPTY_FINDING_FILTER, codes: ['work-email-missing'], firstGateOnly: true, triage: 'all' },
    });
  });
});
