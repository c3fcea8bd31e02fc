import type { CallOutput } from '#shared/contract/calls.ts';
import { runningClocks } from '#shared/domain/checkout/clocks.ts';
import { knownUntil, withList } from '#shared/domain/checkout/holidays.ts';
import { bodiesOf } from '#shared/domain/drafts/draft.ts';
import { readHolidayList } from '../../files/holiday-list.ts';
import { nationalHolidays } from '../../storage/calendar.ts';
import { CLOCK_POLICY, holidayListOf, lockPolicyOf, type StoredHolidays } from './clock-policies.ts';
import { calendarOf } from './configuration.ts';
import type { Engine } from './engine.ts';
import type { EngineSession } from './session.ts';

type ClockCalls = Pick<
  Engine,
  | 'clocks'
  | 'lockPolicy'
  | 'changeLockPolicy'
  | 'accountReview'
  | 'changeAccountReview'
  | 'holidaySource'
  | 'importHolidays'
  | 'forgetHolidays'
>;

const ACCOUNT_REVIEW = 'account-review';

/** The engine's calls about what is being waited for, and how the days are counted. */
export function clockCalls(session: EngineSession): ClockCalls {
  const until = (): number => knownUntil(withList(nationalHolidays(), holidayListOf(session.workspace())));
  const told = ({ name, importedAt, firstYear, lastYear, holidays }: StoredHolidays) => ({
    name,
    importedAt,
    firstYear,
    lastYear,
    days: Object.keys(holidays).length,
  });
  return {
    async clocks() {
      const file = session.workspace();
      const clocks = runningClocks({
        today: session.today(),
        calendar: calendarOf(file),
        groups: Array.from(bodiesOf(file.drafts.state().drafts.values(), 'amazon_groups'), ({ body }) => body),
        accountReviewStartedOn: file.orders.clockStart(ACCOUNT_REVIEW),
        amazonUsers: session.directory().amazonUsers,
        orders: session.orders.pending(),
      });
      return {
        today: session.today(),
        clocks: clocks.map(({ actBy: _, lock, ...clock }) => ({ ...clock, lock: lock === undefined ? null : { ...lock } })),
      };
    },
    lockPolicy: async () => ({ ...lockPolicyOf(session.workspace()) }),
    async changeLockPolicy({ reading, afterLock }) {
      session.workspace().changePolicy(CLOCK_POLICY.lock, { reading, afterLock });
      return { reading, afterLock };
    },
    accountReview: async () => ({ startedOn: session.workspace().orders.clockStart(ACCOUNT_REVIEW) }),
    async changeAccountReview({ startedOn }) {
      session.workspace().orders.startClock(ACCOUNT_REVIEW, startedOn);
      return { startedOn };
    },
    async holidaySource(): Promise<CallOutput<'clocks.holidaySource'>> {
      const list = holidayListOf(session.workspace());
      return { source: list === null ? null : told(list), knownUntil: until() };
    },
    async importHolidays({ path, name }) {
      const list = await readHolidayList(path, name);
      const stored: StoredHolidays = { ...list, name, importedAt: session.timestamp() };
      session.workspace().changePolicy(CLOCK_POLICY.holidays, stored);
      return { source: told(stored), knownUntil: until() };
    },
    async forgetHolidays() {
      session.workspace().changePolicy(CLOCK_POLICY.holidays, null);
      return { knownUntil: until() };
    },
  };
}
