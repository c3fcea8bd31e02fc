import type { BusinessCalendar } from '../../checkout/calendar.ts';
import { parseDayNumber } from '../../checkout/days.ts';
import { computeArrivals } from '../absences.ts';
import type { Route } from '../route.ts';
import { getFinalStepIndex } from '../steps.ts';

/** Data of a route's diagram: expected times, and number of applicants who reach each step. */

export interface ScheduledStep {
  readonly stepId: string;
  /** Expected arrival at the step and departure, in calendar days after the request. */
  readonly arrives: number;
  readonly leaves: number;
  /** True without an estimate; then one business day is assumed. */
  readonly assumed: boolean;
}

export interface RouteSchedule {
  /** The day of the request, `YYYY-MM-DD`. */
  readonly date: string;
  readonly steps: readonly ScheduledStep[];
  /** Calendar days until the last decision; `null` if no step decides. */
  readonly days: number | null;
  /** Calendar days without the steps with a branch; the actual number is between the two. `null` if no step decides. */
  readonly least: number | null;
  /** True if a step until the decision has no estimate. */
  readonly assumed: boolean;
  /** Calendar days until the end of the last step, which may be after the decision. */
  readonly over: number;
}

/** Expected times at each step for an application of one day; `null` for an invalid date. */
export function computeRouteSchedule(route: Route, date: string, calendar: BusinessCalendar): RouteSchedule | null {
  const first = parseDayNumber(date);
  if (first === null) return null;
  const reached = computeArrivals(route, date, calendar).map((day) => (parseDayNumber(day) ?? first) - first);
  const steps = route.steps.map(({ id, expectedDays }, at) => ({
    stepId: id,
    arrives: reached[at] ?? 0,
    leaves: reached[at + 1] ?? 0,
    assumed: expectedDays === null,
  }));
  const final = getFinalStepIndex(route.steps);
  const days = steps[final]?.leaves ?? null;
  return {
    date,
    steps,
    days,
    least: days === null ? null : countDaysWithoutBranches(route, date, calendar),
    assumed: steps.slice(0, final + 1).some(({ assumed }) => assumed),
    over: reached.at(-1) ?? 0,
  };
}

/** Calendar days until the last decision, without the steps with a branch. */
export function countDaysWithoutBranches(route: Route, date: string, calendar: BusinessCalendar): number {
  const until = route.steps.slice(0, getFinalStepIndex(route.steps) + 1).filter(({ branch }) => branch === null);
  const last = computeArrivals({ ...route, steps: until }, date, calendar).at(-1) ?? date;
  return (parseDayNumber(last) ?? 0) - (parseDayNumber(date) ?? 0);
}

export interface StepPassage {
  readonly stepId: string;
  /** Number of arriving people; `null` if the deciders of an earlier step or the route's access are unknown. */
  readonly arriving: number | null;
  /** Number of people known to stop at the step. */
  readonly stopping: number;
  /** Number of people who continue; `null` also if the deciders of this step are unknown. */
  readonly goingOn: number | null;
}

export interface RoutePassage {
  /** Number of people for whom the route is not known to be closed. */
  readonly allowed: number;
  /** True if the route's access is unknown. */
  readonly isOpenUnknown: boolean;
  /** Number of people who stop before the first step. */
  readonly turnedAway: number;
  readonly steps: readonly StepPassage[];
  readonly through: number;
  /** Number of people in `through` for whom facts are missing. */
  readonly unchecked: number;
}

/** Counts the applicants who reach each step: all who may use the route, except those who stopped before. */
export function computeRoutePassage(
  steps: Route['steps'],
  people: {
    readonly allowed: number;
    readonly unchecked?: number | undefined;
    readonly unknownAt?: readonly (string | null)[] | undefined;
    readonly stops: readonly { readonly stepId: string | null; readonly people: number }[];
  },
): RoutePassage {
  const stoppedAt = (stepId: string | null): number => people.stops.find((stop) => stop.stepId === stepId)?.people ?? 0;
  const unknownAt = people.unknownAt ?? [];
  const turnedAway = stoppedAt(null);
  const isOpenUnknown = unknownAt.includes(null);
  let left = people.allowed - turnedAway;
  let isTold = !isOpenUnknown;
  const passages = steps.map(({ id }) => {
    const arriving = isTold ? left : null;
    const stopping = stoppedAt(id);
    left -= stopping;
    isTold &&= !unknownAt.includes(id);
    return { stepId: id, arriving, stopping, goingOn: isTold ? left : null };
  });
  return { allowed: people.allowed, isOpenUnknown, turnedAway, steps: passages, through: left, unchecked: people.unchecked ?? 0 };
}
