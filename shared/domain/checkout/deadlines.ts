import { compareText } from '../text-order/compare-text.ts';
import type { BusinessCalendar } from './calendar.ts';
import { formatDayNumber, parseDayNumber } from './days.ts';
import type { LockEnd } from './lock-left.ts';
import { type Clock, RECORDED_WAIT_KINDS } from './running-clocks.ts';

/** Kinds of deadlines: waits that end without an action, and deadlines that require one. */
export const DEADLINE_KINDS = [
  'order-lock',
  'dated-change',
  'serial',
  'certificate',
  'invitation',
  'acceptance',
  'checkout-activation',
  'account-review',
  'invoice-review',
  'support-contact',
  'support-answer',
  'holidays',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** All items of one kind and subject that end on the same day. */
export interface Deadline {
  readonly kind: DeadlineKind;
  /** Name of the group, serial number, certificate or dated change; `''` for other kinds. */
  readonly subject: string;
  /** Number of requests, people, decisions or groups; 1 for other kinds. */
  readonly count: number;
  /** The last valid day, or the day by which it should be ready. */
  readonly day: string;
  /** Days from today: 0 on the day itself, negative after it (only for deadlines that stay open). */
  readonly daysLeft: number;
  /** The last business day, from today on, on which to act; `null` if none is left. */
  readonly actBy: string | null;
  /** For requests, the lock that ends first; `null` for other kinds. */
  readonly lock: LockEnd | null;
  /** For serial numbers, the monthly usage from which the day was estimated; `null` for other kinds. */
  readonly monthly: number | null;
  /** True if missing the deadline causes a loss; false if the wait ends without an action. */
  readonly lost: boolean;
}

/** A deadline that is not a running clock. */
export interface FixedDeadline {
  readonly kind: Exclude<DeadlineKind, Clock['kind']>;
  readonly subject: string;
  readonly day: string;
  /** For serial numbers, see `Deadline.monthly`. */
  readonly monthly?: number;
}

/** An item to be merged into a deadline. */
type Addition = Pick<Deadline, 'kind' | 'subject' | 'day'> & {
  readonly count?: number;
  /** Omitted = the last business day up to the deadline. */
  readonly actBy?: string | null;
  readonly lock?: LockEnd | null;
  readonly monthly?: number | null;
};

/** Kinds that become ready without an action. */
const READY_BY_ITSELF: ReadonlySet<DeadlineKind> = new Set(['checkout-activation', ...RECORDED_WAIT_KINDS]);
/**
 * Deadlines that are listed after their day too, because the problem stays until it is fixed. For serial numbers a past day is an
 * estimate of the current period, while the last number is unknown.
 */
const STAYS_BROKEN: ReadonlySet<DeadlineKind> = new Set(['certificate', 'holidays', 'dated-change', 'serial']);

/**
 * Returns the deadlines from today to `days` days later (inclusive), earliest first. Equal deadlines of one day are merged, and those in
 * `STAYS_BROKEN` are also listed after their day.
 */
export function listDeadlinesWithin(
  {
    today,
    calendar,
    clocks,
    endings,
  }: {
    readonly today: string;
    readonly calendar: BusinessCalendar;
    readonly clocks: readonly Clock[];
    readonly endings: readonly FixedDeadline[];
  },
  days: number,
): readonly Deadline[] {
  const now = parseDayNumber(today);
  if (now === null) return [];
  const found = new Map<string, Deadline>();
  const add = ({ kind, subject, count = 1, day, actBy: chance, lock = null, monthly = null }: Addition): void => {
    const end = parseDayNumber(day);
    if (end === null || end > now + days || (end < now && !STAYS_BROKEN.has(kind))) return;
    const key = `${kind} ${day} ${subject}`;
    const known = found.get(key);
    const actBy = chance === undefined ? lastBusinessDay(now, end, calendar) : chance;
    if (known !== undefined)
      found.set(key, { ...known, count: known.count + count, actBy: earlier(known.actBy, actBy), lock: sooner(known.lock, lock) });
    else
      found.set(key, {
        kind,
        subject,
        count,
        day,
        daysLeft: end - now,
        actBy,
        lock,
        monthly,
        lost: !READY_BY_ITSELF.has(kind),
      });
  };
  for (const { endsOn, ...clock } of clocks) add({ ...clock, day: endsOn });
  for (const ending of endings) add(ending);
  return [...found.values()].sort(
    (a, b) =>
      compareText(a.day, b.day) || DEADLINE_KINDS.indexOf(a.kind) - DEADLINE_KINDS.indexOf(b.kind) || compareText(a.subject, b.subject),
  );
}

/** Returns the lock that ends first; `null` if both are `null`. */
const sooner = (a: LockEnd | null, b: LockEnd | null): LockEnd | null => (a === null || (b !== null && b.endsAt < a.endsAt) ? b : a);

/** Returns the earlier date; `null` counts as later than all dates. */
const earlier = (a: string | null, b: string | null): string | null => (a === null ? b : b === null || a < b ? a : b);

/** Returns the last business day from `from` to `to`. If `to` is past, returns the first business day from `from` on. */
function lastBusinessDay(from: number, to: number, calendar: BusinessCalendar): string | null {
  if (to < from) {
    const next = calendar.onOrAfter(from);
    return next === null ? null : formatDayNumber(next);
  }
  for (let at = to; at >= from; at--) if (calendar.dayAt(at).kind === 'business') return formatDayNumber(at);
  return null;
}
