import { type LostAddresses, sharePercent } from '../../directory/list-change.ts';
import { allowedBy } from './guard-limits.ts';
import type { Limit } from './guard-types.ts';

/** A loss of addresses, and whether the administrator must agree to it. */
interface AddressLoss {
  readonly lost: number;
  /** People of the former list who had an address. */
  readonly had: number;
  readonly over: boolean;
  readonly percent: number;
  /** How many may be lost; `null` = no limit. */
  readonly allowed: number | null;
}

/**
 * A list that loses more addresses than allowed needs an agreement, and one that has no address left always does. `isLimitOfThisRun`: the
 * limit was given for this list, so a loss within it is agreed.
 */
export function judgeAddressLoss({ lost, had, all }: LostAddresses, limit: Limit, isLimitOfThisRun: boolean): AddressLoss {
  const allowed = allowedBy(limit, had);
  const over = allowed !== null && (lost > allowed || (all && !isLimitOfThisRun));
  return { lost, had, over, percent: sharePercent(lost, had), allowed };
}
