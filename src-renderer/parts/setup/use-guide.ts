import { useEffect } from 'react';
import { useCall, useClient, useDraftsAtRest } from '#renderer/client/index.ts';

/** The guide looks at everybody anew: so long have drafts rested when it is asked. */
const SETTLED_MS = 1_500;

/** Where the company stands in the set-up guide; asked again whenever people, drafts, the server's state or what is said of a step are others. */
export const useGuide = (wanted = true): ReturnType<typeof useCall<'setup.guide'>> => {
  const client = useClient();
  const state = useCall('setup.guide', wanted ? {} : null);
  const { refetch } = state;
  useEffect(() => {
    if (!wanted) return;
    const stops = (['workspace', 'setup', 'plan'] as const).map((event) => client.on(event, refetch));
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, refetch, wanted]);
  useDraftsAtRest(wanted ? refetch : null, SETTLED_MS);
  return state;
};
