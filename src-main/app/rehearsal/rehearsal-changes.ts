import type { RehearsedSection } from '#shared/contract/rehearsal.ts';
import { ALLOWED, allowedPeople, NOT_ALLOWED, PERHAPS_ALLOWED } from '#shared/domain/integration/allowed-users.ts';
import type { PeopleIndex } from '#shared/domain/integration/people.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { isWhole, type Membership, mayBeIn, membershipOf } from '#shared/domain/invoicing/membership.ts';
import type { CompanyIndex, Person } from '#shared/domain/routes/company.ts';
import { RouteEvaluation, type RouteSetting } from '#shared/domain/routes/evaluation.ts';
import { firstStop } from '#shared/domain/routes/everybody.ts';
import type { RouteProblem } from '#shared/domain/routes/outcome.ts';
import { type Reference, referenceState } from '#shared/domain/routes/references.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { notOpen } from '#shared/domain/routes/simulate.ts';

/** A company of one day, in the two forms in which it is asked. */
export interface Side {
  readonly index: CompanyIndex;
  readonly people: PeopleIndex;
}

/** One person on both days; `today` is -1 for somebody who joins. Only people whom nothing says to be unable to log in on the later day. */
export interface Stay {
  readonly today: Person;
  readonly later: Person;
}

/** Everybody of the later day, in the order of its list. */
export function staysOf(today: CompanyIndex, later: CompanyIndex): readonly Stay[] {
  const stays: Stay[] = [];
  later.users.forEach(({ id }, at) => {
    if (!later.isActive(at) || id === '' || later.person(id) !== at) return;
    const before = today.person(id);
    stays.push({ today: today.isActive(before) ? before : -1, later: at });
  });
  return stays;
}

/** What becomes other for a list of people; `people` are places in the later list. */
export interface Changed {
  readonly breaks: readonly Person[];
  readonly mends: readonly Person[];
}

/** People who will be in none of the groups, and those who will no longer be without one, as far as lists tell. Who joins has been in none. */
export function invoiceChanges(groups: readonly InvoiceGroup[], today: Side, later: Side, stays: readonly Stay[]): Changed {
  const before = membershipOf(groups, today.people);
  const after = membershipOf(groups, later.people);
  const breaks: Person[] = [];
  const mends: Person[] = [];
  for (const stay of stays) {
    const is = isInAny(after, stay.later);
    const was = stay.today < 0 ? null : isInAny(before, stay.today);
    if (is === false && was !== false && was !== undefined) breaks.push(stay.later);
    else if (is === true && was === false) mends.push(stay.later);
  }
  return { breaks, mends };
}

/** Whether a person is in one of the groups; `undefined` = no list tells. */
const isInAny = (membership: Membership, person: Person): boolean | undefined =>
  membership.setOfUser[person] !== 0 ? true : mayBeIn(membership, person).length > 0 ? undefined : false;

/** People who may order today and no longer will, and the reverse, as far as lists tell. Who joins loses nothing. */
export function allowedChanges(allowed: AllowedUsers, today: Side, later: Side, stays: readonly Stay[]): Changed {
  const before = allowedPeople(allowed, today.people);
  const after = allowedPeople(allowed, later.people);
  const breaks: Person[] = [];
  const mends: Person[] = [];
  for (const stay of stays) {
    if (stay.today < 0) continue;
    const [was, is] = [before[stay.today], after[stay.later]];
    if (was === ALLOWED && is === NOT_ALLOWED) breaks.push(stay.later);
    else if (was === NOT_ALLOWED && is === ALLOWED) mends.push(stay.later);
  }
  return { breaks, mends };
}

/** What is drafted and whom it may mean is told by no list of that day: that nothing breaks says nothing of them. */
export function unsureOf(
  drafted: { readonly routes: readonly Route[]; readonly groups: readonly InvoiceGroup[]; readonly allowed: AllowedUsers | null },
  { index, people }: Side,
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
    ...(isWhole(membershipOf(groups, people)) ? [] : (['invoice_groups'] as const)),
    ...(allowed !== null && !allowed.everyone && allowedPeople(allowed, people).includes(PERHAPS_ALLOWED)
      ? (['allowed_users'] as const)
      : []),
  ];
}

/** Names of people and places change with the organisation; the problem stays the same one. */
export const problemKey = ({ code, severity, stepId, reason }: RouteProblem): string => JSON.stringify([code, severity, reason, stepId]);

/** Whom one change of a route meets: `rehearse` person by person. */
export function peopleOfChange(
  route: Route,
  change: 'breaks' | 'mends',
  key: string,
  today: CompanyIndex,
  later: CompanyIndex,
  setting: RouteSetting,
): readonly Person[] {
  const before = new RouteEvaluation(today, route, setting);
  const after = new RouteEvaluation(later, route, setting);
  const closed = [notOpen(route)];
  const has = (problems: readonly RouteProblem[]): boolean => problems.some((problem) => problemKey(problem) === key);
  return staysOf(today, later)
    .filter((stay) => {
      const open = after.isOpenTo(stay.later);
      const to = open ? after.problemsOf(stay.later) : closed;
      const is = has(to);
      if (stay.today < 0) return change === 'breaks' && open && is;
      const was = has(before.isOpenTo(stay.today) ? before.problemsOf(stay.today) : closed);
      return change === 'breaks' ? is && !was : was && !is && firstStop(to) === null;
    })
    .map((stay) => stay.later);
}

/** What a list names and the later company no longer has, or no longer as somebody active. */
export function lostOf(
  references: readonly Reference[],
  today: CompanyIndex,
  later: CompanyIndex,
): readonly (Reference & { readonly state: 'unknown' | 'inactive' })[] {
  return references.flatMap((reference) => {
    const state = referenceState(later, reference);
    return state === 'known' || state === referenceState(today, reference) ? [] : [{ ...reference, state }];
  });
}
