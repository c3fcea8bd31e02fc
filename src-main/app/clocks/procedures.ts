import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { calendarService } from './calendar-service.ts';
import { clockService } from './clock-service.ts';

export const clockProcedures = ({ session, files }: CompanyContext): ProceduresOf<'clocks'> & ProceduresOf<'calendar'> => {
  const days = calendarService(session);
  const service = clockService(session);
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
