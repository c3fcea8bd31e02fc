import { compareText } from '../text-order/compare-text.ts';
import type { BusinessCalendar } from './calendar.ts';
import { dateOfDay, dayNumber } from './days.ts';
import type { LockEnd } from './lock-left.ts';
import { type Clock, RECORDED_WAIT_KINDS } from './running-clocks.ts';

/** Kinds of deadlines: waits that end by themselves, and those that need an action. */
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

/** Everything of a kind that ends on one day. */
export interface Deadline {
  readonly kind: DeadlineKind;
  /** A group's, serial's, certificate's or change's name; `''` for the other kinds. */
  readonly subject: string;
  /** Requests, people, decisions, groups; 1 for the others. */
  readonly count: number;
  /** The last day on which it holds, or on which it should be ready. */
  readonly day: string;
  /** Days from today; 0 on the day itself, negative afterwards (only for deadlines that stay open). */
  readonly daysLeft: number;
  /** The last business day, from today on, for acting; `null` if none is left. */
  readonly actBy: string | null;
  /** Of requests: what is left of the lock that ends first; `null` for the other kinds. */
  readonly lock: LockEnd | null;
  /** Of numbers: how many a month the day was reckoned by; `null` for the other kinds. */
  readonly monthly: number | null;
  /** True if missing the deadline loses something; false if the wait ends by itself. */
  readonly lost: boolean;
}

/** Something with its last day. */
export interface Ending {
  readonly kind: Exclude<DeadlineKind, Clock['kind']>;
  readonly subject: string;
  readonly day: string;
  /** Of numbers, as in `Deadline`. */
  readonly monthly?: number;
}

/** What is added up to a deadline. */
type Addition = Pick<Deadline, 'kind' | 'subject' | 'day'> & {
  readonly count?: number;
  /** Left out = the last business day up to the day. */
  readonly actBy?: string | null;
  readonly lock?: LockEnd | null;
  readonly monthly?: number | null;
};

/** What gets ready by itself. */
const READY_BY_ITSELF: ReadonlySet<DeadlineKind> = new Set(['checkout-activation', ...RECORDED_WAIT_KINDS]);
/**
 * Deadlines that are listed after their day too, because the problem stays until it is fixed. For serial numbers a past day is an
 * estimate of the current period, while the last number is unknown.
 */
const STAYS_BROKEN: ReadonlySet<DeadlineKind> = new Set(['certificate', 'holidays', 'dated-change', 'serial']);

/**
 * Deadlines from today to `days` days later (inclusive), earliest first; equal ones of one day are merged. Deadlines that stay open are
 * listed after their day too.
 */
export function deadlinesWithin(
  {
    today,
    calendar,
    clocks,
    endings,
  }: {
    readonly today: string;
    readonly calendar: BusinessCalendar;
    readonly clocks: readonly Clock[];
    readonly endings: readonly Ending[];
  },
  days: number,
): readonly Deadline[] {
  const now = dayNumber(today);
  if (now === null) return [];
  const found = new Map<string, Deadline>();
  const add = ({ kind, subject, count = 1, day, actBy: chance, lock = null, monthly = null }: Addition): void => {
    const end = dayNumber(day);
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

/** Of two locks the one that ends first. */
const sooner = (a: LockEnd | null, b: LockEnd | null): LockEnd | null => (a === null || (b !== null && b.endsAt < a.endsAt) ? b : a);

/** Of two days the first; a day that there is not comes after all others. */
const earlier = (a: string | null, b: string | null): string | null => (a === null ? b : b === null || a < b ? a : b);

/** The last business day from one day to another; of what is past already: the first one there is. */
function lastBusinessDay(from: number, to: number, calendar: BusinessCalendar): string | null {
  if (to < from) {
    const next = calendar.onOrAfter(from);
    return next === null ? null : dateOfDay(next);
  }
  for (let at = to; at >= from; at--) if (calendar.dayAt(at).kind === 'business') return dateOfDay(at);
  return null;
}
