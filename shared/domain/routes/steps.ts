import type { ApprovalRule, Step } from './route.ts';

/** The approval rule that applies to a step. */
export const getApprovalRule = (step: Step): ApprovalRule => (step.approvers.kind === 'group' ? step.approvers.rule : step.rule);

/** Number of votes required from `people` people. Over half of 4 is 3, half or more is 2 (docs/domain/neo.md#approval-rules). */
export function countVotesNeeded(rule: ApprovalRule, people: number): number {
  if (rule === 'all') return people;
  if (rule === 'one') return Math.min(1, people);
  return rule === 'over-half' ? Math.floor(people / 2) + 1 : Math.ceil(people / 2);
}

/**
 * Position of the deciding step: the last final decider, otherwise the last step that decides, otherwise the last that approves; `-1` if
 * there is none.
 */
export function getFinalStepIndex(steps: readonly Step[]): number {
  const marked = steps.findLastIndex(({ finalDecider }) => finalDecider);
  if (marked >= 0) return marked;
  const decides = steps.findLastIndex(({ role }) => role === 'decide');
  return decides >= 0 ? decides : steps.findLastIndex(({ role }) => role === 'approve');
}
