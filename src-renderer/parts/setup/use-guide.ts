import { useEffect } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';

/** Where the company stands in the set-up guide; asked again whenever people, drafts, the server's state or what is said of a step are others. */
export const useGuide = (wanted = true): ReturnType<typeof useCall<'setup.guide'>> => {
  const client = useClient();
  const state = useCall('setup.guide', wanted ? {} : null);
  const { refetch } = state;
  useEffect(() => {
    if (!wanted) return;
    const stops = (['workspace', 'drafts', 'setup', 'plan'] as const).map((event) => client.on(event, refetch));
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, refetch, wanted]);
  return state;
};
