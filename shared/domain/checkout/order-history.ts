import type { BusinessCalendar } from './calendar.ts';
import { formatDayNumber, getTokyoDay, getTokyoDayStart, parseDayNumber } from './days.ts';
import { getLockVerdict, isDecisionTooLate, LOCK_INTERPRETATIONS, type LockInterpretation, type LockVerdict } from './lock-clock.ts';
import type { ServerOrder } from './order.ts';
import { getRouteKey } from './order-groups.ts';

/** A decided request, from 承認を依頼 to the last decision. Instants in epoch ms. */
export interface PastOrder {
  readonly requestedAt: number;
  readonly decidedAt: number;
}

/** Statistics of one route's past requests. */
export interface RouteHistory {
  readonly key: string;
  readonly name: string;
  readonly orders: readonly PastOrder[];
}

/** Two years: requests that took longer are treated as forgotten, not as slow decisions. */
const MAX_DURATION_MS = 731 * 86_400_000;

/**
 * Groups approved requests with valid dates by route. Rejected and withdrawn requests ended early and say nothing about duration; a
 * decision before its request is ignored.
 */
export function groupHistoryByRoute(orders: readonly ServerOrder[]): ReadonlyMap<string, RouteHistory> {
  const histories = new Map<string, { key: string; name: string; orders: PastOrder[] }>();
  for (const order of orders) {
    if (order.state !== 'approved' || order.decidedAt === null) continue;
    const past = pastOf(Date.parse(order.requestedAt), Date.parse(order.decidedAt));
    if (!(past.decidedAt >= past.requestedAt) || past.decidedAt - past.requestedAt > MAX_DURATION_MS) continue;
    const key = getRouteKey(order);
    // Without routes in the source, requests cannot be assigned to one.
    if (key === '') continue;
    const known = histories.get(key);
    if (known === undefined) histories.set(key, { key, name: order.routeName, orders: [past] });
    else known.orders.push(past);
  }
  return histories;
}

/** A decision with a day only is stored as the start of that day, which may be before the time of its request. */
const pastOf = (requestedAt: number, decidedAt: number): PastOrder => ({
  requestedAt,
  decidedAt: decidedAt === getTokyoDayStart(getTokyoDay(requestedAt)) ? requestedAt : decidedAt,
});

/** A time at the start of a day is treated as a day without a time. */
const hasClock = (instant: number): boolean => instant !== getTokyoDayStart(getTokyoDay(instant));

/** Whether a decision was within its lock. `by-the-hour` if a time is unknown and would decide. */
function verdictOf({ requestedAt, decidedAt }: PastOrder, reading: LockInterpretation): LockVerdict {
  if (hasClock(requestedAt) && hasClock(decidedAt)) return isDecisionTooLate(requestedAt, decidedAt, reading) ? 'over' : 'within';
  return getLockVerdict(getTokyoDay(decidedAt) - getTokyoDay(requestedAt), reading);
}

/** Number of business days from request to decision. */
export const countBusinessDays = ({ requestedAt, decidedAt }: PastOrder, calendar: BusinessCalendar): number =>
  calendar.between(getTokyoDay(requestedAt), getTokyoDay(decidedAt));

/** Statistics of decided requests. Includes decisions of former approvers of the route. */
export interface HistorySummary {
  readonly observations: number;
  /** The day of the first request, `YYYY-MM-DD`; `null` without an observation. */
  readonly since: string | null;
  /** Business days; `null` without an observation. */
  readonly meanDays: number | null;
  /** 90 % of requests took at most this many business days. */
  readonly ninetiethDays: number | null;
  /** Number of requests certainly decided after their lock, for both interpretations. */
  readonly late: Readonly<Record<LockInterpretation, number>>;
  /** Number of requests for which the unknown time of day would decide. */
  readonly unsure: Readonly<Record<LockInterpretation, number>>;
}

export function summarizeHistory(orders: readonly PastOrder[], calendar: BusinessCalendar): HistorySummary {
  const days = orders.map((order) => countBusinessDays(order, calendar)).sort((a, b) => a - b);
  const late: Record<LockInterpretation, number> = { hours: 0, dates: 0 };
  const unsure: Record<LockInterpretation, number> = { hours: 0, dates: 0 };
  for (const order of orders)
    for (const reading of LOCK_INTERPRETATIONS) {
      const verdict = verdictOf(order, reading);
      if (verdict === 'over') late[reading]++;
      else if (verdict === 'by-the-hour') unsure[reading]++;
    }
  return {
    observations: days.length,
    since:
      orders.length === 0
        ? null
        : formatDayNumber(orders.reduce((first, { requestedAt }) => Math.min(first, getTokyoDay(requestedAt)), Infinity)),
    meanDays: days.length === 0 ? null : days.reduce((sum, one) => sum + one, 0) / days.length,
    ninetiethDays: days[Math.ceil(days.length * 0.9) - 1] ?? null,
    late,
    unsure,
  };
}

/** Average number of requests per month. */
export interface PastVolume {
  readonly perMonth: number;
  /** Number of requests, and length of the evaluated period in days. */
  readonly orders: number;
  readonly days: number;
  /** The last day of the period, `YYYY-MM-DD`. */
  readonly until: string;
}

const YEAR_DAYS = 365;
const MONTH_DAYS = YEAR_DAYS / 12;
/** Minimum length of the history in days for a monthly volume. */
const MIN_DAYS = 28;

/**
 * Requests per month, rounded up, over the year that ends on `readOn` or since the first known request. `null` for an invalid date or less
 * than `FEWEST_DAYS` of history. Later requests are not counted.
 */
export function computePastVolume(orders: readonly ServerOrder[], readOn: string): PastVolume | null {
  const end = parseDayNumber(readOn);
  if (end === null) return null;
  // Every request uses up a serial number, whatever its result.
  const asked = orders.map(({ requestedAt }) => getTokyoDay(Date.parse(requestedAt))).filter((day) => day <= end && day > end - YEAR_DAYS);
  const days = end - asked.reduce((first, day) => Math.min(first, day), end) + 1;
  return days < MIN_DAYS
    ? null
    : { perMonth: Math.ceil((asked.length * MONTH_DAYS) / days), orders: asked.length, days, until: formatDayNumber(end) };
}
