import { type ChunkedWork, forEachInChunks } from '../../chunks/chunked-work.ts';
import type { AmazonUser, Directory, NeoUser } from '../../directory/directory.ts';
import { foldName } from '../../directory/names.ts';
import { isBlankAddress, toCanonicalAddress } from '../../email/index.ts';
import { compareCodes, foldCode } from '../evidence/identities.ts';
import type { Finding } from '../finding.ts';
import { createPurchasingAccessEvaluator, type PurchasingAccess } from '../gates/purchasing-groups.ts';
import { MAX_NAMESAKES } from '../matching/evidence-people.ts';
import { getPairedAccount, type Pair, type Pairing } from '../matching/pairing.ts';
import type { AuditPolicy } from '../policy.ts';
import type { Scope } from '../scope.ts';
import type { Suggestions } from '../suggestions/suggestions.ts';
import { getInvitationState } from './invitations.ts';

/** Pair kinds that identify the owner with certainty, so that the account's state is evaluated. */
const CERTAIN: ReadonlySet<Pair['kind']> = new Set(['exact', 'match-rule', 'other-email', 'part-of-cell']);

/** The account has no finding, and all its values are known. */
export const NOTHING_TO_REPORT = 1;
/** The account has no finding, but its state or role is unknown. */
const UNKNOWN = 2;

/**
 * `NOTHING_TO_REPORT` or `UNKNOWN` for each account without a finding, 0 for others. Processed in list order, because access to 100,000
 * accounts in the order of people takes 40 ms longer.
 */
export function* markAccountsWithoutFindings(
  { amazonUsers }: Directory,
  { amazon }: Pairing,
  policy: AuditPolicy,
): ChunkedWork<Uint8Array> {
  const sound = new Uint8Array(amazonUsers.length);
  const accessOf = createPurchasingAccessEvaluator(policy);
  yield* forEachInChunks(sound.length, (j) => {
    const account = amazonUsers[j] as AmazonUser;
    const { state, unclear } = account;
    if (unclear !== undefined || !(state === 'active' || state === 'unknown')) return;
    const { inGroup, punchout, unclearRole, isRoleOfGroupsMissing } = accessOf(account);
    if (punchout === false || inGroup !== 'yes' || unclearRole !== undefined || isRoleOfGroupsMissing === true) return;
    sound[j] = state === 'unknown' || punchout === null ? UNKNOWN : NOTHING_TO_REPORT;
  });
  for (const accounts of amazon.shared.values()) for (const j of accounts) sound[j] = 0;
  return sound;
}

const NOBODY_THERE: Finding['reason'] = { key: 'amazon-user-missing', params: {} };

/** Gate 4 for one person: exactly one account, active, with the punchout role. */
export function addAccountFindings(
  neoIndex: number,
  pair: Pair | null,
  isUsable: boolean,
  directory: Directory,
  pairing: Pairing,
  policy: AuditPolicy,
  accessOf: (account: AmazonUser) => PurchasingAccess,
  findings: Finding[],
): void {
  if (pair === null) {
    // Without a usable address no account can be found; gate 3 reports the address.
    if (isUsable) findings.push({ code: 'amazon-user-missing', neoIndex, amazonIndex: -1, reason: NOBODY_THERE, suggestion: null });
    return;
  }
  if (!CERTAIN.has(pair.kind)) return;
  const account = directory.amazonUsers[pair.amazonIndex] as AmazonUser;
  const { state, unclear } = account;
  const { inGroup, punchout, unclearRole, heldElsewhere, isRoleOfGroupsMissing } = accessOf(account);
  const wanted = (policy.purchasingGroups ?? []).join('、');
  const add = (code: Finding['code'], params: Finding['reason']['params'] = {}): void => {
    findings.push({ code, neoIndex, amazonIndex: pair.amazonIndex, reason: { key: code, params }, suggestion: null });
  };
  if (pairing.amazon.shared.size > 0) {
    const key = pair.kind === 'exact' ? (pairing.canonical[neoIndex] as string) : toCanonicalAddress(account.email);
    const same = pairing.amazon.shared.get(key);
    if (same) add('amazon-email-duplicate', { count: same.length });
  }
  if (state === 'inactive') add('amazon-user-inactive');
  else if (state === 'invited') {
    const { code, reason } = invitation(account, policy.today);
    findings.push({ code, neoIndex, amazonIndex: pair.amazonIndex, reason, suggestion: null });
  } else if (unclear?.['state'] !== undefined) add('amazon-state-unknown', { word: unclear['state'] || 'none' });
  if (punchout === false) {
    const reason: Finding['reason'] =
      heldElsewhere.length === 0
        ? { key: 'punchout-role-missing', params: {} }
        : { key: 'punchout-role-elsewhere', params: { wanted, groups: heldElsewhere.join('、') } };
    findings.push({ code: 'punchout-role-missing', neoIndex, amazonIndex: pair.amazonIndex, reason, suggestion: null });
  } else if (isRoleOfGroupsMissing === true) {
    const reason: Finding['reason'] = { key: 'punchout-role-not-kept', params: { groups: account.groups.join('、') } };
    findings.push({ code: 'punchout-role-unknown', neoIndex, amazonIndex: pair.amazonIndex, reason, suggestion: null });
  } else if (punchout === null && unclearRole !== undefined) add('punchout-role-unknown', { word: unclearRole || 'none' });
  if (inGroup === 'no') add('purchasing-group-missing', { wanted, groups: account.groups.join('、') || 'none' });
}

function invitation(account: AmazonUser, today: string): Pick<Finding, 'code' | 'reason'> {
  const { stage, byWord, daysLeft } = getInvitationState(account, today);
  const code = `amazon-invitation-${stage}` as const;
  const invitedOn = account.invitedOn ?? '';
  if (byWord) return { code, reason: { key: `${code}-said`, params: { invitedOn } } };
  return { code, reason: { key: code, params: daysLeft === null ? { invitedOn: '' } : { invitedOn, days: daysLeft } } };
}

/** Results for people that affect findings about accounts. */
interface FoundOfPeople {
  /** Accounts with a shared address that was already reported for a person. */
  readonly reportedAtPerson: ReadonlySet<number>;
  readonly mayBeOf: Suggestions['mayBeOf'];
}

/** Findings about Amazon only: active accounts of leavers, accounts without owner, duplicates not reported for a person. */
export function listAmazonOnlyFindings(
  directory: Directory,
  pairing: Pairing,
  { able }: Pick<Scope, 'able'>,
  { amazonUsersFrom }: Pick<AuditPolicy, 'amazonUsersFrom'>,
  { reportedAtPerson, mayBeOf }: FoundOfPeople,
): readonly Finding[] {
  const findings: Finding[] = [];
  const { amazonUsers, neoUsers } = directory;
  // An employee keeps the account, in scope or not; so does a shared mailbox on the exclusion list.
  const ofSomebodyElse = new Uint8Array(amazonUsers.length);
  for (let i = 0; i < neoUsers.length; i++) {
    const account = able[i] === 1 ? getPairedAccount(i, pairing) : -1;
    if (account >= 0) ofSomebodyElse[account] = 1;
  }
  const leavers: number[] = [];
  neoUsers.forEach((_, neoIndex) => {
    // A person who is excluded or not allowed to order is not a leaver.
    if (able[neoIndex] === 1) return;
    const amazonIndex = getPairedAccount(neoIndex, pairing);
    if (amazonIndex < 0 || ofSomebodyElse[amazonIndex] === 1) return;
    if ((amazonUsers[amazonIndex] as AmazonUser).state !== 'inactive') leavers.push(neoIndex);
  });
  const backAs = leavers.length === 0 ? () => undefined : secondRecords(leavers, directory, pairing, able);
  for (const neoIndex of leavers) {
    const user = neoUsers[neoIndex] as NeoUser;
    const { state } = user;
    const back = backAs(user);
    const reason: Finding['reason'] =
      back === undefined
        ? { key: 'amazon-user-of-suspended', params: { state } }
        : { key: 'amazon-user-of-suspended-maybe', params: { state, name: nameFor(back) } };
    findings.push({
      code: 'amazon-user-of-suspended',
      neoIndex,
      amazonIndex: getPairedAccount(neoIndex, pairing),
      reason,
      suggestion: null,
    });
  }
  const { shared } = pairing.amazon;
  const reported = new Set<number>();
  for (const group of shared.values()) {
    for (const j of group) reported.add(j);
    if (group.some((j) => reportedAtPerson.has(j))) continue;
    const first = group[0] as number;
    findings.push({
      code: 'amazon-email-duplicate',
      neoIndex: -1,
      amazonIndex: first,
      reason: { key: 'amazon-email-duplicate', params: { count: group.length } },
      suggestion: null,
    });
  }
  amazonUsers.forEach((account, amazonIndex) => {
    if (pairing.claimed[amazonIndex] === 1 || reported.has(amazonIndex) || isBlankAddress(account.email)) return;
    // The identity provider only deactivates leavers: docs/domain/amazon-cxml.md#users-from-an-identity-provider.
    if (amazonUsersFrom === 'scim' && account.state === 'inactive') return;
    const reason = nobodysReason([...(mayBeOf.get(amazonIndex) ?? [])].map((i) => neoUsers[i] as NeoUser));
    findings.push({ code: 'amazon-orphan', neoIndex: -1, amazonIndex, reason, suggestion: null });
  });
  return findings;
}

// Each value is decoded from the list's bytes on access, so only the first present one is read.
const nameFor = (user: NeoUser): string => user.name || user.workEmail || user.loginId;

/**
 * Finds active records without account that may be the same person as a leaver (returned, or moved to another company of the group): same
 * employee code or, if no code contradicts, same name.
 */
function secondRecords(
  leavers: readonly number[],
  { neoUsers }: Directory,
  pairing: Pairing,
  able: Uint8Array,
): (leaver: NeoUser) => NeoUser | undefined {
  const codes = new Map<NeoUser, string>();
  const codeOf = (user: NeoUser): string => {
    const known = codes.get(user) ?? foldCode(user.employeeCode);
    codes.set(user, known);
    return known;
  };
  const marksOf = (user: NeoUser): readonly string[] =>
    [codeOf(user), `name ${foldName(user.name)}`].filter((mark) => mark !== '' && mark !== 'name ');
  const wanted = new Set(leavers.flatMap((at) => marksOf(neoUsers[at] as NeoUser)));
  const byMark = new Map([...wanted].map((mark) => [mark, [] as NeoUser[]]));
  neoUsers.forEach((user, at) => {
    if (able[at] === 0 || getPairedAccount(at, pairing) >= 0) return;
    for (const mark of marksOf(user)) byMark.get(mark)?.push(user);
  });
  // A name shared by several people identifies none of them.
  const having = (mark: string): readonly NeoUser[] => {
    const users = byMark.get(mark) ?? [];
    return users.length < MAX_NAMESAKES ? users : [];
  };
  return (leaver) =>
    marksOf(leaver)
      .flatMap(having)
      .filter((user) => compareCodes(codeOf(user), codeOf(leaver)) !== 'other')
      .sort((a, b) => (nameFor(a) < nameFor(b) ? -1 : 1))[0];
}

/** The reason with the names of possible owners, because removing an account could remove a person's only one. */
function nobodysReason(people: readonly NeoUser[]): Finding['reason'] {
  const [first, ...others] = people.map(nameFor).sort();
  if (first === undefined) return { key: 'amazon-orphan', params: {} };
  return { key: 'amazon-orphan-maybe', params: { name: first, others: others.length } };
}
