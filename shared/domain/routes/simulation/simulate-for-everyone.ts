import { type CompanyIndex, NO_POSITION, type PersonIndex } from '../company.ts';
import type { Route } from '../route.ts';
import { createSlotCache, RouteEvaluation, type RouteSetting } from './evaluation.ts';
import type { RouteProblem } from './outcome.ts';

/** Number of people of one organization affected by one problem. */
export interface AffectedOrganization {
  /** Id of the organization; `''` for people without one. */
  readonly organizationId: string;
  readonly people: number;
}

/** One row of the table: a problem, the number of affected people, and their organizations. */
export interface FailureGroup {
  readonly problem: RouteProblem;
  readonly people: number;
  /** Organizations in list order, people without one last. */
  readonly organizations: readonly AffectedOrganization[];
  /** Ids of the first affected people, in list order. */
  readonly examples: readonly string[];
}

export interface RouteForEveryone {
  readonly routeId: string;
  /** Number of active people who may use the route. */
  readonly allowed: number;
  /** Number of people with a blocking problem. */
  readonly failing: number;
  /** Number of people with a risk but without a blocking problem. */
  readonly risky: number;
  /**
   * Number of people without a known blocking problem for whom facts are missing: who is asked at a step, or whether they may use the
   * route.
   */
  readonly unchecked: number;
  /** Steps whose people are unknown for some of `allowed`, in order. The first element is `null` if it is unknown who may use the route. */
  readonly unknownAt: readonly (string | null)[];
  /** Number of people who stop at each step, in step order; each counts once, at the first blocking step. */
  readonly stops: readonly RouteStop[];
  /** Problems, most people first, then by severity and step. A person may be in several. */
  readonly groups: readonly FailureGroup[];
  /**
   * The reasons of `stops` in the order of `groups`. Each person counts once, at the first reason, so that the rows of a step add up to it.
   */
  readonly stopGroups: readonly FailureGroup[];
}

/** Number of people whose application stops at one step. */
export interface RouteStop {
  /** Id of the step; `null` if the route itself blocks, before any step. */
  readonly stepId: string | null;
  readonly people: number;
}

/** The first blocking problem of a step, otherwise that of the route itself; `null` if nothing blocks. */
export function findFirstStop(problems: readonly RouteProblem[]): RouteProblem | null {
  const blocking = problems.filter(({ severity }) => severity === 'block');
  return blocking.find(({ stepId }) => stepId !== null) ?? blocking[0] ?? null;
}

const EXAMPLES = 5;
const NO_PEOPLE: ReadonlySet<PersonIndex> = new Set();

/** Active people by home organization, with cached counts, for any number of routes. */
export class Applicants {
  /** Organizations with active people; `NO_POSITION` and `AMBIGUOUS_ORGANIZATION` last. */
  readonly homes: readonly number[];
  readonly #byHome = new Map<number, PersonIndex[]>();

  constructor(index: CompanyIndex) {
    index.users.forEach((_, at) => {
      if (!index.isActive(at)) return;
      const home = index.homes[at] ?? NO_POSITION;
      const list = this.#byHome.get(home);
      if (list === undefined) this.#byHome.set(home, [at]);
      else list.push(at);
    });
    // Both are `NO_POSITION` or `AMBIGUOUS_ORGANIZATION`, which are negative.
    this.homes = [...this.#byHome.keys()].sort((a, b) => Number(a < 0) - Number(b < 0) || (a < 0 ? b - a : a - b));
  }

  of(home: number): readonly PersonIndex[] {
    return this.#byHome.get(home) ?? [];
  }
}

interface Group {
  readonly problem: RouteProblem;
  people: number;
  /** Organizations in processing order, with the number of people of each. */
  readonly homes: number[];
  readonly counts: number[];
  /** The first affected people, in list order. */
  readonly examples: PersonIndex[];
}

/** Groups problems by table row. Most problems are shared objects and are found by identity. */
class Groups {
  readonly #byKey = new Map<string, Group>();
  readonly #known = new Map<RouteProblem, Group>();

  of(problem: RouteProblem): Group {
    let group = this.#known.get(problem);
    if (group === undefined) {
      const key = keyOf(problem);
      group = this.#byKey.get(key) ?? { problem, people: 0, homes: [], counts: [], examples: [] };
      this.#byKey.set(key, group);
      this.#known.set(problem, group);
    }
    return group;
  }

  all(): readonly Group[] {
    return [...this.#byKey.values()];
  }
}

/** Computes which people a route stops and why, as a table. Pass the same `slots` for many routes. */
export function simulateForEveryone(
  index: CompanyIndex,
  applicants: Applicants,
  route: Route,
  setting: RouteSetting,
  slots = createSlotCache(index, setting),
): RouteForEveryone {
  return simulateEvaluationForEveryone(index, applicants, new RouteEvaluation(index, route, setting, slots));
}

/** Like `simulateForEveryone`, for an existing evaluation. */
export function simulateEvaluationForEveryone(index: CompanyIndex, applicants: Applicants, evaluation: RouteEvaluation): RouteForEveryone {
  const { route } = evaluation;
  const groups = new Groups();
  const stopGroups = new Groups();
  const stops = new Map<string | null, number>();
  let allowed = 0;
  let failing = 0;
  let risky = 0;
  let unchecked = 0;
  const stepsWithUnknownPeople = new Set<string>();
  /** Adds problems of `count` people of an organization; `without` are excluded from the examples. */
  const tell = (
    problems: readonly RouteProblem[],
    home: number,
    count: number,
    people: readonly PersonIndex[],
    without: ReadonlySet<PersonIndex>,
  ): void => {
    if (count === 0 || problems.length === 0) return;
    for (const problem of problems) add(groups.of(problem), home, count, people, without);
    const stop = findFirstStop(problems);
    if (stop === null) {
      if (problems.some(({ severity }) => severity === 'risk')) risky += count;
      return;
    }
    failing += count;
    stops.set(stop.stepId, (stops.get(stop.stepId) ?? 0) + count);
    add(stopGroups.of(stop), home, count, people, without);
  };
  for (const home of applicants.homes) {
    const all = applicants.of(home);
    const people = evaluation.open === null ? all : all.filter((person) => evaluation.isOpenTo(person));
    if (people.length === 0) continue;
    allowed += people.length;
    for (const stepId of evaluation.stepsWithUnknownPeople(home)) stepsWithUnknownPeople.add(stepId);
    let asked: ReadonlySet<PersonIndex> = evaluation.involved(home);
    if (asked.size > 0) asked = new Set([...asked].filter((person) => index.isActive(person) && evaluation.isOpenTo(person)));
    for (const person of asked) {
      const problems = evaluation.problemsOf(person);
      tell(problems, home, 1, [person], NO_PEOPLE);
      if (evaluation.isUnsure(person) && findFirstStop(problems) === null) unchecked++;
    }
    const others = people.length - asked.size;
    if (others === 0) continue;
    const shared = evaluation.sharedProblems(home);
    tell(shared, home, others, people, asked);
    if (evaluation.maybeUnsure(home) && findFirstStop(shared) === null)
      for (const person of people) if (!asked.has(person) && evaluation.isUnsure(person)) unchecked++;
  }
  return {
    routeId: route.id,
    allowed,
    failing,
    risky,
    unchecked,
    unknownAt: [
      ...(evaluation.isOpenUnknown ? [null] : []),
      ...route.steps.map(({ id }) => id).filter((id) => stepsWithUnknownPeople.has(id)),
    ],
    stops: [null, ...route.steps.map(({ id }) => id)].flatMap((stepId) => {
      const people = stops.get(stepId) ?? 0;
      return people === 0 ? [] : [{ stepId, people }];
    }),
    groups: groups
      .all()
      .map((group) => failureGroup(index, group))
      .sort(byWeight(route)),
    stopGroups: stopGroups
      .all()
      .map((group) => failureGroup(index, group))
      .sort(byWeight(route)),
  };
}

/** Adds people of an organization to a group. Examples are the first of `people` that are not in `without`. */
function add(group: Group, home: number, count: number, people: readonly PersonIndex[], without: ReadonlySet<PersonIndex>): void {
  const { homes, counts, examples } = group;
  group.people += count;
  const last = homes.length - 1;
  if (homes[last] === home) counts[last] = (counts[last] as number) + count;
  else {
    homes.push(home);
    counts.push(count);
  }
  for (const person of people) {
    if (examples.length === EXAMPLES && person > (examples[EXAMPLES - 1] as number)) return;
    if (without.has(person)) continue;
    examples.push(person);
    examples.sort((a, b) => a - b);
    if (examples.length > EXAMPLES) examples.pop();
  }
}

const failureGroup = (index: CompanyIndex, { problem, people, homes, counts, examples }: Group): FailureGroup => ({
  problem,
  people,
  organizations: homes.map((home, i) => ({ organizationId: index.organizations[home]?.id ?? '', people: counts[i] ?? 0 })),
  examples: examples.map((person) => index.idOf(person)),
});

const WEIGHT = { block: 0, risk: 1, note: 2 } as const;

/** Returns a comparator with a total order, so that equal companies give equal tables. */
function byWeight(route: Route): (a: FailureGroup, b: FailureGroup) => number {
  const places = new Map(route.steps.map(({ id }, at) => [id, at]));
  const place = ({ problem }: FailureGroup): number => (problem.stepId === null ? -1 : (places.get(problem.stepId) ?? -1));
  return (a, b) =>
    b.people - a.people ||
    WEIGHT[a.problem.severity] - WEIGHT[b.problem.severity] ||
    place(a) - place(b) ||
    (keyOf(a.problem) < keyOf(b.problem) ? -1 : 1);
}

/** Key of a row: problem, step and organization. Names are not part of it; the row shows those of the first affected person. */
const keyOf = ({ code, severity, reason, stepId, organizationId, params }: RouteProblem): string =>
  `${code} ${severity} ${reason} ${params['level'] ?? 0} ${organizationId} ${stepId}`;
