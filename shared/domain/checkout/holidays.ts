import type { HolidayTable } from './calendar.ts';

/** National holidays of whole years, as an official list gave them. */
export interface HolidayList {
  readonly holidays: HolidayTable;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** No year since the law of 1948 became whole has had fewer: 1955, the first of the official list, had nine. */
export const FEWEST_HOLIDAYS_A_YEAR = 9;

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** How many holidays each year of a table has, years without any between others included, oldest first. */
export function holidaysByYear(holidays: HolidayTable): readonly { readonly year: number; readonly days: number }[] {
  const counts = new Map<number, number>();
  for (const date of Object.keys(holidays)) counts.set(yearOf(date), (counts.get(yearOf(date)) ?? 0) + 1);
  const years = [...counts.keys()];
  const first = years.reduce((least, year) => Math.min(least, year), Number.POSITIVE_INFINITY);
  const last = years.reduce((most, year) => Math.max(most, year), Number.NEGATIVE_INFINITY);
  const all: { year: number; days: number }[] = [];
  for (let year = first; year <= last; year++) all.push({ year, days: counts.get(year) ?? 0 });
  return all;
}

/** The known holidays with a newer list laid over them: it replaces whole years, the others stay. */
export function mergeHolidayList(known: HolidayTable, list: HolidayList | null): HolidayTable {
  if (list === null) return known;
  const kept = Object.entries(known).filter(([date]) => yearOf(date) < list.firstYear || yearOf(date) > list.lastYear);
  return { ...Object.fromEntries(kept), ...list.holidays };
}

/** The last year whose holidays are known; 0 when none is. Later days are counted without any. */
export const lastKnownHolidayYear = (holidays: HolidayTable): number =>
  Object.keys(holidays).reduce((last, date) => Math.max(last, yearOf(date)), 0);
