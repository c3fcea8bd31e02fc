import holidays from '@holiday-jp/holiday_jp';
import type { CalendarSettings } from '#shared/contract/orders/calendar.ts';
import { type CalendarData, createStandardCalendar, type HolidayTable } from '#shared/domain/checkout/calendar.ts';
import { type HolidayList, mergeHolidayList } from '#shared/domain/checkout/holidays.ts';

let table: HolidayTable | null = null;

/**
 * Returns Japan's public holidays by day, from the data of `@holiday-jp/holiday_jp` (MIT; from 1970, derived from the Cabinet Office's
 * list).
 */
export function getNationalHolidays(): HolidayTable {
  table ??= Object.fromEntries(Object.values(holidays.holidays).map(({ date, name }) => [date, name]));
  return table;
}

/** Returns the default settings: weekends and year-end closures. */
export function getStandardSettings(): CalendarSettings {
  const { yearlyClosures, weekend } = createStandardCalendar({});
  return { companyDays: [], workingDays: [], yearlyClosures: yearlyClosures.map((closure) => ({ ...closure })), weekend: [...weekend] };
}

/**
 * Returns a company's calendar: its settings applied to the public holidays, where an imported list overrides the built-in one. If a
 * company day has two names, the last one is used.
 */
export const createCalendarData = (
  { companyDays, workingDays, yearlyClosures, weekend }: CalendarSettings,
  list: HolidayList | null,
): CalendarData => ({
  holidays: mergeHolidayList(getNationalHolidays(), list),
  companyDays: Object.fromEntries(companyDays.map(({ date, name }) => [date, name])),
  workingDays,
  yearlyClosures,
  weekend,
});
