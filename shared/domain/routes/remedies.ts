import { applyCommand, type Edit, type StepChanges } from './commands.ts';
import type { CompanyIndex } from './company.ts';
import type { RouteSetting } from './evaluation.ts';
import { type Applicants, type RouteForEverybody, simulateEverybody } from './everybody.ts';
import type { RouteReasonKey } from './outcome.ts';
import { type Approver, type Resolver, type Route, ruleOf, type Step, usersOf } from './route.ts';

/** One edit that lets people pass who stop at a step, and what it was seen to do. */
export interface Remedy {
  readonly edit: Edit;
  /** People who do not get to the end of the route with it; fewer than without. */
  readonly failing: number;
}

/** More than these are a search, not a proposal. */
const MOST_REMEDIES = 3;

/**
 * Edits of one step that were tried on everybody and let more people through, those that help most first. None is proposed that
 * takes a step out, and none where only a person can say who is to be asked: a step whose organisation or role was never chosen.
 */
export function remediesOf(
  index: CompanyIndex,
  applicants: Applicants,
  route: Route,
  setting: RouteSetting,
  now: RouteForEverybody,
  stepId: string,
): readonly Remedy[] {
  const step = route.steps.find(({ id }) => id === stepId);
  if (step === undefined) return [];
  const reasons = new Set(
    now.groups.flatMap(({ problem }) => (problem.stepId === stepId && problem.severity === 'block' ? [problem.reason] : [])),
  );
  const isActive = (id: string): boolean => {
    const person = index.person(id);
    return person >= 0 && index.isActive(person);
  };
  return candidates(step, reasons, isActive)
    .map((edit) => ({ edit, failing: simulateEverybody(index, applicants, applyCommand(route, edit).route, setting).failing }))
    .filter(({ failing }) => failing < now.failing)
    .sort((a, b) => a.failing - b.failing)
    .slice(0, MOST_REMEDIES);
}

/** Of two that help alike the first one changes less of who is asked. */
function candidates(step: Step, reasons: ReadonlySet<RouteReasonKey>, isActive: (id: string) => boolean): readonly Edit[] {
  const set = (changes: StepChanges): Edit => ({ kind: 'set-step', stepId: step.id, changes });
  const { approvers } = step;
  const found: Edit[] = [];
  if (has(reasons, 'only-the-applicant', 'passes-by-itself')) found.push({ kind: 'set-applicant-handling', handling: 'exclude' });
  if (has(reasons, 'nobody-active', 'too-few-active')) {
    const able = withoutUnable(approvers, isActive);
    if (able !== null) found.push(set({ approvers: able }));
    if (ruleOf(step) !== 'one')
      found.push(set(approvers.kind === 'group' ? { approvers: { ...approvers, rule: 'one' } } : { rule: 'one' }));
  }
  if (approvers.kind === 'hierarchy') {
    const deepest = Math.max(approvers.from, approvers.to);
    const top = Math.min(approvers.from, approvers.to);
    if (deepest > top) found.push(set({ approvers: { ...approvers, from: deepest - 1, to: top } }));
    if (top > 1) found.push(set({ approvers: { ...approvers, from: top - 1, to: top - 1 } }));
  }
  if ('resolver' in approvers && !(approvers.kind === 'organization' && approvers.organizationId === ''))
    for (const resolver of OTHER_RESOLVERS)
      if (resolver.kind !== approvers.resolver.kind) found.push(set({ approvers: { ...approvers, resolver } }));
  return found;
}

/** Ways to find people in an organisation that NEO was told of by name; everybody there is nobody's choice. */
const OTHER_RESOLVERS: readonly Resolver[] = [{ kind: 'approvers' }, { kind: 'workflow-admins' }];

const has = (reasons: ReadonlySet<RouteReasonKey>, ...some: readonly RouteReasonKey[]): boolean =>
  some.some((reason) => reasons.has(reason));

/** The same people without those who cannot act; `null` where nobody is named one by one, nobody would be left, or nobody goes. */
function withoutUnable(approvers: Approver, isActive: (id: string) => boolean): Approver | null {
  const named = usersOf(approvers);
  const able = named.filter(isActive);
  if (able.length === 0 || able.length === named.length) return null;
  if (approvers.kind === 'users') return { ...approvers, users: able };
  if (approvers.kind === 'group') return { ...approvers, members: able };
  return 'resolver' in approvers ? { ...approvers, resolver: { kind: 'selected', users: able } } : null;
}
