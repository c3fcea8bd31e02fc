import { markPeopleAllowedForRoute, OPEN } from './access.ts';
import type { CompanyIndex } from './company.ts';
import type { Route } from './route.ts';
import { DEFAULT_ROUTE_POLICY, type RoutePolicy } from './route-policy.ts';

/** Number of people in an organization and its descendants who may use each route. */
export interface OrganizationReach {
  readonly organizationId: string;
  /** Number of active people. */
  readonly people: number;
  /** Routes that at least one of these people may use, as positions in the requested list. */
  readonly routes: readonly { readonly route: number; readonly people: number }[];
}

/** Routes by organization, in list order; organizations without active people are omitted. */
export function computeRouteReach(
  index: CompanyIndex,
  routes: readonly Pick<Route, 'access'>[],
  policy: RoutePolicy = DEFAULT_ROUTE_POLICY,
): readonly OrganizationReach[] {
  const open = routes.map(({ access }) => markPeopleAllowedForRoute(index, access, policy));
  return index.organizations.flatMap(({ id }, at) => {
    const people = index.activeEverybody(at);
    if (people.length === 0) return [];
    const counted = open.map((who, route) => ({
      route,
      people: who === null ? people.length : people.reduce((count, person) => count + (who[person] === OPEN ? 1 : 0), 0),
    }));
    return [{ organizationId: id, people: people.length, routes: counted.filter((one) => one.people > 0) }];
  });
}
