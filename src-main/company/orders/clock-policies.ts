import type { HolidayList } from '#shared/domain/checkout/holidays.ts';
import { DEFAULT_LOCK_POLICY, type LockPolicy } from '#shared/domain/checkout/lock-clock.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Names of the stored policies for counting days. */
export const CLOCK_POLICY = { lock: 'lock', holidays: 'holidays' } as const;

/** An imported list of national holidays and its origin. */
export interface StoredHolidays extends HolidayList {
  readonly name: string;
  readonly importedAt: string;
}

/** The company's policy for the seven days of the lock, or the default. */
export const lockPolicyOf = (file: CompanyFile): LockPolicy => (file.policy(CLOCK_POLICY.lock) as LockPolicy | null) ?? DEFAULT_LOCK_POLICY;

/** `null` = the built-in holidays. */
export const holidayListOf = (file: CompanyFile): StoredHolidays | null => file.policy(CLOCK_POLICY.holidays) as StoredHolidays | null;
