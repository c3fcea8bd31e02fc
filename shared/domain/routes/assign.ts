import { markPeopleAllowedForRoute, OPEN, PERHAPS_OPEN } from './access.ts';
import { type CompanyIndex, NO_POSITION } from './company.ts';
import type { Access } from './route.ts';
import { DEFAULT_ROUTE_POLICY, type RoutePolicy } from './route-policy.ts';

/** Effect of permitting a route for an organization and its descendants. */
export type RouteAssignment =
  /** Everyone may use the route already; naming one organization would exclude all others. */
  | { readonly kind: 'everyone' }
  /** The organization or an ancestor is already listed with its descendants. */
  | { readonly kind: 'covered'; readonly by: string }
  /** The list of organizations does not contain it. */
  | { readonly kind: 'unknown' }
  /**
   * `people`: active people, of `of` active ones, who newly get access. `seconds`: those of `people` whose default organization is
   * elsewhere, and who count in no other number of this organization. `unsure`: those of `people` who may have access already, which the
   * lists do not show.
   */
  | {
      readonly kind: 'adds';
      readonly access: Access;
      readonly people: number;
      readonly seconds: number;
      readonly unsure: number;
      readonly of: number;
    };

/** Adds an organization to a route's access list. An existing entry is extended to its descendants. */
export function assignOrganizationToRoute(
  index: CompanyIndex,
  access: Access,
  organizationId: string,
  policy: RoutePolicy = DEFAULT_ROUTE_POLICY,
): RouteAssignment {
  const organization = index.organizationAt(organizationId);
  if (organization === NO_POSITION) return { kind: 'unknown' };
  const open = markPeopleAllowedForRoute(index, access, policy);
  if (access.kind === 'everyone' || open === null) return { kind: 'everyone' };
  const upward = index.levels(organization);
  const above = access.principals.find(
    (one) => one.kind === 'organization' && one.descendants && upward.includes(index.organizationAt(one.id)),
  );
  if (above !== undefined) return { kind: 'covered', by: above.id };
  const others = access.principals.filter((one) => one.kind !== 'organization' || index.organizationAt(one.id) !== organization);
  const people = index.activeEverybody(organization);
  const newly = people.filter((person) => open[person] !== OPEN);
  const isBelow = (home: number): boolean => index.levels(home).includes(organization);
  return {
    kind: 'adds',
    access: { kind: 'listed', principals: [...others, { kind: 'organization', id: organizationId, descendants: true }] },
    people: newly.length,
    seconds: newly.filter((person) => !isBelow(index.homes[person] ?? NO_POSITION)).length,
    unsure: newly.filter((person) => open[person] === PERHAPS_OPEN).length,
    of: people.length,
  };
}
