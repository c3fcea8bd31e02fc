import type { Edit } from '../commands.ts';
import type { RouteSeverity } from '../simulation/outcome.ts';

/**
 * All lint problems with severity. `block`: the route cannot work; `risk`: it fails for some people; `note`: a hint. Keys of `routeLint.*`.
 */
export const LINT_KINDS = {
  'name-missing': 'block',
  'name-duplicate': 'risk',
  'name-outer-space': 'note',
  'no-steps': 'block',
  'status-incomplete': 'note',
  'handling-unset': 'risk',
  'access-empty': 'risk',
  'access-unknown': 'risk',
  'access-inactive': 'note',
  'orderers-not-covered': 'block',
  'no-decider': 'block',
  'no-final-decider': 'risk',
  'several-final-deciders': 'block',
  'final-only-verifies': 'block',
  'steps-behind-final': 'risk',
  'approvers-missing': 'block',
  'organization-missing': 'block',
  'organization-unknown': 'block',
  'role-missing': 'block',
  'role-unknown': 'block',
  'role-empty': 'block',
  'group-name-missing': 'block',
  'group-members-missing': 'block',
  'levels-malformed': 'block',
  'levels-too-deep': 'block',
  'nobody-in-organization': 'block',
  'people-untold': 'note',
  'person-unknown': 'risk',
  'person-inactive': 'risk',
  'nobody-active': 'block',
  'rule-cannot-pass': 'block',
  'person-repeated': 'note',
  'rule-pointless': 'note',
  'same-approver-again': 'risk',
  'levels-backwards': 'note',
  'level-again': 'note',
  'applicant-decides': 'risk',
  'branch-for-amazon': 'risk',
  'rule-fewest-approvals': 'block',
  'rule-amount-tier': 'risk',
  'rule-most-steps': 'risk',
  'rule-self-approval': 'block',
  'rule-named-people': 'note',
} as const satisfies Record<string, RouteSeverity>;

export type LintCode = keyof typeof LINT_KINDS;

export interface LintProblem {
  readonly code: LintCode;
  readonly severity: RouteSeverity;
  /** The step with the problem; `null` for the route itself. */
  readonly stepId: string | null;
  /** Arguments of the message; `step` starts at 1. */
  readonly params: Readonly<Record<string, string | number>>;
  /** Edits that resolve the problem; omitted if a user must choose. */
  readonly quickFix?: readonly Edit[];
}

/** Creates a problem with the severity of its code. */
export function createLintProblem(
  code: LintCode,
  stepId: string | null,
  params: LintProblem['params'] = {},
  quickFix: readonly Edit[] = [],
): LintProblem {
  const plain = { code, severity: LINT_KINDS[code], stepId, params };
  return quickFix.length === 0 ? plain : { ...plain, quickFix };
}
