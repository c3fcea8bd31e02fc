import { type AmazonUser, type Directory, mayBeActive, type NeoUser, type NeoUserState } from '../directory/directory.ts';
import { foldName } from '../directory/names.ts';
import { canonicalAddress, isBlankAddress } from '../email/index.ts';
import type { AmazonUsersFrom } from '../integration/amazon-users.ts';
import type { Audit } from './audit.ts';
import { type Finding, type FindingCode, mayBeSomebodys } from './finding.ts';

/** What a sheet can do about an account that stands. Source: docs/domain/amazon-cxml.md#invitations. */
export const ACCOUNT_CHANGES = ['remove-account', 'leave-group', 'move-group', 'join-group', 'grant-role'] as const;
export type AccountChangeKind = (typeof ACCOUNT_CHANGES)[number];

/**
 * Changes whose row of the sheet names a role. Whether Amazon adds it to those that the account has, or takes it in their place, nobody
 * publishes ([U], docs/domain/amazon-cxml.md#invitations).
 */
export const namesRole = (kind: AccountChangeKind): boolean => kind === 'grant-role' || kind === 'join-group' || kind === 'move-group';

/** Why an account is to be changed: its person left, it is nobody's, it is in the wrong group, or it lacks a group or the punchout role. */
export const ACCOUNT_REASONS = ['leaver', 'nobody', 'mover', 'no-group', 'no-role'] as const;
export type AccountReason = (typeof ACCOUNT_REASONS)[number];

/** Whether the account is no longer anybody's, so that it may end. */
export const endsAccount = (why: AccountReason): boolean => why === 'leaver' || why === 'nobody';

/** One change of one account. A group that does not matter is `''`. */
export interface AccountChange {
  readonly kind: AccountChangeKind;
  /** The group that is left. */
  readonly from: string;
  /** The group that is entered. */
  readonly group: string;
}

/** One account that does not fit, and what could be done: the advised change first; none where somebody has to decide. */
export interface AccountAdvice {
  readonly amazonIndex: number;
  /** Whose it is, or `-1`. */
  readonly neoIndex: number;
  readonly why: AccountReason;
  readonly changes: readonly AccountChange[];
  /**
   * Whether it is right without another look: not for an account of nobody or in an odd group, nor where there are several groups to choose
   * from, nor where a locked login may be open tomorrow.
   */
  readonly certain: boolean;
}

/** What the company has set up about groups. */
export interface AccountGroups {
  /** Amazon's groups with a system-integration option, by name. */
  readonly known: readonly string[];
  /** By NEO user, the groups whose option is the code of one of the user's invoice groups; empty = none, or not known. */
  readonly of: (neoIndex: number) => readonly string[];
  /** The groups with the purchasing system; empty = the company named none. */
  readonly purchasing: readonly string[];
}

/**
 * From when on accounts of a company follow its invoice groups. Nobody documents that an account has to be in the group whose option is the
 * code of its person's invoice group (docs/domain/amazon-cxml.md#invitations): only where nearly everybody's is, one that is not stands out.
 */
export const GROUP_HABIT = { share: 0.9, people: 20 } as const;

export const NO_GROUPS: AccountGroups = { known: [], of: () => [], purchasing: [] };

export const sameGroup = (a: string, b: string): boolean => a === b || foldName(a) === foldName(b);
export const inGroup = (groups: readonly string[], group: string): boolean => groups.some((one) => sameGroup(one, group));

const change = (kind: AccountChangeKind, from = '', group = ''): AccountChange => ({ kind, from, group });

/** Findings that a change of the account mends. */
const REASONS: Readonly<Partial<Record<FindingCode, AccountReason>>> = {
  'amazon-user-of-suspended': 'leaver',
  'amazon-orphan': 'nobody',
  'purchasing-group-missing': 'no-group',
  'punchout-role-missing': 'no-role',
};

/** The reason under which a finding's account is listed, where a sheet can mend it. */
export const accountReasonOf = (code: FindingCode): AccountReason | undefined => REASONS[code];

/**
 * The same for one finding: not for an account that may be somebody's, until that person is decided. Where SCIM makes the users it also ends
 * them, so that nobody is removed here.
 */
export function accountReasonFor(finding: Finding, amazonUsersFrom: AmazonUsersFrom = 'invitations'): AccountReason | undefined {
  const why = REASONS[finding.code];
  return why === undefined || mayBeSomebodys(finding) || (amazonUsersFrom === 'scim' && endsAccount(why)) ? undefined : why;
}

/**
 * Every account that should be changed, once each, by what matters most: who left before who moved. An address that two accounts share
 * is never in it: a row of a sheet could not say which.
 */
export function accountAdvice(
  { audit, directory }: { readonly audit: Audit; readonly directory: Directory },
  groups: AccountGroups = NO_GROUPS,
  amazonUsersFrom: AmazonUsersFrom = 'invitations',
): readonly AccountAdvice[] {
  const { amazonUsers, neoUsers } = directory;
  const byAddress = addressPlaces(amazonUsers);
  const advice = new Map<number, AccountAdvice>();
  const add = (neoIndex: number, amazonIndex: number, why: AccountReason): void => {
    const account = amazonUsers[amazonIndex];
    if (account === undefined || byAddress.get(canonicalAddress(account.email)) !== amazonIndex) return;
    const known = advice.get(amazonIndex);
    const certain = isCertain(why, neoUsers[neoIndex]?.state, groups);
    if (known !== undefined) {
      const order = ACCOUNT_REASONS.indexOf(known.why) - ACCOUNT_REASONS.indexOf(why);
      // Of two people of one account the one who needs a look decides, whoever stands first in the list.
      if (order < 0 || (order === 0 && (certain || !known.certain))) return;
    }
    const changes = changesFor(why, account, neoIndex, groups);
    advice.set(amazonIndex, { amazonIndex, neoIndex, why, changes, certain });
  };
  for (const finding of audit.findings) {
    const why = accountReasonFor(finding, amazonUsersFrom);
    if (why !== undefined) add(finding.neoIndex, finding.amazonIndex, why);
  }
  for (const { neoIndex, amazonIndex } of elsewhere({ audit, directory }, byAddress, groups)) add(neoIndex, amazonIndex, 'mover');
  return [...advice.values()].sort((a, b) => a.amazonIndex - b.amazonIndex);
}

/** The place of each address that one account alone has; -1 for a shared one. */
function addressPlaces(accounts: readonly AmazonUser[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  accounts.forEach(({ email }, at) => {
    if (isBlankAddress(email)) return;
    const key = canonicalAddress(email);
    places.set(key, places.has(key) ? -1 : at);
  });
  return places;
}

/**
 * Accounts in groups that carry a code, and in none of those that carry the person's; none of them in a company whose accounts do not
 * follow its invoice groups (`GROUP_HABIT`).
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
    const amazonIndex = byAddress.get(canonicalAddress(workEmail)) ?? -1;
    const account = amazonUsers[amazonIndex];
    if (account === undefined || account.email !== workEmail || account.state === 'inactive') return;
    const wanted = of(neoIndex);
    if (wanted.length === 0 || !account.groups.some((group) => inGroup(known, group))) return;
    people++;
    if (!account.groups.some((group) => inGroup(wanted, group))) found.push({ neoIndex, amazonIndex });
  });
  return people >= GROUP_HABIT.people && found.length <= people * (1 - GROUP_HABIT.share) ? found : [];
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
      const left = account.groups.filter((group) => inGroup(known, group));
      // Two codes to choose from, or two groups to leave: somebody has to say which.
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

/** The group in which the punchout role is missing; `''` where the lists do not say which of several it is. */
function groupForRole({ groups }: AmazonUser, purchasing: readonly string[]): string {
  const candidates = groups.length > 1 ? groups.filter((group) => inGroup(purchasing, group)) : groups;
  return candidates.length === 1 ? (candidates[0] as string) : '';
}

function isCertain(why: AccountReason, state: NeoUserState | undefined, { purchasing }: AccountGroups): boolean {
  if (why === 'leaver') return state === 'suspended' || state === 'deleted';
  // Which of several groups somebody belongs to is nothing that a list tells.
  return why === 'no-role' || (why === 'no-group' && purchasing.length === 1);
}

/** Both lists as far as they tell whether a change of an account has arrived. */
export interface AccountWorld {
  /** The account of this very address. */
  readonly account: Pick<AmazonUser, 'state' | 'groups' | 'punchout' | 'memberships'> | null;
  /** Whether the list tells groups at all. */
  readonly groupsKnown: boolean;
  /** Whose account it was when that was decided, as NEO tells of the person now; `null` = nobody's, or no longer there. */
  readonly owner: Pick<NeoUser, 'state'> | null;
}

/** Where a change of an account stands; `null` = not yet done, as far as the lists tell. */
export function accountChangeState(
  { kind, from, group }: AccountChange,
  { account, groupsKnown, owner }: AccountWorld,
): 'arrived' | 'overtaken' | 'lost' | null {
  if (kind === 'remove-account') {
    if (account === null || account.state === 'inactive') return 'arrived';
    // Whoever is back must not be removed.
    return owner !== null && mayBeActive(owner.state) ? 'overtaken' : null;
  }
  if (account === null) return kind === 'leave-group' ? 'arrived' : 'lost';
  if (kind === 'grant-role') return holdsRoleIn(account, group) ? 'arrived' : null;
  if (!groupsKnown) return null;
  const left = from === '' || !inGroup(account.groups, from);
  if (kind === 'leave-group') return left ? 'arrived' : null;
  if (inGroup(account.groups, group)) return kind === 'join-group' || left ? 'arrived' : null;
  return kind === 'move-group' && left ? 'overtaken' : null;
}

/** Whether an account holds the punchout role in a group; `''` = in any group. */
function holdsRoleIn({ punchout, memberships }: Pick<AmazonUser, 'punchout' | 'memberships'>, group: string): boolean {
  if (memberships === undefined || group === '') return punchout === true;
  return memberships.some((row) => row.punchout === true && inGroup(row.groups, group));
}
