import { dependsOnMissingFacts } from '../directory/missing-facts.ts';
import type { OrganizationCandidates } from '../directory/organization-candidates.ts';
import { NO_ORGANIZATION_INDEX, type PeopleIndex } from '../integration/people.ts';
import type { InvoiceGroup } from './invoice-group.ts';

/** Indexes of invoice groups, ascending. */
export type GroupSet = readonly number[];

/** Invoice groups of each user. Users refer to a set of groups, because there are few distinct sets even with many people. */
export interface Membership {
  readonly sets: readonly GroupSet[];
  /** Index in `sets` for each user; set 0 is empty. */
  readonly setOfUser: Int32Array;
  /** Groups that refer to missing facts: anyone may be a member. */
  readonly unsure: GroupSet;
  /** Users with an ambiguous organization (`PeopleIndex.unplaced`) that affects the result; they may be in `openToUnplaced` too. */
  readonly unplaced: ReadonlySet<number>;
  /** `unsure` and the groups that list an organization. */
  readonly openToUnplaced: GroupSet;
}

/** Possible groups of a person besides the known ones. */
export const listPossibleGroups = ({ unsure, unplaced, openToUnplaced }: Membership, user: number): GroupSet =>
  unplaced.has(user) ? openToUnplaced : unsure;

/** Whether the groups of all people are known. */
export const isMembershipComplete = ({ unsure, unplaced }: Membership): boolean => unsure.length === 0 && unplaced.size === 0;

/** Stores each distinct set once. */
class Sets {
  readonly all: GroupSet[] = [[]];
  readonly #places = new Map<string, number>([['', 0]]);
  readonly #unions = new Map<string, number>();

  place(set: GroupSet): number {
    const key = set.join(' ');
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    this.all.push(set);
    return this.all.length - 1;
  }

  union(a: number, b: number): number {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    let known = this.#unions.get(key);
    if (known === undefined) {
      known = this.place([...new Set([...(this.all[a] as GroupSet), ...(this.all[b] as GroupSet)])].sort((x, y) => x - y));
      this.#unions.set(key, known);
    }
    return known;
  }
}

/**
 * Returns a function that computes the groups common to all possible organizations, and whether these are all groups. Memoized per list of
 * organizations.
 */
function commonSets(sets: Sets, setOfPlace: readonly number[]) {
  const known = new Map<OrganizationCandidates, { readonly common: number; readonly isSure: boolean }>();
  return (places: OrganizationCandidates) => {
    let found = known.get(places);
    if (found === undefined) {
      const [first = 0, ...others] = new Set(places.map((place) => setOfPlace[place] ?? 0));
      const common = (sets.all[first] ?? []).filter((group) => others.every((set) => sets.all[set]?.includes(group)));
      found = { common: sets.place(common), isSure: others.length === 0 };
      known.set(places, found);
    }
    return found;
  };
}

/** Computes the membership per organization, because few people are listed individually or belong to several organizations. */
export function computeMembership(groups: readonly InvoiceGroup[], people: PeopleIndex): Membership {
  const sets = new Sets();
  const groupsOfPlace: number[][] = people.organizations.map(() => []);
  const groupsOfUser = new Map<number, number[]>();
  groups.forEach(({ organizations, users }, group) => {
    for (const place of people.chosen(organizations)) groupsOfPlace[place]?.push(group);
    for (const id of new Set(users)) {
      const at = people.userAt(id);
      if (at < 0) continue;
      const list = groupsOfUser.get(at);
      if (list) list.push(group);
      else groupsOfUser.set(at, [group]);
    }
  });
  const setOfPlace = groupsOfPlace.map((list) => sets.place(list));
  const setOfUser = new Int32Array(people.users.length);
  for (let i = 0; i < setOfUser.length; i++) {
    const home = people.homes[i] as number;
    setOfUser[i] = home === NO_ORGANIZATION_INDEX ? 0 : (setOfPlace[home] as number);
  }
  for (const [i, places] of people.inSeveral)
    for (const place of places) setOfUser[i] = sets.union(setOfUser[i] as number, setOfPlace[place] as number);
  const commonOf = commonSets(sets, setOfPlace);
  const unplaced = new Set<number>();
  for (const [i, references] of people.unplaced)
    for (const { common, isSure } of references.map(commonOf)) {
      setOfUser[i] = sets.union(setOfUser[i] as number, common);
      if (!isSure) unplaced.add(i);
    }
  for (const [i, list] of groupsOfUser) setOfUser[i] = sets.union(setOfUser[i] as number, sets.place(list));
  const unsure = groups.flatMap((group, at) => (dependsOnMissingFacts(people.missingFacts, { ...group, roles: [] }) ? [at] : []));
  const openToUnplaced = groups.flatMap(({ organizations }, at) => (organizations.length > 0 || unsure.includes(at) ? [at] : []));
  return { sets: sets.all, setOfUser, unsure, unplaced, openToUnplaced };
}

/** Number of members in scope; `null` if the lists do not contain it. */
export function countMembers(group: InvoiceGroup, people: PeopleIndex, inScope: Uint8Array): number | null {
  const membership = computeMembership([group], people);
  const { setOfUser } = membership;
  if (!isMembershipComplete(membership)) return null;
  return setOfUser.reduce((sum, set, at) => sum + (set > 0 && inScope[at] === 1 ? 1 : 0), 0);
}
