import type { HolidayTable } from './calendar.ts';

/** National holidays of complete years from an official list. */
export interface HolidayList {
  readonly holidays: HolidayTable;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** Minimum number of national holidays in a year: no year of the official list, which begins in 1955 with nine, has fewer. */
export const MIN_HOLIDAYS_PER_YEAR = 9;

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** Number of holidays per year, oldest first; years without holidays between others are included. */
export function countHolidaysByYear(holidays: HolidayTable): readonly { readonly year: number; readonly days: number }[] {
  const counts = new Map<number, number>();
  for (const date of Object.keys(holidays)) counts.set(yearOf(date), (counts.get(yearOf(date)) ?? 0) + 1);
  const years = [...counts.keys()];
  const first = years.reduce((least, year) => Math.min(least, year), Number.POSITIVE_INFINITY);
  const last = years.reduce((most, year) => Math.max(most, year), Number.NEGATIVE_INFINITY);
  const all: { year: number; days: number }[] = [];
  for (let year = first; year <= last; year++) all.push({ year, days: counts.get(year) ?? 0 });
  return all;
}

/** Merges a newer list into the known holidays. Years in the list are replaced as a whole; other years stay. */
export function mergeHolidayList(known: HolidayTable, list: HolidayList | null): HolidayTable {
  if (list === null) return known;
  const kept = Object.entries(known).filter(([date]) => yearOf(date) < list.firstYear || yearOf(date) > list.lastYear);
  return { ...Object.fromEntries(kept), ...list.holidays };
}

/** The last year with known holidays, or 0. In later years no day counts as a holiday. */
export const getLastHolidayYear = (holidays: HolidayTable): number =>
  Object.keys(holidays).reduce((last, date) => Math.max(last, yearOf(date)), 0);
