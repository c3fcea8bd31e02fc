import { businessDay } from '../company/business-day.ts';

/** The name of a file that is written for somebody, with the day in Japan on which it was: `例示商事 注文と期限 2026-11-26.csv`. */
export const exportName = (name: string, extension: string, now: number = Date.now()): string => `${name} ${businessDay(now)}.${extension}`;
