import type { AmazonUser, Directory, NeoUser } from '../directory/directory.ts';
import { checkAddress, toCanonicalAddress } from '../email/index.ts';
import { type AmazonUserSource, isDirectoryManaged } from '../integration/amazon-users.ts';
import type { Audit } from '../readiness/audit.ts';
import type { Finding, FindingCode, SuggestedAddress, WritableAddress } from '../readiness/finding.ts';
import { INVITATION_DOUBTS } from '../readiness/suggestions/invitation-doubts.ts';
import { isWritableAddress } from '../readiness/suggestions/which-side.ts';
import { type AccountAdvice, type AccountChange, type AccountReason, getFindingAccountReason } from './account-changes.ts';
import { type Fix, type FixChoice, getAccountKey, getActionForSource, hasNeoKey, isMismatch, listFixEffects } from './fixes.ts';

/** Reasons why a selected row gets no fix. */
export const PLAN_SKIP_REASONS = [
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
export type PlanSkipReason = (typeof PLAN_SKIP_REASONS)[number];

/** Another user of an address: in NEO, on Amazon, or in an adopted fix. */
export interface Collision {
  readonly where: 'neo' | 'amazon' | 'fix';
  readonly name: string;
}

/** Index of all addresses of both sides and of open fixes, in canonical form. */
export interface AddressRegister {
  /** Other users of the address if this person gets it on that side. `amazonIndex` is the account concerned, or `-1`. */
  collisions(
    address: string,
    person: { readonly neoIndex: number; readonly amazonIndex: number; readonly side: 'neo' | 'amazon' },
  ): readonly Collision[];
  onAmazon(address: string): boolean;
}

/** People and accounts of both lists by canonical address. It takes most of the time of a register and depends on the lists only. */
export interface AddressIndex {
  readonly inNeo: ReadonlyMap<string, readonly number[]>;
  readonly onAmazon: ReadonlyMap<string, readonly number[]>;
}

export function indexAddresses({ neoUsers, amazonUsers }: Directory): AddressIndex {
  const inNeo = new Map<string, number[]>();
  const onAmazon = new Map<string, number[]>();
  neoUsers.forEach((user, i) => {
    for (const address of [user.workEmail, user.mobileEmail, user.homeEmail, user.otherEmail])
      if (address !== '') addToAddress(inNeo, address, i);
  });
  for (const [j, { email }] of amazonUsers.entries()) addToAddress(onAmazon, email, j);
  return { inNeo, onAmazon };
}

function addToAddress<T>(map: Map<string, T[]>, address: string, item: T): void {
  const key = toCanonicalAddress(address);
  if (key === '') return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else if (list.at(-1) !== item) list.push(item);
}

/** `fixes` are the open ones; `people` are the permanent identities by position. */
export function createAddressRegister(
  directory: Directory,
  people: readonly string[],
  fixes: Iterable<Fix>,
  { inNeo, onAmazon }: AddressIndex = indexAddresses(directory),
): AddressRegister {
  const { neoUsers, amazonUsers } = directory;
  const inFixes = new Map<string, Fix[]>();
  // An account change assigns no address.
  for (const fix of fixes) if (fix.account === null) addToAddress(inFixes, fix.to, fix);
  return {
    onAmazon: (address) => onAmazon.has(toCanonicalAddress(address)),
    collisions(address, { neoIndex, amazonIndex, side }) {
      const key = toCanonicalAddress(address);
      const own = people[neoIndex];
      const others: Collision[] = (inNeo.get(key) ?? [])
        .filter((i) => i !== neoIndex)
        .map((i) => ({ where: 'neo', name: (neoUsers[i] as NeoUser).name }));
      const accounts = onAmazon.get(key) ?? [];
      // In NEO the address must belong to one account; on Amazon it must be free.
      const taken = side === 'amazon' ? accounts.filter((j) => j !== amazonIndex) : accounts.length > 1 ? accounts : [];
      for (const j of taken)
        others.push({ where: 'amazon', name: (amazonUsers[j] as AmazonUser).name || (amazonUsers[j] as AmazonUser).email });
      for (const fix of inFixes.get(key) ?? []) if (fix.person !== own) others.push({ where: 'fix', name: fix.name });
      return others;
    },
  };
}

/** A fix before adoption. */
export type PlannedFix = Omit<Fix, 'adoptedAt' | 'written' | 'state'>;

export interface PlannedRow {
  readonly row: number;
  readonly fix: PlannedFix;
}

export interface FixPlan {
  readonly planned: readonly PlannedRow[];
  /** Suggested, but not certain enough for bulk adoption; adopted only if selected (`ticked`). */
  readonly toLookAt: readonly (PlannedRow & { readonly ticked: boolean })[];
  /** `found`: the address that caused the exclusion; `''` = none. */
  readonly leftOut: readonly { readonly row: number; readonly why: PlanSkipReason; readonly found: string }[];
  /** True if a person of these rows can only be invited, so that `invite` applies. */
  readonly asksToInvite: boolean;
}

export interface FixPlanOptions {
  /** Rows that the user checked and selected. */
  readonly ticked: ReadonlySet<number>;
  /** Rows whose finding was accepted. */
  readonly accepted?: ReadonlySet<number>;
  /** Whether people without an account are invited. */
  readonly invite: boolean;
  /** Source of Amazon's users; omitted = invitations. */
  readonly amazonUsersFrom?: AmazonUserSource;
}

/** Differences in notation in which one side is clearly wrong. All other findings are checked row by row. */
const CERTAIN: ReadonlySet<FindingCode> = new Set([
  'email-differs-whitespace',
  'email-differs-invisible',
  'email-differs-domain-form',
  'email-differs-width',
  'email-differs-dash',
  'email-differs-composition',
]);

/**
 * Plans the adoption of many rows, in their order. Undecided, ambiguous and colliding rows and doubtful invitations are excluded; uncertain
 * rows are included only if selected.
 */
export function planFixes(
  rows: Iterable<number>,
  { audit, directory, people: keys }: { readonly audit: Audit; readonly directory: Directory; readonly people: readonly string[] },
  register: AddressRegister,
  adopted: ReadonlySet<string>,
  rules: FixPlanOptions,
): FixPlan {
  const planned: PlannedRow[] = [];
  const toLookAt: (PlannedRow & { ticked: boolean })[] = [];
  const leftOut: FixPlan['leftOut'][number][] = [];
  const people = new Set<string>();
  const wanted = new Set<string>();
  const invitable = !isDirectoryManaged(rules.amazonUsersFrom ?? 'invitations');
  let asksToInvite = false;
  for (const row of rows) {
    const finding = audit.findings[row];
    if (finding === undefined) continue;
    const leave = (why: PlanSkipReason, found = ''): void => void leftOut.push({ row, why, found });
    const user = directory.neoUsers[finding.neoIndex];
    // Account changes have their own choices and are adopted separately.
    if (getFindingAccountReason(finding, rules.amazonUsersFrom) !== undefined) {
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
    else if (!hasNeoKey(user)) leave('no-identity');
    else if (people.has(key)) leave('same-person');
    else if (adopted.has(key)) leave('already-adopted');
    else if (
      wanted.has(toCanonicalAddress(proposal.address)) ||
      register.collisions(proposal.address, { neoIndex: finding.neoIndex, amazonIndex: finding.amazonIndex, side: proposal.side }).length >
        0
    )
      leave('collision', proposal.address);
    else {
      people.add(key);
      const fix = createAddressFix(finding, directory, key, proposal, proposal.choice);
      const ticked = rules.ticked.has(row);
      if (!proposal.certain) toLookAt.push({ row, fix, ticked });
      if (!proposal.certain && !ticked) continue;
      wanted.add(toCanonicalAddress(proposal.address));
      planned.push({ row, fix });
    }
  }
  return { planned, toLookAt, leftOut, asksToInvite };
}

type Proposal = WritableAddress & Partial<SuggestedAddress> & { readonly choice: FixChoice; readonly certain: boolean };

function proposalFor(
  { code, neoIndex, suggestion }: Finding,
  { workEmail }: NeoUser,
  audit: Audit,
  rules: FixPlanOptions,
): Proposal | { readonly why: PlanSkipReason; readonly found: string } {
  const out = (why: PlanSkipReason, found = '') => ({ why, found });
  // Swapped addresses are adopted together for all people of the cycle, after a check.
  if (code === 'work-email-swapped') return out('swapped', suggestion?.address ?? '');
  if (suggestion !== null)
    return suggestion.ambiguous
      ? out('ambiguous')
      : { ...suggestion, choice: 'suggestion', certain: CERTAIN.has(code) && suggestion.confidence === 'high' };
  if (code === 'amazon-user-missing') {
    if (!rules.invite) return out(audit.ways.has(neoIndex) ? 'undecided' : 'no-suggestion');
    const [doubt] = audit.doubts.get(neoIndex) ?? [];
    if (doubt !== undefined) return out(doubt.why, doubt.found);
    return isWritableAddress(workEmail)
      ? { side: 'amazon', address: workEmail, choice: 'invitation', certain: true }
      : out('undecided', workEmail);
  }
  return out((isMismatch(code) && audit.withheld.get(neoIndex)) || 'no-suggestion');
}

/** Creates the fix that writes this address for the person of the finding; `person` is the permanent identity. */
export function createAddressFix(
  finding: Finding,
  directory: Directory,
  person: string,
  { side, address, confidence, reasons }: WritableAddress & Partial<SuggestedAddress>,
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
 * Fixes that give each person of a cycle of swapped addresses the right one, the finding's person first. `null` if a file cannot identify a
 * person or one is out of scope.
 */
export function createSwapFixes(
  finding: Finding,
  { findings }: Pick<Audit, 'findings'>,
  directory: Directory,
  people: readonly string[],
): readonly PlannedFix[] | null {
  const byOwn = new Map(findings.flatMap((one) => (one.code === finding.code ? [[one.reason.params['own'], one] as const] : [])));
  const fixes: PlannedFix[] = [];
  let at: Finding | undefined = finding;
  do {
    if (at?.suggestion == null || !hasNeoKey(directory.neoUsers[at.neoIndex] as NeoUser)) return null;
    fixes.push(createAddressFix(at, directory, people[at.neoIndex] as string, at.suggestion, 'suggestion'));
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

/** Creates the fix for an account change; `people` are permanent identities by position. */
export function createAccountFix(
  { amazonIndex, neoIndex, why }: AccountAdvice,
  { kind, from, group }: AccountChange,
  { neoUsers, amazonUsers }: Directory,
  people: readonly string[],
): PlannedFix {
  const account = amazonUsers[amazonIndex] as AmazonUser;
  const user = neoUsers[neoIndex];
  return {
    person: getAccountKey(account.email),
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

/** Checks an address typed for this finding, and determines its effects. */
export function checkTypedAddress(
  finding: Finding,
  directory: Directory,
  register: AddressRegister,
  { side, address, amazonUsersFrom = 'invitations' }: WritableAddress & { readonly amazonUsersFrom?: AmazonUserSource },
) {
  const user = directory.neoUsers[finding.neoIndex] as NeoUser;
  const account = directory.amazonUsers[finding.amazonIndex];
  const problems = checkAddress(address);
  const usual = side === 'neo' ? 'change-neo-email' : account === undefined ? 'invite-on-amazon' : 'reinvite-on-amazon';
  return {
    /** Syntax problems; an `error` prevents adoption. */
    problems,
    collisions: register.collisions(address, { neoIndex: finding.neoIndex, amazonIndex: finding.amazonIndex, side }),
    /** Whether the other side has the address (as account, or as work address in NEO). Otherwise the person cannot order with it. */
    onOtherSide: side === 'neo' ? register.onAmazon(address) : address === user.workEmail,
    /** Whether the side already has the address. */
    unchanged: address === (side === 'neo' ? user.workEmail : (account?.email ?? '')),
    effects: listFixEffects(getActionForSource(usual, amazonUsersFrom), amazonUsersFrom),
    /** Whether a fix file can write it. */
    writable: side === 'neo' || !isDirectoryManaged(amazonUsersFrom),
  };
}
