import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { HolidayTable } from '#shared/domain/checkout/calendar.ts';
import { changeCalendar } from '#shared/domain/checkout/calendar-change.ts';
import { mergeHolidayList } from '#shared/domain/checkout/holidays.ts';
import { getCalendarSettings } from '../../company/configuration.ts';
import { getHolidayList } from '../../company/orders/clock-policies.ts';
import { POLICY_KEYS } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';
import { getNationalHolidays } from '../../storage/calendar.ts';

/** Reads and changes the company's calendar of business days. */
export interface CalendarService {
  calendar(days: CallParsedInput<'calendar.get'>): Promise<CallOutput<'calendar.get'>>;
  changeCalendar(change: CallParsedInput<'calendar.change'>['change']): Promise<CallOutput<'calendar.change'>>;
}

export const createCalendarService = (session: CompanySession): CalendarService => {
  const known = (): HolidayTable => mergeHolidayList(getNationalHolidays(), getHolidayList(session.file()));
  const response = (): CallOutput<'calendar.change'> => {
    const file = session.file();
    return {
      settings: getCalendarSettings(file),
      standard: file.policy(POLICY_KEYS.calendar) === null,
    };
  };
  return {
    async calendar({ from, to }) {
      const holidays = Object.entries(known())
        .filter(([date]) => from <= date && date <= to)
        .map(([date, name]) => ({ date, name }))
        .sort((a, b) => (a.date < b.date ? -1 : 1));
      return { ...response(), holidays };
    },
    async changeCalendar(change) {
      const file = session.file();
      const changed = change === null ? null : changeCalendar(getCalendarSettings(file), change);
      if (change !== null && changed === null) throw new ExpectedError('calendar-change-refused');
      file.changePolicy(POLICY_KEYS.calendar, changed);
      return response();
    },
  };
};
