import type { RehearsedSection } from '#shared/contract/routes/rehearsal.ts';
import { ALLOWED, markAllowedPeople, NOT_ALLOWED, PERHAPS_ALLOWED } from '#shared/domain/integration/allowed-users.ts';
import type { PeopleIndex } from '#shared/domain/integration/people.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { computeMembership, isMembershipComplete, listPossibleGroups, type Membership } from '#shared/domain/invoicing/membership.ts';
import type { CompanyIndex, PersonIndex } from '#shared/domain/routes/company.ts';
import { getReferenceState, type RouteReference } from '#shared/domain/routes/references.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { RouteEvaluation, type RouteSetting } from '#shared/domain/routes/simulation/evaluation.ts';
import type { RouteProblem } from '#shared/domain/routes/simulation/outcome.ts';
import { createNotOpenProblem } from '#shared/domain/routes/simulation/simulate.ts';
import { findFirstStop } from '#shared/domain/routes/simulation/simulate-for-everyone.ts';

/** The company on one day, in the two forms that the domain functions need. */
export interface CompanyOnDay {
  readonly index: CompanyIndex;
  readonly people: PeopleIndex;
}

/**
 * An active person of the later day (a person of unknown state counts as active) and the same person today; `today: -1` = new or inactive
 * today.
 */
export interface PersonOnBothDays {
  readonly today: PersonIndex;
  readonly later: PersonIndex;
}

/** Returns the active people of the later list, in its order; people without a unique id are omitted. */
export function listPersonsOnBothDays(today: CompanyIndex, later: CompanyIndex): readonly PersonOnBothDays[] {
  const stays: PersonOnBothDays[] = [];
  later.users.forEach(({ id }, at) => {
    if (!later.isActive(at) || id === '' || later.person(id) !== at) return;
    const before = today.person(id);
    stays.push({ today: today.isActive(before) ? before : -1, later: at });
  });
  return stays;
}

/** People affected by a change, as positions in the later list: `breaks` lose the ability, `mends` gain it. */
export interface ChangedPeople {
  readonly breaks: readonly PersonIndex[];
  readonly mends: readonly PersonIndex[];
}

/**
 * Returns people who lose their only invoice group or are new without one (`breaks`), and those who newly get one (`mends`), as far as the
 * lists show.
 */
export function findInvoiceChanges(
  groups: readonly InvoiceGroup[],
  today: CompanyOnDay,
  later: CompanyOnDay,
  stays: readonly PersonOnBothDays[],
): ChangedPeople {
  const before = computeMembership(groups, today.people);
  const after = computeMembership(groups, later.people);
  const breaks: PersonIndex[] = [];
  const mends: PersonIndex[] = [];
  for (const stay of stays) {
    const is = isInAny(after, stay.later);
    const was = stay.today < 0 ? null : isInAny(before, stay.today);
    if (is === false && was !== false && was !== undefined) breaks.push(stay.later);
    else if (is === true && was === false) mends.push(stay.later);
  }
  return { breaks, mends };
}

/** Whether a person is in one of the groups; `undefined` = unknown. */
const isInAny = (membership: Membership, person: PersonIndex): boolean | undefined =>
  membership.setOfUser[person] !== 0 ? true : listPossibleGroups(membership, person).length > 0 ? undefined : false;

/** Returns people who lose or gain permission to order, as far as the lists show. New people are not included. */
export function findAllowedChanges(
  allowed: AllowedUsers,
  today: CompanyOnDay,
  later: CompanyOnDay,
  stays: readonly PersonOnBothDays[],
): ChangedPeople {
  const before = markAllowedPeople(allowed, today.people);
  const after = markAllowedPeople(allowed, later.people);
  const breaks: PersonIndex[] = [];
  const mends: PersonIndex[] = [];
  for (const stay of stays) {
    if (stay.today < 0) continue;
    const [was, is] = [before[stay.today], after[stay.later]];
    if (was === ALLOWED && is === NOT_ALLOWED) breaks.push(stay.later);
    else if (was === NOT_ALLOWED && is === ALLOWED) mends.push(stay.later);
  }
  return { breaks, mends };
}

/** Returns drafts whose members are not in the lists of that day, so that the result does not cover them. */
export function listUncheckedDrafts(
  drafted: { readonly routes: readonly Route[]; readonly groups: readonly InvoiceGroup[]; readonly allowed: AllowedUsers | null },
  { index, people }: CompanyOnDay,
  setting: RouteSetting,
): readonly RehearsedSection[] {
  const { routes, groups, allowed } = drafted;
  const homes = [...new Set(index.homes)];
  const isUnsure = (route: Route): boolean => {
    const evaluation = new RouteEvaluation(index, route, setting);
    return homes.some((home) => evaluation.maybeUnsure(home));
  };
  return [
    ...(routes.some(isUnsure) ? (['routes'] as const) : []),
    ...(isMembershipComplete(computeMembership(groups, people)) ? [] : (['invoice_groups'] as const)),
    ...(allowed !== null && !allowed.everyone && markAllowedPeople(allowed, people).includes(PERHAPS_ALLOWED)
      ? (['allowed_users'] as const)
      : []),
  ];
}

/** Returns a key of a problem without names, because a reorganization changes them. */
export const getProblemKey = ({ code, severity, stepId, reason }: RouteProblem): string => JSON.stringify([code, severity, reason, stepId]);

/** Returns the people affected by one change of a route, which `rehearse` only counts. */
export function listPeopleOfChange(
  route: Route,
  change: 'breaks' | 'mends',
  key: string,
  today: CompanyIndex,
  later: CompanyIndex,
  setting: RouteSetting,
): readonly PersonIndex[] {
  const before = new RouteEvaluation(today, route, setting);
  const after = new RouteEvaluation(later, route, setting);
  const closed = [createNotOpenProblem(route)];
  const has = (problems: readonly RouteProblem[]): boolean => problems.some((problem) => getProblemKey(problem) === key);
  return listPersonsOnBothDays(today, later)
    .filter((stay) => {
      const open = after.isOpenTo(stay.later);
      const to = open ? after.problemsOf(stay.later) : closed;
      const is = has(to);
      if (stay.today < 0) return change === 'breaks' && open && is;
      const was = has(before.isOpenTo(stay.today) ? before.problemsOf(stay.today) : closed);
      return change === 'breaks' ? is && !was : was && !is && findFirstStop(to) === null;
    })
    .map((stay) => stay.later);
}

/** Returns the members that are missing or inactive in the later company. */
export function findLostMembers(
  references: readonly RouteReference[],
  today: CompanyIndex,
  later: CompanyIndex,
): readonly (RouteReference & { readonly state: 'unknown' | 'inactive' })[] {
  return references.flatMap((reference) => {
    const state = getReferenceState(later, reference);
    return state === 'known' || state === getReferenceState(today, reference) ? [] : [{ ...reference, state }];
  });
}
