import { computePercent, type LostAddresses } from '../../directory/list-change.ts';
import { getMaxAllowed } from './guard-limits.ts';
import type { ChangeLimit } from './guard-types.ts';

/** A loss of addresses in a new list, compared with the limit. */
interface AddressLoss {
  readonly lost: number;
  /** Number of people in the former list who had an address. */
  readonly had: number;
  readonly over: boolean;
  readonly percent: number;
  /** Maximum number of addresses that may be lost; `null` = no limit. */
  readonly allowed: number | null;
}

/**
 * `over` means that the administrator must confirm: more addresses are lost than allowed, or all. `isLimitOfThisRun`: the limit was given
 * for this list, so a loss of all addresses within it is confirmed.
 */
export function judgeAddressLoss({ lost, had, all }: LostAddresses, limit: ChangeLimit, isLimitOfThisRun: boolean): AddressLoss {
  const allowed = getMaxAllowed(limit, had);
  const over = allowed !== null && (lost > allowed || (all && !isLimitOfThisRun));
  return { lost, had, over, percent: computePercent(lost, had), allowed };
}
