import { counterOf, greatestValue } from './counter.ts';
import type { Serial, SerialReset } from './serial.ts';

/**
 * A supply that is certainly enough if the number of issued ones is unknown: one order a month per person on NEO's list between two
 * resets, or for twenty years if the rule never resets. Project choice: companies order a fraction of that, and a rule not used yet has
 * no last number.
 */
export const SAFE_SUPPLY = {
  months: { none: 20 * 12, year: 12, 'fiscal-year': 12, month: 1 } satisfies Record<SerialReset, number>,
  /** Orders a month that a smaller company may have, whose few people order much. */
  fewestOrders: 300,
} as const;

/** Whether a rule has numbers left for any last number. */
export function hasSafeSupply(serial: Serial, people: number): boolean {
  const counter = counterOf(serial);
  if (counter === null) return false;
  return greatestValue(counter) - serial.startValue + 1 >= Math.max(SAFE_SUPPLY.fewestOrders, people) * SAFE_SUPPLY.months[serial.reset];
}
