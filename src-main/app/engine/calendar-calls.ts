import type { CallOutput } from '#shared/contract/calls.ts';
import { holidaysUntil, nationalHolidays } from '../../storage/calendar.ts';
import { calendarSettingsOf } from './configuration.ts';
import type { Engine } from './engine.ts';
import { POLICY } from './policies.ts';
import type { EngineSession } from './session.ts';

type CalendarCalls = Pick<Engine, 'calendar' | 'changeCalendar'>;

/** The engine's calls about the days on which somebody is at work. */
export const calendarCalls = (session: EngineSession): CalendarCalls => {
  const told = (): CallOutput<'calendar.change'> => {
    const file = session.workspace();
    return { settings: calendarSettingsOf(file), standard: file.policy(POLICY.calendar) === null, holidaysUntil: holidaysUntil() };
  };
  return {
    async calendar({ from, to }) {
      const holidays = Object.entries(nationalHolidays())
        .filter(([date]) => from <= date && date <= to)
        .map(([date, name]) => ({ date, name }));
      return { ...told(), holidays };
    },
    async changeCalendar(settings) {
      session.workspace().changePolicy(POLICY.calendar, settings);
      return told();
    },
  };
};
