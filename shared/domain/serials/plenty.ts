import { counterOf, greatestValue, type Serial, type SerialReset } from './serial.ts';

/**
 * How many numbers are beyond doubt enough where nobody knows how many were given out: as many as if everybody on NEO's list ordered once
 * on each working day between two resets, or for twenty years where the rule never resets. Our choice, named so that it can be changed.
 */
export const PLENTY = {
  workingDays: { none: 20 * 250, year: 250, 'fiscal-year': 250, month: 23 } satisfies Record<SerialReset, number>,
  /** A smaller company may have a few people who order much. */
  fewestPeople: 20,
} as const;

/** Whether a rule has numbers left whatever its last number is. */
export function hasPlenty(serial: Serial, people: number): boolean {
  const counter = counterOf(serial);
  if (counter === null) return false;
  return greatestValue(counter) - serial.startValue + 1 >= Math.max(PLENTY.fewestPeople, people) * PLENTY.workingDays[serial.reset];
}
