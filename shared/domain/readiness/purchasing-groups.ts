import { hasDoubtfulMark, SEPARATORS, splitCell } from '../directory/cell-separator.ts';
import type { AmazonMembership, AmazonUser } from '../directory/directory.ts';
import { foldName } from '../directory/names.ts';
import type { AuditPolicy } from './policy.ts';

/** A blank is part of a group's name. */
const MARKS_IN_GROUPS = SEPARATORS.filter((separator) => separator !== 'space');

/** What is known of Amazon's groups. */
export type KnownGroups = Pick<AuditPolicy, 'purchasingGroups' | 'groupsWithout'>;

/** Whether an account is in a group with the purchasing system; `unknown` where one of its groups is not known to have none. */
export type InPurchasingGroup = 'yes' | 'no' | 'unknown';

type HasGroups = Pick<AmazonUser, 'groups'>;

/** Tells it of accounts; of all `yes` while no group is known to have it: then nobody looks. */
export function purchasingGroupOf({ purchasingGroups = [], groupsWithout }: KnownGroups): (account: HasGroups) => InPurchasingGroup {
  if (purchasingGroups.length === 0) return () => 'yes';
  const isWith = namedIn(purchasingGroups);
  const mayHold = (group: string): boolean => hasDoubtfulMark(group) && splitCell(group, MARKS_IN_GROUPS).some(isWith);
  const isWithout = groupsWithout === undefined ? () => true : namedIn(groupsWithout);
  return ({ groups }) => {
    if (groups.some(isWith)) return 'yes';
    // A list that tells no group of an account does not say that it is in none, nor does a comma of which nobody knows if it separates.
    const isTold = (groups.length > 0 || groupsWithout === undefined) && !groups.some(mayHold);
    return isTold && groups.every(isWithout) ? 'no' : 'unknown';
  };
}

/** What an account can do for orders from NEO. */
export interface PurchasingAccess {
  readonly inGroup: InPurchasingGroup;
  /** The punchout role in the group that counts: `null` where the list leaves it open. */
  readonly punchout: boolean | null;
  /** The role word that leaves `punchout` open; `''` = an empty cell. Left out where no word does. */
  readonly unclearRole?: string | undefined;
  /** Groups without the purchasing system in which alone the account holds the role; empty where that is not so. */
  readonly heldElsewhere: readonly string[];
}

const NOWHERE: readonly string[] = [];

/**
 * Reads the access of an account. The role counts only in a group with the purchasing system (docs/domain/neo.md#e-mail-matching): where
 * the rows of an account differ, the row decides that leads furthest, and the role of one row is never combined with the group of another.
 */
export function purchasingAccessOf(known: KnownGroups): (account: AmazonUser) => PurchasingAccess {
  const inGroup = purchasingGroupOf(known);
  const ofAccount = (account: AmazonUser): PurchasingAccess => ({
    inGroup: inGroup(account),
    punchout: account.punchout,
    unclearRole: account.unclear?.['role'] ?? account.unclear?.['punchout'],
    heldElsewhere: NOWHERE,
  });
  const areGroupsKnown = (known.purchasingGroups ?? []).length > 0;
  return (account) => {
    const { memberships } = account;
    return memberships === undefined || !areGroupsKnown ? ofAccount(account) : (ofRows(memberships, inGroup) ?? ofAccount(account));
  };
}

/** The access by the rows of an account; `null` where none of its groups has, or may have, the purchasing system. */
function ofRows(memberships: readonly AmazonMembership[], inGroup: (row: HasGroups) => InPurchasingGroup): PurchasingAccess | null {
  const rows = memberships.map((row) => ({ ...row, inGroup: inGroup(row) })).filter((row) => row.inGroup !== 'no');
  const usable =
    rows.find((row) => row.inGroup === 'yes' && row.punchout === true) ??
    rows.find((row) => row.inGroup === 'yes' && row.punchout === null) ??
    rows.find((row) => row.punchout !== false);
  if (usable !== undefined) return { ...usable, heldElsewhere: NOWHERE };
  const [first] = rows.sort((a, b) => Number(b.inGroup === 'yes') - Number(a.inGroup === 'yes'));
  if (first === undefined) return null;
  const heldElsewhere = memberships.filter(({ punchout }) => punchout === true).flatMap(({ groups }) => groups);
  return { inGroup: first.inGroup, punchout: false, heldElsewhere };
}

/** Names as they stand first: of a hundred thousand accounts, nearly all are written as they were noted. */
function namedIn(names: readonly string[]): (group: string) => boolean {
  const plain = new Set(names);
  const folded = new Set(names.map(foldName));
  return (group) => plain.has(group) || folded.has(foldName(group));
}
