import type { BusinessCalendar } from '../../checkout/calendar.ts';
import { formatDayNumber, getTokyoDay, parseDayNumber } from '../../checkout/days.ts';
import type { FreezeWindow } from './guard-types.ts';

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1_440;
/** Asia/Tokyo has no daylight saving time. */
const TOKYO_OFFSET_MINUTES = 9 * 60;
/** Maximum number of days searched for the end of a freeze. */
const MAX_FREEZE_DAYS = 400;

/** Minutes since midnight of `HH:MM`; `null` for other text. */
export function parseMinutes(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match === null ? (text === '24:00' ? MINUTES_PER_DAY : null) : Number(match[1]) * 60 + Number(match[2]);
}

const minuteOfDay = (now: number): number =>
  (((Math.floor(now / MS_PER_MINUTE) + TOKYO_OFFSET_MINUTES) % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;

/** True if a freeze window applies to a whole day; false for an invalid date. */
function holdsOn(window: Exclude<FreezeWindow, { kind: 'outside-hours' }>, day: number, calendar: BusinessCalendar): boolean {
  switch (window.kind) {
    case 'dates': {
      const [from, to] = [parseDayNumber(window.from), parseDayNumber(window.to)];
      return from !== null && to !== null && from <= day && day <= to;
    }
    case 'non-business-days':
      return calendar.dayAt(day).kind !== 'business';
    case 'month-end':
      return businessDaysLeft(day, calendar) <= window.days && calendar.dayAt(day).kind === 'business';
  }
}

/** Number of business days left in the month, including this one. */
function businessDaysLeft(day: number, calendar: BusinessCalendar): number {
  const month = formatDayNumber(day).slice(0, 7);
  let left = 0;
  for (let at = day; formatDayNumber(at).slice(0, 7) === month; at++) if (calendar.dayAt(at).kind === 'business') left++;
  return left;
}

/** True if this window forbids applying at a moment (epoch ms). Days and hours are in Japanese time. */
export function isFrozen(window: FreezeWindow, now: number, calendar: BusinessCalendar): boolean {
  if (window.kind !== 'outside-hours') return holdsOn(window, getTokyoDay(now), calendar);
  const [from, to] = [parseMinutes(window.from), parseMinutes(window.to)];
  if (from === null || to === null) return false;
  const minute = minuteOfDay(now);
  return from <= to ? minute < from || minute >= to : minute >= to && minute < from;
}

/**
 * The first active window, and the first day without an active one: `until`, `YYYY-MM-DD`; '' if that is today or not within
 * `LONGEST_FREEZE_DAYS`.
 */
export function findActiveFreeze(
  windows: readonly FreezeWindow[],
  now: number,
  calendar: BusinessCalendar,
): { readonly window: FreezeWindow; readonly until: string } | null {
  const window = windows.find((one) => isFrozen(one, now, calendar));
  if (window === undefined) return null;
  const today = getTokyoDay(now);
  for (let day = today; day <= today + MAX_FREEZE_DAYS; day++)
    if (!windows.some((one) => one.kind !== 'outside-hours' && holdsOn(one, day, calendar)))
      return { window, until: day === today ? '' : formatDayNumber(day) };
  return { window, until: '' };
}
