import { type AmazonUser, type Directory, mayBeActive, type NeoUser, type NeoUserState } from '../directory/directory.ts';
import { foldName } from '../directory/names.ts';
import { isBlankAddress, toCanonicalAddress } from '../email/index.ts';
import type { AmazonUserSource } from '../integration/amazon-users.ts';
import type { Audit } from '../readiness/audit.ts';
import { type Finding, type FindingCode, mayHaveOwner } from '../readiness/finding.ts';

/** Changes that a sheet can make to an existing account. Source: docs/domain/amazon-cxml.md#invitations. */
export const ACCOUNT_CHANGES = ['remove-account', 'leave-group', 'move-group', 'join-group', 'grant-role'] as const;
export type AccountChangeKind = (typeof ACCOUNT_CHANGES)[number];

/**
 * Changes whose row in the sheet names a role. Whether Amazon adds it to the account's roles or replaces them is not documented ([U],
 * docs/domain/amazon-cxml.md#invitations).
 */
export const hasRoleInSheet = (kind: AccountChangeKind): boolean => kind === 'grant-role' || kind === 'join-group' || kind === 'move-group';

/**
 * Why an account should change: its person left, it belongs to no one, it is in the wrong group, or it lacks a group or the punchout
 * role.
 */
export const ACCOUNT_REASONS = ['leaver', 'nobody', 'mover', 'no-group', 'no-role'] as const;
export type AccountReason = (typeof ACCOUNT_REASONS)[number];

/** True if the account no longer has an owner, so that it may be removed. */
export const isRemovalReason = (why: AccountReason): boolean => why === 'leaver' || why === 'nobody';

/** One change of one account. Groups that do not apply are `''`. */
export interface AccountChange {
  readonly kind: AccountChangeKind;
  /** The group to leave. */
  readonly from: string;
  /** The group to join. */
  readonly group: string;
}

/** An account to change and its possible changes, the recommended one first; empty if an administrator has to decide. */
export interface AccountAdvice {
  readonly amazonIndex: number;
  /** Index of the NEO user who owns the account, or `-1`. */
  readonly neoIndex: number;
  readonly why: AccountReason;
  readonly changes: readonly AccountChange[];
  /**
   * True if the change needs no further check. A check is needed for an account without owner or in an unexpected group, with several
   * possible groups, or for a person whose locked login may be reopened.
   */
  readonly certain: boolean;
}

/** Amazon groups as configured for the company. */
export interface AccountGroups {
  /** Amazon's groups with a system-integration option, by name. */
  readonly known: readonly string[];
  /** Groups whose option is the code of one of the user's invoice groups, by NEO user; empty = none or unknown. */
  readonly of: (neoIndex: number) => readonly string[];
  /** Groups with the purchasing system; empty if none is named. */
  readonly purchasing: readonly string[];
}

/**
 * Minimum share of accounts, and minimum number of people, for the assumption that a company's accounts follow its invoice groups. Whether
 * an account must be in the group whose option is the invoice group's code is not documented (docs/domain/amazon-cxml.md#invitations), so a
 * deviation is reported only if nearly all accounts follow the pattern.
 */
export const GROUP_PATTERN_LIMITS = { share: 0.9, people: 20 } as const;

export const NO_GROUPS: AccountGroups = { known: [], of: () => [], purchasing: [] };

export const isSameGroup = (a: string, b: string): boolean => a === b || foldName(a) === foldName(b);
export const isInGroup = (groups: readonly string[], group: string): boolean => groups.some((one) => isSameGroup(one, group));

const change = (kind: AccountChangeKind, from = '', group = ''): AccountChange => ({ kind, from, group });

/** Findings that a change of the account resolves. */
const REASONS: Readonly<Partial<Record<FindingCode, AccountReason>>> = {
  'amazon-user-of-suspended': 'leaver',
  'amazon-orphan': 'nobody',
  'purchasing-group-missing': 'no-group',
  'punchout-role-missing': 'no-role',
};

/** The reason for changing the account of a finding; `undefined` if a sheet cannot change it. */
export const getAccountReason = (code: FindingCode): AccountReason | undefined => REASONS[code];

/**
 * Like `getAccountReason`, for one finding. `undefined` for an account that may have an owner, until that is decided, and for removals with
 * SCIM, because the identity provider removes users.
 */
export function getFindingAccountReason(finding: Finding, amazonUsersFrom: AmazonUserSource = 'invitations'): AccountReason | undefined {
  const why = REASONS[finding.code];
  return why === undefined || mayHaveOwner(finding) || (amazonUsersFrom === 'scim' && isRemovalReason(why)) ? undefined : why;
}

/**
 * All accounts that should change, once each, with the most important reason: leavers before movers. Addresses shared by two accounts are
 * excluded, because a row of a sheet identifies an account by address.
 */
export function listAccountAdvice(
  { audit, directory }: { readonly audit: Audit; readonly directory: Directory },
  groups: AccountGroups = NO_GROUPS,
  amazonUsersFrom: AmazonUserSource = 'invitations',
): readonly AccountAdvice[] {
  const { amazonUsers, neoUsers } = directory;
  const byAddress = addressPlaces(amazonUsers);
  const advice = new Map<number, AccountAdvice>();
  const add = (neoIndex: number, amazonIndex: number, why: AccountReason): void => {
    const account = amazonUsers[amazonIndex];
    if (account === undefined || byAddress.get(toCanonicalAddress(account.email)) !== amazonIndex) return;
    const known = advice.get(amazonIndex);
    const certain = isCertain(why, neoUsers[neoIndex]?.state, groups);
    if (known !== undefined) {
      const order = ACCOUNT_REASONS.indexOf(known.why) - ACCOUNT_REASONS.indexOf(why);
      // If two people share an account, the uncertain case counts, independent of the order.
      if (order < 0 || (order === 0 && (certain || !known.certain))) return;
    }
    const changes = changesFor(why, account, neoIndex, groups);
    advice.set(amazonIndex, { amazonIndex, neoIndex, why, changes, certain });
  };
  for (const finding of audit.findings) {
    const why = getFindingAccountReason(finding, amazonUsersFrom);
    if (why !== undefined) add(finding.neoIndex, finding.amazonIndex, why);
  }
  for (const { neoIndex, amazonIndex } of elsewhere({ audit, directory }, byAddress, groups)) add(neoIndex, amazonIndex, 'mover');
  return [...advice.values()].sort((a, b) => a.amazonIndex - b.amazonIndex);
}

/** Position of each address that only one account has; -1 for a shared one. */
function addressPlaces(accounts: readonly AmazonUser[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  accounts.forEach(({ email }, at) => {
    if (isBlankAddress(email)) return;
    const key = toCanonicalAddress(email);
    places.set(key, places.has(key) ? -1 : at);
  });
  return places;
}

/**
 * Accounts in groups with a code, but not in the group with the person's code; none unless the company's accounts follow its invoice
 * groups (`GROUP_PATTERN_LIMITS`).
 */
function elsewhere(
  { audit, directory: { neoUsers, amazonUsers } }: { readonly audit: Audit; readonly directory: Directory },
  byAddress: ReadonlyMap<string, number>,
  { known, of }: AccountGroups,
): readonly { readonly neoIndex: number; readonly amazonIndex: number }[] {
  if (known.length === 0) return [];
  const found: { neoIndex: number; amazonIndex: number }[] = [];
  let people = 0;
  neoUsers.forEach(({ workEmail }, neoIndex) => {
    if (audit.inScope[neoIndex] !== 1) return;
    const amazonIndex = byAddress.get(toCanonicalAddress(workEmail)) ?? -1;
    const account = amazonUsers[amazonIndex];
    if (account === undefined || account.email !== workEmail || account.state === 'inactive') return;
    const wanted = of(neoIndex);
    if (wanted.length === 0 || !account.groups.some((group) => isInGroup(known, group))) return;
    people++;
    if (!account.groups.some((group) => isInGroup(wanted, group))) found.push({ neoIndex, amazonIndex });
  });
  return people >= GROUP_PATTERN_LIMITS.people && found.length <= people * (1 - GROUP_PATTERN_LIMITS.share) ? found : [];
}

function changesFor(
  why: AccountReason,
  account: AmazonUser,
  neoIndex: number,
  { known, of, purchasing }: AccountGroups,
): readonly AccountChange[] {
  switch (why) {
    case 'leaver':
    case 'nobody':
      return [change('remove-account'), ...account.groups.map((group) => change('leave-group', group))];
    case 'mover': {
      const wanted = of(neoIndex);
      const left = account.groups.filter((group) => isInGroup(known, group));
      // With several possible codes or several groups to leave, the administrator must choose.
      return wanted.length === 1 && left.length === 1 ? [change('move-group', left[0], wanted[0])] : [];
    }
    case 'no-group':
      return [
        ...purchasing.map((group) => change('join-group', '', group)),
        ...(account.groups.length === 1 ? purchasing.map((group) => change('move-group', account.groups[0], group)) : []),
      ];
    case 'no-role':
      return [change('grant-role', '', groupForRole(account, purchasing))];
  }
}

/** The group that lacks the punchout role; `''` if several are possible. */
function groupForRole({ groups }: AmazonUser, purchasing: readonly string[]): string {
  const candidates = groups.length > 1 ? groups.filter((group) => isInGroup(purchasing, group)) : groups;
  return candidates.length === 1 ? (candidates[0] as string) : '';
}

function isCertain(why: AccountReason, state: NeoUserState | undefined, { purchasing }: AccountGroups): boolean {
  if (why === 'leaver') return state === 'suspended' || state === 'deleted';
  // The lists do not show which of several groups is right.
  return why === 'no-role' || (why === 'no-group' && purchasing.length === 1);
}

/** The parts of both lists that show whether a change of an account has arrived. */
export interface AccountChangeFacts {
  /** The account with exactly this address. */
  readonly account: Pick<AmazonUser, 'state' | 'groups' | 'punchout' | 'memberships'> | null;
  /** Whether the list contains groups. */
  readonly groupsKnown: boolean;
  /** The owner at the time of the decision, with the present state in NEO; `null` = none, or no longer listed. */
  readonly owner: Pick<NeoUser, 'state'> | null;
}

/** State of an account change according to the lists; `null` = not done yet. */
export function getAccountChangeState(
  { kind, from, group }: AccountChange,
  { account, groupsKnown, owner }: AccountChangeFacts,
): 'arrived' | 'overtaken' | 'lost' | null {
  if (kind === 'remove-account') {
    if (account === null || account.state === 'inactive') return 'arrived';
    // A person who returned must not be removed.
    return owner !== null && mayBeActive(owner.state) ? 'overtaken' : null;
  }
  if (account === null) return kind === 'leave-group' ? 'arrived' : 'lost';
  if (kind === 'grant-role') return holdsRoleIn(account, group) ? 'arrived' : null;
  if (!groupsKnown) return null;
  const left = from === '' || !isInGroup(account.groups, from);
  if (kind === 'leave-group') return left ? 'arrived' : null;
  if (isInGroup(account.groups, group)) return kind === 'join-group' || left ? 'arrived' : null;
  return kind === 'move-group' && left ? 'overtaken' : null;
}

/** Whether an account has the punchout role in a group; `''` = in any group. */
function holdsRoleIn({ punchout, memberships }: Pick<AmazonUser, 'punchout' | 'memberships'>, group: string): boolean {
  if (memberships === undefined || group === '') return punchout === true;
  return memberships.some((row) => row.punchout === true && isInGroup(row.groups, group));
}
