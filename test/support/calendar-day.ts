import type { BusinessCalendar, CalendarDay } from '#shared/domain/checkout/calendar.ts';
import { parseDayNumber } from '#shared/domain/checkout/days.ts';

/** The calendar day of a date; `null` if the text is not a date. */
export function dayOf(calendar: BusinessCalendar, date: string): CalendarDay | null {
  const day = parseDayNumber(date);
  return day === null ? null : calendar.dayAt(day);
}
