import { getLateShare } from '#renderer/parts/day-track/day-track.tsx';
import type { BusinessCalendar, DayKind } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, getWeekday, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { LOCK_DAYS, type LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';
import type { RouteSchedule } from '#shared/domain/routes/lead-time/schedule.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import type { TrialAnswer } from './use-trial.ts';

export interface ScaleDay {
  readonly date: string;
  readonly kind: DayKind;
  /** Days with a label: all of a few, else Mondays. */
  readonly label: number | null;
}

/** Time scale of a route's diagram, starting with the request. */
export interface DayScale {
  readonly days: readonly ScaleDay[];
  /** End of the lock, as share of the width. */
  readonly lock: number;
}

const MIN_DAYS = 10;
const MAX_DAYS = 28;
const ALL_LABELLED = 16;
const MONDAY = 1;
/** Requests and decisions have the same time of day, drawn in the middle of a day. */
const MIDDLE = 0.5;

export function createDayScale(
  { date, over }: Pick<RouteSchedule, 'date' | 'over'>,
  reading: LockInterpretation,
  calendar: BusinessCalendar,
): DayScale {
  const total = Math.min(MAX_DAYS, Math.max(MIN_DAYS, over + 1));
  const first = parseDayNumber(date) ?? 0;
  const days = Array.from({ length: total }, (_, at) => {
    const day = formatDayNumber(first + at);
    const isLabelled = total <= ALL_LABELLED || at === 0 || getWeekday(first + at) === MONDAY;
    return { date: day, kind: calendar.dayAt(first + at).kind, label: isLabelled ? Number(day.slice(8)) : null };
  });
  return { days, lock: (reading === 'dates' ? LOCK_DAYS : LOCK_DAYS + MIDDLE) / total };
}

export interface LaneBar {
  /** Shares of the width. */
  readonly from: number;
  readonly to: number;
  /** Share of the bar after the lock, 0 to 1. */
  readonly late: number;
}

/** A step's bar on the scale, clipped at the end of the scale. */
export function createLaneBar(
  { arrives, leaves }: { readonly arrives: number; readonly leaves: number },
  { days, lock }: DayScale,
): LaneBar {
  const place = (day: number): number => Math.min(1, (day + MIDDLE) / days.length);
  const [from, to] = [place(arrives), place(leaves)];
  return { from, to, late: getLateShare(from, to, lock) };
}

/** Result of a step in a simulation. `not-asked`: the application does not pass it; `unknown`: unknown deciders. */
export type StepOutcome = 'passed' | 'stopped' | 'not-asked' | 'unknown' | 'unreached';

/** Outcome of each step of a simulation; steps after the first one that stops the application are `unreached`. */
export function getStepOutcomes(
  steps: Route['steps'],
  {
    stages,
    open,
  }: { readonly stages: readonly Pick<TrialAnswer['stages'][number], 'stepId' | 'outcome' | 'problems'>[]; readonly open: boolean },
): ReadonlyMap<string, StepOutcome> {
  const outcome = new Map<string, StepOutcome>();
  let over = !open;
  for (const { id } of steps) {
    const here = stages.filter(({ stepId }) => stepId === id);
    const stops = here.some(
      ({ outcome, problems }) => outcome === 'vacant' || outcome === 'inactive' || problems.some(({ severity }) => severity === 'block'),
    );
    const goesOn = here.length === 0 ? 'not-asked' : here.some((stage) => stage.outcome === 'unknown') ? 'unknown' : 'passed';
    outcome.set(id, over ? 'unreached' : stops ? 'stopped' : goesOn);
    over ||= stops;
  }
  return outcome;
}
