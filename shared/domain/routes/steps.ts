import type { ApprovalRule, Step } from './route.ts';

/** The rule a step is judged by. */
export const ruleOf = (step: Step): ApprovalRule => (step.approvers.kind === 'group' ? step.approvers.rule : step.rule);

/** Required votes of `people`. Over half of 4 is 3, half or more is 2 (docs/domain/neo.md#approval-rules). */
export function votesNeeded(rule: ApprovalRule, people: number): number {
  if (rule === 'all') return people;
  if (rule === 'one') return Math.min(1, people);
  return rule === 'over-half' ? Math.floor(people / 2) + 1 : Math.ceil(people / 2);
}

/** Position of the deciding step: the last final decider, else the last that decides, else the last that approves; `-1` = none. */
export function finalStepAt(steps: readonly Step[]): number {
  const marked = steps.findLastIndex(({ finalDecider }) => finalDecider);
  if (marked >= 0) return marked;
  const decides = steps.findLastIndex(({ role }) => role === 'decide');
  return decides >= 0 ? decides : steps.findLastIndex(({ role }) => role === 'approve');
}
