import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { getLastHolidayYear, mergeHolidayList } from '#shared/domain/checkout/holidays.ts';
import { listRunningClocks } from '#shared/domain/checkout/running-clocks.ts';
import { listBodies } from '#shared/domain/drafts/draft.ts';
import { getBusinessCalendar } from '../../company/configuration.ts';
import { getListTimes, listInvitedUsers, listRecordedWaits } from '../../company/deadlines.ts';
import type { NamedFile } from '../../company/lists/list-file.ts';
import { CLOCK_POLICY_KEYS, getHolidayList, getLockPolicy, type StoredHolidays } from '../../company/orders/clock-policies.ts';
import type { CompanySession } from '../../company/session.ts';
import { readHolidayList } from '../../files/lists/holiday-list.ts';
import { getNationalHolidays } from '../../storage/calendar.ts';

/** Waiting times, the policy for counting the days of a lock, and the imported list of holidays. */
export interface ClockService {
  clocks(): Promise<CallOutput<'clocks.list'>>;
  lockPolicy(): Promise<CallOutput<'clocks.lockPolicy'>>;
  changeLockPolicy(policy: CallParsedInput<'clocks.changeLockPolicy'>): Promise<CallOutput<'clocks.changeLockPolicy'>>;
  holidaySource(): Promise<CallOutput<'clocks.holidaySource'>>;
  importHolidays(file: NamedFile): Promise<CallOutput<'clocks.importHolidays'>>;
  forgetHolidays(): Promise<CallOutput<'clocks.forgetHolidays'>>;
}

export function createClockService(session: CompanySession): ClockService {
  const until = (): number => getLastHolidayYear(mergeHolidayList(getNationalHolidays(), getHolidayList(session.file())));
  const sourceOf = ({ name, firstYear, lastYear, holidays }: StoredHolidays) => ({
    name,
    firstYear,
    lastYear,
    days: Object.keys(holidays).length,
  });
  return {
    async clocks() {
      const file = session.file();
      const clocks = listRunningClocks({
        today: session.today(),
        calendar: getBusinessCalendar(file),
        groups: Array.from(listBodies(file.drafts.state().drafts.values(), 'amazon_groups'), ({ body }) => body),
        recorded: listRecordedWaits(session),
        amazonUsers: listInvitedUsers(session),
        orders: session.orders.pending(),
      });
      return {
        today: session.today(),
        clocks: clocks.map(({ actBy: _, lock, ...clock }) => ({ ...clock, lock: lock === undefined ? null : { ...lock } })),
        takenAt: getListTimes(file),
      };
    },
    lockPolicy: async () => ({ ...getLockPolicy(session.file()) }),
    async changeLockPolicy({ reading, afterLock }) {
      session.file().changePolicy(CLOCK_POLICY_KEYS.lock, { reading, afterLock });
      return { reading, afterLock };
    },
    async holidaySource(): Promise<CallOutput<'clocks.holidaySource'>> {
      const list = getHolidayList(session.file());
      return { source: list === null ? null : sourceOf(list), knownUntil: until() };
    },
    async importHolidays({ path, name }) {
      const list = await readHolidayList(path, name);
      const stored: StoredHolidays = { ...list, name, importedAt: session.timestamp() };
      session.file().changePolicy(CLOCK_POLICY_KEYS.holidays, stored);
      return { source: sourceOf(stored), knownUntil: until() };
    },
    async forgetHolidays() {
      session.file().changePolicy(CLOCK_POLICY_KEYS.holidays, null);
      return { knownUntil: until() };
    },
  };
}
