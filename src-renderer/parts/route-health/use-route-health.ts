import { useCall, useCalls } from '#renderer/client/index.ts';
import type { RouteHealthView } from '#shared/contract/routes/routes.ts';

/** Routes per request, few enough not to delay other calls. */
const ROUTES_PER_CALL = 8;

/** Health of one route, updated when drafts and people change; `null` while loading or if `id` is `null`. */
export function useRouteHealth(id: string | null): RouteHealthView | null {
  const { value } = useCall('routes.health', id === null ? null : { ids: [id] });
  return value?.routes.find((route) => route.id === id) ?? null;
}

/** Health of many routes, loaded in batches. */
export const useRoutesHealth = (ids: readonly string[]): ReadonlyMap<string, RouteHealthView> => {
  const known = useCalls(
    'routes.health',
    chunksOf(ids).map((some) => ({ ids: some })),
  );
  return new Map(known.flatMap((answer) => (answer?.routes ?? []).map((route) => [route.id, route] as const)));
};

const chunksOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / ROUTES_PER_CALL) }, (_, at) => ids.slice(at * ROUTES_PER_CALL, (at + 1) * ROUTES_PER_CALL));
