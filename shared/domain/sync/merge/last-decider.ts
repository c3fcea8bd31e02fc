import type { GatewaySection } from '../gateway-section.ts';
import type { Found } from './difference.ts';

const FINAL_DECIDER = /^\/steps\/[^/]+\/finalDecider$/;

/**
 * A route has one final decider. Where each side moved the mark to another step, every mark by itself looks like one side's change, and
 * together they would make two: all of them stand against each other.
 */
export function clashingMarks(section: GatewaySection, found: readonly Found[]): ReadonlySet<string> {
  const marks = section === 'routes' ? found.filter(({ path }) => FINAL_DECIDER.test(path)) : [];
  const origins = new Set(marks.map(({ origin }) => origin));
  return new Set(origins.has('ours') && origins.has('theirs') ? marks.map(({ path }) => path) : []);
}
