import type { AmazonUser, NeoUser } from '../directory/directory.ts';
import type { AmazonUserSource } from '../integration/amazon-users.ts';
import type { Confidence, EvidenceKey } from '../readiness/evidence/evidence.ts';
import { FINDING_KINDS, type Finding, type FindingCode, mayHaveOwner, type WritableAddress } from '../readiness/finding.ts';
import type { InvitationDoubt } from '../readiness/suggestions/invitation-doubts.ts';
import { isWritableAddress } from '../readiness/suggestions/which-side.ts';
import { type AccountChange, type AccountChangeFacts, type AccountReason, getAccountChangeState } from './account-changes.ts';
import type { FixState } from './fix-state.ts';

/** Actions on one side; only `FILE_ACTIONS` are written to a fix file. */
export const FIX_ACTIONS = [
  'change-neo-email',
  'swap-neo-emails',
  'invite-on-amazon',
  'reinvite-on-amazon',
  'resend-invitation',
  'activate-on-amazon',
  'grant-punchout-role',
  'join-purchasing-group',
  'remove-duplicate-account',
  'remove-on-amazon',
  'leave-group-on-amazon',
  'move-group-on-amazon',
  'clean-neo-references',
  'assign-in-directory',
  'renew-in-directory',
  'unassign-in-directory',
] as const;
export type FixAction = (typeof FIX_ACTIONS)[number];

/**
 * Side effects. Sources: docs/domain/neo.md#users and #user-csv, docs/domain/amazon-cxml.md#invitations, #no-list-of-users and
 * #users-from-an-identity-provider.
 */
export const FIX_EFFECTS = [
  'neo-one-cell',
  'neo-swaps-together',
  'neo-mail-address-changes',
  'neo-person-may-change-again',
  'amazon-address-fixed',
  'amazon-new-invitation',
  'amazon-invitation-90-days',
  'amazon-person-must-accept',
  'amazon-old-account-removed',
  'amazon-pending-orders-stay',
  'amazon-order-history-stays',
  'amazon-screen-only',
  'amazon-sheet-or-screen',
  'amazon-roles-may-be-replaced',
  'amazon-group-ends',
  'amazon-access-ends',
  'neo-screen-only',
  'directory-screen-only',
  'directory-at-first-sign-on',
  'directory-no-punchout-role',
  'directory-one-legal-entity',
  'directory-address-stays',
  'directory-deactivated-stays',
] as const;
export type FixEffect = (typeof FIX_EFFECTS)[number];

export interface FixOption {
  readonly action: FixAction;
  readonly side: 'neo' | 'amazon';
  /** The address to write; `null` if only the person knows it or no address is written. */
  readonly address: string | null;
  /** The change of an existing account; `null` otherwise. */
  readonly account: AccountChange | null;
  /** True for at most one option, the first; false for all if the evidence does not decide. */
  readonly recommended: boolean;
  /** Whether it can be adopted and is written to a file. */
  readonly adoptable: boolean;
  readonly effects: readonly FixEffect[];
  /** Doubts to resolve before the invitation. */
  readonly doubts: readonly InvitationDoubt[];
}

const EFFECTS: Readonly<Record<FixAction, readonly FixEffect[]>> = {
  'change-neo-email': ['neo-one-cell', 'neo-mail-address-changes', 'neo-person-may-change-again'],
  'swap-neo-emails': ['neo-swaps-together', 'neo-mail-address-changes', 'neo-person-may-change-again'],
  'invite-on-amazon': ['amazon-new-invitation', 'amazon-invitation-90-days', 'amazon-person-must-accept'],
  'reinvite-on-amazon': [
    'amazon-address-fixed',
    'amazon-new-invitation',
    'amazon-invitation-90-days',
    'amazon-person-must-accept',
    'amazon-old-account-removed',
    'amazon-pending-orders-stay',
    'amazon-order-history-stays',
  ],
  'resend-invitation': ['amazon-screen-only', 'amazon-invitation-90-days', 'amazon-person-must-accept'],
  'activate-on-amazon': ['amazon-screen-only'],
  'grant-punchout-role': ['amazon-sheet-or-screen', 'amazon-roles-may-be-replaced'],
  'join-purchasing-group': ['amazon-sheet-or-screen', 'amazon-roles-may-be-replaced'],
  'remove-duplicate-account': ['amazon-screen-only', 'amazon-pending-orders-stay', 'amazon-order-history-stays'],
  'remove-on-amazon': ['amazon-sheet-or-screen', 'amazon-access-ends', 'amazon-order-history-stays'],
  'leave-group-on-amazon': ['amazon-sheet-or-screen', 'amazon-group-ends'],
  'move-group-on-amazon': ['amazon-sheet-or-screen', 'amazon-roles-may-be-replaced'],
  'clean-neo-references': ['neo-screen-only'],
  'assign-in-directory': ['directory-screen-only', 'directory-no-punchout-role'],
  'renew-in-directory': [
    'directory-address-stays',
    'directory-screen-only',
    'directory-no-punchout-role',
    'amazon-pending-orders-stay',
    'amazon-order-history-stays',
  ],
  'unassign-in-directory': ['directory-screen-only', 'directory-deactivated-stays', 'amazon-access-ends'],
};
/** Side effects of the action, including those of an identity provider. */
export const listFixEffects = (action: FixAction, from: AmazonUserSource = 'invitations'): readonly FixEffect[] => [
  ...EFFECTS[action],
  ...(DIRECTORY_EFFECTS[from][action] ?? []),
];

type PerAction<T> = Readonly<Partial<Record<FixAction, T>>>;

const SIGN_ON: PerAction<readonly FixEffect[]> = {
  'assign-in-directory': ['directory-at-first-sign-on'],
  'renew-in-directory': ['directory-at-first-sign-on', 'amazon-old-account-removed'],
  'grant-punchout-role': ['directory-no-punchout-role'],
};
const DIRECTORY_EFFECTS: Readonly<Record<AmazonUserSource, PerAction<readonly FixEffect[]>>> = {
  invitations: {},
  sso: SIGN_ON,
  scim: {
    'assign-in-directory': ['directory-one-legal-entity'],
    'renew-in-directory': ['directory-one-legal-entity', 'directory-deactivated-stays'],
    'grant-punchout-role': ['directory-no-punchout-role'],
  },
};

/** Actions that replace the usual ones if users come from an identity provider. */
const SOURCE_ACTIONS: Readonly<Record<AmazonUserSource, PerAction<FixAction>>> = {
  invitations: {},
  sso: { 'invite-on-amazon': 'assign-in-directory', 'reinvite-on-amazon': 'renew-in-directory' },
  scim: {
    'invite-on-amazon': 'assign-in-directory',
    'reinvite-on-amazon': 'renew-in-directory',
    'activate-on-amazon': 'assign-in-directory',
    'remove-on-amazon': 'unassign-in-directory',
  },
};
/** The action for the company's source of users. */
export const getActionForSource = (action: FixAction, from: AmazonUserSource): FixAction => SOURCE_ACTIONS[from][action] ?? action;

const NEO_ACTIONS: ReadonlySet<FixAction> = new Set(['change-neo-email', 'swap-neo-emails', 'clean-neo-references']);
const DIRECTORY_ACTIONS: ReadonlySet<FixAction> = new Set(['assign-in-directory', 'renew-in-directory', 'unassign-in-directory']);
const FILE_ACTIONS: ReadonlySet<FixAction> = new Set(['change-neo-email', 'swap-neo-emails', 'invite-on-amazon', 'reinvite-on-amazon']);
/** Changes of an existing account, written to Amazon's sheet if the template has words for them. */
const ACCOUNT_ACTIONS: Readonly<Record<AccountChange['kind'], FixAction>> = {
  'remove-account': 'remove-on-amazon',
  'leave-group': 'leave-group-on-amazon',
  'move-group': 'move-group-on-amazon',
  'join-group': 'join-purchasing-group',
  'grant-role': 'grant-punchout-role',
};
/** The action for an account change. */
export const getAccountAction = ({ kind }: Pick<AccountChange, 'kind'>): FixAction => ACCOUNT_ACTIONS[kind];

/** Findings resolved by one action without an address. */
const PLAIN_ACTIONS: Partial<Record<FindingCode, FixAction>> = {
  'amazon-user-inactive': 'activate-on-amazon',
  'amazon-invitation-pending': 'resend-invitation',
  'amazon-invitation-expiring': 'resend-invitation',
  'amazon-invitation-expired': 'resend-invitation',
  'punchout-role-missing': 'grant-punchout-role',
  'purchasing-group-missing': 'join-purchasing-group',
  'amazon-email-duplicate': 'remove-duplicate-account',
  'amazon-orphan': 'remove-on-amazon',
  'amazon-user-of-suspended': 'remove-on-amazon',
  'user-suspended': 'clean-neo-references',
};

/** The action in the identity provider that replaces one on Amazon; `null` if there is none. */
export function getDirectoryAction(code: FindingCode, from: AmazonUserSource): 'assign-in-directory' | 'unassign-in-directory' | null {
  const usual = code === 'amazon-user-missing' ? 'invite-on-amazon' : PLAIN_ACTIONS[code];
  const action = usual === undefined ? undefined : SOURCE_ACTIONS[from][usual];
  return action === 'assign-in-directory' || action === 'unassign-in-directory' ? action : null;
}

/** Message key of the action text for a code. */
export function getActionTextKey(code: FindingCode, from: AmazonUserSource) {
  const instead = getDirectoryAction(code, from);
  return instead === null ? (`finding.${code}.action` as const) : (`fix.instead.${instead}` as const);
}

/** Results of the audit besides a finding. */
export interface FixOptionFacts {
  readonly workEmail: string;
  /** Alternatives to the suggestion, or addresses without a suggestion. */
  readonly ways: readonly WritableAddress[];
  readonly doubts: readonly InvitationDoubt[];
  /** Whether another person has the same work address, which prevents an invitation. Omitted = no. */
  readonly isTaken?: boolean;
  /** Account changes that a sheet can make, the recommended one first; omitted = none. */
  readonly accounts?: readonly AccountChange[];
  /** Source of Amazon's users; omitted = invitations. */
  readonly amazonUsersFrom?: AmazonUserSource;
}

/**
 * Possible actions for a finding with their side effects, the recommended one first; empty if there is none. NEO's address can be changed
 * in one cell; for Amazon, a new account is invited and the old one removed. Only valid and unused addresses are offered. With an identity
 * provider, its actions replace invitations, and no file is written.
 */
export function listFixOptions(
  finding: Finding,
  { workEmail, ways, doubts, isTaken = false, accounts = [], amazonUsersFrom = 'invitations' }: FixOptionFacts,
): readonly FixOption[] {
  const { code, suggestion, amazonIndex } = finding;
  const plain = PLAIN_ACTIONS[code];
  const options: FixOption[] = [];
  const add = (
    usual: FixAction,
    address: string | null,
    recommended: boolean,
    { looks = [], account = null }: { readonly looks?: readonly InvitationDoubt[]; readonly account?: AccountChange | null } = {},
  ): void => {
    const action = getActionForSource(usual, amazonUsersFrom);
    options.push({
      action,
      side: NEO_ACTIONS.has(action) ? 'neo' : 'amazon',
      address,
      account,
      recommended,
      adoptable: account !== null || (FILE_ACTIONS.has(action) && (address !== null || action === 'change-neo-email')),
      effects: listFixEffects(action, amazonUsersFrom),
      doubts: looks,
    });
  };
  const isMissing = code === 'amazon-user-missing';
  const isPairing = isMissing || isMismatch(code);
  if (plain !== undefined) {
    // A check is needed: a locked-out person may return, and an account without owner may be an administrator's.
    const isCertain = finding.reason.params['state'] !== 'login-denied' && code !== 'amazon-orphan';
    // The lists do not show which of several groups is right.
    const isOneGroup = accounts.filter(({ kind }) => kind === 'join-group').length < 2;
    accounts.forEach((account, at) => {
      add(getAccountAction(account), null, at === 0 && isCertain && isOneGroup, { account });
    });
    if (accounts.length === 0 && !mayHaveOwner(finding)) add(plain, null, isCertain);
  } else if (code === 'work-email-swapped') {
    if (suggestion !== null) add('swap-neo-emails', suggestion.address, true);
  } else if (isPairing || code === 'work-email-duplicate' || (amazonIndex < 0 && isAboutAddress(code))) {
    const actionOn = ({ side }: WritableAddress): FixAction => (side === 'neo' ? 'change-neo-email' : 'reinvite-on-amazon');
    if (suggestion !== null) add(actionOn(suggestion), suggestion.address, !suggestion.ambiguous && suggestion.confidence !== 'low');
    if (isMissing && !isTaken) {
      const sound = isWritableAddress(workEmail) ? workEmail : null;
      add('invite-on-amazon', sound, sound !== null && options.length === 0 && ways.length === 0 && doubts.length === 0, { looks: doubts });
    }
    for (const way of isPairing ? ways : []) if (way.side === 'neo' || amazonIndex >= 0) add(actionOn(way), way.address, false);
    // Only the person knows the address if nothing else can be offered.
    if (!options.some(({ adoptable, action }) => adoptable || DIRECTORY_ACTIONS.has(action)))
      add('change-neo-email', null, options.length === 0);
  }
  return options;
}

/** True if the finding concerns the work address, and not groups, routes or numbers. */
const isAboutAddress = (code: FindingCode): boolean => {
  const { gate } = FINDING_KINDS[code];
  return gate === 3 || gate === 4 || gate === null;
};

const MISMATCHES: ReadonlySet<FindingCode> = new Set(['work-email-missing', 'other-email-matches', 'person-match', 'work-email-malformed']);

/** True if the work address is missing or differs from that of the account. */
export const isMismatch = (code: FindingCode): boolean => code.startsWith('email-differs-') || MISMATCHES.has(code);

export const FIX_CHOICES = ['suggestion', 'alternative', 'typed', 'invitation', 'account'] as const;
export type FixChoice = (typeof FIX_CHOICES)[number];

/** An account change with its reason and the permanent identity of its person; `''` = none. */
export interface AccountFix extends AccountChange {
  readonly why: AccountReason;
  readonly owner: string;
}

/** An administrator's decision for one person or one existing account; at most one for each. */
export interface Fix {
  /** The person's permanent identity (`recognizePeople`); for an account change `getAccountKey`. */
  readonly person: string;
  readonly side: 'neo' | 'amazon';
  readonly neoUserId: string;
  readonly loginId: string;
  readonly name: string;
  /** `null` for an account in the wrong group, which has no finding. */
  readonly code: FindingCode | null;
  /** The work address at the time of the decision, verbatim. */
  readonly from: string;
  /** The address to write on that side; for an account change, the address of the account. */
  readonly to: string;
  /** The change of the account with this address; `null` if a person gets an address. */
  readonly account: AccountFix | null;
  readonly choice: FixChoice;
  /** Confidence of the suggestion; `null` for typed values, invitations and values chosen without a suggestion. */
  readonly confidence: Confidence | null;
  readonly reasons: readonly EvidenceKey[];
  /** The account replaced by a new invitation, to be removed; `''` = none. */
  readonly oldAccount: string;
  readonly adoptedAt: string;
  /** Date, file name and row of the export; `null` before it. */
  readonly written: { readonly at: string; readonly file: string; readonly row: number } | null;
  readonly state: FixState;
}

/** Actions available for many rows at once. */
export const BULK_ACTIONS = ['change-neo-email', 'invite-on-amazon', 'reinvite-on-amazon'] as const satisfies readonly FixAction[];

/**
 * The action that gives a person this address. A person with another account is invited again, because the address of an account cannot
 * change.
 */
export const getAddressAction = ({ side, oldAccount }: Pick<Fix, 'side' | 'oldAccount'>): (typeof BULK_ACTIONS)[number] =>
  side === 'neo' ? 'change-neo-email' : oldAccount === '' ? 'invite-on-amazon' : 'reinvite-on-amazon';

/** The key of an account change; a fix of the person's address has a different key. */
export const getAccountKey = (email: string): string => `amazon ${email}`;

/** True if a file for NEO can identify the person by NEO's id or the login id. */
export const hasNeoKey = ({ id, loginId }: Pick<NeoUser, 'id' | 'loginId'>): boolean => id !== '' || loginId !== '';

/** The former value on the fix's side; `''` = none. */
export const getFormerValue = ({ side, from, oldAccount }: Pick<Fix, 'side' | 'from' | 'oldAccount'>): string =>
  side === 'neo' ? from : oldAccount;

/** The parts of both lists from which the state of a fix is determined. */
export interface FixStateFacts {
  /** The person by permanent identity. */
  person(fix: Pick<Fix, 'person'>): Pick<NeoUser, 'workEmail' | 'state'> | null;
  /** True if an account has exactly this address. */
  onAmazon(address: string): boolean;
  /** The account with exactly this address. */
  account(address: string): Pick<AmazonUser, 'state' | 'groups' | 'punchout'> | null;
  /** Whether Amazon's list contains groups. */
  readonly groupsKnown: boolean;
}

function accountFixState({ to, account, written }: Fix & { readonly account: AccountFix }, world: FixStateFacts): FixState {
  const owner: AccountChangeFacts['owner'] = account.owner === '' ? null : world.person({ person: account.owner });
  const state = getAccountChangeState(account, { account: world.account(to), groupsKnown: world.groupsKnown, owner });
  return state ?? (written === null ? 'adopted' : 'written');
}

/** The present state of a fix. `arrived` is final, because a later change is a new finding. */
export function getFixState(fix: Fix, world: FixStateFacts): FixState {
  if (fix.state === 'arrived') return 'arrived';
  if (fix.account !== null) return accountFixState({ ...fix, account: fix.account }, world);
  const person = world.person(fix);
  if (person === null || person.state === 'deleted') return 'lost';
  if (fix.side === 'amazon') {
    // An invitation may use another address than NEO's; it is overtaken if NEO's address changes.
    if (person.workEmail !== fix.to && person.workEmail !== fix.from) return 'overtaken';
    if (world.onAmazon(fix.to)) return 'arrived';
  } else {
    if (person.workEmail === fix.to) return 'arrived';
    if (person.workEmail !== fix.from) return 'overtaken';
  }
  return fix.written === null ? 'adopted' : 'written';
}
