import type { HintScreen, Settings } from '#shared/contract/companies/console.ts';

/**
 * `applied`: number of runs of the shown company, `null` while unknown. Hints are hidden after the first run, unless the user asked for
 * them.
 */
export const isHintShown = (
  screen: HintScreen,
  { hintsAway, hintsWanted }: Pick<Settings, 'hintsAway' | 'hintsWanted'>,
  applied: number | null,
): boolean => !hintsAway.includes(screen) && (hintsWanted || applied === 0);
