import { describe, expect, it } from 'vitest';
import { buildCoverageLevel, countLeftWithoutGroup, flagServingGroups } from '#main/company/drafts/coverage-view.ts';
import { type Draft, type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { neoUser } from '../../support/directories.ts';

const draftsOf = (groups: Readonly<Record<string, object>>, options: readonly string[] = []): Drafts => {
  const all = [
    ...Object.entries(groups).map(([id, body]) => ({
      section: 'invoice_groups',
      id,
      draft: { name: `請求 ${id}`, code: `CODE${id}`, organizations: [], users: [], ...body },
    })),
    ...options.map((integrationOption, at) => ({
      section: 'amazon_groups',
      id: `a${at}`,
      draft: { name: '', integrationOption, addresses: 0 },
    })),
  ].map((draft) => ({ base: null, note: '', ...draft }) as unknown as Draft);
  return new Map(all.map((draft) => [getDraftKey(draft), draft])) as unknown as Drafts;
};

const PEOPLE = new PeopleIndex({
  neoUsers: ['o1', 'o2', 'o2', 'o3', 'nowhere'].map((organization, at) => neoUser({ id: String(at), organizations: [organization] })),
  organizations: [
    { id: 'o1', code: '', name: '本社', parentId: null },
    { id: 'o2', code: '', name: '購買部', parentId: 'o1' },
    { id: 'o3', code: '', name: '営業部', parentId: 'o1' },
    { id: 'o4', code: '', name: '課', parentId: 'o3' },
  ],
  roles: [],
});
const EVERYBODY = Uint8Array.from([1, 1, 1, 1, 1]);
const below = (id: string) => ({ organizations: [{ id, descendants: true }] });

describe('the map of invoice groups', () => {
  const drafts = draftsOf({ x: below('o2'), y: { ...below('o1'), code: 'ＣＯＤＥｙ' }, z: { users: ['3', '4'] } }, ['CODEx', '', 'CODEz']);

  it('has the people of each group, how its code meets Amazon’s, and one level of organisations', () => {
    expect(buildCoverageLevel(drafts, PEOPLE, EVERYBODY, null)).toEqual({
      ...{ people: 5, none: 1, several: 0, byCodeAlone: 1, unchecked: 0 },
      groups: [
        { id: 'x', code: 'CODEx', name: '請求 x', people: 2, match: 'exact', malformed: false },
        { id: 'y', code: 'ＣＯＤＥｙ', name: '請求 y', people: 4, match: 'unmatched', malformed: true },
        { id: 'z', code: 'CODEz', name: '請求 z', people: 2, match: 'exact', malformed: false },
      ],
      rows: [
        {
          ...{ id: 'o1', name: '本社', children: 2, people: 4, none: 1, several: 0 },
          cells: [
            { group: 0, people: 2 },
            { group: 1, people: 4 },
            { group: 2, people: 1 },
          ],
        },
      ],
    });
    const lower = buildCoverageLevel(drafts, PEOPLE, EVERYBODY, 'o1').rows;
    expect(lower.map(({ id, children, people, none }) => [id, children, people, none])).toEqual([
      ['o2', 0, 2, 0],
      ['o3', 1, 1, 0],
    ]);
    expect(buildCoverageLevel(drafts, PEOPLE, EVERYBODY, 'o3').rows.map(({ id, people, cells }) => [id, people, cells])).toEqual([
      ['o4', 0, []],
    ]);
    expect(buildCoverageLevel(drafts, PEOPLE, EVERYBODY, 'o4').rows).toEqual([]);
    expect(buildCoverageLevel(drafts, PEOPLE, EVERYBODY, 'nowhere').rows).toEqual([]);
  });

  it('counts whom it is asked about', () => {
    const view = buildCoverageLevel(drafts, PEOPLE, Uint8Array.from([0, 1, 0, 0, 1]), null);
    expect([view.people, view.none, view.groups.map(({ people }) => people)]).toEqual([2, 0, [1, 1, 1]]);
  });

  it('judges a code by itself while no option is known, and counts no one while no people are known', () => {
    const counted = (code: string) => {
      const view = buildCoverageLevel(draftsOf({ x: below('o2'), y: { ...below('o1'), code } }, ['', '']), PEOPLE, EVERYBODY, null);
      return { view, counts: [view.none, view.several, view.byCodeAlone] };
    };
    expect(counted('CODEy').counts).toEqual([1, 2, 0]);
    // No option can equal this malformed code, so people in no other group depend only on it.
    const { view, counts } = counted(' ');
    expect(counts).toEqual([3, 0, 2]);
    expect(view.groups.map(({ match, malformed }) => [match, malformed])).toEqual([
      [null, false],
      [null, true],
    ]);
    expect(buildCoverageLevel(drafts, null, EVERYBODY, null)).toMatchObject({
      ...{ people: 0, none: 0, several: 0, byCodeAlone: 0, rows: [] },
      groups: [{ people: 0, match: 'exact' }, { match: 'unmatched' }, { match: 'exact' }],
    });
  });

  it('recognizes Amazon’s codes', () => {
    expect(flagServingGroups(drafts)).toEqual([true, false, true]);
    expect(flagServingGroups(draftsOf({ x: {}, y: { code: 'ＣＯＤＥ' } }))).toEqual([true, false]);
  });
});

describe('without some groups', () => {
  const groups = { x: below('o2'), y: below('o1'), z: { users: ['3', '4'] } };
  const lost = (removed: readonly string[], options: readonly string[] = [], inScope = EVERYBODY) =>
    countLeftWithoutGroup(draftsOf(groups, options), PEOPLE, inScope, new Set(removed));

  it('are left those who are in no other', () => {
    expect(lost(['x'])).toBe(0);
    expect(lost(['y'])).toBe(1);
    expect(lost(['z'])).toBe(1);
    expect(lost(['y', 'x'])).toBe(3);
    expect(lost(['x', 'y', 'z'])).toBe(5);
    expect(lost(['x', 'y', 'z'], [], Uint8Array.from([1, 0, 1, 0, 1]))).toBe(3);
    expect(lost([])).toBe(0);
    expect(lost(['other'])).toBe(0);
    // A person who was in no group before loses nothing.
    expect(countLeftWithoutGroup(draftsOf({ x: below('o2') }), PEOPLE, EVERYBODY, new Set(['x']))).toBe(2);
  });

  it('counts people whose other group is unknown to Amazon, unless none worked before', () => {
    // Amazon lacks only the code of y.
    const options = ['CODEx', 'CODEz'];
    expect(lost(['x'], options)).toBe(2);
    expect(lost(['z'], options)).toBe(2);
    expect(lost(['y'], options)).toBe(1);
    expect(lost(['x'], ['else'])).toBe(0);
  });
});
