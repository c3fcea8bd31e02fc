import { MAX_COUNTER_DIGITS } from './digits.ts';
import type { Counter, Serial } from './serial.ts';

/** The counter if there is exactly one; otherwise `null`. */
export function findCounter({ parts }: Serial): Counter | null {
  const counters = parts.filter((part): part is Counter => part.kind === 'counter');
  return counters.length === 1 ? (counters[0] as Counter) : null;
}

/** The largest value that a counter can write with its digits. */
export const getMaxCounterValue = ({ digits }: Counter): number =>
  10 ** Math.max(0, Math.min(MAX_COUNTER_DIGITS, Math.floor(digits) || 0)) - 1;
