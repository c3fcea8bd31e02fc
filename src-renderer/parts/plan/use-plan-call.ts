import { useEffect } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import type { CallInput, CallName } from '#shared/contract/calls.ts';

/** `useCall` for answers that change with the plan, which is made of the drafts too. */
export const usePlanCall = <N extends CallName>(name: N, input: CallInput<N> | null): ReturnType<typeof useCall<N>> => {
  const client = useClient();
  const state = useCall(name, input);
  const { refetch } = state;
  useEffect(() => {
    const stops = [client.on('plan', refetch), client.on('drafts', refetch)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, refetch]);
  return state;
};
