import holidays from '@holiday-jp/holiday_jp';

/** Working hours of the demo company: weekdays from 9 to 18 in Japan, except national holidays and year-end. Instants are epoch ms. */

const MINUTE = 60_000;
const DAY = 86_400_000;
const TOKYO = 9 * 3_600_000;
const OPENS = 9 * 60;
/** Working minutes per day. */
export const WORKING_MINUTES = 9 * 60;

const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
const HOLIDAYS: ReadonlySet<string> = new Set(Object.values(holidays.holidays).map(({ date }) => date));

export const toDayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

export function isWorkingDay(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  const date = dateOf(day);
  const monthDay = date.slice(5);
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.has(date) && monthDay < '12-29' && monthDay > '01-03';
}

/** Returns the instant `minutes` after the office opens on a day. */
export const getWorkInstant = (day: number, minutes: number): number => day * DAY - TOKYO + (OPENS + minutes) * MINUTE;

/** Returns the instant after `minutes` more of working time. */
export function addWorkingMinutes(instant: number, minutes: number): number {
  let day = Math.floor((instant + TOKYO) / DAY);
  let passed = (instant - getWorkInstant(day, 0)) / MINUTE;
  let left = minutes;
  if (!isWorkingDay(day) || passed >= WORKING_MINUTES) {
    passed = 0;
    do day++;
    while (!isWorkingDay(day));
  }
  passed = Math.max(0, passed);
  while (passed + left >= WORKING_MINUTES) {
    left -= WORKING_MINUTES - passed;
    passed = 0;
    do day++;
    while (!isWorkingDay(day));
  }
  return getWorkInstant(day, passed + left);
}
