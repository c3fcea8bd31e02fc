import { applyCommand, type Edit, type StepChanges } from '../commands.ts';
import type { CompanyIndex, Person } from '../company.ts';
import { hasNewOrderProblem } from '../lint/asking-order.ts';
import { incomplete } from '../lint/lint-step.ts';
import { type Approver, type Route, type Step, usersOf } from '../route.ts';
import { createSlotCache, RouteEvaluation, type RouteSetting } from '../simulation/evaluation.ts';
import { type Applicants, type RouteForEveryone, simulateEvaluationForEveryone } from '../simulation/for-everyone.ts';
import type { RouteReasonKey } from '../simulation/outcome.ts';
import type { SlotCache } from '../simulation/slot-book.ts';
import { ruleOf } from '../steps.ts';
import { type NewlyInvolved, RemedyEffects } from './remedy-effect.ts';

/** One edit that lets stopped people pass a step, and its measured effect. */
export interface Remedy {
  readonly edit: Edit;
  /** People who stop at the step with it; fewer than without. */
  readonly stopping: number;
  /** People who do not complete the route with it; equal if another step stops all of them. */
  readonly failing: number;
  /**
   * `end`: fewer people fail to complete the route. `step`: equally many, but fewer stop at the step. `mended` and `stopped` refer to
   * that measure.
   */
  readonly measure: 'end' | 'step';
  /** People who pass only with it. */
  readonly mended: number;
  /** People who pass only without it: fewer than `mended`. In list order. */
  readonly stopped: readonly Person[];
  /** People who pass the step either way, with other approvers. */
  readonly changed: number;
  readonly asked: NewlyInvolved;
}

/** Parts of a step that were varied. */
export const REMEDY_RANGES = ['levels', 'resolver', 'people', 'rule', 'handling'] as const;
export type RemedyRange = (typeof REMEDY_RANGES)[number];

/** Next action if nothing was found: fill in people; choose others; or also appoint approvers in an organization without any. */
export const REMEDY_NEXT = ['fill', 'choose', 'appoint'] as const;
export type RemedyNext = (typeof REMEDY_NEXT)[number];

export interface StepRemedies {
  readonly remedies: readonly Remedy[];
  /** Only what was tried. */
  readonly tried: readonly RemedyRange[];
  /**
   * An edit helped but is not proposed: it would ask a higher level before a lower one, or the same people twice, or stop as many as it
   * helps.
   */
  readonly withheld: boolean;
  readonly next: RemedyNext;
}

/** Maximum number of proposals. */
const MOST_REMEDIES = 3;
/** Pairs of this many levels from the top are twenty trials. */
const LEVELS_TRIED = 6;

/**
 * Edits of one step that let more people pass it, evaluated with all people and measured at the step, because a later one may stop them.
 * Excluded are edits that remove a step, break the order of deciders (`asking-order.ts`), or make the same people decide twice, and those
 * that need a user's choice. Yields after each trial.
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
  if (step === undefined || incomplete(step).length > 0) return { remedies: [], tried: [], withheld: false, next: 'fill' };
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
    const mended = applyCommand(route, edit).route;
    const evaluation = new RouteEvaluation(index, mended, setting, slots);
    const then = simulateEvaluationForEveryone(index, applicants, evaluation);
    const after = standingAt(route, then, stepId);
    if (after.stopping >= before.stopping || after.past <= before.past || then.failing > now.failing) continue;
    // An edit must not replace stopped people by unknown ones.
    if (then.unchecked > now.unchecked) continue;
    const effect = hasNewOrderProblem(route, mended, index.depth) ? null : effects.of(evaluation);
    const measure = then.failing < now.failing ? 'end' : 'step';
    // If equally many complete the route, each new one replaces another person.
    if (effect === null || (measure === 'step' && effect.end.stopped.length > 0)) {
      withheld = true;
      continue;
    }
    const { changed, asked } = effect;
    found.push({ edit, stopping: after.stopping, failing: then.failing, measure, ...effect[measure], changed, asked });
  }
  const isVacant = has(reasons, 'nobody-at-level', 'nobody-in-organization') && asksApprovers(step.approvers);
  return {
    remedies: remediesToShow(found),
    tried: REMEDY_RANGES.filter((range) => candidates.some((candidate) => candidate.range === range)),
    withheld,
    next: isVacant ? 'appoint' : 'choose',
  };
}

/** Number of people who stop at a step, and who pass it. */
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
 * Edits that stop no one come first, among them those that change nothing for others, then by effect; of equal ones the smaller change,
 * and equivalent levels are omitted. The most effective one is always included.
 */
export function remediesToShow(found: readonly Remedy[]): readonly Remedy[] {
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
  const shown = distinct.slice(0, MOST_REMEDIES);
  return first === undefined || shown.includes(first) ? shown : [...shown.slice(0, -1), first];
}

/** Equivalent level edits are represented by one. */
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

/** Smaller changes first. */
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
    if (ruleOf(step) !== 'one')
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

/** All other existing pairs of levels, deeper first, nearest first. */
function otherLevels({ from, to }: { readonly from: number; readonly to: number }, depth: number): (readonly [number, number])[] {
  const deepest = Math.max(from, to);
  const top = Math.min(from, to);
  const pairs: (readonly [number, number])[] = [];
  for (let low = 1; low <= Math.min(depth, LEVELS_TRIED); low++)
    for (let high = 1; high <= low; high++) if (low !== deepest || high !== top) pairs.push([low, high]);
  const distance = ([low, high]: readonly [number, number]): number => Math.abs(low - deepest) + Math.abs(high - top);
  return pairs.sort((a, b) => distance(a) - distance(b));
}

/** Other ways to find people in the organization named in NEO; all members is not offered. */
const OTHER_RESOLVERS: readonly { readonly kind: 'approvers' | 'workflow-admins' }[] = [{ kind: 'approvers' }, { kind: 'workflow-admins' }];

const has = (reasons: ReadonlySet<RouteReasonKey>, ...some: readonly RouteReasonKey[]): boolean =>
  some.some((reason) => reasons.has(reason));

/** The same people without those who cannot act; `null` if none are named individually, none would remain, or none is removed. */
function withoutUnable(approvers: Approver, isActive: (id: string) => boolean): Approver | null {
  const named = usersOf(approvers);
  const able = named.filter(isActive);
  if (able.length === 0 || able.length === named.length) return null;
  if (approvers.kind === 'users') return { ...approvers, users: able };
  if (approvers.kind === 'group') return { ...approvers, members: able };
  return 'resolver' in approvers ? { ...approvers, resolver: { kind: 'selected', users: able } } : null;
}
