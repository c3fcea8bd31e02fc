/** What is needed to tell how much of a lock is left. */
export interface LockEnd {
  /** When the lock ends, epoch ms. */
  readonly endsAt: number;
  /** The last business day, `YYYY-MM-DD`, on which a decision is in time; `null` when none is left. */
  readonly lastChance: string | null;
  /** Business days on which a decision is in time, today included. */
  readonly businessDaysLeft: number;
}

/**
 * What is left of a lock. Below 24 hours it is told in whole hours, rounded down (0 = less than one), with whether anybody is at work
 * before it ends; else in business days, the last one by its date. `none`: it still runs for a day or more, and no business day is left.
 */
export type LockLeft =
  | { readonly kind: 'over' }
  | { readonly kind: 'hours'; readonly hours: number; readonly worked: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'last-day'; readonly day: string }
  | { readonly kind: 'days'; readonly days: number };

const MS_PER_HOUR = 3_600_000;

/** Told in hours below these. */
export const HOURS_TOLD = 24;

/** The one answer to how much of a lock is left at `now` (epoch ms): every place that tells it asks here. */
export function lockLeft({ endsAt, lastChance, businessDaysLeft }: LockEnd, now: number): LockLeft {
  if (!(now < endsAt)) return { kind: 'over' };
  const hours = Math.floor((endsAt - now) / MS_PER_HOUR);
  if (hours < HOURS_TOLD) return { kind: 'hours', hours, worked: lastChance !== null };
  if (lastChance === null) return { kind: 'none' };
  return businessDaysLeft === 1 ? { kind: 'last-day', day: lastChance } : { kind: 'days', days: businessDaysLeft };
}
