import type { Approver, Route, Step } from '../route.ts';

/** Levels of the applicant's hierarchy that a step asks, counted from the top, so that the lowest level has the largest number. */
export interface ApproverLevels {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Levels that a step asks for an applicant's organization level; `null` if none. A verifying step has no order. A step that names an
 * organization may follow at any position, because it is asked for its function.
 */
export function getApproverLevels({ role, approvers }: Step, depth: number): ApproverLevels | null {
  if (role === 'verify' || approvers.kind !== 'hierarchy') return null;
  const lowest = Math.min(Math.floor(Math.max(approvers.from, approvers.to)), depth);
  const highest = Math.max(1, Math.ceil(Math.min(approvers.from, approvers.to)));
  return lowest >= highest ? { lowest, highest } : null;
}

/** Problem of the order of two steps: the later one asks a lower level after a higher one, or the same level again. */
export type StepOrderProblem =
  | { readonly kind: 'backwards'; readonly highest: number; readonly lowest: number }
  | { readonly kind: 'again'; readonly level: number };

/** The order problem of a later step for an applicant's organization level; `null` if there is none. */
export function findStepOrderProblem(earlier: Step, later: Step, depth: number): StepOrderProblem | null {
  const first = getApproverLevels(earlier, depth);
  const then = getApproverLevels(later, depth);
  if (first === null || then === null) return null;
  if (first.highest < then.lowest) return { kind: 'backwards', highest: first.highest, lowest: then.lowest };
  return first.highest === then.lowest && resolverOf(earlier.approvers) === resolverOf(later.approvers)
    ? { kind: 'again', level: then.lowest }
    : null;
}

const resolverOf = (approvers: Approver): string | null => ('resolver' in approvers ? JSON.stringify(approvers.resolver) : null);

/** True if `after` asks a higher level before a lower one in two steps for which `before` does not. */
export function hasNewStepOrderProblem(before: Route, after: Route, deepest: number): boolean {
  const isBackwards = ({ steps }: Route, first: number, then: number, depth: number): boolean =>
    findStepOrderProblem(steps[first] as Step, steps[then] as Step, depth)?.kind === 'backwards';
  for (let depth = 1; depth <= deepest; depth++)
    for (let then = 1; then < after.steps.length; then++)
      for (let first = 0; first < then; first++)
        if (isBackwards(after, first, then, depth) && !isBackwards(before, first, then, depth)) return true;
  return false;
}
