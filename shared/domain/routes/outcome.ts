import { type CompanyIndex, NONE, type Person } from './company.ts';
import type { Route } from './route.ts';
import type { Judgement } from './seats.ts';
import type { Stage } from './stages.ts';

/** The finding codes of gates 6 and 8 (handbook product.md, Findings), in the order in which they are told. */
export const ROUTE_FINDING_CODES = [
  'route-missing',
  'route-incomplete',
  'route-not-open-to-user',
  'route-step-vacant',
  'route-self-approval',
  'route-approver-inactive',
  'route-outlives-lock',
] as const;
export type RouteFindingCode = (typeof ROUTE_FINDING_CODES)[number];

export type RouteSeverity = 'block' | 'risk' | 'note';

/** Why, as a key of `route.reason.*` in the messages. */
export type RouteReasonKey =
  | 'no-default-route'
  | 'default-route-gone'
  | 'status-incomplete'
  | 'no-steps'
  | 'not-listed'
  | 'nobody-asked'
  | 'nobody-at-level'
  | 'nobody-decides'
  | 'final-step-skipped'
  | 'only-the-applicant'
  | 'applicant-among-others'
  | 'passes-by-itself'
  | 'nobody-active'
  | 'too-few-active'
  | 'some-inactive'
  | 'slower-than-lock';

export interface RouteProblem {
  readonly code: RouteFindingCode;
  /** How heavy this one is: a step of several that lost one member is a risk, one that lost all blocks. */
  readonly severity: RouteSeverity;
  readonly stepId: string | null;
  readonly reason: RouteReasonKey;
  /** Arguments of the reason's text: `step` counts from 1, `organization` is a name, `names` the first person of `count`. */
  readonly params: Readonly<Record<string, string | number>>;
}

export const problem = (
  code: RouteFindingCode,
  severity: RouteSeverity,
  stepId: string | null,
  reason: RouteReasonKey,
  params: RouteProblem['params'] = {},
): RouteProblem => ({ code, severity, stepId, reason, params });

/** What stands in the way before anybody is asked: no steps, or not completed. Such a route cannot be chosen (neo.md 0). */
export function wholeRouteProblem(route: Route): RouteProblem | null {
  if (route.steps.length === 0) return problem('route-incomplete', 'block', null, 'no-steps', { route: route.name });
  return route.status === 'complete' ? null : problem('route-incomplete', 'block', null, 'status-incomplete', { route: route.name });
}

/** What is wrong at one stage. `last` = it belongs to the step that ends the matter. */
export function stageProblems(
  index: CompanyIndex,
  stage: Stage,
  judgement: Judgement,
  inactive: readonly Person[],
  last: boolean,
): readonly RouteProblem[] {
  const { step, stepAt, level, organization } = stage;
  const params: Record<string, string | number> = { step: stepAt + 1 };
  const place = index.organizations[organization];
  if (place !== undefined && organization !== NONE) params['organization'] = place.name;
  if (level !== null) params['level'] = level;
  const { outcome, needed, counted, someInactive, selfApproval } = judgement;
  if (outcome === 'vacant')
    return [problem('route-step-vacant', 'block', step.id, level === null ? 'nobody-asked' : 'nobody-at-level', params)];
  if (outcome === 'inactive' || someInactive) {
    const first = inactive[0];
    params['count'] = inactive.length;
    params['name'] = first === undefined ? '' : index.nameOf(first);
  }
  if (outcome === 'inactive')
    return inactive.length === counted || counted === 0
      ? [problem('route-approver-inactive', 'block', step.id, 'nobody-active', params)]
      : [problem('route-approver-inactive', 'block', step.id, 'too-few-active', { ...params, needed, counted })];
  const problems: RouteProblem[] = [];
  if (selfApproval === 'sole') problems.push(problem('route-self-approval', 'block', step.id, 'only-the-applicant', params));
  if (selfApproval === 'possible') problems.push(problem('route-self-approval', 'risk', step.id, 'applicant-among-others', params));
  // Passing a lower step by itself is what the setting is for; at the last one nobody but the applicant has decided.
  if (selfApproval === 'automatic')
    problems.push(problem('route-self-approval', last ? 'block' : 'note', step.id, 'passes-by-itself', params));
  if (someInactive) problems.push(problem('route-approver-inactive', 'risk', step.id, 'some-inactive', params));
  return problems;
}

/** What is wrong with the whole once every stage is judged: nobody left to decide, or the last word taken out. A stage that fails says so itself. */
export function decisionProblem(
  stages: readonly { readonly stage: Stage; readonly judgement: Judgement }[],
  finalAt: number,
  finalId: string | null,
): RouteProblem | null {
  let decided = false;
  let failed = false;
  let finalDecided = false;
  for (const { stage, judgement } of stages) {
    if (judgement.outcome === 'vacant' || judgement.outcome === 'inactive') failed = true;
    else if (judgement.outcome !== 'skipped') {
      if (stage.step.role !== 'verify') decided = true;
      if (stage.stepAt === finalAt) finalDecided = true;
    }
  }
  if (failed) return null;
  if (!decided) return problem('route-step-vacant', 'block', finalId, 'nobody-decides', { step: finalAt + 1 });
  return finalDecided || finalAt < 0 ? null : problem('route-step-vacant', 'risk', finalId, 'final-step-skipped', { step: finalAt + 1 });
}
