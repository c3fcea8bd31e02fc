import type { Directory, NeoUser } from '../directory/directory.ts';
import { canonicalAddress, checkAddress, isPlain } from '../email/index.ts';
import type { Suggestion } from './finding.ts';
import type { Pair, Pairing } from './pairing.ts';

/** A proposal before the check against everybody else. `neoIndex` owns it. */
export interface Proposal {
  readonly neoIndex: number;
  readonly suggestion: Suggestion;
}

const isWellFormed = (address: string): boolean => checkAddress(address).every((problem) => problem.severity !== 'error');
const isClean = (address: string): boolean => (isPlain(address) || canonicalAddress(address) === address) && isWellFormed(address);

/**
 * What to write where so that both sides meet. NEO is the cheaper side: its address can be changed, an Amazon address
 * needs a new invitation (handbook matching.md D4). Amazon is proposed only where its own address is the damaged or old one.
 */
export function proposeFor(pair: Pair, neoIndex: number, pairing: Pairing): Suggestion | null {
  if (pair.ambiguous || pair.kind === 'exact' || pair.kind === 'person') return null;
  const theirs = pairing.amazon.emails[pair.amazonIndex] as string;
  const ours = pairing.workEmails[neoIndex] as string;
  if (pair.kind === 'ladder' && isClean(ours) && (!isClean(theirs) || pointsBackwards(pair, pairing))) return { side: 'amazon', address: ours };
  return isClean(theirs) ? { side: 'neo', address: theirs } : null;
}

/** True when Amazon still has the old domain of the alias table and NEO the new one. */
function pointsBackwards(pair: Pair, pairing: Pairing): boolean {
  const rung = pairing.ladder.rungs[pair.rung - 1];
  return rung?.code === 'email-differs-alias-domain' && rung.apply(pairing.amazon.emails[pair.amazonIndex] as string) !== pairing.amazon.emails[pair.amazonIndex];
}

/**
 * The proposals that collide with nobody: no other NEO user has the address in any of the four fields, no other Amazon
 * account has it, and nobody else was proposed the same. Compared in canonical form.
 */
export function withoutCollisions(proposals: readonly Proposal[], directory: Directory, pairing: Pairing): ReadonlyMap<number, Suggestion> {
  const wanted = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    const key = canonicalAddress(proposal.suggestion.address);
    const same = wanted.get(key);
    if (same) same.push(proposal);
    else wanted.set(key, [proposal]);
  }
  const holders = new Map<string, Set<number>>();
  const note = (address: string, index: number): void => {
    if (address === '' || !wanted.has(address)) return;
    const set = holders.get(address);
    if (set) set.add(index);
    else holders.set(address, new Set([index]));
  };
  directory.neoUsers.forEach((user: NeoUser, i) => {
    note(pairing.canonical[i] as string, i);
    for (const address of [user.mobileEmail, user.homeEmail, user.otherEmail]) if (address !== '') note(canonicalAddress(address), i);
  });
  const free = new Map<number, Suggestion>();
  for (const [key, same] of wanted) {
    if (same.length > 1) continue;
    const { neoIndex, suggestion } = same[0] as Proposal;
    const others = [...(holders.get(key) ?? [])].filter((i) => i !== neoIndex);
    const accounts = pairing.amazon.find(key);
    if (others.length === 0 && accounts.length <= 1) free.set(neoIndex, suggestion);
  }
  return free;
}
