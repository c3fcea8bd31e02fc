import type { AmazonUser, Directory, NeoUser } from '../directory/directory.ts';
import { canonicalAddress, checkAddress } from '../email/index.ts';
import { type AmazonUsersFrom, isFromDirectory } from '../integration/amazon-users.ts';
import { type AccountAdvice, type AccountChange, type AccountReason, accountReasonFor } from './account-changes.ts';
import type { Audit } from './audit.ts';
import type { Finding, FindingCode, SuggestedAddress, Way } from './finding.ts';
import { accountKey, actionBy, canBeNamed, effectsOf, type Fix, type FixChoice, isMismatch } from './fixes.ts';
import { INVITATION_DOUBTS } from './invitation-doubts.ts';
import { isSoundAddress } from './which-side.ts';

/** Why a row of a selection gets no fix. */
export const LEFT_OUT_OF_PLAN = [
  'accepted',
  'no-suggestion',
  'account',
  'swapped',
  'undecided',
  'ambiguous',
  'collision',
  ...INVITATION_DOUBTS,
  'directory-neither',
  'already-adopted',
  'same-person',
  'no-identity',
  'directory',
] as const;
export type LeftOutOfPlan = (typeof LEFT_OUT_OF_PLAN)[number];

/** Somebody else who has an address: in NEO, on Amazon, or by a fix that was adopted. */
export interface Collision {
  readonly where: 'neo' | 'amazon' | 'fix';
  readonly name: string;
}

/** Every address of both sides and of the open fixes, in canonical form; one look-up answers who has it. */
export interface AddressRegister {
  /** Who else would have the address if this person were given it on that side. `amazonIndex` is the account meant, or `-1`. */
  collisions(
    address: string,
    person: { readonly neoIndex: number; readonly amazonIndex: number; readonly side: 'neo' | 'amazon' },
  ): readonly Collision[];
  onAmazon(address: string): boolean;
}

/** `fixes` are the open ones, `people` the lasting identities by place; one pass over everything. */
export function createAddressRegister(directory: Directory, people: readonly string[], fixes: Iterable<Fix>): AddressRegister {
  const { neoUsers, amazonUsers } = directory;
  const inNeo = new Map<string, number[]>();
  const onAmazon = new Map<string, number[]>();
  const inFixes = new Map<string, Fix[]>();
  const put = <T>(map: Map<string, T[]>, address: string, item: T): void => {
    const key = canonicalAddress(address);
    if (key === '') return;
    const list = map.get(key);
    if (list === undefined) map.set(key, [item]);
    else if (list.at(-1) !== item) list.push(item);
  };
  neoUsers.forEach((user, i) => {
    for (const address of [user.workEmail, user.mobileEmail, user.homeEmail, user.otherEmail]) if (address !== '') put(inNeo, address, i);
  });
  for (const [j, { email }] of amazonUsers.entries()) put(onAmazon, email, j);
  // An account that is changed keeps its address: nobody is given it.
  for (const fix of fixes) if (fix.account === null) put(inFixes, fix.to, fix);
  return {
    onAmazon: (address) => onAmazon.has(canonicalAddress(address)),
    collisions(address, { neoIndex, amazonIndex, side }) {
      const key = canonicalAddress(address);
      const own = people[neoIndex];
      const others: Collision[] = (inNeo.get(key) ?? [])
        .filter((i) => i !== neoIndex)
        .map((i) => ({ where: 'neo', name: (neoUsers[i] as NeoUser).name }));
      const accounts = onAmazon.get(key) ?? [];
      // In NEO the address is to be that of one account; on Amazon it is to be nobody's yet.
      const taken = side === 'amazon' ? accounts.filter((j) => j !== amazonIndex) : accounts.length > 1 ? accounts : [];
      for (const j of taken)
        others.push({ where: 'amazon', name: (amazonUsers[j] as AmazonUser).name || (amazonUsers[j] as AmazonUser).email });
      for (const fix of inFixes.get(key) ?? []) if (fix.person !== own) others.push({ where: 'fix', name: fix.name });
      return others;
    },
  };
}

/** A fix as it would be adopted. */
export type PlannedFix = Omit<Fix, 'adoptedAt' | 'written' | 'state'>;

export interface PlannedRow {
  readonly row: number;
  readonly fix: PlannedFix;
}

export interface FixPlan {
  readonly planned: readonly PlannedRow[];
  /** Advised, but not certain enough for many at once: each is in the plan only where it was ticked. */
  readonly toLookAt: readonly (PlannedRow & { readonly ticked: boolean })[];
  /** `found`: the address that is the reason; `''` where none is. */
  readonly leftOut: readonly { readonly row: number; readonly why: LeftOutOfPlan; readonly found: string }[];
  /** Whether any row is of somebody who could only be invited, so that `invite` decides about them. */
  readonly asksToInvite: boolean;
}

export interface PlanRules {
  /** The rows that somebody looked at and ticked. */
  readonly ticked: ReadonlySet<number>;
  /** The rows that somebody decided to leave as they are. */
  readonly accepted?: ReadonlySet<number>;
  /** Whether people whom Amazon does not know are invited. */
  readonly invite: boolean;
  /** Left out = they are invited. */
  readonly amazonUsersFrom?: AmazonUsersFrom;
}

/** Differences in writing alone, of which one side is plainly the dirty one. Everything else is looked at, row by row. */
const CERTAIN: ReadonlySet<FindingCode> = new Set([
  'email-differs-whitespace',
  'email-differs-invisible',
  'email-differs-domain-form',
  'email-differs-width',
  'email-differs-dash',
  'email-differs-composition',
]);

/**
 * What adopting many rows at once would do, row by row in their order, without doing it. Nothing undecided, nothing ambiguous, nothing
 * that collides and no doubtful invitation is in it; what is not certain is in it where it was ticked.
 */
export function planFixes(
  rows: Iterable<number>,
  { audit, directory, people: keys }: { readonly audit: Audit; readonly directory: Directory; readonly people: readonly string[] },
  register: AddressRegister,
  adopted: ReadonlySet<string>,
  rules: PlanRules,
): FixPlan {
  const planned: PlannedRow[] = [];
  const toLookAt: (PlannedRow & { ticked: boolean })[] = [];
  const leftOut: FixPlan['leftOut'][number][] = [];
  const people = new Set<string>();
  const wanted = new Set<string>();
  const invitable = !isFromDirectory(rules.amazonUsersFrom ?? 'invitations');
  let asksToInvite = false;
  for (const row of rows) {
    const finding = audit.findings[row];
    if (finding === undefined) continue;
    const leave = (why: LeftOutOfPlan, found = ''): void => void leftOut.push({ row, why, found });
    const user = directory.neoUsers[finding.neoIndex];
    // A change of the account has choices of its own, and is adopted elsewhere.
    if (accountReasonFor(finding, rules.amazonUsersFrom) !== undefined) {
      leave('account');
      continue;
    }
    if (user === undefined) {
      leave('no-suggestion');
      continue;
    }
    const key = keys[finding.neoIndex] as string;
    asksToInvite ||= invitable && finding.code === 'amazon-user-missing' && finding.suggestion === null;
    const proposal = proposalFor(finding, user, audit, rules);
    if ('why' in proposal) leave(proposal.why, proposal.found);
    else if (rules.accepted?.has(row) === true) leave('accepted');
    else if (proposal.side === 'amazon' && !invitable) leave('directory', proposal.address);
    else if (!canBeNamed(user)) leave('no-identity');
    else if (people.has(key)) leave('same-person');
    else if (adopted.has(key)) leave('already-adopted');
    else if (
      wanted.has(canonicalAddress(proposal.address)) ||
      register.collisions(proposal.address, { neoIndex: finding.neoIndex, amazonIndex: finding.amazonIndex, side: proposal.side }).length >
        0
    )
      leave('collision', proposal.address);
    else {
      people.add(key);
      const fix = fixOf(finding, directory, key, proposal, proposal.choice);
      const ticked = rules.ticked.has(row);
      if (!proposal.certain) toLookAt.push({ row, fix, ticked });
      if (!proposal.certain && !ticked) continue;
      wanted.add(canonicalAddress(proposal.address));
      planned.push({ row, fix });
    }
  }
  return { planned, toLookAt, leftOut, asksToInvite };
}

type Proposal = Way & Partial<SuggestedAddress> & { readonly choice: FixChoice; readonly certain: boolean };

function proposalFor(
  { code, neoIndex, suggestion }: Finding,
  { workEmail }: NeoUser,
  audit: Audit,
  rules: PlanRules,
): Proposal | { readonly why: LeftOutOfPlan; readonly found: string } {
  const out = (why: LeftOutOfPlan, found = '') => ({ why, found });
  // Addresses are exchanged by everybody concerned at once, after a look at both people.
  if (code === 'work-email-swapped') return out('swapped', suggestion?.address ?? '');
  if (suggestion !== null)
    return suggestion.ambiguous
      ? out('ambiguous')
      : { ...suggestion, choice: 'suggestion', certain: CERTAIN.has(code) && suggestion.confidence === 'high' };
  if (code === 'amazon-user-missing') {
    if (!rules.invite) return out(audit.ways.has(neoIndex) ? 'undecided' : 'no-suggestion');
    const [doubt] = audit.doubts.get(neoIndex) ?? [];
    if (doubt !== undefined) return out(doubt.why, doubt.found);
    return isSoundAddress(workEmail)
      ? { side: 'amazon', address: workEmail, choice: 'invitation', certain: true }
      : out('undecided', workEmail);
  }
  return out((isMismatch(code) && audit.withheld.get(neoIndex)) || 'no-suggestion');
}

/** The fix that writes this address for the finding's person, whose lasting identity is `person`. */
export function fixOf(
  finding: Finding,
  directory: Directory,
  person: string,
  { side, address, confidence, reasons }: Way & Partial<SuggestedAddress>,
  choice: FixChoice,
): PlannedFix {
  const user = directory.neoUsers[finding.neoIndex] as NeoUser;
  const account = directory.amazonUsers[finding.amazonIndex];
  return {
    person,
    side,
    neoUserId: user.id,
    loginId: user.loginId,
    name: user.name,
    code: finding.code,
    from: user.workEmail,
    to: address,
    account: null,
    choice,
    confidence: confidence ?? null,
    reasons: reasons ?? [],
    oldAccount: side === 'amazon' && account !== undefined && account.email !== address ? account.email : '',
  };
}

/**
 * The fixes that give everybody in a circle of swapped addresses the address of their own, this finding's person first; `null` where
 * somebody of the circle cannot be named, or is not asked about.
 */
export function swapFixes(
  finding: Finding,
  { findings }: Pick<Audit, 'findings'>,
  directory: Directory,
  people: readonly string[],
): readonly PlannedFix[] | null {
  const byOwn = new Map(findings.flatMap((one) => (one.code === finding.code ? [[one.reason.params['own'], one] as const] : [])));
  const fixes: PlannedFix[] = [];
  let at: Finding | undefined = finding;
  do {
    if (at?.suggestion == null || !canBeNamed(directory.neoUsers[at.neoIndex] as NeoUser)) return null;
    fixes.push(fixOf(at, directory, people[at.neoIndex] as string, at.suggestion, 'suggestion'));
    at = byOwn.get(at.suggestion.address);
  } while (at !== finding && fixes.length <= byOwn.size);
  return at === finding ? fixes : null;
}

const CODES: Readonly<Record<AccountReason, FindingCode | null>> = {
  leaver: 'amazon-user-of-suspended',
  nobody: 'amazon-orphan',
  mover: null,
  'no-group': 'purchasing-group-missing',
  'no-role': 'punchout-role-missing',
};

/** The fix that makes a change of an account; `people` are the lasting identities by place. */
export function accountFixOf(
  { amazonIndex, neoIndex, why }: AccountAdvice,
  { kind, from, group }: AccountChange,
  { neoUsers, amazonUsers }: Directory,
  people: readonly string[],
): PlannedFix {
  const account = amazonUsers[amazonIndex] as AmazonUser;
  const user = neoUsers[neoIndex];
  return {
    person: accountKey(account.email),
    side: 'amazon',
    neoUserId: user?.id ?? '',
    loginId: user?.loginId ?? '',
    name: user?.name ?? account.name,
    code: CODES[why],
    from: user?.workEmail ?? '',
    to: account.email,
    account: { kind, from, group, why, owner: people[neoIndex] ?? '' },
    choice: 'account',
    confidence: null,
    reasons: [],
    oldAccount: '',
  };
}

/** What an address written by hand would be for this finding, and what else would happen. */
export function checkTyped(
  finding: Finding,
  directory: Directory,
  register: AddressRegister,
  { side, address, amazonUsersFrom = 'invitations' }: Way & { readonly amazonUsersFrom?: AmazonUsersFrom },
) {
  const user = directory.neoUsers[finding.neoIndex] as NeoUser;
  const account = directory.amazonUsers[finding.amazonIndex];
  const problems = checkAddress(address);
  const usual = side === 'neo' ? 'change-neo-email' : account === undefined ? 'invite-on-amazon' : 'reinvite-on-amazon';
  return {
    /** Grammar problems; one of severity `error` refuses the address. */
    problems,
    collisions: register.collisions(address, { neoIndex: finding.neoIndex, amazonIndex: finding.amazonIndex, side }),
    /** Whether the other side has it, an account on Amazon or the work address in NEO: nothing else lets the person order by it. */
    onOtherSide: side === 'neo' ? register.onAmazon(address) : address === user.workEmail,
    /** The address is what that side has now. */
    unchanged: address === (side === 'neo' ? user.workEmail : (account?.email ?? '')),
    effects: effectsOf(actionBy(usual, amazonUsersFrom), amazonUsersFrom),
    /** Whether a file of ours can write it at all. */
    writable: side === 'neo' || !isFromDirectory(amazonUsersFrom),
  };
}
