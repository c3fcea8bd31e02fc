import { useMemo } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { useBusinessCalendar } from '#renderer/parts/day-track/use-business-calendar.ts';
import type { RouteHealthView } from '#shared/contract/routes/routes.ts';
import type { BusinessCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import type { LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';
import {
  computeRoutePassage,
  computeRouteSchedule,
  type RoutePassage,
  type RouteSchedule,
  type StepPassage,
} from '#shared/domain/routes/lead-time/schedule.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { createDayScale, type DayScale, getStepOutcomes, type StepOutcome } from './diagram.ts';
import type { Trial } from './use-trial.ts';

export interface RouteDiagram {
  readonly schedule: RouteSchedule;
  readonly scale: DayScale;
  readonly reading: LockInterpretation;
  /** `null` without people. */
  readonly passage: RoutePassage | null;
  readonly stepOf: (stepId: string) => StepOnDiagram | null;
}

export interface StepOnDiagram {
  readonly days: RouteSchedule['steps'][number];
  readonly passage: StepPassage | null;
  /** `null` while no trial is shown. */
  readonly outcome: StepOutcome | null;
}

/** Number of loaded days, more than any reasonable route takes. */
const DAYS_AHEAD = 120;

/** Days of a route compared with the lock, and how far applicants get; `null` until the calendar is loaded. */
export function useRouteDiagram(route: Route, trial: Trial, health: RouteHealthView | null): RouteDiagram | null {
  const { date } = trial;
  const to = formatDayNumber((parseDayNumber(date) ?? 0) + DAYS_AHEAD);
  const policy = useCall('clocks.lockPolicy', {}).value;
  const asked = useCall('routes.simulateAll', trial.asToday ? null : { routeId: route.id, date, absences: [...trial.complete] }).value;
  const people = trial.asToday ? (health?.people ?? null) : (asked ?? null);
  const business = useBusinessCalendar(date, to);
  const answer = trial.stale ? null : trial.answer;
  return useMemo(
    () => (business === null || policy === undefined ? null : diagram(route, date, { business, reading: policy.reading, people, answer })),
    [route, date, business, policy, people, answer],
  );
}

interface Known {
  readonly business: BusinessCalendar;
  readonly reading: LockInterpretation;
  readonly people: Parameters<typeof computeRoutePassage>[1] | null;
  readonly answer: Trial['answer'];
}

function diagram(route: Route, date: string, { business, reading, people, answer }: Known): RouteDiagram | null {
  const schedule = computeRouteSchedule(route, date, business);
  if (schedule === null) return null;
  const passage = people === null ? null : computeRoutePassage(route.steps, people);
  const outcome = answer === null ? null : getStepOutcomes(route.steps, answer);
  return {
    schedule,
    scale: createDayScale(schedule, reading, business),
    reading,
    passage,
    stepOf: (stepId) => {
      const days = schedule.steps.find((step) => step.stepId === stepId);
      if (days === undefined) return null;
      return { days, passage: passage?.steps.find((step) => step.stepId === stepId) ?? null, outcome: outcome?.get(stepId) ?? null };
    },
  };
}
