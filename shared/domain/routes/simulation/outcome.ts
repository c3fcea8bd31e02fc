import type { CompanyIndex, PersonIndex } from '../company.ts';
import type { Route, Step } from '../route.ts';
import { shortenNames } from '../short-names.ts';
import type { StageJudgement } from './slots.ts';
import type { Stage } from './stages.ts';

/** Finding codes of gates 6 and 8, in display order. */
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

/** Reasons of problems, keys of `route.reason.*` in the messages. */
export const ROUTE_REASON_KEYS = [
  'no-default-route',
  'default-route-gone',
  'status-incomplete',
  'no-steps',
  'not-listed',
  'nobody-asked',
  'nobody-in-organization',
  'nobody-at-level',
  'no-such-level',
  'nobody-decides',
  'final-step-skipped',
  'only-the-applicant',
  'applicant-among-others',
  'passes-by-itself',
  'nobody-active',
  'too-few-active',
  'some-inactive',
  'slower-than-lock',
  'slower-than-lock-by-any-branch',
] as const;
export type RouteReasonKey = (typeof ROUTE_REASON_KEYS)[number];

export interface RouteProblem {
  readonly code: RouteFindingCode;
  /** Severity in this case: losing one of several members is a risk, losing all of them blocks. */
  readonly severity: RouteSeverity;
  readonly stepId: string | null;
  readonly reason: RouteReasonKey;
  /** The organization to correct; `null` if the step or the applicant is the cause. */
  readonly organizationId: string | null;
  /** Arguments of the reason's text: `step` counts from 1, `level` from the top (0 = none), `organization` is a name or empty, `name` the first of `count` people. */
  readonly params: Readonly<Record<string, string | number>>;
}

export const createRouteProblem = (
  code: RouteFindingCode,
  severity: RouteSeverity,
  stepId: string | null,
  reason: RouteReasonKey,
  params: RouteProblem['params'] = {},
  organizationId: string | null = null,
): RouteProblem => ({ code, severity, stepId, reason, organizationId, params });

/** A problem before any step: no steps, or not completed. Such a route cannot be chosen (docs/domain/neo.md#routes). */
export function findWholeRouteProblem(route: Route): RouteProblem | null {
  if (route.steps.length === 0) return createRouteProblem('route-incomplete', 'block', null, 'no-steps', { route: route.name });
  return route.status === 'complete'
    ? null
    : createRouteProblem('route-incomplete', 'block', null, 'status-incomplete', { route: route.name });
}

export type SelfApprovalKind = Exclude<StageJudgement['selfApproval'], 'none'>;

/**
 * The problem of an applicant who acts on their own application. Passing a lower step or level automatically is intended by the setting; at
 * the last stage of the final step, only the applicant would have decided.
 */
export function createSelfApprovalProblem(step: Step, stepAt: number, kind: SelfApprovalKind, final: boolean): RouteProblem {
  const params = { step: stepAt + 1 };
  if (kind === 'sole') return createRouteProblem('route-self-approval', 'block', step.id, 'only-the-applicant', params);
  if (kind === 'possible') return createRouteProblem('route-self-approval', 'risk', step.id, 'applicant-among-others', params);
  return createRouteProblem('route-self-approval', final ? 'block' : 'note', step.id, 'passes-by-itself', params);
}

/** Problems of one stage. `inactive`: people who cannot act; `self`: creates the problem of the applicant's part. */
export function listStageProblems(
  index: CompanyIndex,
  stage: Stage,
  judgement: StageJudgement,
  inactive: readonly PersonIndex[],
  self: (kind: SelfApprovalKind) => RouteProblem,
): readonly RouteProblem[] {
  const { step, stepAt, level } = stage;
  const place = index.organizations[stage.organization];
  const { outcome, needed, counted, someInactive, selfApproval } = judgement;
  const tell = (
    code: RouteFindingCode,
    severity: RouteSeverity,
    reason: RouteReasonKey,
    params: RouteProblem['params'] = {},
  ): RouteProblem => {
    const where = { step: stepAt + 1, level: level ?? 0, organization: place?.name ?? '' };
    return createRouteProblem(code, severity, step.id, reason, { ...where, ...params }, place?.id ?? null);
  };
  const gone = (): RouteProblem['params'] => shortenNames(inactive.map((person) => index.nameOf(person)));
  if (outcome === 'unknown') return [];
  if (outcome === 'vacant') {
    const inPlace = place === undefined ? 'nobody-asked' : 'nobody-in-organization';
    const atLevel = place === undefined ? 'no-such-level' : 'nobody-at-level';
    return [tell('route-step-vacant', 'block', level === null ? inPlace : atLevel)];
  }
  if (outcome === 'inactive' && (counted === 0 || inactive.length === counted))
    return [tell('route-approver-inactive', 'block', 'nobody-active', gone())];
  if (outcome === 'inactive') return [tell('route-approver-inactive', 'block', 'too-few-active', { ...gone(), needed, counted })];
  const problems: RouteProblem[] = [];
  if (selfApproval !== 'none') problems.push(self(selfApproval));
  if (someInactive) problems.push(tell('route-approver-inactive', 'risk', 'some-inactive', gone()));
  return problems;
}

/** Problems of the whole route in addition to its stages: no decider left, or the final one excluded. A failing stage reports itself. */
export function findDecisionProblem(
  stages: readonly { readonly stage: Stage; readonly judgement: StageJudgement }[],
  finalAt: number,
  finalId: string | null,
): RouteProblem | null {
  let decided = false;
  let failed = false;
  let finalDecided = false;
  for (const { stage, judgement } of stages) {
    if (judgement.outcome === 'vacant' || judgement.outcome === 'inactive') failed = true;
    // A step with unknown people counts as decided, because they may decide.
    else if (judgement.outcome !== 'skipped') {
      if (stage.step.role !== 'verify') decided = true;
      if (stage.stepAt === finalAt) finalDecided = true;
    }
  }
  if (failed) return null;
  if (!decided) return createRouteProblem('route-step-vacant', 'block', finalId, 'nobody-decides', { step: finalAt + 1 });
  return finalDecided || finalAt < 0
    ? null
    : createRouteProblem('route-step-vacant', 'risk', finalId, 'final-step-skipped', { step: finalAt + 1 });
}
