import { allowedPeopleOfRoute, OPEN, PERHAPS_OPEN } from './access.ts';
import { type CompanyIndex, NONE } from './company.ts';
import type { Access } from './route.ts';
import { DEFAULT_ROUTE_POLICY, type RoutePolicy } from './route-policy.ts';

/** Effect of permitting a route for an organization with everything below it. */
export type RouteAssignment =
  /** Everyone may use it already; naming one organization would exclude the others. */
  | { readonly kind: 'everyone' }
  /** It, or an ancestor, is already named with everything below. */
  | { readonly kind: 'covered'; readonly by: string }
  /** The list of organizations does not contain it. */
  | { readonly kind: 'unknown' }
  /**
   * `people`: active people who may newly use it, of `of` active ones, each once; `seconds`: those with their main post elsewhere, who
   * are in no other number of this organization; `unsure`: those who may already use it, which no list shows.
   */
  | {
      readonly kind: 'adds';
      readonly access: Access;
      readonly people: number;
      readonly seconds: number;
      readonly unsure: number;
      readonly of: number;
    };

/** Adds an organization to a route's list. An existing entry is extended to everything below. */
export function assignRoute(
  index: CompanyIndex,
  access: Access,
  organizationId: string,
  policy: RoutePolicy = DEFAULT_ROUTE_POLICY,
): RouteAssignment {
  const organization = index.organizationAt(organizationId);
  if (organization === NONE) return { kind: 'unknown' };
  const open = allowedPeopleOfRoute(index, access, policy);
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
    seconds: newly.filter((person) => !isBelow(index.homes[person] ?? NONE)).length,
    unsure: newly.filter((person) => open[person] === PERHAPS_OPEN).length,
    of: people.length,
  };
}
