import type { Directory, NeoUser } from '../directory/directory.ts';
import { checkAddress, classifyDomain, domainOf, isBlankAddress, isSharedMailbox } from '../email/index.ts';
import type { Finding } from './finding.ts';
import type { Pair, Pairing } from './pairing.ts';
import type { AuditPolicy } from './policy.ts';

/**
 * People in scope by canonical work address, where more than one holds it. People whose address Amazon has are told apart by
 * the account they lead to, so that only the others need a map of their own.
 */
export function duplicateGroups({ canonical, accounts }: Pairing, inScope: Uint8Array): ReadonlyMap<string, readonly number[]> {
  const firstOfAccount = new Map<number, number>();
  const firstOfAddress = new Map<string, number>();
  const groups = new Map<string, number[]>();
  const seen = new Uint8Array(accounts.reduce((most, account) => Math.max(most, account), -1) + 1);
  const again = new Set<number>();
  for (let i = 0; i < canonical.length; i++) {
    const account = accounts[i] as number;
    if (inScope[i] === 0 || account < 0) continue;
    if (seen[account] === 1) again.add(account);
    seen[account] = 1;
  }
  const join = (key: string, first: number, i: number): void => {
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [first, i]);
  };
  for (let i = 0; i < canonical.length; i++) {
    const key = canonical[i] as string;
    if (inScope[i] === 0 || key === '') continue;
    const account = accounts[i] as number;
    if (account >= 0 && !again.has(account)) continue;
    const first = account >= 0 ? firstOfAccount.get(account) : firstOfAddress.get(key);
    if (first !== undefined) join(key, first, i);
    else if (account >= 0) firstOfAccount.set(account, i);
    else firstOfAddress.set(key, i);
  }
  return groups;
}

const NAMES_TOLD = 3;

/** Gate 3 and the notes about one person's work address: missing, malformed, not this person's alone, of a doubtful domain or kind. */
export function addressFindings(
  neoIndex: number,
  pair: Pair | null,
  directory: Directory,
  pairing: Pairing,
  duplicates: ReadonlyMap<string, readonly number[]>,
  policy: AuditPolicy,
  findings: Finding[],
): void {
  const user = directory.neoUsers[neoIndex] as NeoUser;
  const email = pairing.workEmails[neoIndex] as string;
  const add = (code: Finding['code'], key: string, params: Finding['reason']['params'] = {}): void => {
    findings.push({ code, neoIndex, amazonIndex: pair?.amazonIndex ?? -1, reason: { key, params }, suggestion: null });
  };

  if (isBlankAddress(email)) {
    if (pair === null) add('work-email-missing', 'work-email-missing');
    return;
  }
  // A pair found on the ladder already says what is wrong with the address, and says it better.
  const problem = pair === null || pair.kind === 'exact' ? checkAddress(email).find(({ severity }) => severity === 'error') : undefined;
  if (problem) add('work-email-malformed', 'malformed', { ...problem.params, problem: problem.code });
  const same = duplicates.size === 0 ? undefined : duplicates.get(pairing.canonical[neoIndex] as string);
  if (same) {
    const names = same.filter((i) => i !== neoIndex).map((i) => directory.neoUsers[i]?.name ?? '');
    add('work-email-duplicate', 'work-email-duplicate', { count: same.length, names: names.sort().slice(0, NAMES_TOLD).join('、') });
  }
  // What is no address has no domain to judge.
  if (problem || pair?.kind === 'part-of-cell') return;
  const domain = classifyDomain(email, policy.email);
  if (domain === 'free-mail' || domain === 'carrier') add('private-domain', 'private-domain', { domain: domainOf(email) });
  else if (domain === 'foreign') add('foreign-domain', 'foreign-domain', { domain: domainOf(email) });
  if (isSharedMailbox(email, user.name)) add('shared-mailbox', 'shared-mailbox', { address: email });
}
