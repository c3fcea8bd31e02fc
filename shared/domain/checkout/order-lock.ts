import type { BusinessCalendar } from './calendar.ts';
import { dateOfDay, startOfTokyoDay, tokyoDay } from './days.ts';
import { type LockPolicy, type LockReading, lastLockDay, lockClock, lockEnd } from './lock-clock.ts';

/**
 * How close the end of a pending request's lock is, most urgent first. `none-left`: it holds, but no business day is left. `last-day`:
 * one business day is left. `soon`: two. `over`: it has ended.
 */
export type Danger = 'none-left' | 'last-day' | 'soon' | 'ok' | 'over';
export const DANGERS = ['none-left', 'last-day', 'soon', 'ok', 'over'] as const satisfies readonly Danger[];

/** Requests that exceed their lock unless decided within two business days (a choice of this product). */
export const isInDanger = (danger: Danger): boolean => danger === 'none-left' || danger === 'last-day' || danger === 'soon';

/** Assumed start of work in Japan (a choice of this product): a lock that ends earlier leaves nothing of that day. */
export const WORKDAY_START_HOUR = 9;

/** True if a lock that ends at this moment leaves working time on its last day. */
export const hasWorkingTimeOnLastDay = (endsAt: number): boolean =>
  endsAt > startOfTokyoDay(tokyoDay(endsAt - 1)) + WORKDAY_START_HOUR * 3_600_000;

export interface OrderLock {
  /** Ends of the lock by both readings, epoch ms. */
  readonly ends: Readonly<Record<LockReading, number>>;
  /** By the company's reading: the end, and the last day on which the lock holds, `YYYY-MM-DD`. */
  readonly endsAt: number;
  readonly lastDay: string;
  /** The last business day on which a decision is in time; `null` when none is left. */
  readonly lastChance: string | null;
  /**
   * Business days on which a decision is in time, from today or the day of the request. The last day counts only if work begins before
   * the end. 0 once the lock is over.
   */
  readonly businessDaysLeft: number;
  /** Which day of the lock it is, 1 to 7; more once it is over. */
  readonly day: number;
  readonly danger: Danger;
  /** The two interpretations differ: expired by one, still locked by the other. */
  readonly disputed: boolean;
}

/** The lock of a request made at `requestedAt`, seen at `now` (both epoch ms). Business days are those of the calendar, in Japan. */
export function orderLock(requestedAt: number, now: number, calendar: BusinessCalendar, policy: LockPolicy): OrderLock {
  const ends = { hours: lockEnd(requestedAt, 'hours'), dates: lockEnd(requestedAt, 'dates') };
  const { endsAt, state, day } = lockClock(requestedAt, now, policy);
  const held = state === 'held';
  const last = lastLockDay(requestedAt, policy.reading);
  let left = 0;
  let chance: number | null = null;
  const lastWorked = hasWorkingTimeOnLastDay(endsAt) ? last : last - 1;
  // Starts at the request's day, because a list may hold a far date and the loop must stay short.
  if (held)
    for (let at = Math.max(tokyoDay(now), tokyoDay(requestedAt)); at <= lastWorked; at++)
      if (calendar.dayAt(at).kind === 'business') {
        left++;
        chance = at;
      }
  return {
    ends,
    endsAt,
    lastDay: dateOfDay(last),
    lastChance: chance === null ? null : dateOfDay(chance),
    businessDaysLeft: left,
    day,
    danger: held ? dangerOf(left) : 'over',
    disputed: now < ends.hours !== now < ends.dates,
  };
}

const dangerOf = (businessDaysLeft: number): Danger =>
  businessDaysLeft === 0 ? 'none-left' : businessDaysLeft === 1 ? 'last-day' : businessDaysLeft === 2 ? 'soon' : 'ok';

/** Sort order: locks that hold by earliest end, then ended ones by latest end; equal ends by larger amount. */
export function byDanger<T extends { readonly lock: Pick<OrderLock, 'endsAt' | 'danger'>; readonly amount: number | null }>(
  a: T,
  b: T,
): number {
  const over = Number(a.lock.danger === 'over') - Number(b.lock.danger === 'over');
  if (over !== 0) return over;
  const sooner = a.lock.endsAt - b.lock.endsAt;
  if (sooner !== 0) return a.lock.danger === 'over' ? -sooner : sooner;
  return (b.amount ?? 0) - (a.amount ?? 0);
}
