import type { CallOutput } from '#shared/contract/calls.ts';
import type { Readiness } from '#shared/contract/readiness.ts';
import { type OrganizationTree, organizationTree } from './organizations.ts';

/** What the tree is sorted by: the most people, or the smallest share who can order, or the name first. */
export const COVERAGE_SORTS = ['name', 'people', 'share'] as const;
export type CoverageSort = (typeof COVERAGE_SORTS)[number];

const FIRST = {
  name: () => 0,
  people: ({ inScope }) => inScope,
  share: ({ ready, inScope }) => (inScope === 0 ? 0 : 1 - ready / inScope),
} as const satisfies Record<CoverageSort, (organization: Readiness['organizations'][number]) => number>;

export const coverageTree = (readiness: Pick<Readiness, 'organizations' | 'inScope' | 'blocked'>, by: CoverageSort): OrganizationTree =>
  organizationTree(readiness, FIRST[by]);

export interface OrganizationRoute {
  readonly id: string;
  readonly name: string;
  readonly people: number;
  /** Only some of the organisation's active people may use it. */
  readonly isPartial: boolean;
}

/** Routes that not everybody may use: only these can be given to somebody. */
export const routesToGive = ({
  routes,
  organizations,
}: Pick<CallOutput<'routes.reach'>, 'routes' | 'organizations'>): CallOutput<'routes.reach'>['routes'] =>
  routes.filter((_, at) =>
    organizations.some(({ people, routes: open }) => (open.find(({ route }) => route === at)?.people ?? 0) < people),
  );

/** The routes of each organisation, those first that fewest other organisations have: they tell organisations apart. */
export function routesByOrganization({
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
