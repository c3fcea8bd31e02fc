import type { BusinessCalendar } from '../checkout/calendar.ts';
import { DEFAULT_LOCK_POLICY, type LockPolicy } from '../checkout/lock-clock.ts';
import type { PastOrder } from '../checkout/order-history.ts';
import type { RouteForEverybody, RouteStop } from './everybody.ts';
import { DEFAULT_LEAD_TIME, leadTime } from './lead-time.ts';
import type { LintCode } from './lint-problem.ts';
import type { RouteSeverity } from './outcome.ts';
import { finalStepAt, type Route } from './route.ts';

/** Days ahead over which the lead time of a route is judged: every holiday of a year is in it once. */
export const LEAD_TIME_DAYS = 365;
/** From this share of orders on it is worth a warning that they are decided after the lock. Our choice. */
export const RISKY_OUTLIVING_SHARE = 0.2;

/**
 * What a lead time rests on: approved orders of the past on the route; the expected days written on every step until the decision, which
 * tell no more than a range where some of these are taken by a branch alone; or, where a step has none, the console's own assumptions, which
 * judge nothing.
 */
export const LEAD_TIME_GROUNDS = ['orders', 'expected', 'branches', 'assumed'] as const;
export type LeadTimeGround = (typeof LEAD_TIME_GROUNDS)[number];

export interface LockHealth {
  /** Share of orders that are decided after the lock, by the company's reading of the seven days; where branches decide, of those that take every one. */
  readonly outlives: number;
  /** The share of orders that take no branch, which is that of all at least; left out where no branch decides. */
  readonly least?: number | undefined;
  readonly ground: LeadTimeGround;
}

/** How the orders of a route stand to the lock; `null` when nobody decides anything, or the year has no business day. */
export function lockHealth(
  route: Route,
  surroundings: {
    readonly calendar: BusinessCalendar;
    readonly lock?: LockPolicy | undefined;
    readonly pastOrders: readonly PastOrder[];
    /** First day of the requests, `YYYY-MM-DD`. */
    readonly today: string;
  },
): LockHealth | null {
  const { calendar, lock = DEFAULT_LOCK_POLICY, pastOrders, today } = surroundings;
  const estimate = leadTime(route, calendar, { from: today, days: LEAD_TIME_DAYS }, [], DEFAULT_LEAD_TIME, pastOrders);
  if (estimate === null) return null;
  const outlives = estimate.outlives[lock.reading];
  const ground = groundOf(route, estimate.basis.kind);
  return ground === 'branches' ? { outlives, least: estimate.least?.outlives[lock.reading] ?? 0, ground } : { outlives, ground };
}

/** What a lead time of a route rests on, given whether past orders spoke. */
export function groundOf(route: Route, basis: 'orders' | 'steps'): LeadTimeGround {
  if (basis === 'orders') return 'orders';
  const steps = stepsUntilDecision(route);
  if (steps.some(({ expectedDays }) => expectedDays === null)) return 'assumed';
  return steps.some(({ branch }) => branch !== null) ? 'branches' : 'expected';
}

/** The steps until the matter is decided. */
export const stepsUntilDecision = ({ steps }: Route): Route['steps'] => steps.slice(0, finalStepAt(steps) + 1);

/**
 * `sound`: everything was looked at and nothing speaks against the route. `some-late`: nothing but a share of orders after the lock that
 * is too small for a warning. `unchecked`: nothing speaks against it as far as it was looked at, but the people, some of them or the
 * lock could not be judged. `incomplete`: nothing was found, but nobody can choose it before it is completed. `risk`: something was found. `some-stopped`: most
 * of all that not everybody who may use it gets through. `broken`: nobody does, or it cannot be used as it is written.
 */
export const ROUTE_VERDICTS = ['broken', 'some-stopped', 'risk', 'incomplete', 'unchecked', 'some-late', 'sound'] as const;
export type RouteVerdict = (typeof ROUTE_VERDICTS)[number];

/** Everything that says whether a route works: how it is written, the people who may use it, and the lock. */
export interface RouteHealth {
  readonly verdict: RouteVerdict;
  readonly written: Readonly<Record<RouteSeverity, number>>;
  /**
   * Active people who may use it, those of them who cannot pass, those who can with something worth a look, and those of whom no list tells
   * whether they can, and where it does not tell; `null` while no list of people is loaded.
   */
  readonly people: {
    readonly allowed: number;
    readonly failing: number;
    readonly risky: number;
    readonly unchecked: number;
    readonly untoldAt: readonly (string | null)[];
    readonly stops: readonly RouteStop[];
  } | null;
  /** `null` when nobody decides anything. */
  readonly lock: LockHealth | null;
}

/** Puts the three together. `everybody` is `null` while no list of people is loaded. */
export function routeHealth(
  problems: readonly { readonly code: string; readonly severity: RouteSeverity }[],
  everybody: RouteForEverybody | null,
  lock: LockHealth | null,
): RouteHealth {
  const written = { block: 0, risk: 0, note: 0 };
  for (const { severity } of problems) written[severity]++;
  const people = everybody === null ? null : peopleOf(everybody);
  const found: Found = {
    isBlocked: written.block > 0,
    isRisky: written.risk > 0 || isLate(lock) || (people?.risky ?? 0) > 0,
    isIncomplete: problems.some(({ code }) => code === ('status-incomplete' satisfies LintCode)),
  };
  return { verdict: verdictOf(found, people, lock), written, people, lock };
}

const peopleOf = ({ allowed, failing, risky, unchecked, untoldAt, stops }: RouteForEverybody) => ({
  ...{ allowed, failing, risky, unchecked, untoldAt, stops },
});

/** Of whom the days of a route hold: of everybody who may use it, of those who get through, of nobody; `unasked` where no list tells. */
export type DaysHoldOf = 'everybody' | 'some' | 'nobody' | 'unasked';

export function daysHoldOf(
  people: { readonly allowed: number; readonly through: number; readonly unchecked?: number | undefined } | null,
): DaysHoldOf {
  if (people === null) return 'unasked';
  if (people.through <= 0) return 'nobody';
  if ((people.unchecked ?? 0) > 0) return 'unasked';
  return people.through < people.allowed ? 'some' : 'everybody';
}

/** How a route stands to the lock: `ready` only where no order is known or expected to be late, `unknown` where nothing can be said. */
export type LockState = 'unknown' | 'risk' | 'note' | 'ready';

/** The one rule for every place that marks the days of a route. */
export function lockState(lock: LockHealth | null): LockState {
  if (lock === null || lock.ground === 'assumed') return 'unknown';
  if (isLate(lock)) return 'risk';
  // An estimate tells whole percents; of orders that were decided every one counts.
  const late = lock.ground === 'orders' ? lock.outlives : Math.round(lock.outlives * 100);
  // Whether any is late hangs on which branch is taken.
  if (late > 0 && lock.ground === 'branches') return 'unknown';
  return late > 0 ? 'note' : 'ready';
}

/** Percents of orders that are late: whole ones, but never 0 or 100 while it is neither. */
export function latePercent(share: number): number {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return Math.max(0.1, Math.round(share * 1000) / 10);
  return whole === 100 && share < 1 ? 99 : whole;
}

/** The share of orders that are late whatever branch they take. */
export const surelyLate = ({ outlives, least }: Pick<LockHealth, 'outlives' | 'least'>): number => least ?? outlives;

/** Whether so many orders are decided after the lock that it is worth a warning; assumptions alone warn of nothing. */
export const isLate = (lock: LockHealth | null): boolean =>
  lock !== null && lock.ground !== 'assumed' && surelyLate(lock) >= RISKY_OUTLIVING_SHARE;

interface Found {
  readonly isBlocked: boolean;
  readonly isRisky: boolean;
  readonly isIncomplete: boolean;
}

function verdictOf({ isBlocked, isRisky, isIncomplete }: Found, people: RouteHealth['people'], lock: LockHealth | null): RouteVerdict {
  if (isBlocked || (people !== null && people.failing >= people.allowed)) return 'broken';
  if (people !== null && people.failing > 0) return 'some-stopped';
  if (isRisky) return 'risk';
  if (isIncomplete) return 'incomplete';
  const standing = lockState(lock);
  return people === null || people.unchecked > 0 || standing === 'unknown' ? 'unchecked' : standing === 'ready' ? 'sound' : 'some-late';
}
