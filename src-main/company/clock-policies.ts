import type { HolidayList } from '#shared/domain/checkout/holidays.ts';
import { DEFAULT_LOCK_POLICY, type LockPolicy } from '#shared/domain/checkout/lock-clock.ts';
import type { CompanyFile } from '../storage/company-file.ts';

/** Names under which a company's file keeps how its days are counted. */
export const CLOCK_POLICY = { lock: 'lock', holidays: 'holidays' } as const;

/** An imported list of national holidays, and where it came from. */
export interface StoredHolidays extends HolidayList {
  readonly name: string;
  readonly importedAt: string;
}

/** How the company reads the seven days of the lock, or the default while nobody has decided. */
export const lockPolicyOf = (file: CompanyFile): LockPolicy => (file.policy(CLOCK_POLICY.lock) as LockPolicy | null) ?? DEFAULT_LOCK_POLICY;

/** `null` while the holidays are those that come with the console. */
export const holidayListOf = (file: CompanyFile): StoredHolidays | null => file.policy(CLOCK_POLICY.holidays) as StoredHolidays | null;
