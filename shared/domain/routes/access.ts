import { dependsOnMissingFacts } from '../directory/missing-facts.ts';
import { markAmbiguousMembers } from '../directory/organization-candidates.ts';
import { type CompanyIndex, NO_POSITION } from './company.ts';
import type { Access, Principal } from './route.ts';
import type { RoutePolicy } from './route-policy.ts';

/** Results of `markPeopleAllowedForRoute`: not open; open; perhaps open, because the lists do not show whom an entry includes. */
export const [NOT_OPEN, OPEN, PERHAPS_OPEN] = [0, 1, 2] as const;

/**
 * Who may use a route: one mark per person of any state; `null` = everyone. A list whose entries no longer exist (a deleted role) is not
 * empty, so it permits no one.
 */
export function markPeopleAllowedForRoute(index: CompanyIndex, access: Access, policy: RoutePolicy): Uint8Array | null {
  if (access.kind === 'everyone') return null;
  if (access.principals.length === 0) return policy.emptyAccess === 'everyone' ? null : new Uint8Array(index.users.length);
  const open = new Uint8Array(index.users.length);
  const named = (kind: Principal['kind']): readonly Principal[] => access.principals.filter((principal) => principal.kind === kind);
  if (dependsOnMissingFacts(index.missingFacts, { users: named('user'), organizations: named('organization'), roles: named('role') }))
    open.fill(PERHAPS_OPEN);
  for (const principal of access.principals)
    for (const person of listPeopleOfPrincipal(index, principal)) if (person >= 0) open[person] = OPEN;
  const chosen = new Set(access.principals.flatMap((principal) => organizationsOf(index, principal)));
  markAmbiguousMembers(open, index.unplaced, (place) => chosen.has(place), { always: OPEN, perhaps: PERHAPS_OPEN });
  return open;
}

/** Positions of the organizations of one entry. */
function organizationsOf(index: CompanyIndex, principal: Principal): readonly number[] {
  if (principal.kind !== 'organization') return [];
  const organization = index.organizationAt(principal.id);
  if (organization === NO_POSITION) return [];
  return principal.descendants ? [...index.below(organization)] : [organization];
}

/** The people of one entry; empty if unknown. */
export function listPeopleOfPrincipal(index: CompanyIndex, principal: Principal): readonly number[] {
  switch (principal.kind) {
    case 'user':
      return [index.person(principal.id)];
    case 'role':
      return index.roleMembers(principal.id) ?? [];
    case 'organization': {
      const organization = index.organizationAt(principal.id);
      if (organization === NO_POSITION) return [];
      return principal.descendants ? index.everybody(organization) : index.members(organization);
    }
  }
}
