import { mayBeActive } from '../directory/directory.ts';
import { dependsOnMissingFacts } from '../directory/missing-facts.ts';
import { markAmbiguousMembers } from '../directory/organization-candidates.ts';
import type { PeopleIndex } from './people.ts';
import type { Problem } from './problem.ts';
import type { AllowedUsers } from './settings.ts';

/** Meaning of an empty list of allowed users, which is unknown (docs/domain/neo.md#unknown). The cautious default permits no one. */
export interface AllowedUsersPolicy {
  readonly emptyList: 'nobody' | 'everybody';
}
export const DEFAULT_ALLOWED_USERS_POLICY: AllowedUsersPolicy = { emptyList: 'nobody' };

const isEmpty = ({ users, organizations, roles }: AllowedUsers): boolean => users.length + organizations.length + roles.length === 0;

/** Results of `markAllowedPeople`: not allowed, allowed, or possibly allowed because the lists lack the named organization, role or id. */
export const [NOT_ALLOWED, ALLOWED, PERHAPS_ALLOWED] = [0, 1, 2] as const;

/** Computes one mark per person, independent of the person's state. */
export function markAllowedPeople(
  allowed: AllowedUsers,
  people: PeopleIndex,
  policy: AllowedUsersPolicy = DEFAULT_ALLOWED_USERS_POLICY,
): Uint8Array {
  const marks = new Uint8Array(people.users.length);
  if (allowed.everyone || (isEmpty(allowed) && policy.emptyList === 'everybody')) return marks.fill(ALLOWED);
  if (dependsOnMissingFacts(people.missingFacts, allowed)) marks.fill(PERHAPS_ALLOWED);
  const organizations = new Uint8Array(people.organizations.length);
  for (const place of people.chosen(allowed.organizations)) organizations[place] = 1;
  if (allowed.organizations.length > 0) {
    for (let i = 0; i < marks.length; i++) if (organizations[people.homes[i] as number] === 1) marks[i] = ALLOWED;
    for (const [i, places] of people.inSeveral) if (places.some((place) => organizations[place] === 1)) marks[i] = ALLOWED;
    markAmbiguousMembers(marks, people.unplaced, (place) => organizations[place] === 1, { always: ALLOWED, perhaps: PERHAPS_ALLOWED });
  }
  const roles = new Set(allowed.roles);
  const named = [...allowed.users, ...people.roles.flatMap(({ id, members }) => (roles.has(id) ? members : []))];
  for (const id of named) {
    const at = people.userAt(id);
    if (at >= 0) marks[at] = ALLOWED;
  }
  return marks;
}

export interface HeadCount {
  readonly active: number;
  readonly inactive: number;
  readonly unchecked: number;
}

/** Counts allowed people: active, unable to log in, and not checked. */
export function countPeopleByAccess(marks: Uint8Array, people: PeopleIndex): HeadCount {
  const counts = { active: 0, inactive: 0, unchecked: 0 };
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] === NOT_ALLOWED) continue;
    const isActive = mayBeActive(people.users[i]?.state);
    if (marks[i] === ALLOWED) counts[isActive ? 'active' : 'inactive']++;
    else if (isActive) counts.unchecked++;
  }
  return counts;
}

export type PeopleProblem =
  | 'people-empty'
  | 'people-ignored'
  | 'user-unknown'
  | 'user-inactive'
  | 'organization-unknown'
  | 'role-unknown'
  | 'entry-twice';

/** Missing or duplicate references of a list. `people` is `null` without a user list. */
export function lintPeople(list: Omit<AllowedUsers, 'everyone'>, people: PeopleIndex | null): readonly Problem<PeopleProblem>[] {
  const problems: Problem<PeopleProblem>[] = [];
  const add = (code: PeopleProblem, severity: Problem['severity'], path: string, params: Problem['params']): void => {
    problems.push({ code, severity, path, params });
  };
  const twice = (field: string, ids: readonly string[]): void => {
    const seen = new Set<string>();
    ids.forEach((id, at) => {
      if (seen.has(id)) add('entry-twice', 'note', `${field}[${at}]`, { id });
      seen.add(id);
    });
  };
  twice('users', list.users);
  twice(
    'organizations',
    list.organizations.map(({ id }) => id),
  );
  twice('roles', list.roles);
  if (people === null) return problems;
  // Without lists of organizations or roles, their references cannot be checked.
  const roles = new Set(people.roles.map(({ id }) => id));
  list.users.forEach((id, at) => {
    const user = people.users[people.userAt(id)];
    if (user === undefined && people.missingFacts.has('ids')) return;
    if (user === undefined) add('user-unknown', 'risk', `users[${at}]`, { id });
    else if (!mayBeActive(user.state))
      add('user-inactive', 'risk', `users[${at}]`, { name: user.name, state: user.state === 'login-denied' ? 'denied' : user.state });
  });
  if (people.organizations.length > 0 && !people.isNamedByUsers)
    list.organizations.forEach(({ id }, at) => {
      if (people.organizationAt(id) < 0) add('organization-unknown', 'risk', `organizations[${at}]`, { id });
    });
  if (roles.size > 0)
    list.roles.forEach((id, at) => {
      if (!roles.has(id)) add('role-unknown', 'risk', `roles[${at}]`, { id });
    });
  return problems;
}

/** Problems of the list of allowed users. */
export function lintAllowedUsers(allowed: AllowedUsers, people: PeopleIndex | null): readonly Problem<PeopleProblem>[] {
  if (allowed.everyone) return isEmpty(allowed) ? [] : [{ code: 'people-ignored', severity: 'note', path: 'everyone', params: {} }];
  if (isEmpty(allowed)) return [{ code: 'people-empty', severity: 'block', path: '', params: {} }];
  return lintPeople(allowed, people);
}
