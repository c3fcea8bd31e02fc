import type { BusinessCalendar } from '../../checkout/calendar.ts';
import { formatDayNumber, getTokyoDay, parseDayNumber } from '../../checkout/days.ts';
import { LOCK_DAYS, type LockInterpretation } from '../../checkout/lock-clock.ts';
import { countBusinessDays, type PastOrder } from '../../checkout/order-history.ts';
import { ASSUMED_STEP_DAYS } from '../absences.ts';
import type { Route, Step } from '../route.ts';
import { getFinalStepIndex } from '../steps.ts';
import {
  addDistributions,
  computeMeanDays,
  createFixedDistribution,
  createGeometricDistribution,
  createObservedDistribution,
  createUniformDistribution,
  type DaysDistribution,
  limitDays,
  MAX_COUNTED_DAYS,
  mixDistributions,
} from './days-distribution.ts';

/** One past decision. Its step is identified by id or, if ids are unknown, by position (from 0). */
export interface PastDecision {
  readonly step: { readonly kind: 'id'; readonly id: string } | { readonly kind: 'place'; readonly at: number };
  /** Arrival at the step and decision, epoch ms. */
  readonly requestedAt: number;
  readonly decidedAt: number;
}

export interface LeadTimeAssumptions {
  /**
   * Probability (0 to 1) that an approver is absent on arrival, and the maximum number of business days that the absence adds (uniformly
   * distributed).
   */
  readonly absenceShare: number;
  readonly longestAbsenceDays: number;
  /** Business days after which a deputy decides. */
  readonly deputyAfterDays: number;
  /** Minimum number of past decisions for a distribution of the step's own. */
  readonly fewestObservations: number;
}

/**
 * Default assumptions: five percent of approvers are absent, for up to a working week; a deputy acts after two days. Project choice,
 * configurable.
 */
export const DEFAULT_LEAD_TIME_ASSUMPTIONS: LeadTimeAssumptions = {
  absenceShare: 0.05,
  longestAbsenceDays: 5,
  deputyAfterDays: 2,
  fewestObservations: 10,
};

/** Source of a step's days: past decisions, expected days, or one assumed day. */
export type DaysSource = 'history' | 'expected' | 'unestimated';

export interface StepLeadTime {
  readonly stepId: string;
  readonly source: DaysSource;
  readonly observations: number;
  /** Mean business days at this step, without and with a deputy. */
  readonly meanDays: number;
  readonly meanDaysWithDeputy: number;
  /** Contribution of the step to the share of orders after the lock: the share minus the share if the step took no time. */
  readonly adds: Readonly<Record<LockInterpretation, number>>;
}

/** Source of the total days: past orders of the route, or the sum of its steps. */
export interface LeadTimeBasis {
  readonly kind: 'orders' | 'steps';
  /** Number of past orders; if there are too few, the steps are added up instead. */
  readonly orders: number;
}

/** Lead time of an order that takes no step with a branch. */
export interface MinimumLeadTime {
  readonly meanBusinessDays: number;
  readonly outlives: Readonly<Record<LockInterpretation, number>>;
  readonly outlivesWithDeputy: Readonly<Record<LockInterpretation, number>>;
}

export interface LeadTime {
  readonly basis: LeadTimeBasis;
  /** `shares[d]`: probability that the last decision falls d calendar days after the request; the last entry is that of more days. */
  readonly calendarDays: readonly number[];
  readonly meanBusinessDays: number;
  /** Share of orders decided after the lock. */
  readonly outlives: Readonly<Record<LockInterpretation, number>>;
  readonly outlivesWithDeputy: Readonly<Record<LockInterpretation, number>>;
  /** Shares computed from the sum of steps for any basis, because the effect of a deputy can be shown only there. */
  readonly bySteps: {
    readonly outlives: Readonly<Record<LockInterpretation, number>>;
    readonly outlivesWithDeputy: Readonly<Record<LockInterpretation, number>>;
  };
  /**
   * Lead time without the steps with branches; `null` if no step has one. The branches of a request are unknown, so its lead time is
   * between this and the value for all steps.
   */
  readonly least: MinimumLeadTime | null;
  readonly steps: readonly StepLeadTime[];
  /** Shares by day of the request; they show the effect of Golden Week and year-end. */
  readonly byStart: readonly { readonly date: string; readonly outlives: Readonly<Record<LockInterpretation, number>> }[];
}

/** Maximum number of calendar days counted separately. */
const MAX_CALENDAR_DAYS = 28;
/** Maximum number of start days; after two years they only repeat. */
const MAX_START_DAYS = 731;

/**
 * Calendar days from request to decision, for requests on the business days of a period, equally likely. Exact: the distributions of the
 * steps are added and mapped to the calendar from every start day. Steps after the final decider are ignored. `null` for an invalid date,
 * without a deciding step, or without a business day. With enough past orders the observed total is used, which includes absences and
 * weekdays. A deputy limits each step. Contributions of steps always come from the steps. With 7 x 24 hours a decision on the seventh day
 * is late in half of the cases, because requests and decisions have the same times of day; with seven dates it is always late.
 */
export function computeLeadTime(
  route: Route,
  calendar: BusinessCalendar,
  period: { readonly from: string; readonly days: number },
  history: readonly PastDecision[] = [],
  assumptions: LeadTimeAssumptions = DEFAULT_LEAD_TIME_ASSUMPTIONS,
  orders: readonly PastOrder[] = [],
): LeadTime | null {
  const steps = route.steps.slice(0, getFinalStepIndex(route.steps) + 1);
  const starts = startDays(calendar, period);
  if (steps.length === 0 || starts.length === 0) return null;
  const estimates = steps.map((step, at) => estimate(step, daysAt(step, at, history, calendar), assumptions));
  const walks = starts.map((start) => calendarWalk(calendar, start));
  const days = estimates.map((one) => one.days);
  const added = days.reduce(addDistributions, createFixedDistribution(0));
  const seen = orders.length < Math.max(1, assumptions.fewestObservations) ? null : observedWhole(orders, calendar);
  const total = seen ?? added;
  const lateOfTotal = lateBy(total);
  const bySteps = overAll(walks, added);
  const byStepsWithDeputy = overAll(walks, estimates.map((one) => one.withDeputy).reduce(addDistributions, createFixedDistribution(0)));
  const others = withoutEach(days);
  const unconditional = estimates.filter((_, at) => steps[at]?.branch === null);
  return {
    basis: { kind: seen === null ? 'steps' : 'orders', orders: orders.length },
    calendarDays: overCalendar(walks, total),
    meanBusinessDays: seen === null ? days.reduce((mean, one) => mean + computeMeanDays(one), 0) : computeMeanDays(seen),
    outlives: seen === null ? bySteps : overAll(walks, seen),
    outlivesWithDeputy:
      seen === null ? byStepsWithDeputy : overAll(walks, limitDays(seen, Math.floor(assumptions.deputyAfterDays) * steps.length)),
    bySteps: { outlives: bySteps, outlivesWithDeputy: byStepsWithDeputy },
    least: unconditional.length === steps.length ? null : leastOf(walks, unconditional),
    steps: steps.map((step, at) => {
      const { source, observations, days: own, withDeputy: ownWithDeputy } = estimates[at] as Estimate;
      const rest = overAll(walks, others[at] as DaysDistribution);
      return {
        stepId: step.id,
        source,
        observations,
        meanDays: computeMeanDays(own),
        meanDaysWithDeputy: computeMeanDays(ownWithDeputy),
        adds: { hours: Math.max(0, bySteps.hours - rest.hours), dates: Math.max(0, bySteps.dates - rest.dates) },
      };
    }),
    byStart: starts.map((start, i) => ({ date: formatDayNumber(start), outlives: lateOfTotal(walks[i] as Walk) })),
  };
}

const leastOf = (walks: readonly Walk[], estimates: readonly Estimate[]): MinimumLeadTime => ({
  meanBusinessDays: estimates.reduce((mean, { days }) => mean + computeMeanDays(days), 0),
  outlives: overAll(walks, estimates.map(({ days }) => days).reduce(addDistributions, createFixedDistribution(0))),
  outlivesWithDeputy: overAll(walks, estimates.map(({ withDeputy }) => withDeputy).reduce(addDistributions, createFixedDistribution(0))),
});

const observedWhole = (orders: readonly PastOrder[], calendar: BusinessCalendar): DaysDistribution | null =>
  createObservedDistribution(orders.map((order) => countBusinessDays(order, calendar)));

interface Estimate {
  readonly source: DaysSource;
  readonly observations: number;
  readonly days: DaysDistribution;
  readonly withDeputy: DaysDistribution;
}

/** Distribution of a step's days. Observed days include absences; to other estimates they are added. */
function estimate(step: Step, past: readonly number[], assumptions: LeadTimeAssumptions): Estimate {
  const seen = past.length >= Math.max(1, assumptions.fewestObservations) ? createObservedDistribution(past) : null;
  const working = seen ?? createGeometricDistribution(step.expectedDays ?? ASSUMED_STEP_DAYS);
  const days =
    seen ??
    mixDistributions(
      assumptions.absenceShare,
      addDistributions(working, createUniformDistribution(assumptions.longestAbsenceDays)),
      working,
    );
  const source = seen !== null ? 'history' : step.expectedDays === null ? 'unestimated' : 'expected';
  return { source, observations: past.length, days, withDeputy: limitDays(days, assumptions.deputyAfterDays) };
}

/** Business days of each past decision of a step. */
function daysAt(step: Step, at: number, history: readonly PastDecision[], calendar: BusinessCalendar): number[] {
  const days: number[] = [];
  for (const { step: which, requestedAt, decidedAt } of history) {
    if (which.kind === 'id' ? which.id !== step.id : which.at !== at) continue;
    // A decision before its arrival, or without valid dates, is not an observation.
    if (!(decidedAt >= requestedAt) || decidedAt - requestedAt > MAX_OBSERVATION_MS) continue;
    days.push(calendar.between(getTokyoDay(requestedAt), getTokyoDay(decidedAt)));
  }
  return days;
}

/** Two years: older applications are treated as forgotten, not as slow decisions. */
const MAX_OBSERVATION_MS = 731 * 86_400_000;

function startDays(calendar: BusinessCalendar, { from, days }: { readonly from: string; readonly days: number }): number[] {
  const first = parseDayNumber(from);
  const starts: number[] = [];
  if (first !== null)
    for (let day = first; day < first + Math.min(days, MAX_START_DAYS); day++)
      if (calendar.dayAt(day).kind === 'business') starts.push(day);
  return starts;
}

/** Positions of the business days after a start day. */
interface Walk {
  /** Calendar days from the start day to the n-th business day after it, up to the first one that is certainly late. */
  readonly days: readonly number[];
  /**
   * Number of entries in `days` before the last day of the lock, and whether the next entry is that day. Only these values decide lateness.
   */
  readonly before: number;
  readonly endsOnLast: boolean;
}

function calendarWalk(calendar: BusinessCalendar, start: number): Walk {
  const walk = [0];
  for (let at: number | null = start; walk.length <= MAX_COUNTED_DAYS; ) {
    at = calendar.onOrAfter(at + 1);
    if (at === null || at - start > MAX_CALENDAR_DAYS) break;
    walk.push(at - start);
  }
  const reached = walk.findIndex((days) => days >= LOCK_DAYS);
  const before = reached === -1 ? walk.length : reached;
  return { days: walk, before, endsOnLast: walk[before] === LOCK_DAYS };
}

/**
 * Returns a function that computes the probability of lateness for a start day; days beyond the walk are late. Memoized, because the start
 * days of a year have few distinct walks.
 */
function lateBy(total: DaysDistribution): (walk: Walk) => Readonly<Record<LockInterpretation, number>> {
  const known: Readonly<Record<LockInterpretation, number>>[] = [];
  return ({ before, endsOnLast }) => {
    const way = 2 * before + Number(endsOnLast);
    known[way] ??= late(total, before, endsOnLast);
    return known[way];
  };
}

function late(total: DaysDistribution, before: number, endsOnLast: boolean): Record<LockInterpretation, number> {
  let hours = 0;
  let dates = 0;
  for (let n = before; n < total.length; n++) {
    const share = total[n] as number;
    hours += endsOnLast && n === before ? share / 2 : share;
    dates += share;
  }
  return { hours: Math.min(1, hours), dates: Math.min(1, dates) };
}

function overAll(walks: readonly Walk[], total: DaysDistribution): Record<LockInterpretation, number> {
  const lateOf = lateBy(total);
  let hours = 0;
  let dates = 0;
  for (const walk of walks) {
    const one = lateOf(walk);
    hours += one.hours;
    dates += one.dates;
  }
  return { hours: hours / walks.length, dates: dates / walks.length };
}

function overCalendar(walks: readonly Walk[], total: DaysDistribution): readonly number[] {
  const shares = new Array<number>(MAX_CALENDAR_DAYS + 2).fill(0);
  const parts = total.map((share) => share / walks.length);
  for (const { days } of walks)
    for (let n = 0; n < parts.length; n++) {
      const at = days[n] ?? MAX_CALENDAR_DAYS + 1;
      shares[at] = (shares[at] as number) + (parts[n] as number);
    }
  return shares;
}

/** For each step, the sum of all other steps, computed from prefix and suffix sums. */
function withoutEach(days: readonly DaysDistribution[]): readonly DaysDistribution[] {
  const before: DaysDistribution[] = [createFixedDistribution(0)];
  for (const one of days) before.push(addDistributions(before.at(-1) as DaysDistribution, one));
  let behind = createFixedDistribution(0);
  const others: DaysDistribution[] = [];
  for (let at = days.length - 1; at >= 0; at--) {
    others[at] = addDistributions(before[at] as DaysDistribution, behind);
    behind = addDistributions(days[at] as DaysDistribution, behind);
  }
  return others;
}
