import type { MouseEvent } from 'react';
import { useClient } from '../../client/index.ts';
import { getScreenHref, navigate, type ScreenId } from '../../navigation/index.ts';

/**
 * Properties of a link to a screen. On a team server the middle button and modifier keys open another tab, as usual. On this computer a
 * session belongs to one tab, so they navigate in it. The right button opens the menu.
 */
export function useScreenLink(screen: ScreenId) {
  const opensTabs = useClient().host === 'server';
  const follow = (event: MouseEvent): void => {
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (event.button === 2 || (opensTabs && !isPlain)) return;
    event.preventDefault();
    navigate(screen);
  };
  // The company is a part of the address, so it is computed with every rendering.
  return { component: 'a', href: getScreenHref(screen), onClick: follow, onAuxClick: follow } as const;
}
