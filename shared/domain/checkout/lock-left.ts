/** Data from which the remaining time of a lock is computed. */
export interface LockEnd {
  /** End of the lock, epoch ms. */
  readonly endsAt: number;
  /** The last business day on which a decision is in time, `YYYY-MM-DD`; `null` if none is left. */
  readonly lastChance: string | null;
  /** Number of business days on which a decision is in time, including today. */
  readonly businessDaysLeft: number;
}

/**
 * Remaining time of a lock. Below 24 hours: whole hours, rounded down, and whether work begins before the end. Otherwise: business days and
 * the last one as a date. `none`: a day or more is left, but no business day.
 */
export type RemainingLockTime =
  | { readonly kind: 'over' }
  | { readonly kind: 'hours'; readonly hours: number; readonly worked: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'last-day'; readonly day: string }
  | { readonly kind: 'days'; readonly days: number };

const MS_PER_HOUR = 3_600_000;

/** Below this number of hours, the remaining time is shown in hours. */
export const HOUR_DISPLAY_LIMIT_HOURS = 24;

/** Computes the remaining time of a lock at `now` (epoch ms). Every screen and report uses this function. */
export function computeRemainingLockTime({ endsAt, lastChance, businessDaysLeft }: LockEnd, now: number): RemainingLockTime {
  if (!(now < endsAt)) return { kind: 'over' };
  const hours = Math.floor((endsAt - now) / MS_PER_HOUR);
  if (hours < HOUR_DISPLAY_LIMIT_HOURS) return { kind: 'hours', hours, worked: lastChance !== null };
  if (lastChance === null) return { kind: 'none' };
  return businessDaysLeft === 1 ? { kind: 'last-day', day: lastChance } : { kind: 'days', days: businessDaysLeft };
}
