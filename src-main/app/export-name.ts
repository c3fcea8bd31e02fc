import { getBusinessDay } from '../company/business-day.ts';

/** Characters not permitted in Windows file names, including path separators, because a company may be named A/B. */
const FORBIDDEN_CHARACTERS = /[\\/:*?"<>|\p{Cc}]/gu;

/** Returns the name of a written file with the date in Japan: `例示商事 注文と期限 2026-11-26.csv`. */
export const formatExportName = (name: string, extension: string, now: number = Date.now()): string =>
  `${name.replace(FORBIDDEN_CHARACTERS, '_')} ${getBusinessDay(now)}.${extension}`;
