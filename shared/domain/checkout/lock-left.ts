/** Input for computing the rest of a lock. */
export interface LockEnd {
  /** When the lock ends, epoch ms. */
  readonly endsAt: number;
  /** The last business day, `YYYY-MM-DD`, on which a decision is in time; `null` when none is left. */
  readonly lastChance: string | null;
  /** Business days on which a decision is in time, today included. */
  readonly businessDaysLeft: number;
}

/**
 * Rest of a lock. Below 24 hours in whole hours, rounded down (0 = less than one), with whether work begins before its end; otherwise in
 * business days, the last one as a date. `none`: a day or more is left, but no business day.
 */
export type LockLeft =
  | { readonly kind: 'over' }
  | { readonly kind: 'hours'; readonly hours: number; readonly worked: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'last-day'; readonly day: string }
  | { readonly kind: 'days'; readonly days: number };

const MS_PER_HOUR = 3_600_000;

/** Below this rest, hours are shown. */
export const HOURS_SHOWN_BELOW = 24;

/** Computes the rest of a lock at `now` (epoch ms). Every screen and report uses this function. */
export function lockLeft({ endsAt, lastChance, businessDaysLeft }: LockEnd, now: number): LockLeft {
  if (!(now < endsAt)) return { kind: 'over' };
  const hours = Math.floor((endsAt - now) / MS_PER_HOUR);
  if (hours < HOURS_SHOWN_BELOW) return { kind: 'hours', hours, worked: lastChance !== null };
  if (lastChance === null) return { kind: 'none' };
  return businessDaysLeft === 1 ? { kind: 'last-day', day: lastChance } : { kind: 'days', days: businessDaysLeft };
}
