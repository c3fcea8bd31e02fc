import { parseDayNumber } from '../../checkout/days.ts';
import type { CompanyIndex, PersonIndex } from '../company.ts';
import { countDaysWithoutBranches } from '../lead-time/schedule.ts';
import type { Route } from '../route.ts';
import { getFinalStepIndex } from '../steps.ts';
import { type JudgedStage, RouteEvaluation, type RouteSetting } from './evaluation.ts';
import { createRouteProblem, findWholeRouteProblem, type RouteProblem } from './outcome.ts';
import { type ApproverSlot, isActing, type StageOutcome } from './slots.ts';

/** One asked person, by id and name, and the state of the slot. */
export interface SimulatedSlot {
  readonly userId: string;
  readonly name: string;
  /** The acting person: the asked one or the delegate. */
  readonly byId: string;
  readonly byName: string;
  readonly state: ApproverSlot['state'];
}

export interface SimulatedStage {
  readonly stepId: string;
  /** Position of the step, from 0. */
  readonly stepAt: number;
  readonly level: number | null;
  /** The organization asked; `null` if there is none. */
  readonly organization: { readonly id: string; readonly name: string } | null;
  readonly outcome: StageOutcome;
  /** Number of required votes, and number of votes that count. */
  readonly needed: number;
  readonly counted: number;
  /** The first `MAX_LISTED_APPROVERS` of `slotCount` slots: special states first, then in the order of asking. */
  readonly slots: readonly SimulatedSlot[];
  readonly slotCount: number;
  /** Expected days of arrival and departure of the application. */
  readonly arrives: string;
  readonly leaves: string;
  /** True if a branch condition decides whether the step is used. */
  readonly conditional: boolean;
  readonly problems: readonly RouteProblem[];
}

/** Maximum number of people listed per step; the others are counted. */
export const MAX_LISTED_APPROVERS = 50;

export interface Simulation {
  readonly applicantId: string;
  readonly open: boolean;
  /** True if it is unknown whether the route is open to the applicant; it is then treated as open. */
  readonly isOpenUnknown: boolean;
  readonly stages: readonly SimulatedStage[];
  /** All problems, including those of the route's status and access. */
  readonly problems: readonly RouteProblem[];
  /** People who are the only ones to act at several steps, with the positions of those steps. */
  readonly repeated: readonly { readonly userId: string; readonly name: string; readonly steps: readonly number[] }[];
  /** Expected day of the last decision; `null` if something blocks before it. An incomplete route counts as completed. */
  readonly ends: string | null;
  /** Calendar days until the last decision; `null` if there is none. */
  readonly days: number | null;
  /** Calendar days without the steps with a branch, because the branches are unknown. */
  readonly least: number | null;
}

/** Simulates a route for one applicant: deciders of each step, with reasons. An applicant not in the list has no organization. */
export function simulateRouteForApplicant(index: CompanyIndex, route: Route, applicantId: string, setting: RouteSetting): Simulation {
  const evaluation = new RouteEvaluation(index, route, setting);
  const applicant = index.person(applicantId);
  const judged = evaluation.stagesOf(applicant);
  const stages = judged.map((stage) => shown(index, evaluation, stage));
  const open = evaluation.isOpenTo(applicant);
  const whole = findWholeRouteProblem(route);
  const own = route.steps.length === 0 ? [] : evaluation.problemsOf(applicant);
  const problems = [...(whole === null ? [] : [whole]), ...(open ? [] : [createNotOpenProblem(route)]), ...own];
  const stuck = problems.some(({ severity, reason }) => severity === 'block' && reason !== 'status-incomplete');
  // Steps after the last decision do not delay an order.
  const ends = stuck ? null : (evaluation.arrivals[getFinalStepIndex(route.steps) + 1] ?? null);
  const first = parseDayNumber(setting.date);
  const last = ends === null ? null : parseDayNumber(ends);
  const days = first === null || last === null ? null : last - first;
  return {
    applicantId,
    open,
    isOpenUnknown: evaluation.isPerhapsOpenTo(applicant),
    stages,
    problems,
    repeated: repeated(index, judged),
    ends,
    days,
    least: days === null || setting.calendar === null ? days : countDaysWithoutBranches(route, setting.date, setting.calendar),
  };
}

/** The problem of a person who may not use the route. */
export const createNotOpenProblem = (route: Route): RouteProblem =>
  createRouteProblem('route-not-open-to-user', 'block', null, 'not-listed', { route: route.name });

function shown(index: CompanyIndex, evaluation: RouteEvaluation, { stage, slots, judgement, problems }: JudgedStage): SimulatedStage {
  const organization = index.organizations[stage.organization];
  return {
    stepId: stage.step.id,
    stepAt: stage.stepAt,
    level: stage.level,
    organization: organization === undefined ? null : { id: organization.id, name: organization.name },
    outcome: judgement.outcome,
    needed: judgement.needed,
    counted: judgement.counted,
    slots: foremost(slots).map(({ person, by, state }) => ({
      userId: index.idOf(person),
      name: index.nameOf(person),
      byId: index.idOf(by),
      byName: index.nameOf(by),
      state,
    })),
    slotCount: slots.length,
    arrives: evaluation.arrivals[stage.stepAt] ?? '',
    leaves: evaluation.arrivals[stage.stepAt + 1] ?? '',
    conditional: stage.step.branch !== null,
    problems,
  };
}

function foremost(slots: readonly ApproverSlot[]): readonly ApproverSlot[] {
  if (slots.length <= MAX_LISTED_APPROVERS) return slots;
  const ordinary = ({ state }: ApproverSlot): boolean => state === 'decides';
  return [
    ...slots.filter((slot) => !ordinary(slot)).slice(0, MAX_LISTED_APPROVERS),
    ...slots.filter(ordinary).slice(0, MAX_LISTED_APPROVERS),
  ].slice(0, MAX_LISTED_APPROVERS);
}

function repeated(index: CompanyIndex, judged: readonly JudgedStage[]): Simulation['repeated'] {
  const waiting = new Map<PersonIndex, number[]>();
  for (const { stage, slots, judgement } of judged) {
    if (judgement.outcome !== 'people' || stage.step.role === 'verify') continue;
    const only = onlyActing(slots);
    if (only === null) continue;
    const steps = waiting.get(only) ?? [];
    // Levels of one step count as one step.
    if (steps.at(-1) !== stage.stepAt) waiting.set(only, [...steps, stage.stepAt]);
  }
  return [...waiting]
    .filter(([, steps]) => steps.length > 1)
    .map(([person, steps]) => ({ userId: index.idOf(person), name: index.nameOf(person), steps }));
}

/** The only person who can act at a stage; `null` if there is none or more than one. */
function onlyActing(slots: readonly ApproverSlot[]): PersonIndex | null {
  let only: PersonIndex | null = null;
  for (const slot of slots) {
    if (!isActing(slot)) continue;
    const { by } = slot;
    if (only !== null && only !== by) return null;
    only = by;
  }
  return only;
}
