import type { GatewaySection } from '../gateway-section.ts';
import { isFields } from '../shape.ts';
import type { Difference, Maybe } from './difference.ts';

const FINAL_DECIDER = /^\/steps\/[^/]+\/finalDecider$/;
const STEP = /^\/steps\/[^/]+$/;

const isMarked = (step: Maybe): boolean => isFields(step) && step['finalDecider'] === true;

/** The mark of a step, or a step that comes with it. */
const isMark = ({ path, kind, ours, theirs }: Difference): boolean =>
  FINAL_DECIDER.test(path) || (kind === 'added' && STEP.test(path) && isMarked(ours ?? theirs));

/**
 * A route has one final decider. Where each side moved the mark to another step, every mark by itself looks like one side's change, and
 * together they would make two: all of them stand against each other.
 */
export function clashingMarks(section: GatewaySection, found: readonly Difference[]): ReadonlySet<string> {
  const marks = section === 'routes' ? found.filter(isMark) : [];
  const origins = new Set(marks.map(({ origin }) => origin));
  return new Set(origins.has('ours') && origins.has('theirs') ? marks.map(({ path }) => path) : []);
}

/** Our side of a clash; a step that is theirs alone stays without the mark. */
export const withoutTheirMark = ({ ours, theirs }: Difference): 'ours' | { readonly edit: Exclude<Maybe, undefined> } =>
  ours === undefined && isFields(theirs) ? { edit: { ...theirs, finalDecider: false } } : 'ours';
