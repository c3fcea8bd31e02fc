import { findCounter, getMaxCounterValue } from './counter.ts';
import type { Serial, SerialReset } from './serial.ts';

/**
 * A supply that certainly suffices if the number of issued numbers is unknown: one order per month for each person on NEO's list between
 * two resets, or for twenty years if the rule never resets. Project choice: companies order a fraction of that, and an unused rule has no
 * last number.
 */
export const SAFE_SUPPLY = {
  months: { none: 20 * 12, year: 12, 'fiscal-year': 12, month: 1 } satisfies Record<SerialReset, number>,
  /** Minimum number of orders per month, for small companies in which few people order much. */
  fewestOrders: 300,
} as const;

/** True if a rule has enough numbers left for any last number. */
export function hasSafeSupply(serial: Serial, people: number): boolean {
  const counter = findCounter(serial);
  if (counter === null) return false;
  return (
    getMaxCounterValue(counter) - serial.startValue + 1 >= Math.max(SAFE_SUPPLY.fewestOrders, people) * SAFE_SUPPLY.months[serial.reset]
  );
}
