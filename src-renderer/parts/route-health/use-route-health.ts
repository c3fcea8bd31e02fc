import { type Transport, useInTurn } from '#renderer/client/index.ts';
import { useDraftCall } from '#renderer/ui/drafts/index.ts';
import type { RouteHealthView } from '#shared/contract/analysis.ts';

/** Routes asked for in one call: few enough that no other call waits long for them. */
const A_CALL = 8;

/** The health of one route, kept up to date as drafts and people change; `null` until it is known, or while `id` is `null`. */
export function useRouteHealth(id: string | null): RouteHealthView | null {
  const { value } = useDraftCall('routes.health', id === null ? null : { ids: [id] });
  return value?.routes.find((route) => route.id === id) ?? null;
}

async function askHealth(client: Transport, ids: readonly string[]): Promise<readonly (readonly [string, RouteHealthView])[] | null> {
  const result = await client.call('routes.health', { ids: [...ids] });
  return result.ok ? result.value.routes.map((route) => [route.id, route] as const) : null;
}

/** The health of many routes, a few at a time in their order. */
export const useRoutesHealth = (ids: readonly string[]): ReadonlyMap<string, RouteHealthView> => useInTurn(ids, A_CALL, askHealth);
