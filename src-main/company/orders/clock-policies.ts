import type { HolidayList } from '#shared/domain/checkout/holidays.ts';
import { DEFAULT_LOCK_POLICY, type LockPolicy } from '#shared/domain/checkout/lock-clock.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Keys under which the policies for counting days are stored. */
export const CLOCK_POLICY_KEYS = { lock: 'lock', holidays: 'holidays' } as const;

/** An imported list of public holidays and its origin. */
export interface StoredHolidays extends HolidayList {
  readonly name: string;
  readonly importedAt: string;
}

/** Returns the company's policy for counting the seven days of the lock, or the default. */
export const getLockPolicy = (file: CompanyFile): LockPolicy =>
  (file.policy(CLOCK_POLICY_KEYS.lock) as LockPolicy | null) ?? DEFAULT_LOCK_POLICY;

/** Returns the imported holidays; `null` = the built-in ones are used. */
export const getHolidayList = (file: CompanyFile): StoredHolidays | null =>
  file.policy(CLOCK_POLICY_KEYS.holidays) as StoredHolidays | null;
