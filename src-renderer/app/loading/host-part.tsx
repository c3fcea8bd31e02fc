import { useEffect, useSyncExternalStore } from 'react';
import { useClient } from '../../client/index.ts';
import type { LazyPart } from './lazy-part.ts';

interface HostPartProps<Props extends object> {
  /** The host on which the component is shown; on the others it is not loaded. */
  readonly shownOn: 'electron' | 'server';
  readonly part: LazyPart<Props>;
  readonly props: Props;
}

/** A component of one host in a chunk of its own. Without its file it is not shown. */
export const HostPart = <Props extends object>({ shownOn, part, props }: HostPartProps<Props>) => {
  const { host } = useClient();
  const isShown = host === shownOn;
  const View = useSyncExternalStore(part.subscribe, part.view);
  useEffect(() => {
    if (isShown) part.load().catch(() => undefined);
  }, [isShown, part]);
  return isShown && View !== undefined ? <View {...props} /> : null;
};
