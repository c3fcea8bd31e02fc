import { useEffect, useSyncExternalStore } from 'react';
import { useClient } from '../../client/index.ts';
import type { LazyPart } from '../loading/lazy-part.ts';

/** Shows a part of a team server once it is loaded; other hosts do not load it. A part that cannot be loaded is left out. */
export const ServerPart = ({ part }: { readonly part: LazyPart<object> }) => {
  const isServer = useClient().host === 'server';
  const View = useSyncExternalStore(part.subscribe, part.view);
  useEffect(() => {
    if (isServer) part.load().catch(() => undefined);
  }, [isServer, part]);
  return isServer && View !== undefined ? <View /> : null;
};
