import { getTokyoDay, getTokyoDayStart } from './days.ts';

/** Enhanced Checkout holds price and stock for this long after 承認を依頼. Source: docs/domain/neo.md#price-lock (setup manual, note 1). */
export const LOCK_DAYS = 7;

/**
 * Two interpretations of "7 days"; it is unknown which one Amazon uses (docs/domain/amazon-cxml.md#unknown). `hours`: 7 x 24 hours.
 * `dates`: seven dates in Japan including the day of the request, the earliest possible end.
 */
export type LockInterpretation = 'hours' | 'dates';
export const LOCK_INTERPRETATIONS = ['hours', 'dates'] as const satisfies readonly LockInterpretation[];

/**
 * What happens to an order decided after the lock: by default it is ordered if in stock, maybe at another price;
 * Amazon's support can have it refused (docs/domain/neo.md#price-lock).
 */
export type LateOrderOutcome = 'ordered-at-current-price' | 'refused';
export const LATE_ORDER_OUTCOMES = ['ordered-at-current-price', 'refused'] as const satisfies readonly LateOrderOutcome[];

export interface LockPolicy {
  readonly reading: LockInterpretation;
  readonly afterLock: LateOrderOutcome;
}

/** Default taken from the manual: "7日間" from the request, and orders remain possible after it. */
export const DEFAULT_LOCK_POLICY: LockPolicy = { reading: 'hours', afterLock: 'ordered-at-current-price' };

const MS_PER_DAY = 86_400_000;

/** The end of the lock (epoch ms, exclusive) of a request made at `requestedAt` (epoch ms). */
export function getLockEnd(requestedAt: number, reading: LockInterpretation): number {
  return reading === 'hours' ? requestedAt + LOCK_DAYS * MS_PER_DAY : getTokyoDayStart(getTokyoDay(requestedAt) + LOCK_DAYS);
}

/** The last day in Japan on which the lock of a request still holds, even if only for part of the day. */
export const getLastLockDay = (requestedAt: number, reading: LockInterpretation): number =>
  getTokyoDay(getLockEnd(requestedAt, reading) - 1);

/** Result for a decision with a known day but unknown time. `by-the-hour`: in time only before the time of day of the request. */
export type LockVerdict = 'within' | 'by-the-hour' | 'over';
export const LOCK_VERDICTS = ['within', 'by-the-hour', 'over'] as const satisfies readonly LockVerdict[];

/** The result for a decision `days` calendar days after the request. */
export const getLockVerdict = (days: number, reading: LockInterpretation): LockVerdict =>
  days < LOCK_DAYS ? 'within' : days === LOCK_DAYS && reading === 'hours' ? 'by-the-hour' : 'over';

export interface LockClock {
  readonly endsAt: number;
  /** Milliseconds left; 0 after the lock has ended. */
  readonly remainingMs: number;
  /** Day of the lock: 1 to 7 while it holds, 8 or more after it, 0 before the request. */
  readonly day: number;
  readonly state: 'held' | LateOrderOutcome;
}

/** State of a request's lock at a moment. Instants are epoch ms; for `NaN` the lock counts as over. */
export function computeLockClock(requestedAt: number, now: number, policy: LockPolicy = DEFAULT_LOCK_POLICY): LockClock {
  const endsAt = getLockEnd(requestedAt, policy.reading);
  const held = now < endsAt;
  const passed = policy.reading === 'hours' ? Math.floor((now - requestedAt) / MS_PER_DAY) : getTokyoDay(now) - getTokyoDay(requestedAt);
  return {
    endsAt,
    remainingMs: held ? endsAt - now : 0,
    day: Number.isNaN(passed) ? LOCK_DAYS + 1 : Math.max(0, passed + 1),
    state: held ? 'held' : policy.afterLock,
  };
}

/** True if a decision at `decidedAt` is too late for the locked price and stock. */
export const isDecisionTooLate = (requestedAt: number, decidedAt: number, reading: LockInterpretation): boolean =>
  !(decidedAt < getLockEnd(requestedAt, reading));
