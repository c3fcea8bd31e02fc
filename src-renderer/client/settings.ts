import { type MutationFilters, useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { Settings } from '#shared/contract/companies/console.ts';
import { useClient } from './context.tsx';
import { CallError, type CallKey, createCallKey, createCallOptions, storeAnswer } from './queries.ts';

type SettingsChange = Partial<Omit<Settings, 'lastCompanyId'>>;

/** Changes are written one at a time, in order. */
const CHANGE = {
  mutationKey: ['console.changeSettings'],
  scope: { id: 'console.changeSettings' },
  networkMode: 'always',
  retry: false,
} as const;
const PENDING: MutationFilters = { mutationKey: CHANGE.mutationKey, status: 'pending' };
const FAILED: MutationFilters = { mutationKey: CHANGE.mutationKey, status: 'error' };

/** The preferences; `undefined` until loaded. Unsaved changes overlay the stored values, so answers and errors need no rollback. */
export function useSettings(): Settings | undefined {
  const stored = useQuery<Settings, CallError, Settings, CallKey>(createCallOptions(useClient(), 'console.settings', {})).data;
  const pending = useMutationState({ filters: PENDING, select: ({ state }) => state.variables as SettingsChange });
  return stored === undefined || pending.length === 0 ? stored : Object.assign({}, stored, ...pending);
}

/** Changes preferences immediately on screen and saves them. An error restores the old ones; `useLostSettings` returns the reason. */
export function useChangeSettings(): (change: SettingsChange) => Promise<void> {
  const client = useClient();
  const queries = useQueryClient();
  const { mutateAsync } = useMutation<Settings, CallError, SettingsChange>({
    ...CHANGE,
    mutationFn: async (change) => {
      const result = await client.call('console.changeSettings', change);
      if (!result.ok) throw new CallError(result.error);
      return result.value;
    },
    onSuccess: (stored) => storeAnswer<Settings>(queries, createCallKey(client, 'console.settings', {}), stored),
  });
  return useCallback((change) => mutateAsync(change).then(ignore, ignore), [mutateAsync]);
}

const ignore = (): void => undefined;

/** Why the last change was not saved, until the message is closed. */
export function useLostSettings(): { readonly failure: Failure | null; readonly forget: () => void } {
  const queries = useQueryClient();
  const last = useMutationState({ filters: FAILED, select: ({ state }) => state.error }).at(-1);
  const forget = useCallback(() => {
    const cache = queries.getMutationCache();
    for (const mutation of cache.findAll(FAILED)) cache.remove(mutation);
  }, [queries]);
  return { failure: last instanceof CallError ? last.failure : null, forget };
}
