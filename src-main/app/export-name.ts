import { businessDay } from '../company/business-day.ts';

/** Characters not allowed in Windows file names, including path separators: a company may be called A/B. */
const NOT_IN_NAMES = /[\\/:*?"<>|\p{Cc}]/gu;

/** The name of a written file with the date in Japan: `例示商事 注文と期限 2026-11-26.csv`. */
export const exportName = (name: string, extension: string, now: number = Date.now()): string =>
  `${name.replace(NOT_IN_NAMES, '_')} ${businessDay(now)}.${extension}`;
