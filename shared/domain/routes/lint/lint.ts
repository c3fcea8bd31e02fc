import { markPeopleAllowedForRoute, NOT_OPEN, OPEN } from '../access.ts';
import type { Edit } from '../commands.ts';
import type { CompanyIndex } from '../company.ts';
import { getReferenceState } from '../references.ts';
import type { Access, Route } from '../route.ts';
import type { RoutePolicy } from '../route-policy.ts';
import { getFinalStepIndex } from '../steps.ts';
import type { LintContext } from './lint-context.ts';
import { createLintProblem, type LintProblem } from './lint-problem.ts';
import { lintStep } from './lint-step.ts';

/**
 * Lints a route: problems of the route, then of its steps in order. Problems of applicants are found by the simulation. Source:
 * docs/domain/neo.md#checks. Never throws.
 */
export function lintRoute(route: Route, context: LintContext): LintProblem[] {
  const problems = [
    ...lintName(route, context),
    ...lintState(route),
    ...lintAccess(route, context),
    ...lintDecision(route),
    ...lintRules(route, context),
    ...route.steps.flatMap((step, at) => lintStep(route, step, at, context)),
  ];
  if (route.status === 'complete' || route.steps.length === 0) return problems;
  // The fix is offered only if nothing blocks the route.
  const ready = problems.every(({ severity }) => severity !== 'block');
  return [createLintProblem('status-incomplete', null, {}, ready ? [{ kind: 'set-status', status: 'complete' }] : []), ...problems];
}

function lintName(route: Route, { otherNames }: LintContext): LintProblem[] {
  const name = route.name.trim();
  if (name === '') return [createLintProblem('name-missing', null)];
  const problems: LintProblem[] = [];
  if (name !== route.name) problems.push(createLintProblem('name-outer-space', null, {}, [{ kind: 'set-name', name }]));
  const folded = name.normalize('NFKC');
  if (otherNames.some((other) => other.trim().normalize('NFKC') === folded))
    problems.push(createLintProblem('name-duplicate', null, { name }));
  return problems;
}

function lintState(route: Route): LintProblem[] {
  const problems: LintProblem[] = [];
  if (route.steps.length === 0) problems.push(createLintProblem('no-steps', null));
  if (route.applicantHandling === null)
    problems.push(createLintProblem('handling-unset', null, {}, [{ kind: 'set-applicant-handling', handling: 'exclude' }]));
  return problems;
}

function lintAccess(route: Route, { index, orderers, policy }: LintContext): LintProblem[] {
  const { access } = route;
  if (access.kind === 'everyone') return [];
  const problems: LintProblem[] = [];
  // No fix, because removing the empty list would open the route to everyone, which is the opposite of the intention.
  if (access.principals.length === 0) problems.push(createLintProblem('access-empty', null));
  if (index === null) return problems;
  for (const state of ['unknown', 'inactive'] as const) {
    const gone = access.principals.filter((principal) => getReferenceState(index, principal) === state);
    const principals = access.principals.filter((principal) => !gone.includes(principal));
    // Removing the last entry would open the route to everyone, so a user must decide.
    const fix = principals.length === 0 ? [] : [{ kind: 'set-access' as const, access: { kind: 'listed' as const, principals } }];
    if (gone.length > 0) problems.push(createLintProblem(`access-${state}`, null, { count: gone.length, id: gone[0]?.id ?? '' }, fix));
  }
  const missing = orderers === null ? 0 : notCovered(index, access, orderers, policy);
  if (missing > 0) problems.push(createLintProblem('orderers-not-covered', null, { count: missing }, joined(access, orderers)));
  return problems;
}

/** Returns the edit that adds the entries of another list to the access list, or opens the route if that list permits everyone. */
function joined(access: Extract<Access, { kind: 'listed' }>, more: Access | null): readonly Edit[] {
  if (more === null) return [];
  if (more.kind === 'everyone') return [{ kind: 'set-access', access: more }];
  const known = new Set(access.principals.map((principal) => JSON.stringify(principal)));
  const added = more.principals.filter((principal) => !known.has(JSON.stringify(principal)));
  return [{ kind: 'set-access', access: { kind: 'listed', principals: [...access.principals, ...added] } }];
}

/** Number of active people who certainly may order and certainly may not use the route. */
function notCovered(index: CompanyIndex, access: Access, orderers: Access, policy: RoutePolicy): number {
  // An empty list may mean everyone for a route; for orders it means no one (`AllowedUsersPolicy`).
  if (orderers.kind === 'listed' && orderers.principals.length === 0) return 0;
  const open = markPeopleAllowedForRoute(index, access, policy);
  const ordering = markPeopleAllowedForRoute(index, orderers, policy);
  if (open === null) return 0;
  let missing = 0;
  for (let at = 0; at < open.length; at++)
    if (open[at] === NOT_OPEN && (ordering === null || ordering[at] === OPEN) && index.isActive(at)) missing++;
  return missing;
}

function lintDecision({ steps }: Route): LintProblem[] {
  if (steps.length === 0) return [];
  const finalAt = getFinalStepIndex(steps);
  const final = steps[finalAt];
  if (final === undefined) return [createLintProblem('no-decider', null)];
  const marked = steps.filter(({ finalDecider }) => finalDecider);
  const problems: LintProblem[] = [];
  const markOnly = (stepId: string) => [{ kind: 'set-final-decider' as const, stepId }];
  if (marked.length === 0) problems.push(createLintProblem('no-final-decider', final.id, { step: finalAt + 1 }, markOnly(final.id)));
  if (marked.length > 1) problems.push(createLintProblem('several-final-deciders', final.id, { count: marked.length }, markOnly(final.id)));
  if (final.role === 'verify')
    problems.push(
      createLintProblem('final-only-verifies', final.id, { step: finalAt + 1 }, [
        { kind: 'set-step', stepId: final.id, changes: { role: 'decide' } },
      ]),
    );
  const behind = steps.slice(finalAt + 1).filter(({ role }) => role !== 'verify');
  const last = behind.at(-1);
  // The fix makes the last step final; the order of steps stays.
  if (last !== undefined)
    problems.push(createLintProblem('steps-behind-final', final.id, { step: finalAt + 1, count: behind.length }, markOnly(last.id)));
  return problems;
}

function lintRules(route: Route, { rules, orderers }: LintContext): LintProblem[] {
  const problems: LintProblem[] = [];
  const { steps } = route;
  const approvals = steps.filter(({ role }) => role !== 'verify').length;
  if (steps.length > 0 && approvals < rules.fewestApprovals)
    problems.push(createLintProblem('rule-fewest-approvals', null, { count: approvals, needed: rules.fewestApprovals }));
  // All Amazon orders use the default route, independent of their amount.
  if (orderers !== null && steps.length > 0)
    for (const { from, fewestApprovals: needed } of rules.amountTiers)
      if (approvals < needed) problems.push(createLintProblem('rule-amount-tier', null, { from, count: approvals, needed }));
  if (rules.mostSteps !== null && steps.length > rules.mostSteps)
    problems.push(createLintProblem('rule-most-steps', null, { count: steps.length, most: rules.mostSteps }));
  // An unset value is reported too, because the system's default may not exclude the applicant.
  if (rules.forbidSelfApproval && route.applicantHandling !== 'exclude')
    problems.push(
      createLintProblem(
        'rule-self-approval',
        null,
        { handling: route.applicantHandling === null ? 'unset' : route.applicantHandling === 'leave' ? 'leave' : 'auto' },
        [{ kind: 'set-applicant-handling', handling: 'exclude' }],
      ),
    );
  return problems;
}
