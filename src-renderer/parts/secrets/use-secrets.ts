import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { useCall, useClient } from '#renderer/client/index.ts';

/** Counts the changes made in this window, so that every place that tells of secrets asks again. */
const useChanges = create<{ readonly count: number }>(() => ({ count: 0 }));

/** To be called after a secret, or the choice of memory, was changed. */
export const secretsChanged = (): void => useChanges.setState(({ count }) => ({ count: count + 1 }));

/** What is known of the open company's secrets. */
export const useSecrets = () => {
  const secrets = useCall('secrets.list', {});
  const changes = useChanges(({ count }) => count);
  const seen = useRef(changes);
  const { refetch } = secrets;
  useEffect(() => {
    if (seen.current === changes) return;
    seen.current = changes;
    refetch();
  }, [changes, refetch]);
  // Told of every secret that is set, tested or cleared, also by a connection test or in another window.
  const client = useClient();
  useEffect(() => client.on('setup', refetch), [client, refetch]);
  return secrets;
};
