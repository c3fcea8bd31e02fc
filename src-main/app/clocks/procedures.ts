import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { calendarService } from './calendar-service.ts';
import { clockService } from './clock-service.ts';

export const clockProcedures = ({
  session,
  files,
  workspaceChanged,
  ordersChanged,
}: CompanyContext): ProceduresOf<'clocks'> & ProceduresOf<'calendar'> => {
  const days = calendarService(session);
  const service = clockService(session);
  return {
    'calendar.get': days.calendar,
    async 'calendar.change'({ change }) {
      const changed = await days.changeCalendar(change);
      workspaceChanged();
      return changed;
    },
    'clocks.list': service.clocks,
    'clocks.lockPolicy': service.lockPolicy,
    async 'clocks.changeLockPolicy'(policy) {
      const changed = await service.changeLockPolicy(policy);
      workspaceChanged();
      return changed;
    },
    'clocks.accountReview': service.accountReview,
    async 'clocks.changeAccountReview'(start) {
      const changed = await service.changeAccountReview(start);
      ordersChanged();
      return changed;
    },
    'clocks.holidaySource': service.holidaySource,
    async 'clocks.importHolidays'({ token }) {
      const imported = await service.importHolidays(files.find(token));
      workspaceChanged();
      await files.drop(token);
      return imported;
    },
    async 'clocks.forgetHolidays'() {
      const forgotten = await service.forgetHolidays();
      workspaceChanged();
      return forgotten;
    },
  };
};
