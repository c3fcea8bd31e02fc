import { counterOf, greatestValue, type Serial, type SerialReset } from './serial.ts';

/**
 * How many numbers are beyond doubt enough where nobody knows how many were given out: as many as if everybody on NEO's list ordered once a
 * month between two resets, or for twenty years where the rule never resets. Our choice, named so that it can be changed: a company orders
 * a fraction of that, and whoever begins to use a rule has no last number to tell.
 */
export const PLENTY = {
  months: { none: 20 * 12, year: 12, 'fiscal-year': 12, month: 1 } satisfies Record<SerialReset, number>,
  /** Orders a month that a smaller company may have, whose few people order much. */
  fewestOrders: 300,
} as const;

/** Whether a rule has numbers left whatever its last number is. */
export function hasPlenty(serial: Serial, people: number): boolean {
  const counter = counterOf(serial);
  if (counter === null) return false;
  return greatestValue(counter) - serial.startValue + 1 >= Math.max(PLENTY.fewestOrders, people) * PLENTY.months[serial.reset];
}
