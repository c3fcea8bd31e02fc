import { hasAmbiguousMark, SEPARATORS, splitCell } from '../../directory/cell-separator.ts';
import type { AmazonMembership, AmazonUser } from '../../directory/directory.ts';
import { foldName } from '../../directory/names.ts';
import type { AuditPolicy } from '../policy.ts';

/** Separators without the space, which may be part of a group's name. */
const MARKS_IN_GROUPS = SEPARATORS.filter((separator) => separator !== 'space');

/** Names of Amazon groups with and without the purchasing system. */
export type KnownGroups = Pick<AuditPolicy, 'purchasingGroups' | 'groupsWithout'>;

/** Whether an account is in a group with the purchasing system; `unknown` if one of its groups has no record. */
export type PurchasingGroupMembership = 'yes' | 'no' | 'unknown';

type HasGroups = Pick<AmazonUser, 'groups'>;

/**
 * Returns a function that classifies accounts. Always `yes` while no group is known to have the purchasing system, because groups are then
 * not checked.
 */
export function createPurchasingGroupClassifier({
  purchasingGroups = [],
  groupsWithout,
}: KnownGroups): (account: HasGroups) => PurchasingGroupMembership {
  if (purchasingGroups.length === 0) return () => 'yes';
  const isWith = namedIn(purchasingGroups);
  const mayHold = (group: string): boolean => hasAmbiguousMark(group) && splitCell(group, MARKS_IN_GROUPS).some(isWith);
  const isWithout = groupsWithout === undefined ? () => true : namedIn(groupsWithout);
  return ({ groups }) => {
    if (groups.some(isWith)) return 'yes';
    // A missing group does not prove that the account is in none, and an ambiguous comma may separate groups.
    const isTold = (groups.length > 0 || groupsWithout === undefined) && !groups.some(mayHold);
    return isTold && groups.every(isWithout) ? 'no' : 'unknown';
  };
}

/** An account's access to purchasing for orders from NEO. */
export interface PurchasingAccess {
  readonly inGroup: PurchasingGroupMembership;
  /** True if the account has the punchout role in the relevant group; `null` = unknown. */
  readonly punchout: boolean | null;
  /** The unknown role word because of which `punchout` is `null`; `''` = an empty cell. Omitted if there is none. */
  readonly unclearRole?: string | undefined;
  /** True if the role is unknown because the account is in several groups and the stored list has one role for all of them. */
  readonly isRoleOfGroupsMissing?: boolean;
  /** Groups without the purchasing system, if the account has the role only there; otherwise empty. */
  readonly heldElsewhere: readonly string[];
}

const NOWHERE: readonly string[] = [];

/**
 * Evaluates an account. The role counts only in a group with the purchasing system (docs/domain/neo.md#e-mail-matching). The most favorable
 * of several rows decides; role and group of different rows are never combined.
 */
export function createPurchasingAccessEvaluator(known: KnownGroups): (account: AmazonUser) => PurchasingAccess {
  const inGroup = createPurchasingGroupClassifier(known);
  const ofAccount = (account: AmazonUser): PurchasingAccess => ({
    inGroup: inGroup(account),
    punchout: account.punchout,
    unclearRole: account.unclear?.['role'] ?? account.unclear?.['punchout'],
    heldElsewhere: NOWHERE,
  });
  const areGroupsKnown = (known.purchasingGroups ?? []).length > 0;
  return (account) => {
    if (!areGroupsKnown) return ofAccount(account);
    const { memberships } = account;
    if (memberships !== undefined) return ofRows(memberships, inGroup) ?? ofAccount(account);
    const access = ofAccount(account);
    return isRoleDoubtful(account, access.inGroup, inGroup) ? { ...access, punchout: null, isRoleOfGroupsMissing: true } : access;
  };
}

/** True if one role is stated for several groups, some of which may lack the purchasing system, so that the role may exist only there. */
const isRoleDoubtful = (
  { groups, punchout }: AmazonUser,
  own: PurchasingGroupMembership,
  inGroup: (account: HasGroups) => PurchasingGroupMembership,
): boolean => groups.length > 1 && punchout === true && own !== 'no' && groups.some((group) => inGroup({ groups: [group] }) !== 'yes');

/** Evaluates the rows of an account; `null` if no group has, or may have, the purchasing system. */
function ofRows(memberships: readonly AmazonMembership[], inGroup: (row: HasGroups) => PurchasingGroupMembership): PurchasingAccess | null {
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

/**
 * Returns a function that tests whether a name is listed. Compares names verbatim first, because most are written exactly like the recorded
 * ones.
 */
function namedIn(names: readonly string[]): (group: string) => boolean {
  const plain = new Set(names);
  const folded = new Set(names.map(foldName));
  return (group) => plain.has(group) || folded.has(foldName(group));
}
