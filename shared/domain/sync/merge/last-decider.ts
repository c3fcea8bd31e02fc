import type { Section } from '../../drafts/sections.ts';
import { isJsonObject } from '../../fields/json.ts';
import type { ChosenSide, Difference, OptionalJson } from './difference.ts';

const FINAL_DECIDER = /^\/steps\/[^/]+\/finalDecider$/;
const STEP = /^\/steps\/[^/]+$/;

const isMarkedStep = (step: OptionalJson): boolean => isJsonObject(step) && step['finalDecider'] === true;

const isMarked = (path: string, value: OptionalJson): boolean => (FINAL_DECIDER.test(path) ? value === true : isMarkedStep(value));

/**
 * The side that changed a final decider mark; `null` if the difference is not about a mark. If both changed it, the side that has the mark.
 */
function markChangedBy({ path, origin, ours, theirs }: Difference): 'ours' | 'theirs' | null {
  if (FINAL_DECIDER.test(path) && origin !== 'both') return origin;
  if (!(FINAL_DECIDER.test(path) || STEP.test(path)) || isMarked(path, ours) === isMarked(path, theirs)) return null;
  const side = isMarked(path, ours) ? 'ours' : 'theirs';
  return origin === side || origin === 'both' ? side : null;
}

/**
 * Paths of final decider marks that conflict. A route has one final decider, but if each side marked another step, each mark alone is a
 * one-sided change. A step deleted on one side and edited on the other counts as a mark of the side that kept it.
 */
export function findConflictingFinalDeciders(section: Section, differences: readonly Difference[]): ReadonlySet<string> {
  const marks = section === 'routes' ? differences.filter((difference) => markChangedBy(difference) !== null) : [];
  const sides = new Set(marks.map(markChangedBy));
  return new Set(sides.has('ours') && sides.has('theirs') ? marks.map(({ path }) => path) : []);
}

/** The side to use for a conflicting mark if `side` wins. A step that only the other side added stays, without the mark. */
export function pickFinalDeciderSide(side: 'ours' | 'theirs', difference: Difference): ChosenSide {
  const other = side === 'ours' ? 'theirs' : 'ours';
  const step = difference[other];
  const isAdded = difference.origin === other && difference[side] === undefined;
  return isAdded && isJsonObject(step) ? { edit: { ...step, finalDecider: false } } : side;
}
