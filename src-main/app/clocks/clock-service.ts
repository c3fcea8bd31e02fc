import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { lastKnownHolidayYear, mergeHolidayList } from '#shared/domain/checkout/holidays.ts';
import { runningClocks } from '#shared/domain/checkout/running-clocks.ts';
import { bodiesOf } from '#shared/domain/drafts/draft.ts';
import { calendarOf } from '../../company/configuration.ts';
import { invitedOf, listsTakenAt, waitsOf } from '../../company/deadlines.ts';
import type { NamedFile } from '../../company/lists/list-file.ts';
import { CLOCK_POLICY, holidayListOf, lockPolicyOf, type StoredHolidays } from '../../company/orders/clock-policies.ts';
import type { CompanySession } from '../../company/session.ts';
import { readHolidayList } from '../../files/lists/holiday-list.ts';
import { nationalHolidays } from '../../storage/calendar.ts';

/** Waiting times, the policy for counting the days of a lock, and the imported list of holidays. */
export interface ClockService {
  clocks(): Promise<CallOutput<'clocks.list'>>;
  lockPolicy(): Promise<CallOutput<'clocks.lockPolicy'>>;
  changeLockPolicy(policy: CallParsedInput<'clocks.changeLockPolicy'>): Promise<CallOutput<'clocks.changeLockPolicy'>>;
  holidaySource(): Promise<CallOutput<'clocks.holidaySource'>>;
  importHolidays(file: NamedFile): Promise<CallOutput<'clocks.importHolidays'>>;
  forgetHolidays(): Promise<CallOutput<'clocks.forgetHolidays'>>;
}

export function clockService(session: CompanySession): ClockService {
  const until = (): number => lastKnownHolidayYear(mergeHolidayList(nationalHolidays(), holidayListOf(session.file())));
  const sourceOf = ({ name, firstYear, lastYear, holidays }: StoredHolidays) => ({
    name,
    firstYear,
    lastYear,
    days: Object.keys(holidays).length,
  });
  return {
    async clocks() {
      const file = session.file();
      const clocks = runningClocks({
        today: session.today(),
        calendar: calendarOf(file),
        groups: Array.from(bodiesOf(file.drafts.state().drafts.values(), 'amazon_groups'), ({ body }) => body),
        recorded: waitsOf(session),
        amazonUsers: invitedOf(session),
        orders: session.orders.pending(),
      });
      return {
        today: session.today(),
        clocks: clocks.map(({ actBy: _, lock, ...clock }) => ({ ...clock, lock: lock === undefined ? null : { ...lock } })),
        takenAt: listsTakenAt(file),
      };
    },
    lockPolicy: async () => ({ ...lockPolicyOf(session.file()) }),
    async changeLockPolicy({ reading, afterLock }) {
      session.file().changePolicy(CLOCK_POLICY.lock, { reading, afterLock });
      return { reading, afterLock };
    },
    async holidaySource(): Promise<CallOutput<'clocks.holidaySource'>> {
      const list = holidayListOf(session.file());
      return { source: list === null ? null : sourceOf(list), knownUntil: until() };
    },
    async importHolidays({ path, name }) {
      const list = await readHolidayList(path, name);
      const stored: StoredHolidays = { ...list, name, importedAt: session.timestamp() };
      session.file().changePolicy(CLOCK_POLICY.holidays, stored);
      return { source: sourceOf(stored), knownUntil: until() };
    },
    async forgetHolidays() {
      session.file().changePolicy(CLOCK_POLICY.holidays, null);
      return { knownUntil: until() };
    },
  };
}
