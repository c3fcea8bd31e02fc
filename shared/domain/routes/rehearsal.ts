import { type CompanyIndex, NO_POSITION, type PersonIndex } from './company.ts';
import { getReferenceState, listRouteReferences, type RouteReference } from './references.ts';
import type { Route } from './route.ts';
import { createSlotCache, RouteEvaluation, type RouteSetting } from './simulation/evaluation.ts';
import type { RouteProblem } from './simulation/outcome.ts';
import { createNotOpenProblem } from './simulation/simulate.ts';
import { findFirstStop } from './simulation/simulate-for-everyone.ts';
import type { SlotCache } from './simulation/slot-cache.ts';

/** A problem that a reorganization causes or resolves, with the affected people. Resolved problems exclude people who are still stopped. */
export interface RehearsedChange {
  readonly change: 'breaks' | 'mends';
  readonly problem: RouteProblem;
  readonly people: number;
  /** Ids of these people's future organizations, `''` for none, in the order of the future list. */
  readonly organizations: readonly string[];
  /** Ids of the first affected people. */
  readonly examples: readonly string[];
}

export interface RehearsedRoute {
  readonly routeId: string;
  /** Named objects that are missing or inactive in the future company. */
  readonly lost: readonly (RouteReference & { readonly state: 'unknown' | 'inactive' })[];
  /** Changes without notes: `breaks` first, then most people first. */
  readonly changes: readonly RehearsedChange[];
}

export interface Rehearsal {
  /** Number of active people only in the future list, and only in today's. */
  readonly joining: number;
  readonly leaving: number;
  /** Number of people who are active in both lists and have another default organization (`hasChangedOrganization`). */
  readonly moving: number;
  readonly routes: readonly RehearsedRoute[];
}

const EXAMPLES = 5;

/** People with the same present and future organization; positions of each person in both lists. */
interface Move {
  readonly from: number;
  readonly to: number;
  readonly people: { readonly today: PersonIndex; readonly later: PersonIndex }[];
}

/**
 * Compares routes in today's and a later company: new and resolved problems, with the affected people. People are identified by NEO id; all
 * problems of new people are new; leavers are omitted. Equal companies give no changes. `unplaced` people are only counted.
 */
export function rehearseReorganization(
  today: CompanyIndex,
  later: CompanyIndex,
  routes: readonly Route[],
  setting: RouteSetting,
  unplaced: ReadonlySet<PersonIndex> = new Set(),
): Rehearsal {
  const { moves, joining, leaving, moving } = movesOf(today, later, unplaced);
  const sides: Sides = { today, later, slotsToday: createSlotCache(today, setting), slotsLater: createSlotCache(later, setting) };
  return { joining, leaving, moving, routes: routes.map((route) => rehearseRoute(sides, moves, route, setting)) };
}

interface Sides {
  readonly today: CompanyIndex;
  readonly later: CompanyIndex;
  readonly slotsToday: SlotCache;
  readonly slotsLater: SlotCache;
}

/**
 * True if a person's default organization differs. Without a list of organizations, or for unlisted ones, the text in the list of users is
 * compared.
 */
export function hasChangedOrganization(today: CompanyIndex, before: PersonIndex, later: CompanyIndex, after: PersonIndex): boolean {
  const isWrittenOnly = today.organizations.length === 0 || later.organizations.length === 0;
  const home = (index: CompanyIndex, person: PersonIndex): string => {
    const known = isWrittenOnly ? undefined : index.organizations[index.homes[person] ?? NO_POSITION];
    return known === undefined ? `written ${index.users[person]?.organizations[0] ?? ''}` : `known ${known.id}`;
  };
  return home(today, before) !== home(later, after);
}

/**
 * Active people of the later list with an unlisted organization that differs from today's, so that their result is unknown. Empty if no
 * organization is known at all.
 */
export function findPeopleWithUnknownOrganization(today: CompanyIndex, later: CompanyIndex): ReadonlySet<PersonIndex> {
  const unplaced = new Set<PersonIndex>();
  if (later.organizations.length === 0) return unplaced;
  later.users.forEach(({ id, organizations }, at) => {
    if (!later.isActive(at) || id === '' || later.person(id) !== at) return;
    const before = today.users[today.person(id)]?.organizations ?? [];
    const isLost = (reference: string): boolean =>
      reference !== '' && later.organizationAt(reference) === NO_POSITION && !before.includes(reference);
    if (organizations.some(isLost)) unplaced.add(at);
  });
  return unplaced;
}

function movesOf(
  today: CompanyIndex,
  later: CompanyIndex,
  unplaced: ReadonlySet<PersonIndex>,
): { moves: readonly Move[]; joining: number; leaving: number; moving: number } {
  const byPair = new Map<string, Move>();
  let joining = 0;
  let moving = 0;
  let staying = 0;
  later.users.forEach(({ id }, at) => {
    if (!later.isActive(at) || id === '' || later.person(id) !== at) return;
    const before = today.person(id);
    const known = today.isActive(before) ? before : NO_POSITION;
    const from = today.homes[known] ?? NO_POSITION;
    const to = later.homes[at] ?? NO_POSITION;
    if (known === NO_POSITION) joining++;
    else {
      staying++;
      if (hasChangedOrganization(today, known, later, at)) moving++;
    }
    if (unplaced.has(at)) return;
    const key = known === NO_POSITION ? `joins ${to}` : `${from} ${to}`;
    const move = byPair.get(key) ?? { from, to, people: [] };
    byPair.set(key, move);
    move.people.push({ today: known, later: at });
  });
  const activeToday = today.users.filter(({ id }, at) => today.isActive(at) && id !== '' && today.person(id) === at).length;
  return { moves: [...byPair.values()], joining, moving, leaving: activeToday - staying };
}

interface Change {
  readonly change: RehearsedChange['change'];
  readonly problem: RouteProblem;
  people: number;
  readonly organizations: Set<number>;
  readonly examples: Set<PersonIndex>;
}

function rehearseRoute(sides: Sides, moves: readonly Move[], route: Route, setting: RouteSetting): RehearsedRoute {
  const { today, later } = sides;
  const before = new RouteEvaluation(today, route, setting, sides.slotsToday);
  const after = new RouteEvaluation(later, route, setting, sides.slotsLater);
  const changes = new Map<string, Change>();
  const add = (change: RehearsedChange['change'], problem: RouteProblem, to: number, people: readonly PersonIndex[]): void => {
    const key = `${change} ${keyOf(problem)}`;
    const entry = changes.get(key) ?? { change, problem, people: 0, organizations: new Set(), examples: new Set() };
    changes.set(key, entry);
    entry.people += people.length;
    entry.organizations.add(to);
    for (let i = 0; i < people.length && i < EXAMPLES; i++) entry.examples.add(people[i] as PersonIndex);
  };
  const compare = (was: readonly RouteProblem[], is: readonly RouteProblem[], to: number, people: readonly PersonIndex[]): void => {
    if (was === is || people.length === 0 || (was.length === 0 && is.length === 0)) return;
    const gone = byKey(was);
    const come = byKey(is);
    for (const [key, one] of come) if (!gone.has(key)) add('breaks', one, to, people);
    // A resolved problem does not help a person who is stopped by another one.
    if (findFirstStop(is) !== null) return;
    for (const [key, one] of gone) if (!come.has(key)) add('mends', one, to, people);
  };
  const closed = [createNotOpenProblem(route)];
  for (const { from, to, people } of moves) {
    const alone = after.involved(to);
    const aloneBefore = before.involved(from);
    // The remaining people differ only in access, today and later.
    const rest: PersonIndex[][] = [[], [], [], []];
    for (const person of people) {
      const joins = person.today === NO_POSITION;
      const openBefore = joins || before.isOpenTo(person.today);
      const openAfter = after.isOpenTo(person.later);
      if (alone.has(person.later) || aloneBefore.has(person.today)) {
        const is = openAfter ? after.problemsOf(person.later) : closed;
        const was = joins ? (openAfter ? [] : closed) : openBefore ? before.problemsOf(person.today) : closed;
        compare(was, is, to, [person.later]);
      } else rest[(openBefore ? 1 : 0) + (openAfter ? 2 : 0)]?.push(person.later);
    }
    const [, onlyBefore = [], onlyAfter = [], both = []] = rest;
    const joins = people[0]?.today === NO_POSITION;
    if (!joins && onlyBefore.length > 0) compare(before.sharedProblems(from), closed, to, onlyBefore);
    if (onlyAfter.length > 0) compare(closed, after.sharedProblems(to), to, onlyAfter);
    if (both.length > 0) compare(joins ? [] : before.sharedProblems(from), after.sharedProblems(to), to, both);
  }
  return {
    routeId: route.id,
    lost: lostReferences(today, later, route),
    changes: [...changes.values()].map((change) => rehearsedChange(later, change)).sort(byWeight),
  };
}

/** Problems by key, so that a problem of several levels of a step counts once; notes are omitted. */
const byKey = (problems: readonly RouteProblem[]): ReadonlyMap<string, RouteProblem> =>
  new Map(problems.filter(({ severity }) => severity !== 'note').map((one) => [keyOf(one), one]));

/** Key of a problem without names, because a reorganization changes names. */
const keyOf = ({ code, severity, stepId, reason }: RouteProblem): string => `${code} ${severity} ${reason} ${stepId}`;

function lostReferences(today: CompanyIndex, later: CompanyIndex, route: Route): RehearsedRoute['lost'] {
  return listRouteReferences(route).flatMap((reference) => {
    const state = getReferenceState(later, reference);
    return state === 'known' || state === getReferenceState(today, reference) ? [] : [{ ...reference, state }];
  });
}

function rehearsedChange(later: CompanyIndex, { change, problem, people, organizations, examples }: Change): RehearsedChange {
  const places = [...organizations].sort((a, b) => (a === NO_POSITION ? 1 : b === NO_POSITION ? -1 : a - b));
  const first = [...examples].sort((a, b) => a - b).slice(0, EXAMPLES);
  return {
    change,
    problem,
    people,
    organizations: places.map((at) => later.organizations[at]?.id ?? ''),
    examples: first.map((person) => later.idOf(person)),
  };
}

const byWeight = (a: RehearsedChange, b: RehearsedChange): number =>
  a.change !== b.change ? (a.change === 'breaks' ? -1 : 1) : b.people - a.people || (keyOf(a.problem) < keyOf(b.problem) ? -1 : 1);
