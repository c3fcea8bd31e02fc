import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Settings } from '#shared/contract/console.ts';
import { useClient } from './context.tsx';
import { askAgain, type CallFailed, type CallKey, callKey, callOptions } from './queries.ts';

/** The preferences of this workstation; `undefined` until they were answered once. */
export const useSettings = (): Settings | undefined =>
  useQuery<Settings, CallFailed, Settings, CallKey>(callOptions(useClient(), 'console.settings', {})).data;

/** Changes preferences at once on screen and durably in the settings store; an error puts the old ones back. */
export const useChangeSettings = (): ((change: Partial<Omit<Settings, 'lastCompanyId'>>) => Promise<void>) => {
  const client = useClient();
  const queries = useQueryClient();
  return useCallback(
    async (change) => {
      const queryKey = callKey(client, 'console.settings', {});
      // An answer from before the change would put it back on screen for a moment.
      await queries.cancelQueries({ queryKey, exact: true });
      queries.setQueryData<Settings>(queryKey, (before) => (before === undefined ? before : { ...before, ...change }));
      const result = await client.call('console.changeSettings', change);
      if (result.ok) queries.setQueryData<Settings>(queryKey, result.value);
      else askAgain(queries, { queryKey, exact: true });
    },
    [client, queries],
  );
};
