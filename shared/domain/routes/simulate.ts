import { dayNumber } from '../checkout/days.ts';
import type { CompanyIndex, Person } from './company.ts';
import { type JudgedStage, RouteEvaluation, type RouteSetting } from './evaluation.ts';
import { problem, type RouteProblem, wholeRouteProblem } from './outcome.ts';
import { finalStepAt, type Route } from './route.ts';
import { daysWithoutBranches } from './schedule.ts';
import { type ApproverSlot, isActing, type StageOutcome } from './slots.ts';

/** One asked person, by id and name, and what becomes of the slot. */
export interface SimulatedSlot {
  readonly userId: string;
  readonly name: string;
  /** Who acts; the person itself unless somebody stands in. */
  readonly byId: string;
  readonly byName: string;
  readonly state: ApproverSlot['state'];
}

export interface SimulatedStage {
  readonly stepId: string;
  /** Place of the step, from 0. */
  readonly stepAt: number;
  readonly level: number | null;
  /** Id and name of the organisation asked; `null` where none takes part. */
  readonly organization: { readonly id: string; readonly name: string } | null;
  readonly outcome: StageOutcome;
  /** Votes the rule asks for, of how many. */
  readonly needed: number;
  readonly counted: number;
  /** The first `MOST_SEATS` of `slotCount`: those with something to say first, then the order in which they are asked. */
  readonly slots: readonly SimulatedSlot[];
  readonly slotCount: number;
  /** Day on which the application is expected to arrive, and to leave. */
  readonly arrives: string;
  readonly leaves: string;
  /** True when a branch condition decides whether the step is passed at all. */
  readonly conditional: boolean;
  readonly problems: readonly RouteProblem[];
}

/** More people at one step than this are counted, not listed. */
export const MOST_SEATS = 50;

export interface Simulation {
  readonly applicantId: string;
  readonly open: boolean;
  /** No list tells whether it is open to the applicant; `open` as long as nothing says otherwise. */
  readonly openUntold: boolean;
  readonly stages: readonly SimulatedStage[];
  /** Everything that goes wrong, the route's own state and access included. */
  readonly problems: readonly RouteProblem[];
  /** People on whom more than one step waits alone, with the places of those steps. */
  readonly repeated: readonly { readonly userId: string; readonly name: string; readonly steps: readonly number[] }[];
  /** Day of the last decision, expected; `null` when something blocks before it. An incomplete route counts as if it were completed. */
  readonly ends: string | null;
  /** Calendar days until then; `null` without an end. */
  readonly days: number | null;
  /** The same without the steps that have a branch: nobody knows which of them the application takes. */
  readonly least: number | null;
}

/** Who would decide at each step for one applicant, and why. An applicant the list does not hold has no organisation. */
export function simulate(index: CompanyIndex, route: Route, applicantId: string, setting: RouteSetting): Simulation {
  const evaluation = new RouteEvaluation(index, route, setting);
  const applicant = index.person(applicantId);
  const judged = evaluation.stagesOf(applicant);
  const stages = judged.map((stage) => shown(index, evaluation, stage));
  const open = evaluation.isOpenTo(applicant);
  const whole = wholeRouteProblem(route);
  const own = route.steps.length === 0 ? [] : evaluation.problemsOf(applicant);
  const problems = [...(whole === null ? [] : [whole]), ...(open ? [] : [notOpen(route)]), ...own];
  const stuck = problems.some(({ severity, reason }) => severity === 'block' && reason !== 'status-incomplete');
  // Steps behind the last decision hold up no order.
  const ends = stuck ? null : (evaluation.arrivals[finalStepAt(route.steps) + 1] ?? null);
  const first = dayNumber(setting.date);
  const last = ends === null ? null : dayNumber(ends);
  const days = first === null || last === null ? null : last - first;
  return {
    applicantId,
    open,
    openUntold: evaluation.isPerhapsOpenTo(applicant),
    stages,
    problems,
    repeated: repeated(index, judged),
    ends,
    days,
    least: days === null || setting.calendar === null ? days : daysWithoutBranches(route, setting.date, setting.calendar),
  };
}

/** The problem of somebody outside the list of access rights. */
export const notOpen = (route: Route): RouteProblem =>
  problem('route-not-open-to-user', 'block', null, 'not-listed', { route: route.name });

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
  if (slots.length <= MOST_SEATS) return slots;
  const ordinary = ({ state }: ApproverSlot): boolean => state === 'decides';
  return [...slots.filter((slot) => !ordinary(slot)).slice(0, MOST_SEATS), ...slots.filter(ordinary).slice(0, MOST_SEATS)].slice(
    0,
    MOST_SEATS,
  );
}

function repeated(index: CompanyIndex, judged: readonly JudgedStage[]): Simulation['repeated'] {
  const waiting = new Map<Person, number[]>();
  for (const { stage, slots, judgement } of judged) {
    if (judgement.outcome !== 'people' || stage.step.role === 'verify') continue;
    const only = onlyActing(slots);
    if (only === null) continue;
    const steps = waiting.get(only) ?? [];
    // Levels of one step are told on the step itself.
    if (steps.at(-1) !== stage.stepAt) waiting.set(only, [...steps, stage.stepAt]);
  }
  return [...waiting]
    .filter(([, steps]) => steps.length > 1)
    .map(([person, steps]) => ({ userId: index.idOf(person), name: index.nameOf(person), steps }));
}

/** The person on whom a stage waits alone; `null` when several can act. */
function onlyActing(slots: readonly ApproverSlot[]): Person | null {
  let only: Person | null = null;
  for (const slot of slots) {
    if (!isActing(slot)) continue;
    const { by } = slot;
    if (only !== null && only !== by) return null;
    only = by;
  }
  return only;
}
