import { applyRouteCommand, type Edit, type StepChanges } from '../commands.ts';
import type { CompanyIndex, PersonIndex } from '../company.ts';
import { listMissingStepValues } from '../lint/lint-step.ts';
import { hasNewStepOrderProblem } from '../lint/step-order.ts';
import { type Approver, listNamedUsers, type Route, type Step } from '../route.ts';
import { createSlotCache, RouteEvaluation, type RouteSetting } from '../simulation/evaluation.ts';
import type { RouteReasonKey } from '../simulation/outcome.ts';
import { type Applicants, type RouteForEveryone, simulateEvaluationForEveryone } from '../simulation/simulate-for-everyone.ts';
import type { SlotCache } from '../simulation/slot-cache.ts';
import { getApprovalRule } from '../steps.ts';
import { type NewlyInvolvedPeople, RemedyEffects } from './remedy-effect.ts';

/** One edit that lets stopped people pass a step, and its measured effect. */
export interface Remedy {
  readonly edit: Edit;
  /** Number of people who stop at the step with the edit; fewer than without it. */
  readonly stopping: number;
  /** Number of people who do not complete the route with the edit; unchanged if another step stops all of them. */
  readonly failing: number;
  /**
   * `end`: fewer people fail to complete the route. `step`: the same number fail, but fewer stop at the step. `mended` and `stopped` count
   * by this measure.
   */
  readonly measure: 'end' | 'step';
  /** Number of people who pass only with the edit. */
  readonly mended: number;
  /** People who pass only without the edit, in list order; fewer than `mended`. */
  readonly stopped: readonly PersonIndex[];
  /** Number of people who pass the step with and without the edit, but with other approvers. */
  readonly changed: number;
  readonly asked: NewlyInvolvedPeople;
}

/** Parts of a step that were varied in the search. */
export const REMEDY_RANGES = ['levels', 'resolver', 'people', 'rule', 'handling'] as const;
export type RemedyRange = (typeof REMEDY_RANGES)[number];

/** Next action if no edit was found: fill in people; choose other people; or also appoint approvers in an organization without any. */
export const REMEDY_NEXT_ACTIONS = ['fill', 'choose', 'appoint'] as const;
export type RemedyNextAction = (typeof REMEDY_NEXT_ACTIONS)[number];

export interface StepRemedies {
  readonly remedies: readonly Remedy[];
  /** The parts that were varied. */
  readonly tried: readonly RemedyRange[];
  /**
   * True if an edit helped but is not suggested, because it would ask a higher level before a lower one, ask the same people twice, or stop
   * as many people as it helps.
   */
  readonly withheld: boolean;
  readonly next: RemedyNextAction;
}

/** Maximum number of suggestions. */
const MAX_REMEDIES = 3;
/** Maximum number of levels from the top that are tried; their pairs give about twenty trials. */
const LEVELS_TRIED = 6;

/**
 * Searches for edits of one step that let more people pass it. Each is evaluated with all people and measured at the step, because a later
 * step may stop them. Edits are excluded if they remove a step, break the order of deciders (`step-order.ts`), make the same people
 * decide twice, or need a user's choice. Yields after each trial.
 */
export function* searchRemedies(
  index: CompanyIndex,
  applicants: Applicants,
  route: Route,
  setting: RouteSetting,
  now: RouteForEveryone,
  stepId: string,
  slots: SlotCache = createSlotCache(index, setting),
): Generator<undefined, StepRemedies> {
  const step = route.steps.find(({ id }) => id === stepId);
  if (step === undefined || listMissingStepValues(step).length > 0) return { remedies: [], tried: [], withheld: false, next: 'fill' };
  const reasons = new Set(
    now.groups.flatMap(({ problem }) => (problem.stepId === stepId && problem.severity === 'block' ? [problem.reason] : [])),
  );
  const isActive = (id: string): boolean => {
    const person = index.person(id);
    return person >= 0 && index.isActive(person);
  };
  const before = standingAt(route, now, stepId);
  const found: Remedy[] = [];
  const stepAt = route.steps.indexOf(step);
  const effects = new RemedyEffects(index, applicants, new RouteEvaluation(index, route, setting, slots), stepAt);
  let withheld = false;
  const candidates = candidatesOf(step, reasons, isActive, index);
  for (const { edit } of candidates) {
    yield;
    const mended = applyRouteCommand(route, edit).route;
    const evaluation = new RouteEvaluation(index, mended, setting, slots);
    const then = simulateEvaluationForEveryone(index, applicants, evaluation);
    const after = standingAt(route, then, stepId);
    if (after.stopping >= before.stopping || after.past <= before.past || then.failing > now.failing) continue;
    // An edit must not turn stopped people into unchecked ones.
    if (then.unchecked > now.unchecked) continue;
    const effect = hasNewStepOrderProblem(route, mended, index.depth) ? null : effects.of(evaluation);
    const measure = then.failing < now.failing ? 'end' : 'step';
    // If the number of people who complete the route does not change, the edit helps some only at the expense of others.
    if (effect === null || (measure === 'step' && effect.end.stopped.length > 0)) {
      withheld = true;
      continue;
    }
    const { changed, asked } = effect;
    found.push({ edit, stopping: after.stopping, failing: then.failing, measure, ...effect[measure], changed, asked });
  }
  const isVacant = has(reasons, 'nobody-at-level', 'nobody-in-organization') && asksApprovers(step.approvers);
  return {
    remedies: selectRemedies(found),
    tried: REMEDY_RANGES.filter((range) => candidates.some((candidate) => candidate.range === range)),
    withheld,
    next: isVacant ? 'appoint' : 'choose',
  };
}

/** Number of people who stop at a step, and of those who pass it. */
function standingAt(
  { steps }: Route,
  { allowed, stops }: RouteForEveryone,
  stepId: string,
): { readonly stopping: number; readonly past: number } {
  const stepAt = steps.findIndex(({ id }) => id === stepId);
  const until = new Set<string | null>([null, ...steps.slice(0, stepAt + 1).map(({ id }) => id)]);
  const stopped = stops.reduce((people, stop) => people + (until.has(stop.stepId) ? stop.people : 0), 0);
  return { stopping: stops.find((stop) => stop.stepId === stepId)?.people ?? 0, past: allowed - stopped };
}

/**
 * Selects the edits to suggest. Edits that stop no one come first, among them those without changes for others, then by effect and size of
 * the change. Equivalent level edits are omitted; the most effective edit is always included.
 */
export function selectRemedies(found: readonly Remedy[]): readonly Remedy[] {
  const sorted = [...found].sort(
    (a, b) =>
      Number(a.stopped.length > 0) - Number(b.stopped.length > 0) ||
      Number(a.changed > 0) - Number(b.changed > 0) ||
      a.stopping - b.stopping ||
      a.failing - b.failing ||
      a.changed - b.changed,
  );
  const distinct = sorted.filter((one, at) => !sorted.slice(0, at).some((other) => alike(other, one) && bothLevels(one, other)));
  const [first] = [...distinct].sort((a, b) => a.stopping - b.stopping);
  const shown = distinct.slice(0, MAX_REMEDIES);
  return first === undefined || shown.includes(first) ? shown : [...shown.slice(0, -1), first];
}

/** True for equivalent level edits, of which one is shown. */
const alike = (a: Remedy, b: Remedy): boolean =>
  a.stopping === b.stopping && a.failing === b.failing && a.stopped.length <= b.stopped.length && a.changed <= b.changed;

const bothLevels = (a: Remedy, b: Remedy): boolean => resolverOf(a.edit) !== null && resolverOf(a.edit) === resolverOf(b.edit);
const resolverOf = (edit: Edit): string | null =>
  edit.kind === 'set-step' && edit.changes.approvers?.kind === 'hierarchy' ? edit.changes.approvers.resolver.kind : null;

const asksApprovers = (approvers: Approver): boolean => 'resolver' in approvers && approvers.resolver.kind === 'approvers';

interface Candidate {
  readonly range: RemedyRange;
  readonly edit: Edit;
}

/** Possible edits, smaller changes first. */
function candidatesOf(
  step: Step,
  reasons: ReadonlySet<RouteReasonKey>,
  isActive: (id: string) => boolean,
  { depth, missingFacts }: CompanyIndex,
): readonly Candidate[] {
  const set = (changes: StepChanges): Edit => ({ kind: 'set-step', stepId: step.id, changes });
  const { approvers } = step;
  const found: Candidate[] = [];
  if (has(reasons, 'only-the-applicant', 'passes-by-itself'))
    found.push({ range: 'handling', edit: { kind: 'set-applicant-handling', handling: 'exclude' } });
  if (has(reasons, 'nobody-active', 'too-few-active')) {
    const able = withoutUnable(approvers, isActive);
    if (able !== null) found.push({ range: 'people', edit: set({ approvers: able }) });
    if (getApprovalRule(step) !== 'one')
      found.push({ range: 'rule', edit: set(approvers.kind === 'group' ? { approvers: { ...approvers, rule: 'one' } } : { rule: 'one' }) });
  }
  if (approvers.kind === 'hierarchy')
    for (const [from, to] of otherLevels(approvers, depth))
      found.push({ range: 'levels', edit: set({ approvers: { ...approvers, from, to } }) });
  if ('resolver' in approvers)
    for (const resolver of OTHER_RESOLVERS)
      if (resolver.kind !== approvers.resolver.kind && !missingFacts.has(resolver.kind))
        found.push({ range: 'resolver', edit: set({ approvers: { ...approvers, resolver } }) });
  return found;
}

/** All other existing pairs of levels, deeper levels first, then nearest first. */
function otherLevels({ from, to }: { readonly from: number; readonly to: number }, depth: number): (readonly [number, number])[] {
  const deepest = Math.max(from, to);
  const top = Math.min(from, to);
  const pairs: (readonly [number, number])[] = [];
  for (let low = 1; low <= Math.min(depth, LEVELS_TRIED); low++)
    for (let high = 1; high <= low; high++) if (low !== deepest || high !== top) pairs.push([low, high]);
  const distance = ([low, high]: readonly [number, number]): number => Math.abs(low - deepest) + Math.abs(high - top);
  return pairs.sort((a, b) => distance(a) - distance(b));
}

/** Other resolvers within the organization named in NEO; "all members" is not suggested. */
const OTHER_RESOLVERS: readonly { readonly kind: 'approvers' | 'workflow-admins' }[] = [{ kind: 'approvers' }, { kind: 'workflow-admins' }];

const has = (reasons: ReadonlySet<RouteReasonKey>, ...some: readonly RouteReasonKey[]): boolean =>
  some.some((reason) => reasons.has(reason));

/** The approvers without people who cannot act; `null` if none are named individually, none would remain, or none is removed. */
function withoutUnable(approvers: Approver, isActive: (id: string) => boolean): Approver | null {
  const named = listNamedUsers(approvers);
  const able = named.filter(isActive);
  if (able.length === 0 || able.length === named.length) return null;
  if (approvers.kind === 'users') return { ...approvers, users: able };
  if (approvers.kind === 'group') return { ...approvers, members: able };
  return 'resolver' in approvers ? { ...approvers, resolver: { kind: 'selected', users: able } } : null;
}
