import { useEffect } from 'react';
import { useCall, useClient, useDraftsAtRest } from '#renderer/client/index.ts';
import { useNow } from '#renderer/ui/index.ts';
import type { CallInput, CallName } from '#shared/contract/calls.ts';

/** Time alone moves a clock: asked again this often. */
const AGAIN_MS = 5 * 60_000;
/** So long have drafts rested when it is asked again. */
const SETTLED_MS = 1_000;

/** `useCall` for answers that change with the orders, how their locks are read, the drafts that name their routes, and the time. */
export const useOrdersCall = <N extends CallName>(name: N, input: CallInput<N> | null): ReturnType<typeof useCall<N>> => {
  const client = useClient();
  const state = useCall(name, input);
  const { refetch } = state;
  useEffect(() => client.on('orders', refetch), [client, refetch]);
  useDraftsAtRest(refetch, SETTLED_MS);
  const round = Math.floor(useNow() / AGAIN_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is the wish to ask again.
  useEffect(refetch, [round, refetch]);
  return state;
};
