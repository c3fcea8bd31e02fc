import type { BusinessCalendar } from '../checkout/calendar.ts';
import { DEFAULT_LOCK_POLICY, type LockPolicy } from '../checkout/lock-clock.ts';
import type { PastOrder } from '../checkout/order-history.ts';
import { computeLeadTime, DEFAULT_LEAD_TIME_ASSUMPTIONS } from './lead-time/lead-time.ts';
import type { LintCode } from './lint/lint-problem.ts';
import type { Route } from './route.ts';
import type { RouteSeverity } from './simulation/outcome.ts';
import type { RouteForEveryone, RouteStop } from './simulation/simulate-for-everyone.ts';
import { getFinalStepIndex } from './steps.ts';

/** Number of days over which the lead time of a route is evaluated: one year, so that every holiday occurs once. */
export const LEAD_TIME_PERIOD_DAYS = 365;
/** Minimum share of orders decided after the lock for a warning. Project choice. */
export const MIN_RISKY_LATE_SHARE = 0.2;

/**
 * Basis of a lead time. `orders`: approved past orders. `expected`: expected days of all steps until the decision. `branches`: the same
 * with branches, which give only a range. `assumed`: assumptions of the console, which give no verdict.
 */
export const LEAD_TIME_GROUNDS = ['orders', 'expected', 'branches', 'assumed'] as const;
export type LeadTimeGround = (typeof LEAD_TIME_GROUNDS)[number];

export interface LockHealth {
  /** Share of orders decided after the lock, by the company's interpretation; with branches, for orders that take all branches. */
  readonly outlives: number;
  /** Share for orders that take no branch, which is the lower bound; omitted without branches. */
  readonly least?: number | undefined;
  readonly ground: LeadTimeGround;
}

/** Compares a route's lead time with the lock; `null` if no step decides, or the year has no business day. */
export function computeLockHealth(
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
  const estimate = computeLeadTime(
    route,
    calendar,
    { from: today, days: LEAD_TIME_PERIOD_DAYS },
    [],
    DEFAULT_LEAD_TIME_ASSUMPTIONS,
    pastOrders,
  );
  if (estimate === null) return null;
  const outlives = estimate.outlives[lock.reading];
  const ground = getLeadTimeGround(route, estimate.basis.kind);
  return ground === 'branches' ? { outlives, least: estimate.least?.outlives[lock.reading] ?? 0, ground } : { outlives, ground };
}

/** The basis of a route's lead time. `basis` states whether past orders were used. */
export function getLeadTimeGround(route: Route, basis: 'orders' | 'steps'): LeadTimeGround {
  if (basis === 'orders') return 'orders';
  const steps = listStepsUntilDecision(route);
  if (steps.some(({ expectedDays }) => expectedDays === null)) return 'assumed';
  return steps.some(({ branch }) => branch !== null) ? 'branches' : 'expected';
}

/** The steps up to and including the deciding one. */
export const listStepsUntilDecision = ({ steps }: Route): Route['steps'] => steps.slice(0, getFinalStepIndex(steps) + 1);

/**
 * `sound`: everything was checked without problems. `some-late`: only a share of late orders below the warning limit. `unchecked`: no known
 * problem, but people or lock could not be evaluated. `incomplete`: no problem, but users cannot choose the route before it is completed.
 * `risk`: a problem that stops no one. `some-stopped`: some people cannot pass. `broken`: no one can pass, or the route cannot be used.
 */
export const ROUTE_VERDICTS = ['broken', 'some-stopped', 'risk', 'incomplete', 'unchecked', 'some-late', 'sound'] as const;
export type RouteVerdict = (typeof ROUTE_VERDICTS)[number];

/** All results about a route: lint, people who may use it, and lock. */
export interface RouteHealth {
  readonly verdict: RouteVerdict;
  readonly written: Readonly<Record<RouteSeverity, number>>;
  /**
   * Number of active people who may use the route, who cannot pass it, who pass with a warning, and who are not checked, and where they
   * stop; `null` without a list of people.
   */
  readonly people: {
    readonly allowed: number;
    readonly failing: number;
    readonly risky: number;
    readonly unchecked: number;
    readonly unknownAt: readonly (string | null)[];
    readonly stops: readonly RouteStop[];
  } | null;
  /** Comparison with the lock; `null` if no step decides. */
  readonly lock: LockHealth | null;
}

/** Combines lint, people and lock. `everybody` is `null` without a list of people. */
export function computeRouteHealth(
  problems: readonly { readonly code: string; readonly severity: RouteSeverity }[],
  everybody: RouteForEveryone | null,
  lock: LockHealth | null,
): RouteHealth {
  const written = { block: 0, risk: 0, note: 0 };
  for (const { severity } of problems) written[severity]++;
  const people = everybody === null ? null : peopleOf(everybody);
  const found: Found = {
    isBlocked: written.block > 0,
    isRisky: written.risk > 0 || hasLateRisk(lock) || (people?.risky ?? 0) > 0,
    isIncomplete: problems.some(({ code }) => code === ('status-incomplete' satisfies LintCode)),
  };
  return { verdict: verdictOf(found, people, lock), written, people, lock };
}

const peopleOf = ({ allowed, failing, risky, unchecked, unknownAt, stops }: RouteForEveryone) => ({
  ...{ allowed, failing, risky, unchecked, unknownAt, stops },
});

/** The people for whom the days of a route are valid: all who may use it, those who pass, or no one; `unknown` if not checked. */
export type LeadTimeAudience = 'all' | 'some' | 'none' | 'unknown';

export function getLeadTimeAudience(
  people: { readonly allowed: number; readonly through: number; readonly unchecked?: number | undefined } | null,
): LeadTimeAudience {
  if (people === null) return 'unknown';
  if (people.through <= 0) return 'none';
  if ((people.unchecked ?? 0) > 0) return 'unknown';
  return people.through < people.allowed ? 'some' : 'all';
}

/** `ready`: no order is known or expected to be late. `unknown`: there is no reliable basis. */
export type LockState = 'unknown' | 'risk' | 'note' | 'ready';

/** The state of a route's lock, for all displays of its days. */
export function getLockState(lock: LockHealth | null): LockState {
  if (lock === null || lock.ground === 'assumed') return 'unknown';
  if (hasLateRisk(lock)) return 'risk';
  // Estimates are rounded to whole percent; past orders count individually.
  const late = lock.ground === 'orders' ? lock.outlives : Math.round(lock.outlives * 100);
  // With branches it is unknown whether any order is late.
  if (late > 0 && lock.ground === 'branches') return 'unknown';
  return late > 0 ? 'note' : 'ready';
}

/** Share of late orders in whole percent; 0 and 100 only if exact. */
export function computeLatePercent(share: number): number {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return Math.max(0.1, Math.round(share * 1000) / 10);
  return whole === 100 && share < 1 ? 99 : whole;
}

/** The share of orders that are late in any case, with or without branches. */
export const getCertainLateShare = ({ outlives, least }: Pick<LockHealth, 'outlives' | 'least'>): number => least ?? outlives;

/** True if the share of late orders requires a warning. Assumptions alone give none. */
export const hasLateRisk = (lock: LockHealth | null): boolean =>
  lock !== null && lock.ground !== 'assumed' && getCertainLateShare(lock) >= MIN_RISKY_LATE_SHARE;

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
  const standing = getLockState(lock);
  return people === null || people.unchecked > 0 || standing === 'unknown' ? 'unchecked' : standing === 'ready' ? 'sound' : 'some-late';
}
