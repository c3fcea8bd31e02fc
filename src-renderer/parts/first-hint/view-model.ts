import type { FirstHint, Settings } from '#shared/contract/console.ts';

/** `applied`: runs that the shown company has had, `null` while nobody knows. Whoever has applied once knows the way, unless hints were asked for. */
export const isHintShown = (
  screen: FirstHint,
  { hintsAway, hintsWanted }: Pick<Settings, 'hintsAway' | 'hintsWanted'>,
  applied: number | null,
): boolean => !hintsAway.includes(screen) && (hintsWanted || applied === 0);
