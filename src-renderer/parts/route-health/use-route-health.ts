import { useEffect, useState } from 'react';
import { useClient, useRevision } from '#renderer/client/index.ts';
import { useDraftCall } from '#renderer/ui/drafts/index.ts';
import type { RouteHealthView } from '#shared/contract/analysis.ts';

/** Routes asked for in one call: few enough that no other call waits long for them. */
const A_CALL = 8;

/** The health of one route, kept up to date as drafts and people change; `null` until it is known, or while `id` is `null`. */
export function useRouteHealth(id: string | null): RouteHealthView | null {
  const { value } = useDraftCall('routes.health', id === null ? null : { ids: [id] });
  return value?.routes.find((route) => route.id === id) ?? null;
}

/** The health of many routes, a few at a time in their order; those not known yet are absent. */
export function useRoutesHealth(ids: readonly string[]): ReadonlyMap<string, RouteHealthView> {
  const client = useClient();
  const revision = useRevision();
  const [known, setKnown] = useState<ReadonlyMap<string, RouteHealthView>>(new Map());
  const [round, setRound] = useState(0);
  const wanted = JSON.stringify(ids);
  useEffect(() => client.on('drafts', () => setRound((count) => count + 1)), [client]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision or round is the wish to ask again.
  useEffect(() => {
    let isWanted = true;
    const ask = async (): Promise<void> => {
      const all = JSON.parse(wanted) as string[];
      for (let start = 0; start < all.length && isWanted; start += A_CALL) {
        const result = await client.call('routes.health', { ids: all.slice(start, start + A_CALL) });
        if (!result.ok || !isWanted) return;
        const found = result.value.routes.map((route) => [route.id, route] as const);
        setKnown((before) => new Map([...before, ...found]));
      }
    };
    void ask();
    return () => {
      isWanted = false;
    };
  }, [client, wanted, revision, round]);
  return known;
}
