import { type ChunkedWork, forEachInChunks } from '../../chunks/chunked-work.ts';
import type { Directory, NeoUser } from '../../directory/directory.ts';
import { TextIndex } from '../../directory/text-index.ts';
import {
  classifyAddressDomain,
  findAddressError,
  getAddressDomain,
  isBlankAddress,
  isPlaceholder,
  isSharedMailboxAddress,
} from '../../email/index.ts';
import type { Finding, FindingCode } from '../finding.ts';
import type { Pair, Pairing } from '../matching/pairing.ts';
import type { AuditPolicy } from '../policy.ts';

/** People in scope who share one address. */
export interface AddressSharers {
  readonly count: number;
  /** The first people by name: one more than `NAMES_TOLD`, so that each person's message can list that many others. */
  readonly named: readonly { readonly neoIndex: number; readonly name: string }[];
}

const NAMES_TOLD = 3;

/** People in scope by canonical work address, if several share it. */
export function* findAddressSharers(
  { neoUsers }: Directory,
  pairing: Pairing,
  inScope: Uint8Array,
): ChunkedWork<ReadonlyMap<string, AddressSharers>> {
  const shared = yield* sharedAddresses(pairing, inScope);
  return new Map(
    [...shared].map(([address, people]) => {
      const byName = people.map((neoIndex) => ({ neoIndex, name: (neoUsers[neoIndex] as NeoUser).name }));
      byName.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      return [address, { count: people.length, named: byName.slice(0, NAMES_TOLD + 1) }];
    }),
  );
}

/** Groups people in scope by shared address. People with an account are compared by its index, so only the others are compared by text. */
function* sharedAddresses({ canonical, accounts }: Pairing, inScope: Uint8Array): ChunkedWork<ReadonlyMap<string, readonly number[]>> {
  const firstOfAccount = new Int32Array(accounts.reduce((most, account) => Math.max(most, account), -1) + 1).fill(-1);
  let firstOfAddress: TextIndex | undefined;
  const groups = new Map<string, number[]>();
  yield* forEachInChunks(canonical.length, (i) => {
    const key = canonical[i] as string;
    if (inScope[i] === 0 || key === '') return;
    const account = accounts[i] as number;
    let first = i;
    if (account < 0) {
      // A text that is not an address, such as なし, cannot be shared.
      if (!key.includes('@')) return;
      firstOfAddress ??= new TextIndex(canonical);
      first = firstOfAddress.put(i);
    } else if ((firstOfAccount[account] as number) < 0) firstOfAccount[account] = i;
    else first = firstOfAccount[account] as number;
    if (first === i) return;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [first, i]);
  });
  return groups;
}

/**
 * Gate 3 and notes about one work address: missing, malformed, shared, or of a doubtful domain or kind. Returns whether an unmatched
 * address could belong to an account.
 */
export function addAddressFindings(
  neoIndex: number,
  pair: Pair | null,
  directory: Directory,
  pairing: Pairing,
  duplicates: ReadonlyMap<string, AddressSharers>,
  policy: AuditPolicy,
  findings: Finding[],
): boolean {
  const email = pairing.workEmails[neoIndex] as string;
  const canonical = pairing.canonical[neoIndex] as string;
  const amazonIndex = pair?.amazonIndex ?? -1;
  if (isBlankAddress(email)) {
    if (pair === null) tell(findings, neoIndex, amazonIndex, 'work-email-missing', {});
    return false;
  }
  if (pair?.kind !== 'exact' && !email.includes('@') && isPlaceholder(email)) {
    if (pair === null) tell(findings, neoIndex, amazonIndex, 'work-email-missing', { text: email.trim() }, 'work-email-placeholder');
    return false;
  }
  // A pair of another kind has a finding that describes the problem better.
  const problem = pair === null || pair.kind === 'exact' ? findAddressError(email) : undefined;
  if (problem) tell(findings, neoIndex, amazonIndex, 'work-email-malformed', { ...problem.params, problem: problem.code }, 'malformed');
  const sharers = duplicates.size === 0 ? undefined : duplicates.get(canonical);
  if (sharers) {
    const names = sharers.named.filter((other) => other.neoIndex !== neoIndex).map(({ name }) => name);
    tell(findings, neoIndex, amazonIndex, 'work-email-duplicate', { count: sharers.count, names: names.slice(0, NAMES_TOLD).join('、') });
  }
  // A text that is not an address has no domain.
  if (problem || pair?.kind === 'part-of-cell') return false;
  const domain = classifyAddressDomain(canonical, policy.email);
  if (domain === 'free-mail' || domain === 'carrier')
    tell(findings, neoIndex, amazonIndex, 'private-domain', { domain: getAddressDomain(email) });
  else if (domain === 'foreign') tell(findings, neoIndex, amazonIndex, 'foreign-domain', { domain: getAddressDomain(email) });
  const { name } = directory.neoUsers[neoIndex] as NeoUser;
  if (isSharedMailboxAddress(canonical, name)) tell(findings, neoIndex, amazonIndex, 'shared-mailbox', { address: email });
  return true;
}

function tell(
  findings: Finding[],
  neoIndex: number,
  amazonIndex: number,
  code: FindingCode,
  params: Finding['reason']['params'],
  key: string = code,
): void {
  findings.push({ code, neoIndex, amazonIndex, reason: { key, params }, suggestion: null });
}
