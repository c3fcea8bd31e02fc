import type { AmazonUser, NeoUser } from '../directory/directory.ts';
import type { AmazonUsersFrom } from '../integration/amazon-users.ts';
import { type AccountChange, type AccountReason, type AccountWorld, accountChangeState } from './account-changes.ts';
import type { Confidence, EvidenceKey } from './evidence.ts';
import { FINDING_KINDS, type Finding, type FindingCode, mayBeSomebodys, type Way } from './finding.ts';
import type { FixState } from './fix-state.ts';
import type { InvitationDoubt } from './invitation-doubts.ts';
import { isSoundAddress } from './which-side.ts';

/** What somebody does on one side; only those of `FILE_ACTIONS` go into a file of ours. */
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

/** What else happens. Sources: docs/domain/neo.md#users and #user-csv, docs/domain/amazon-cxml.md#invitations, #no-list-of-users and #users-from-an-identity-provider. */
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
  /** What would be written; `null` when nobody but the person knows, or nothing is written. */
  readonly address: string | null;
  /** How an account that stands would be changed; `null` for everything else. */
  readonly account: AccountChange | null;
  /** At most one, and then the first. None where the evidence does not decide: somebody has to look. */
  readonly recommended: boolean;
  /** Whether it can be adopted and goes into a file. */
  readonly adoptable: boolean;
  readonly effects: readonly FixEffect[];
  /** What to look at before it is done. */
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
/** What else happens when this is done, and where users come from an identity provider, what that adds. */
export const effectsOf = (action: FixAction, from: AmazonUsersFrom = 'invitations'): readonly FixEffect[] => [
  ...EFFECTS[action],
  ...(DIRECTORY_EFFECTS[from][action] ?? []),
];

type PerAction<T> = Readonly<Partial<Record<FixAction, T>>>;

const SIGN_ON: PerAction<readonly FixEffect[]> = {
  'assign-in-directory': ['directory-at-first-sign-on'],
  'renew-in-directory': ['directory-at-first-sign-on', 'amazon-old-account-removed'],
  'grant-punchout-role': ['directory-no-punchout-role'],
};
const DIRECTORY_EFFECTS: Readonly<Record<AmazonUsersFrom, PerAction<readonly FixEffect[]>>> = {
  invitations: {},
  sso: SIGN_ON,
  scim: {
    'assign-in-directory': ['directory-one-legal-entity'],
    'renew-in-directory': ['directory-one-legal-entity', 'directory-deactivated-stays'],
    'grant-punchout-role': ['directory-no-punchout-role'],
  },
};

/** What is done instead where users come from an identity provider. */
const INSTEAD: Readonly<Record<AmazonUsersFrom, PerAction<FixAction>>> = {
  invitations: {},
  sso: { 'invite-on-amazon': 'assign-in-directory', 'reinvite-on-amazon': 'renew-in-directory' },
  scim: {
    'invite-on-amazon': 'assign-in-directory',
    'reinvite-on-amazon': 'renew-in-directory',
    'activate-on-amazon': 'assign-in-directory',
    'remove-on-amazon': 'unassign-in-directory',
  },
};
/** What somebody does for this, by where the company's users come from. */
export const actionBy = (action: FixAction, from: AmazonUsersFrom): FixAction => INSTEAD[from][action] ?? action;

const NEO_ACTIONS: ReadonlySet<FixAction> = new Set(['change-neo-email', 'swap-neo-emails', 'clean-neo-references']);
const DIRECTORY_ACTIONS: ReadonlySet<FixAction> = new Set(['assign-in-directory', 'renew-in-directory', 'unassign-in-directory']);
const FILE_ACTIONS: ReadonlySet<FixAction> = new Set(['change-neo-email', 'swap-neo-emails', 'invite-on-amazon', 'reinvite-on-amazon']);
/** Changes of an account that stands: Amazon's sheet takes them, where the template has words for them. */
const ACCOUNT_ACTIONS: Readonly<Record<AccountChange['kind'], FixAction>> = {
  'remove-account': 'remove-on-amazon',
  'leave-group': 'leave-group-on-amazon',
  'move-group': 'move-group-on-amazon',
  'join-group': 'join-purchasing-group',
  'grant-role': 'grant-punchout-role',
};
/** What somebody does to make a change of an account. */
export const accountAction = ({ kind }: Pick<AccountChange, 'kind'>): FixAction => ACCOUNT_ACTIONS[kind];

/** Findings that one move on one screen mends, without an address. */
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

/** What is done in the identity provider about a code, in place of what is done on Amazon else; `null` where nothing is. */
export function directoryAction(code: FindingCode, from: AmazonUsersFrom): 'assign-in-directory' | 'unassign-in-directory' | null {
  const usual = code === 'amazon-user-missing' ? 'invite-on-amazon' : PLAIN_ACTIONS[code];
  const action = usual === undefined ? undefined : INSTEAD[from][usual];
  return action === 'assign-in-directory' || action === 'unassign-in-directory' ? action : null;
}

/** The key of the text that says what is to be done about a code. */
export function actionText(code: FindingCode, from: AmazonUsersFrom) {
  const instead = directoryAction(code, from);
  return instead === null ? (`finding.${code}.action` as const) : (`fix.instead.${instead}` as const);
}

/** What the audit found beside a finding. */
export interface Choices {
  readonly workEmail: string;
  /** What may be chosen beside the suggestion. */
  readonly ways: readonly Way[];
  readonly doubts: readonly InvitationDoubt[];
  /** Whether somebody else has the work address, too: nobody can be invited by it. Left out = nobody else has. */
  readonly isTaken?: boolean;
  /** What a sheet can do about the finding's account, the advised change first; left out = nothing. */
  readonly accounts?: readonly AccountChange[];
  /** Left out = they are invited. */
  readonly amazonUsersFrom?: AmazonUsersFrom;
}

/**
 * What could be done about a finding, the advised way first, with what else happens. NEO's address is one cell that can be changed; an
 * Amazon address cannot: a new account is invited and the old one removed. Empty where there is nothing to do. Every address here is
 * sound and nobody else's; what could not be right is not offered at all. Where users come from an identity provider nobody is invited:
 * the same is done there, and nothing of it goes into a file of ours.
 */
export function fixOptions(
  finding: Finding,
  { workEmail, ways, doubts, isTaken = false, accounts = [], amazonUsersFrom = 'invitations' }: Choices,
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
    const action = actionBy(usual, amazonUsersFrom);
    options.push({
      action,
      side: NEO_ACTIONS.has(action) ? 'neo' : 'amazon',
      address,
      account,
      recommended,
      adoptable: account !== null || (FILE_ACTIONS.has(action) && (address !== null || action === 'change-neo-email')),
      effects: effectsOf(action, amazonUsersFrom),
      doubts: looks,
    });
  };
  const isMissing = code === 'amazon-user-missing';
  const isPairing = isMissing || isMismatch(code);
  if (plain !== undefined) {
    // Somebody has to look: whoever is locked out may be back tomorrow, and an account of nobody may be an administrator's.
    const isCertain = finding.reason.params['state'] !== 'login-denied' && code !== 'amazon-orphan';
    // Which of several groups somebody belongs to is nothing that a list tells.
    const isOneGroup = accounts.filter(({ kind }) => kind === 'join-group').length < 2;
    accounts.forEach((account, at) => {
      add(accountAction(account), null, at === 0 && isCertain && isOneGroup, { account });
    });
    if (accounts.length === 0 && !mayBeSomebodys(finding)) add(plain, null, isCertain);
  } else if (code === 'work-email-swapped') {
    if (suggestion !== null) add('swap-neo-emails', suggestion.address, true);
  } else if (isPairing || code === 'work-email-duplicate' || (amazonIndex < 0 && isAboutAddress(code))) {
    const actionOn = ({ side }: Way): FixAction => (side === 'neo' ? 'change-neo-email' : 'reinvite-on-amazon');
    if (suggestion !== null) add(actionOn(suggestion), suggestion.address, !suggestion.ambiguous && suggestion.confidence !== 'low');
    if (isMissing && !isTaken) {
      const sound = isSoundAddress(workEmail) ? workEmail : null;
      add('invite-on-amazon', sound, sound !== null && options.length === 0 && ways.length === 0 && doubts.length === 0, { looks: doubts });
    }
    for (const way of isPairing ? ways : []) if (way.side === 'neo' || amazonIndex >= 0) add(actionOn(way), way.address, false);
    // Where nothing can be offered, the person knows.
    if (!options.some(({ adoptable, action }) => adoptable || DIRECTORY_ACTIONS.has(action)))
      add('change-neo-email', null, options.length === 0);
  }
  return options;
}

/** Whether the finding is about the work address itself, and not about groups, routes or numbers, which no address mends. */
const isAboutAddress = (code: FindingCode): boolean => {
  const { gate } = FINDING_KINDS[code];
  return gate === 3 || gate === 4 || gate === null;
};

const MISMATCHES: ReadonlySet<FindingCode> = new Set(['work-email-missing', 'other-email-matches', 'person-match', 'work-email-malformed']);

/** Whether the finding says that a person's work address is not the one of the account, or that there is none to compare. */
export const isMismatch = (code: FindingCode): boolean => code.startsWith('email-differs-') || MISMATCHES.has(code);

export const FIX_CHOICES = ['suggestion', 'alternative', 'typed', 'invitation', 'account'] as const;
export type FixChoice = (typeof FIX_CHOICES)[number];

/** A change of an account, with why, and the lasting identity of its person; `''` = nobody's. */
export interface AccountFix extends AccountChange {
  readonly why: AccountReason;
  readonly owner: string;
}

/** What an administrator decided for one person, or for one account that stands. Each has one. */
export interface Fix {
  /** The person's lasting identity (`recognise`); of an account that is changed `accountKey`. */
  readonly person: string;
  readonly side: 'neo' | 'amazon';
  readonly neoUserId: string;
  readonly loginId: string;
  readonly name: string;
  /** `null` for an account in the wrong group, of which no finding tells. */
  readonly code: FindingCode | null;
  /** The work address when it was decided, verbatim. */
  readonly from: string;
  /** The address to be written on that side; of an account that is changed its own. */
  readonly to: string;
  /** How the account of the address is changed; `null` = a person gets an address. */
  readonly account: AccountFix | null;
  readonly choice: FixChoice;
  /** Of what was advised; `null` for what was chosen without advice, typed or invited. */
  readonly confidence: Confidence | null;
  readonly reasons: readonly EvidenceKey[];
  /** The account that a new invitation replaces and that must be removed; `''` when there is none. */
  readonly oldAccount: string;
  readonly adoptedAt: string;
  /** The file that carries it: its name and the row in it. */
  readonly written: { readonly at: string; readonly file: string; readonly row: number } | null;
  readonly state: FixState;
}

/** What adopting many rows at once can do. */
export const BULK_ACTIONS = ['change-neo-email', 'invite-on-amazon', 'reinvite-on-amazon'] as const satisfies readonly FixAction[];

/** What is done to give a person this address: who has another account is invited again, for an account keeps its address. */
export const addressAction = ({ side, oldAccount }: Pick<Fix, 'side' | 'oldAccount'>): (typeof BULK_ACTIONS)[number] =>
  side === 'neo' ? 'change-neo-email' : oldAccount === '' ? 'invite-on-amazon' : 'reinvite-on-amazon';

/** The name under which the change of an account is kept: the person may have an address to be put right as well. */
export const accountKey = (email: string): string => `amazon ${email}`;

/** Whether a file for NEO can name the person: by NEO's id or the login id. */
export const canBeNamed = ({ id, loginId }: Pick<NeoUser, 'id' | 'loginId'>): boolean => id !== '' || loginId !== '';

/** What stands on the fix's side before it; `''` where nothing does. */
export const beforeOf = ({ side, from, oldAccount }: Pick<Fix, 'side' | 'from' | 'oldAccount'>): string =>
  side === 'neo' ? from : oldAccount;

/** Both lists as far as it matters for fixes. */
export interface FixWorld {
  /** By the lasting identity. */
  person(fix: Pick<Fix, 'person'>): Pick<NeoUser, 'workEmail' | 'state'> | null;
  /** Whether an account has this very address. */
  onAmazon(address: string): boolean;
  /** The account of this very address. */
  account(address: string): Pick<AmazonUser, 'state' | 'groups' | 'punchout'> | null;
  /** Whether Amazon's list tells groups at all. */
  readonly groupsKnown: boolean;
}

function accountFixState({ to, account, written }: Fix & { readonly account: AccountFix }, world: FixWorld): FixState {
  const owner: AccountWorld['owner'] = account.owner === '' ? null : world.person({ person: account.owner });
  const state = accountChangeState(account, { account: world.account(to), groupsKnown: world.groupsKnown, owner });
  return state ?? (written === null ? 'adopted' : 'written');
}

/** Where a fix stands now. What has arrived stays arrived: a later change is a new finding. */
export function fixState(fix: Fix, world: FixWorld): FixState {
  if (fix.state === 'arrived') return 'arrived';
  if (fix.account !== null) return accountFixState({ ...fix, account: fix.account }, world);
  const person = world.person(fix);
  if (person === null || person.state === 'deleted') return 'lost';
  if (fix.side === 'amazon') {
    // By hand somebody can be invited by another address than NEO has: that one changing is what overtakes it.
    if (person.workEmail !== fix.to && person.workEmail !== fix.from) return 'overtaken';
    if (world.onAmazon(fix.to)) return 'arrived';
  } else {
    if (person.workEmail === fix.to) return 'arrived';
    if (person.workEmail !== fix.from) return 'overtaken';
  }
  return fix.written === null ? 'adopted' : 'written';
}
