import { hasDoubtfulMark, SEPARATORS, splitCell } from '../directory/cell-separator.ts';
import type { AmazonUser } from '../directory/directory.ts';
import { foldName } from '../directory/names.ts';
import type { AuditPolicy } from './policy.ts';

/** What is known of Amazon's groups. */
export type KnownGroups = Pick<AuditPolicy, 'purchasingGroups' | 'groupsWithout'>;

/** Whether an account is in a group with the purchasing system; `unknown` where one of its groups is not known to have none. */
export type InPurchasingGroup = 'yes' | 'no' | 'unknown';

/** Tells it of accounts; of all `yes` while no group is known to have it: then nobody looks. */
export function purchasingGroupOf({ purchasingGroups = [], groupsWithout }: KnownGroups): (account: AmazonUser) => InPurchasingGroup {
  if (purchasingGroups.length === 0) return () => 'yes';
  const isWith = namedIn(purchasingGroups);
  const mayHold = (group: string): boolean => hasDoubtfulMark(group) && splitCell(group, SEPARATORS).some(isWith);
  const isWithout = groupsWithout === undefined ? () => true : namedIn(groupsWithout);
  return ({ groups }) => {
    if (groups.some(isWith)) return 'yes';
    // A list that tells no group of an account does not say that it is in none, nor does a comma of which nobody knows if it separates.
    const isTold = (groups.length > 0 || groupsWithout === undefined) && !groups.some(mayHold);
    return isTold && groups.every(isWithout) ? 'no' : 'unknown';
  };
}

/** Names as they stand first: of a hundred thousand accounts, nearly all are written as they were noted. */
function namedIn(names: readonly string[]): (group: string) => boolean {
  const plain = new Set(names);
  const folded = new Set(names.map(foldName));
  return (group) => plain.has(group) || folded.has(foldName(group));
}
