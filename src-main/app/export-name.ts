import { businessDay } from '../company/business-day.ts';

/** What a name on Windows must not hold, a folder's mark among it: a company may be called A/B. */
const NOT_IN_NAMES = /[\\/:*?"<>|\p{Cc}]/gu;

/** The name of a file that is written for somebody, with the day in Japan on which it was: `例示商事 注文と期限 2026-11-26.csv`. */
export const exportName = (name: string, extension: string, now: number = Date.now()): string =>
  `${name.replace(NOT_IN_NAMES, '_')} ${businessDay(now)}.${extension}`;
