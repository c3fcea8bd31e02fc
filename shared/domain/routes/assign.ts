import { OPEN, openTo, PERHAPS_OPEN } from './access.ts';
import { type CompanyIndex, NONE } from './company.ts';
import type { Access } from './route.ts';
import { DEFAULT_ROUTE_POLICY, type RoutePolicy } from './route-policy.ts';

/** What it comes to that an organisation with everything below it may use a route. */
export type RouteAssignment =
  /** Everyone may use it already; naming one organisation would shut the others out. */
  | { readonly kind: 'everyone' }
  /** It, or one above it, is named already with everything below. */
  | { readonly kind: 'covered'; readonly by: string }
  /** The list of organisations does not hold it. */
  | { readonly kind: 'unknown' }
  /**
   * `people`: active people who may use it from then on and may not now, of `of` active ones, each once; `seconds` of `people` have
   * their first post elsewhere, so that no other number of this organisation counts them; of `unsure` of `people` no list tells whether
   * they may use it already.
   */
  | {
      readonly kind: 'adds';
      readonly access: Access;
      readonly people: number;
      readonly seconds: number;
      readonly unsure: number;
      readonly of: number;
    };

/** Names an organisation on a route's list. One that is named alone is named with everything below it instead of twice. */
export function assignRoute(
  index: CompanyIndex,
  access: Access,
  organizationId: string,
  policy: RoutePolicy = DEFAULT_ROUTE_POLICY,
): RouteAssignment {
  const organization = index.organizationAt(organizationId);
  if (organization === NONE) return { kind: 'unknown' };
  const open = openTo(index, access, policy);
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
