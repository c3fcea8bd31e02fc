import { useEffect } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import type { CallInput, CallName } from '#shared/contract/calls.ts';

/** `useCall` for answers that change with decisions too: those leave the revision as it is and are told by the event alone. */
export const useFreshCall = <N extends CallName>(name: N, input: CallInput<N> | null): ReturnType<typeof useCall<N>> => {
  const client = useClient();
  const state = useCall(name, input);
  const { refetch } = state;
  useEffect(() => client.on('workspace', refetch), [client, refetch]);
  return state;
};
