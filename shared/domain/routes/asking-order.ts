import type { Approver, Route, Step } from './route.ts';

/** Levels of the applicant's hierarchy that a step asks one after the other. Counted from the top: the lowest has the largest number. */
export interface LevelsAsked {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * What a step asks of an applicant whose organisation stands at a level; `null` where that is no level. A step that only verifies decides
 * in no order. An organisation that is named is asked for what it does, wherever it stands: purchasing may come behind the company's head.
 */
export function levelsAsked({ role, approvers }: Step, depth: number): LevelsAsked | null {
  if (role === 'verify' || approvers.kind !== 'hierarchy') return null;
  const lowest = Math.min(Math.floor(Math.max(approvers.from, approvers.to)), depth);
  const highest = Math.max(1, Math.ceil(Math.min(approvers.from, approvers.to)));
  return lowest >= highest ? { lowest, highest } : null;
}

/** What two steps do that are not in order: the later one goes back below a level that was asked, or asks the level that was asked last. */
export type Disorder =
  | { readonly kind: 'backwards'; readonly highest: number; readonly lowest: number }
  | { readonly kind: 'again'; readonly level: number };

/** How a later step stands to one before it, for an applicant whose organisation stands at a level; `null` = in order. */
export function disorderOf(earlier: Step, later: Step, depth: number): Disorder | null {
  const first = levelsAsked(earlier, depth);
  const then = levelsAsked(later, depth);
  if (first === null || then === null) return null;
  if (first.highest < then.lowest) return { kind: 'backwards', highest: first.highest, lowest: then.lowest };
  return first.highest === then.lowest && resolverOf(earlier.approvers) === resolverOf(later.approvers)
    ? { kind: 'again', level: then.lowest }
    : null;
}

const resolverOf = (approvers: Approver): string | null => ('resolver' in approvers ? JSON.stringify(approvers.resolver) : null);

/** Whether a route asks a higher level before a lower one at two steps where the other route with the same steps does not. */
export function goesBackMore(before: Route, after: Route, deepest: number): boolean {
  const isBackwards = ({ steps }: Route, first: number, then: number, depth: number): boolean =>
    disorderOf(steps[first] as Step, steps[then] as Step, depth)?.kind === 'backwards';
  for (let depth = 1; depth <= deepest; depth++)
    for (let then = 1; then < after.steps.length; then++)
      for (let first = 0; first < then; first++)
        if (isBackwards(after, first, then, depth) && !isBackwards(before, first, then, depth)) return true;
  return false;
}
