import type { BusinessCalendar } from '../checkout/calendar.ts';
import { dateOfDay, dayNumber, tokyoDay } from '../checkout/days.ts';
import { LOCK_DAYS, type LockReading } from '../checkout/lock-clock.ts';
import { businessDaysOf, type PastOrder } from '../checkout/order-history.ts';
import { UNESTIMATED_DAYS } from './absences.ts';
import { atMost, type DaysDistribution, evenly, exactly, MOST_DAYS, meanOf, mixed, observed, sum, waiting } from './days-distribution.ts';
import { finalStepAt, type Route, type Step } from './route.ts';

/** One decision of the past. A step is named by its id, or by its place (from 0) where the history knows no ids. */
export interface PastDecision {
  readonly step: { readonly kind: 'id'; readonly id: string } | { readonly kind: 'place'; readonly at: number };
  /** Instants, epoch ms: when the application arrived at the step and when it left. */
  readonly requestedAt: number;
  readonly decidedAt: number;
}

export interface LeadTimeAssumptions {
  /** How likely an approver is away when an application arrives, 0 to 1, and how many business days that then adds at most (evenly spread). */
  readonly absenceShare: number;
  readonly longestAbsenceDays: number;
  /** A deputy decides when this many business days have passed at a step. */
  readonly deputyAfterDays: number;
  /** Fewer past decisions than this say nothing about a step. */
  readonly fewestObservations: number;
}

/** Five in a hundred are away, for up to a working week; a deputy steps in after two days. Our choice, to be set by the company. */
export const DEFAULT_LEAD_TIME: LeadTimeAssumptions = {
  absenceShare: 0.05,
  longestAbsenceDays: 5,
  deputyAfterDays: 2,
  fewestObservations: 10,
};

/** Where a step's days come from: its own past, the expected days written on it, or nothing better than one day. */
export type DaysSource = 'history' | 'expected' | 'unestimated';

export interface StepLeadTime {
  readonly stepId: string;
  readonly source: DaysSource;
  readonly observations: number;
  /** Mean business days at this step, and with a deputy. */
  readonly meanDays: number;
  readonly meanDaysWithDeputy: number;
  /** What the step adds to the share of orders that outlive the lock: the share with it less the share if it took no time. */
  readonly adds: Readonly<Record<LockReading, number>>;
}

/** Where the days of the whole come from: the orders of the past on this route, or its steps added up. */
export interface LeadTimeBasis {
  readonly kind: 'orders' | 'steps';
  /** Past orders on this route that were looked at; with too few of them the steps are added up. */
  readonly orders: number;
}

/** What a lead time comes to for whoever takes no step with a branch. */
export interface LeastLeadTime {
  readonly meanBusinessDays: number;
  readonly outlives: Readonly<Record<LockReading, number>>;
  readonly outlivesWithDeputy: Readonly<Record<LockReading, number>>;
}

export interface LeadTime {
  readonly basis: LeadTimeBasis;
  /** `shares[d]` = probability that the last decision falls d calendar days after the request; the last entry that of longer. */
  readonly calendarDays: readonly number[];
  readonly meanBusinessDays: number;
  /** Share of orders whose last decision comes after the lock. */
  readonly outlives: Readonly<Record<LockReading, number>>;
  readonly outlivesWithDeputy: Readonly<Record<LockReading, number>>;
  /** The same two by the steps added up, whatever the basis: what a deputy changes is told even where orders cannot tell it. */
  readonly bySteps: {
    readonly outlives: Readonly<Record<LockReading, number>>;
    readonly outlivesWithDeputy: Readonly<Record<LockReading, number>>;
  };
  /**
   * By the steps, whatever the basis, without those that have a branch; `null` = none has. Which branch a request takes nobody knows: what the
   * steps come to lies between this and the rest, which is of whoever takes every one.
   */
  readonly least: LeastLeadTime | null;
  readonly steps: readonly StepLeadTime[];
  /** The same for orders of each day: shows Golden Week and year-end. */
  readonly byStart: readonly { readonly date: string; readonly outlives: Readonly<Record<LockReading, number>> }[];
}

/** Days told apart before the rest is "longer". */
const LONGEST_CALENDAR_DAYS = 28;
/** More start days than two years only repeat themselves. */
const MOST_START_DAYS = 731;

/**
 * Calendar days from the request to the last decision, for requests made on business days of a period (from a date, for so many days),
 * each as likely. Exact: the steps' distributions are added up, then laid over the calendar from every start day. Steps behind the
 * final decider take no part. `null` when the date is none, or nobody decides anything, or the period has no business day.
 *
 * With enough past orders on the route the whole is what was observed: it holds absences and weekdays already. A deputy at every step
 * then ends it after so many days a step at the latest. What each step adds is always told by the steps, as orders do not tell theirs.
 *
 * By the reading of 7 x 24 hours a decision on the seventh day after the request is late in half of the cases: requests and
 * decisions fall on the same hours of the day. By the reading of seven dates it is late always.
 */
export function leadTime(
  route: Route,
  calendar: BusinessCalendar,
  period: { readonly from: string; readonly days: number },
  history: readonly PastDecision[] = [],
  assumptions: LeadTimeAssumptions = DEFAULT_LEAD_TIME,
  orders: readonly PastOrder[] = [],
): LeadTime | null {
  const steps = route.steps.slice(0, finalStepAt(route.steps) + 1);
  const starts = startDays(calendar, period);
  if (steps.length === 0 || starts.length === 0) return null;
  const estimates = steps.map((step, at) => estimate(step, daysAt(step, at, history, calendar), assumptions));
  const walks = starts.map((start) => calendarWalk(calendar, start));
  const days = estimates.map((one) => one.days);
  const added = days.reduce(sum, exactly(0));
  const seen = orders.length < Math.max(1, assumptions.fewestObservations) ? null : observedWhole(orders, calendar);
  const total = seen ?? added;
  const lateOfTotal = lateBy(total);
  const bySteps = overAll(walks, added);
  const byStepsWithDeputy = overAll(walks, estimates.map((one) => one.withDeputy).reduce(sum, exactly(0)));
  const others = withoutEach(days);
  const unconditional = estimates.filter((_, at) => steps[at]?.branch === null);
  return {
    basis: { kind: seen === null ? 'steps' : 'orders', orders: orders.length },
    calendarDays: overCalendar(walks, total),
    meanBusinessDays: seen === null ? days.reduce((mean, one) => mean + meanOf(one), 0) : meanOf(seen),
    outlives: seen === null ? bySteps : overAll(walks, seen),
    outlivesWithDeputy:
      seen === null ? byStepsWithDeputy : overAll(walks, atMost(seen, Math.floor(assumptions.deputyAfterDays) * steps.length)),
    bySteps: { outlives: bySteps, outlivesWithDeputy: byStepsWithDeputy },
    least: unconditional.length === steps.length ? null : leastOf(walks, unconditional),
    steps: steps.map((step, at) => {
      const { source, observations, days: own, withDeputy: ownWithDeputy } = estimates[at] as Estimate;
      const rest = overAll(walks, others[at] as DaysDistribution);
      return {
        stepId: step.id,
        source,
        observations,
        meanDays: meanOf(own),
        meanDaysWithDeputy: meanOf(ownWithDeputy),
        adds: { hours: Math.max(0, bySteps.hours - rest.hours), dates: Math.max(0, bySteps.dates - rest.dates) },
      };
    }),
    byStart: starts.map((start, i) => ({ date: dateOfDay(start), outlives: lateOfTotal(walks[i] as Walk) })),
  };
}

const leastOf = (walks: readonly Walk[], estimates: readonly Estimate[]): LeastLeadTime => ({
  meanBusinessDays: estimates.reduce((mean, { days }) => mean + meanOf(days), 0),
  outlives: overAll(walks, estimates.map(({ days }) => days).reduce(sum, exactly(0))),
  outlivesWithDeputy: overAll(walks, estimates.map(({ withDeputy }) => withDeputy).reduce(sum, exactly(0))),
});

const observedWhole = (orders: readonly PastOrder[], calendar: BusinessCalendar): DaysDistribution | null =>
  observed(orders.map((order) => businessDaysOf(order, calendar)));

interface Estimate {
  readonly source: DaysSource;
  readonly observations: number;
  readonly days: DaysDistribution;
  readonly withDeputy: DaysDistribution;
}

/** What was observed holds its absences already; an assumption needs them added. */
function estimate(step: Step, past: readonly number[], assumptions: LeadTimeAssumptions): Estimate {
  const seen = past.length >= Math.max(1, assumptions.fewestObservations) ? observed(past) : null;
  const working = seen ?? waiting(step.expectedDays ?? UNESTIMATED_DAYS);
  const days = seen ?? mixed(assumptions.absenceShare, sum(working, evenly(assumptions.longestAbsenceDays)), working);
  const source = seen !== null ? 'history' : step.expectedDays === null ? 'unestimated' : 'expected';
  return { source, observations: past.length, days, withDeputy: atMost(days, assumptions.deputyAfterDays) };
}

/** Business days each past decision of a step took. */
function daysAt(step: Step, at: number, history: readonly PastDecision[], calendar: BusinessCalendar): number[] {
  const days: number[] = [];
  for (const { step: which, requestedAt, decidedAt } of history) {
    if (which.kind === 'id' ? which.id !== step.id : which.at !== at) continue;
    // One that ended before it began, or that nobody can date, is no observation.
    if (!(decidedAt >= requestedAt) || decidedAt - requestedAt > LONGEST_OBSERVATION_MS) continue;
    days.push(calendar.between(tokyoDay(requestedAt), tokyoDay(decidedAt)));
  }
  return days;
}

/** Two years: what hangs longer was forgotten, not decided. */
const LONGEST_OBSERVATION_MS = 731 * 86_400_000;

function startDays(calendar: BusinessCalendar, { from, days }: { readonly from: string; readonly days: number }): number[] {
  const first = dayNumber(from);
  const starts: number[] = [];
  if (first !== null)
    for (let day = first; day < first + Math.min(days, MOST_START_DAYS); day++)
      if (calendar.dayAt(day).kind === 'business') starts.push(day);
  return starts;
}

/** The calendar as it lies behind a start day. */
interface Walk {
  /** Calendar days from the start day to the n-th business day after it, for every n that can be told from "late". */
  readonly days: readonly number[];
  /** How many of them, from 0 on, end before the lock's last day, and whether the next one ends on it: nothing else of a walk makes late. */
  readonly before: number;
  readonly endsOnLast: boolean;
}

function calendarWalk(calendar: BusinessCalendar, start: number): Walk {
  const walk = [0];
  for (let at: number | null = start; walk.length <= MOST_DAYS; ) {
    at = calendar.onOrAfter(at + 1);
    if (at === null || at - start > LONGEST_CALENDAR_DAYS) break;
    walk.push(at - start);
  }
  const reached = walk.findIndex((days) => days >= LOCK_DAYS);
  const before = reached === -1 ? walk.length : reached;
  return { days: walk, before, endsOnLast: walk[before] === LOCK_DAYS };
}

/** Probability of being late when started on the day of a walk; days beyond the walk are. A year's walks differ in a few ways only. */
function lateBy(total: DaysDistribution): (walk: Walk) => Readonly<Record<LockReading, number>> {
  const known: Readonly<Record<LockReading, number>>[] = [];
  return ({ before, endsOnLast }) => {
    const way = 2 * before + Number(endsOnLast);
    known[way] ??= late(total, before, endsOnLast);
    return known[way];
  };
}

function late(total: DaysDistribution, before: number, endsOnLast: boolean): Record<LockReading, number> {
  let hours = 0;
  let dates = 0;
  for (let n = before; n < total.length; n++) {
    const share = total[n] as number;
    hours += endsOnLast && n === before ? share / 2 : share;
    dates += share;
  }
  return { hours: Math.min(1, hours), dates: Math.min(1, dates) };
}

function overAll(walks: readonly Walk[], total: DaysDistribution): Record<LockReading, number> {
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
  const shares = new Array<number>(LONGEST_CALENDAR_DAYS + 2).fill(0);
  const parts = total.map((share) => share / walks.length);
  for (const { days } of walks)
    for (let n = 0; n < parts.length; n++) {
      const at = days[n] ?? LONGEST_CALENDAR_DAYS + 1;
      shares[at] = (shares[at] as number) + (parts[n] as number);
    }
  return shares;
}

/** For each step the sum of all the others, by sums from both ends. */
function withoutEach(days: readonly DaysDistribution[]): readonly DaysDistribution[] {
  const before: DaysDistribution[] = [exactly(0)];
  for (const one of days) before.push(sum(before.at(-1) as DaysDistribution, one));
  let behind = exactly(0);
  const others: DaysDistribution[] = [];
  for (let at = days.length - 1; at >= 0; at--) {
    others[at] = sum(before[at] as DaysDistribution, behind);
    behind = sum(days[at] as DaysDistribution, behind);
  }
  return others;
}
