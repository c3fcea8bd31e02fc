import type { BusinessCalendar } from './calendar.ts';
import { formatDayNumber, getTokyoDay, getTokyoDayStart } from './days.ts';
import { computeLockClock, getLastLockDay, getLockEnd, type LockInterpretation, type LockPolicy } from './lock-clock.ts';

/**
 * How close the end of a pending request's lock is, most urgent first. `none-left`: it holds, but no business day is left. `last-day`:
 * one business day is left. `soon`: two. `over`: it has ended.
 */
export type Danger = 'none-left' | 'last-day' | 'soon' | 'ok' | 'over';
export const DANGERS = ['none-left', 'last-day', 'soon', 'ok', 'over'] as const satisfies readonly Danger[];

/** True if a request exceeds its lock unless it is decided within two business days (threshold chosen for this product). */
export const isInDanger = (danger: Danger): boolean => danger === 'none-left' || danger === 'last-day' || danger === 'soon';

/** Assumed start of work in Japan (chosen for this product). A lock that ends earlier leaves no working time on that day. */
export const WORKDAY_START_HOUR = 9;

/** True if a lock that ends at this moment leaves working time on its last day. */
export const hasWorkingTimeOnLastDay = (endsAt: number): boolean =>
  endsAt > getTokyoDayStart(getTokyoDay(endsAt - 1)) + WORKDAY_START_HOUR * 3_600_000;

export interface OrderLock {
  /** Ends of the lock for both interpretations, epoch ms. */
  readonly ends: Readonly<Record<LockInterpretation, number>>;
  /** For the company's interpretation: end of the lock, and last day on which it holds, `YYYY-MM-DD`. */
  readonly endsAt: number;
  readonly lastDay: string;
  /** The last business day on which a decision is in time; `null` when none is left. */
  readonly lastChance: string | null;
  /**
   * Business days on which a decision is in time, from today or the day of the request. The last day counts only if work begins before
   * the end. 0 once the lock is over.
   */
  readonly businessDaysLeft: number;
  /** Day of the lock, 1 to 7; higher after its end. */
  readonly day: number;
  readonly danger: Danger;
  /** True if the lock has ended under one interpretation and still holds under the other. */
  readonly disputed: boolean;
}

/** Computes the lock of a request made at `requestedAt`, at the time `now` (both epoch ms), with the business days of `calendar`. */
export function computeOrderLock(requestedAt: number, now: number, calendar: BusinessCalendar, policy: LockPolicy): OrderLock {
  const ends = { hours: getLockEnd(requestedAt, 'hours'), dates: getLockEnd(requestedAt, 'dates') };
  const { endsAt, state, day } = computeLockClock(requestedAt, now, policy);
  const held = state === 'held';
  const last = getLastLockDay(requestedAt, policy.reading);
  let left = 0;
  let chance: number | null = null;
  const lastWorked = hasWorkingTimeOnLastDay(endsAt) ? last : last - 1;
  // Starts at the day of the request, so that a far date in a list does not cause a long loop.
  if (held)
    for (let at = Math.max(getTokyoDay(now), getTokyoDay(requestedAt)); at <= lastWorked; at++)
      if (calendar.dayAt(at).kind === 'business') {
        left++;
        chance = at;
      }
  return {
    ends,
    endsAt,
    lastDay: formatDayNumber(last),
    lastChance: chance === null ? null : formatDayNumber(chance),
    businessDaysLeft: left,
    day,
    danger: held ? dangerOf(left) : 'over',
    disputed: now < ends.hours !== now < ends.dates,
  };
}

const dangerOf = (businessDaysLeft: number): Danger =>
  businessDaysLeft === 0 ? 'none-left' : businessDaysLeft === 1 ? 'last-day' : businessDaysLeft === 2 ? 'soon' : 'ok';

/** Sort order: locks that hold by earliest end, then ended ones by latest end; equal ends by larger amount. */
export function compareByDanger<T extends { readonly lock: Pick<OrderLock, 'endsAt' | 'danger'>; readonly amount: number | null }>(
  a: T,
  b: T,
): number {
  const over = Number(a.lock.danger === 'over') - Number(b.lock.danger === 'over');
  if (over !== 0) return over;
  const sooner = a.lock.endsAt - b.lock.endsAt;
  if (sooner !== 0) return a.lock.danger === 'over' ? -sooner : sooner;
  return (b.amount ?? 0) - (a.amount ?? 0);
}
