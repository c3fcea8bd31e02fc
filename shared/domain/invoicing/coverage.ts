import { NO_ORGANIZATION_INDEX, type PeopleIndex } from '../integration/people.ts';
import type { Membership } from './membership.ts';

/** One organization of the coverage map. A person counts in the default organization and all organizations above it. */
export interface CoverageRow {
  readonly organization: number;
  readonly people: number;
  /** Number of people in no working group. */
  readonly none: number;
  /** Number of people in more than one working group. */
  readonly several: number;
  /** Number of people per group; groups without people are omitted. */
  readonly cells: readonly { readonly group: number; readonly people: number }[];
}

export interface Coverage {
  readonly people: number;
  readonly none: number;
  /** Number of people who are in groups, but only in groups that do not work; part of `none`. */
  readonly byCodeAlone: number;
  readonly several: number;
  /** People in no known working group who may be in one whose members are not in the lists. Not part of `none`. */
  readonly unchecked: number;
  /** Number of people per group. */
  readonly byGroup: Int32Array;
  /** In the order of the list of organizations; organizations without people in scope contain zeros. */
  readonly rows: readonly CoverageRow[];
}

/**
 * Computes coverage by organization and group for the people in `inScope`. `serving`: for each group, whether it works; `null` = all work.
 */
export function computeCoverage(
  membership: Membership,
  people: PeopleIndex,
  inScope: Uint8Array,
  groupCount: number,
  serving: readonly boolean[] | null = null,
): Coverage {
  const { sets, setOfUser, unsure, unplaced, openToUnplaced } = membership;
  const covering = sets.map((set) => (serving === null ? set.length : set.filter((group) => serving[group]).length));
  const covers = (group: number): boolean => serving === null || serving[group] === true;
  // Whether people outside all working groups may still be members of one: first for people with a known organization, then for the others.
  const mayBeCovered = [unsure.some(covers), openToUnplaced.some(covers)] as const;
  const width = sets.length * 2;
  const places = people.organizations.length;
  // Number of people by organization, set of groups and ambiguity of the organization. All other numbers are sums of these.
  const bySet = new Map<number, number>();
  for (let i = 0; i < setOfUser.length; i++) {
    if (inScope[i] === 0) continue;
    const home = people.homes[i] as number;
    const key = (home === NO_ORGANIZATION_INDEX ? places : home) * width + (setOfUser[i] as number) * 2 + Number(unplaced.has(i));
    bySet.set(key, (bySet.get(key) ?? 0) + 1);
  }
  const cells: Map<number, number>[] = Array.from({ length: places + 1 }, () => new Map());
  const totals = new Int32Array((places + 1) * 3);
  const byGroup = new Int32Array(groupCount);
  const all = { people: 0, none: 0, several: 0, byCodeAlone: 0, unchecked: 0 };
  for (const [key, count] of bySet) {
    const place = Math.floor(key / width);
    const at = (key % width) >> 1;
    const set = sets[at] ?? [];
    const groups = covering[at] ?? 0;
    const isOut = groups === 0;
    const isOpen = isOut && mayBeCovered[key % 2] === true;
    const none = isOut && !isOpen ? count : 0;
    if (isOpen) all.unchecked += count;
    const several = groups > 1 ? count : 0;
    if (none > 0 && set.length > 0) all.byCodeAlone += count;
    all.people += count;
    all.none += none;
    all.several += several;
    for (const group of set) byGroup[group] = (byGroup[group] as number) + count;
    for (let at = place; at !== NO_ORGANIZATION_INDEX; at = at === places ? NO_ORGANIZATION_INDEX : (people.parents[at] as number)) {
      totals[at * 3] = (totals[at * 3] as number) + count;
      totals[at * 3 + 1] = (totals[at * 3 + 1] as number) + none;
      totals[at * 3 + 2] = (totals[at * 3 + 2] as number) + several;
      const row = cells[at] as Map<number, number>;
      for (const group of set) row.set(group, (row.get(group) ?? 0) + count);
    }
  }
  const rows = people.organizations.map((_, at) => ({
    organization: at,
    people: totals[at * 3] as number,
    none: totals[at * 3 + 1] as number,
    several: totals[at * 3 + 2] as number,
    cells: [...(cells[at] as Map<number, number>)].sort(([a], [b]) => a - b).map(([group, count]) => ({ group, people: count })),
  }));
  return { ...all, byGroup, rows };
}
