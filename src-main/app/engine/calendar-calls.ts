import type { CallOutput } from '#shared/contract/calls.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { HolidayTable } from '#shared/domain/checkout/calendar.ts';
import { changeCalendar } from '#shared/domain/checkout/calendar-change.ts';
import { knownUntil, withList } from '#shared/domain/checkout/holidays.ts';
import { nationalHolidays } from '../../storage/calendar.ts';
import { holidayListOf } from './clock-policies.ts';
import { calendarSettingsOf } from './configuration.ts';
import type { Engine } from './engine.ts';
import { POLICY } from './policies.ts';
import type { EngineSession } from './session.ts';

type CalendarCalls = Pick<Engine, 'calendar' | 'changeCalendar'>;

/** The engine's calls about the days on which somebody is at work. */
export const calendarCalls = (session: EngineSession): CalendarCalls => {
  const known = (): HolidayTable => withList(nationalHolidays(), holidayListOf(session.workspace()));
  const told = (): CallOutput<'calendar.change'> => {
    const file = session.workspace();
    return { settings: calendarSettingsOf(file), standard: file.policy(POLICY.calendar) === null, holidaysUntil: knownUntil(known()) };
  };
  return {
    async calendar({ from, to }) {
      const holidays = Object.entries(known())
        .filter(([date]) => from <= date && date <= to)
        .map(([date, name]) => ({ date, name }))
        .sort((a, b) => (a.date < b.date ? -1 : 1));
      return { ...told(), holidays };
    },
    async changeCalendar(change) {
      const file = session.workspace();
      const changed = change === null ? null : changeCalendar(calendarSettingsOf(file), change);
      if (change !== null && changed === null) throw new ExpectedError('calendar-change-refused');
      file.changePolicy(POLICY.calendar, changed);
      return told();
    },
  };
};
