import { type ChunkedWork, forEachInChunks } from '../../chunks/chunked-work.ts';
import type { Directory, NeoUser } from '../../directory/directory.ts';
import { classifyAddressDomain, type EmailPolicy, getAddressDomain, isSharedMailboxAddress } from '../../email/index.ts';
import { type DirectoryJoin, getDirectoryAddress } from '../company-directory/directory-join.ts';
import type { AddressConventions } from '../evidence/company-writing.ts';
import { MAX_NAMESAKES } from '../matching/evidence-people.ts';
import { listUnclaimedAccounts, type Pair, type Pairing } from '../matching/pairing.ts';

/** Why a person without account needs a check before an invitation. */
export const INVITATION_DOUBTS = [
  ...(['private-domain', 'foreign-domain', 'shared-mailbox', 'other-account'] as const),
  ...(['directory-address', 'directory-disabled'] as const),
] as const;
export interface InvitationDoubt {
  readonly why: (typeof INVITATION_DOUBTS)[number];
  /** The address that causes the doubt: the work address, the likely account's, or the directory's. */
  readonly found: string;
}

/** A person without a matching account, and candidate accounts. */
export interface UnmatchedPerson {
  readonly neoIndex: number;
  readonly pair: Pair | null;
  readonly candidates: readonly { readonly amazonIndex: number }[];
}

/** Minimum length of a compared local part; shorter ones belong to many people. */
const SHORTEST_LOCAL = 4;

/**
 * Records why people without account should perhaps not be invited by their work address, and the possible owners of accounts without
 * owner, including employees out of scope.
 */
export function* recordInvitationDoubts(
  { doubts, mayBeOf }: { readonly doubts: Map<number, readonly InvitationDoubt[]>; readonly mayBeOf: Map<number, Set<number>> },
  cases: readonly UnmatchedPerson[],
  notAsked: readonly UnmatchedPerson[],
  { neoUsers }: Directory,
  { canonical, amazon, claimed }: Pairing,
  policy: EmailPolicy,
  writing: AddressConventions,
  join: DirectoryJoin | null,
): ChunkedWork<void> {
  let byLocal: Map<string, number[]> | undefined;
  const accountsOfLocal = (local: string): readonly number[] => {
    if (byLocal === undefined) {
      byLocal = new Map();
      for (const j of listUnclaimedAccounts(amazon, claimed)) {
        const key = localOf(amazon.canonical[j] as string);
        const accounts = byLocal.get(key);
        if (accounts === undefined) byLocal.set(key, [j]);
        else accounts.push(j);
      }
    }
    return local.length < SHORTEST_LOCAL ? [] : (byLocal.get(local) ?? []);
  };
  const noteOwner = (account: number, neoIndex: number): void => {
    if (claimed[account] === 1) return;
    const people = mayBeOf.get(account);
    if (people === undefined) mayBeOf.set(account, new Set([neoIndex]));
    else people.add(neoIndex);
  };
  /** If many accounts share a local part, only the person with the first address is recorded, to limit the number of combinations. */
  const ofMany = new Map<string, number>();
  const noteOwners = (accounts: readonly number[], local: string, neoIndex: number): void => {
    if (accounts.length < MAX_NAMESAKES) for (const account of accounts) noteOwner(account, neoIndex);
    else {
      const known = ofMany.get(local);
      if (known === undefined || (canonical[neoIndex] as string) < (canonical[known] as string)) ofMany.set(local, neoIndex);
    }
  };
  /** Records the person as possible owner of each candidate. Returns accounts with the same local part. */
  const noteAccounts = ({ neoIndex, pair, candidates }: UnmatchedPerson): readonly number[] => {
    for (const { amazonIndex } of candidates) noteOwner(amazonIndex, neoIndex);
    if (pair !== null) return [];
    const local = localOf(canonical[neoIndex] as string);
    const ofLocal = accountsOfLocal(local);
    noteOwners(ofLocal, local, neoIndex);
    return ofLocal;
  };
  const note = (asked: UnmatchedPerson): void => {
    const ofLocal = noteAccounts(asked);
    const { neoIndex, pair, candidates } = asked;
    if (pair !== null) return;
    const address = canonical[neoIndex] as string;
    const { name, workEmail } = neoUsers[neoIndex] as NeoUser;
    const found: InvitationDoubt[] = [];
    const kind = classifyAddressDomain(address, policy);
    if (kind === 'free-mail' || kind === 'carrier') found.push({ why: 'private-domain', found: workEmail });
    else if (kind === 'foreign' || (policy.companyDomains.length === 0 && writing.isStrangeDomain(getAddressDomain(address))))
      found.push({ why: 'foreign-domain', found: workEmail });
    if (isSharedMailboxAddress(address, name)) found.push({ why: 'shared-mailbox', found: workEmail });
    const other = candidates[0]?.amazonIndex ?? (ofLocal.length === 0 ? -1 : amazon.first(ofLocal));
    if (other >= 0) found.push({ why: 'other-account', found: amazon.emails[other] as string });
    const inDirectory = join === null ? null : getDirectoryAddress(join, neoIndex);
    if (inDirectory !== null && inDirectory.toLowerCase() !== workEmail.toLowerCase())
      found.push({ why: 'directory-address', found: inDirectory });
    if (join?.people[join.neo[neoIndex] as number]?.state === 'disabled') found.push({ why: 'directory-disabled', found: workEmail });
    // A copy, because an array filled by `push` reserves space for seventeen elements.
    if (found.length > 0) doubts.set(neoIndex, found.slice());
  };
  yield* forEachInChunks(cases.length, (at) => note(cases[at] as UnmatchedPerson));
  yield* forEachInChunks(notAsked.length, (at) => void noteAccounts(notAsked[at] as UnmatchedPerson));
  for (const [local, neoIndex] of ofMany) for (const account of accountsOfLocal(local)) noteOwner(account, neoIndex);
}

const localOf = (canonical: string): string => canonical.slice(0, Math.max(0, canonical.lastIndexOf('@'))).split('+')[0] as string;
