import { useEffect } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { useNow } from '#renderer/ui/index.ts';
import type { CallInput, CallName } from '#shared/contract/calls.ts';

/** Time alone moves a clock: asked again this often. */
const AGAIN_MS = 5 * 60_000;

/** `useCall` for answers that change with the orders, how their locks are read, and the time. */
export const useOrdersCall = <N extends CallName>(name: N, input: CallInput<N> | null): ReturnType<typeof useCall<N>> => {
  const client = useClient();
  const state = useCall(name, input);
  const { refetch } = state;
  useEffect(() => client.on('orders', refetch), [client, refetch]);
  const round = Math.floor(useNow() / AGAIN_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is the wish to ask again.
  useEffect(refetch, [round, refetch]);
  return state;
};
