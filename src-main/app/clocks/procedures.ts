import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createCalendarService } from './calendar-service.ts';
import { createClockService } from './clock-service.ts';

export const createClockProcedures = ({ session, files }: CompanyContext): ProceduresOf<'clocks'> & ProceduresOf<'calendar'> => {
  const days = createCalendarService(session);
  const service = createClockService(session);
  return {
    'calendar.get': days.calendar,
    'calendar.change': ({ change }) => days.changeCalendar(change),
    'clocks.list': service.clocks,
    'clocks.lockPolicy': service.lockPolicy,
    'clocks.changeLockPolicy': service.changeLockPolicy,
    'clocks.holidaySource': service.holidaySource,
    async 'clocks.importHolidays'({ token }) {
      const imported = await service.importHolidays(files.find(token));
      await files.drop(token);
      return imported;
    },
    'clocks.forgetHolidays': service.forgetHolidays,
  };
};
