import { useMemo } from 'react';
import { useCall } from '#renderer/client/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { BusinessCalendar, type CalendarData } from '#shared/domain/checkout/calendar.ts';

/** Builds the company's business calendar from the host's answer. */
export function buildBusinessCalendar({ settings, holidays }: Pick<CallOutput<'calendar.get'>, 'settings' | 'holidays'>): BusinessCalendar {
  const byDate = (days: readonly { readonly date: string; readonly name: string }[]): CalendarData['holidays'] =>
    Object.fromEntries(days.map(({ date, name }) => [date, name]));
  const { companyDays, workingDays, yearlyClosures, weekend } = settings;
  return new BusinessCalendar({ holidays: byDate(holidays), companyDays: byDate(companyDays), workingDays, yearlyClosures, weekend });
}

/** Business calendar for a range of dates, both included; `null` until it is loaded. */
export function useBusinessCalendar(from: string, to: string): BusinessCalendar | null {
  const { value } = useCall('calendar.get', { from, to });
  return useMemo(() => (value === undefined ? null : buildBusinessCalendar(value)), [value]);
}
