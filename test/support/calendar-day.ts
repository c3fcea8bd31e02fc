import type { BusinessCalendar, CalendarDay } from '#shared/domain/checkout/calendar.ts';
import { dayNumber } from '#shared/domain/checkout/days.ts';

/** What a date is in a calendar; `null` when the text is no date. */
export function dayOf(calendar: BusinessCalendar, date: string): CalendarDay | null {
  const day = dayNumber(date);
  return day === null ? null : calendar.dayAt(day);
}
