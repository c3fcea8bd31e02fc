import { useEffect } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import type { CallInput, CallName } from '#shared/contract/calls.ts';

/** `useCall` for answers that change with the drafts: asks again whenever they are others. */
export const useDraftCall = <N extends CallName>(name: N, input: CallInput<N> | null): ReturnType<typeof useCall<N>> => {
  const client = useClient();
  const state = useCall(name, input);
  const { refetch } = state;
  useEffect(() => client.on('drafts', refetch), [client, refetch]);
  return state;
};
