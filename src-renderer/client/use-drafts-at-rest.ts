import { useEffect } from 'react';
import { useClient } from './context.tsx';

/** Calls `told` once the drafts have not changed for `restMs`: they change with every pause in typing. `null` = nobody wants to know. */
export const useDraftsAtRest = (told: (() => void) | null, restMs: number): void => {
  const client = useClient();
  useEffect(() => {
    if (told === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = client.on('drafts', () => {
      clearTimeout(timer);
      timer = setTimeout(told, restMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, told, restMs]);
};
