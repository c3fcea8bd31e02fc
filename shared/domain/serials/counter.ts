import { MOST_DIGITS } from './digits.ts';
import type { Counter, Serial } from './serial.ts';

/** The counter, if there is exactly one. */
export function counterOf({ parts }: Serial): Counter | null {
  const counters = parts.filter((part): part is Counter => part.kind === 'counter');
  return counters.length === 1 ? (counters[0] as Counter) : null;
}

/** The greatest value a counter can write; more digits than it has would make another number. */
export const greatestValue = ({ digits }: Counter): number => 10 ** Math.max(0, Math.min(MOST_DIGITS, Math.floor(digits) || 0)) - 1;
