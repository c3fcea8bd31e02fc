import { useEffect } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';

/** Drafts change with every pause in typing, and the guide looks at everybody anew: it is asked once the typing has stopped. */
const SETTLED_MS = 1_500;

/** Where the company stands in the set-up guide; asked again whenever people, drafts, the server's state or what is said of a step are others. */
export const useGuide = (wanted = true): ReturnType<typeof useCall<'setup.guide'>> => {
  const client = useClient();
  const state = useCall('setup.guide', wanted ? {} : null);
  const { refetch } = state;
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stops = [
      ...(['workspace', 'setup', 'plan'] as const).map((event) => client.on(event, refetch)),
      client.on('drafts', () => {
        clearTimeout(timer);
        timer = setTimeout(refetch, SETTLED_MS);
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [client, refetch, wanted]);
  return state;
};
