import type { BusinessCalendar } from '../checkout/calendar.ts';
import { dayNumber } from '../checkout/days.ts';
import { arrivals } from './absences.ts';
import { finalStepAt, type Route } from './route.ts';

/** What a route's diagram is drawn from: when an application is where, and how far how many applicants get. */

export interface ScheduledStep {
  readonly stepId: string;
  /** Calendar days after the request on which an application is expected at the step, and on which it leaves it. */
  readonly arrives: number;
  readonly leaves: number;
  /** Nobody estimated the step: one business day stands for it. */
  readonly assumed: boolean;
}

export interface RouteSchedule {
  /** The day of the request, `YYYY-MM-DD`. */
  readonly date: string;
  readonly steps: readonly ScheduledStep[];
  /** Calendar days until the last decision; `null` when nobody decides anything. */
  readonly days: number | null;
  /** The same for an application that comes by no step with a branch: nobody knows which of them it takes, so that it ends between the two. */
  readonly least: number | null;
  /** Some step until then has no estimate. */
  readonly assumed: boolean;
  /** Calendar days until the last step is over, also behind the decision. */
  readonly over: number;
}

/** When an application of one day is expected at each step; `null` for no date. */
export function routeSchedule(route: Route, date: string, calendar: BusinessCalendar): RouteSchedule | null {
  const first = dayNumber(date);
  if (first === null) return null;
  const reached = arrivals(route, date, calendar).map((day) => (dayNumber(day) ?? first) - first);
  const steps = route.steps.map(({ id, expectedDays }, at) => ({
    stepId: id,
    arrives: reached[at] ?? 0,
    leaves: reached[at + 1] ?? 0,
    assumed: expectedDays === null,
  }));
  const final = finalStepAt(route.steps);
  const days = steps[final]?.leaves ?? null;
  return {
    date,
    steps,
    days,
    least: days === null ? null : daysWithoutBranches(route, date, calendar),
    assumed: steps.slice(0, final + 1).some(({ assumed }) => assumed),
    over: reached.at(-1) ?? 0,
  };
}

/** Calendar days until the last decision of whoever takes no step with a branch. */
export function daysWithoutBranches(route: Route, date: string, calendar: BusinessCalendar): number {
  const until = route.steps.slice(0, finalStepAt(route.steps) + 1).filter(({ branch }) => branch === null);
  const last = arrivals({ ...route, steps: until }, date, calendar).at(-1) ?? date;
  return (dayNumber(last) ?? 0) - (dayNumber(date) ?? 0);
}

export interface StepPassage {
  readonly stepId: string;
  /** `null` where no list tells who decides at a step before, or to whom the route is open. */
  readonly arriving: number | null;
  /** Those who are known to stop. */
  readonly stopping: number;
  /** `null` also where no list tells who decides here. */
  readonly goingOn: number | null;
}

export interface RoutePassage {
  /** Everybody to whom nothing says that the route is closed. */
  readonly allowed: number;
  /** Whether no list tells to whom the route is open. */
  readonly isOpenUntold: boolean;
  /** Those who stop before any step. */
  readonly turnedAway: number;
  readonly steps: readonly StepPassage[];
  readonly through: number;
  /** Of `through`, those of whom no list tells whether they get there. */
  readonly unchecked: number;
}

/** How many applicants get to each step: everybody who may use the route, less those who stopped before. */
export function routePassage(
  steps: Route['steps'],
  people: {
    readonly allowed: number;
    readonly unchecked?: number | undefined;
    readonly untoldAt?: readonly (string | null)[] | undefined;
    readonly stops: readonly { readonly stepId: string | null; readonly people: number }[];
  },
): RoutePassage {
  const stoppedAt = (stepId: string | null): number => people.stops.find((stop) => stop.stepId === stepId)?.people ?? 0;
  const untoldAt = people.untoldAt ?? [];
  const turnedAway = stoppedAt(null);
  const isOpenUntold = untoldAt.includes(null);
  let left = people.allowed - turnedAway;
  let isTold = !isOpenUntold;
  const passages = steps.map(({ id }) => {
    const arriving = isTold ? left : null;
    const stopping = stoppedAt(id);
    left -= stopping;
    isTold &&= !untoldAt.includes(id);
    return { stepId: id, arriving, stopping, goingOn: isTold ? left : null };
  });
  return { allowed: people.allowed, isOpenUntold, turnedAway, steps: passages, through: left, unchecked: people.unchecked ?? 0 };
}
