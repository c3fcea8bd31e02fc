import type { CallOutput } from '#shared/contract/calls.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { createOrganizationTree, type OrganizationRow, type OrganizationTree, type TreeSort } from './organizations.ts';

/** Sort columns besides NEO's order: people in scope, or share who can order. */
export type CoverageColumn = 'people' | 'share';

export const createCoverageTree = (
  readiness: Pick<Readiness, 'organizations' | 'inScope' | 'blocked'>,
  sort: TreeSort<CoverageColumn>,
): OrganizationTree =>
  createOrganizationTree(readiness, sort, ({ ready, inScope }, by) => (by === 'people' ? inScope : inScope === 0 ? 1 : ready / inScope));

/** Returns whether a share is shown: 0 % would be misleading if no one is known to be able to order and someone is unchecked. */
export const isShareShown = ({ ready, notChecked }: Pick<OrganizationRow, 'ready' | 'notChecked'>): boolean =>
  ready > 0 || notChecked === 0;

export interface OrganizationRoute {
  readonly id: string;
  readonly name: string;
  readonly people: number;
  /** Only some of the organization's active people may use the route. */
  readonly isPartial: boolean;
}

/** Routes that not everyone may use; only these can be assigned. */
export const listAssignableRoutes = ({
  routes,
  organizations,
}: Pick<CallOutput<'routes.reach'>, 'routes' | 'organizations'>): CallOutput<'routes.reach'>['routes'] =>
  routes.filter((_, at) =>
    organizations.some(({ people, routes: open }) => (open.find(({ route }) => route === at)?.people ?? 0) < people),
  );

/** Routes of each organization, rarest first, because they distinguish organizations. */
export function groupRoutesByOrganization({
  routes,
  organizations,
}: Pick<CallOutput<'routes.reach'>, 'routes' | 'organizations'>): ReadonlyMap<string, readonly OrganizationRoute[]> {
  const places = routes.map((_, at) => organizations.filter(({ routes: open }) => open.some(({ route }) => route === at)).length);
  return new Map(
    organizations.map(({ id, people, routes: open }) => [
      id,
      [...open]
        .sort((a, b) => (places[a.route] ?? 0) - (places[b.route] ?? 0) || a.route - b.route)
        .flatMap(({ route, people: able }) => {
          const known = routes[route];
          return known === undefined ? [] : [{ ...known, people: able, isPartial: able < people }];
        }),
    ]),
  );
}
