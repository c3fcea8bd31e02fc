import type { Directory } from '../directory/directory.ts';
import { canonicalAddress, checkAddress, describeTypo } from '../email/index.ts';
import { type EvidenceKey, scoreOf } from './evidence.ts';
import { createPeopleSearch, type PeopleSearch } from './evidence-people.ts';
import type { SuggestedAddress, Suggestion } from './finding.ts';
import { identityEvidence, inEvidenceOrder } from './identities.ts';
import { type Pair, type Pairing, unclaimedAccounts } from './pairing.ts';

/** Why nothing is proposed where something was found: another person would fit as well, or somebody else has the address. */
export type Withheld = 'ambiguous' | 'collision';

export interface Suggestions {
  /** By NEO user. */
  readonly given: ReadonlyMap<number, Suggestion>;
  readonly withheld: ReadonlyMap<number, Withheld>;
}

/** An address before the check against everybody else; `amazonIndex` is the account it is about. */
interface Proposed extends SuggestedAddress {
  readonly amazonIndex: number;
  /** The address in canonical form. */
  readonly key: string;
}
/** `neoIndex` owns it; the first is the best. */
interface Proposal {
  readonly neoIndex: number;
  readonly ambiguous: boolean;
  readonly addresses: readonly Proposed[];
}

/**
 * Whether nothing in the address speaks against writing it: well formed, in its canonical form, and without the `?` that an export in
 * Shift_JIS leaves for a character it cannot hold (handbook neo.md 6.2), which no company gives out in an address.
 */
export const isCleanAddress = (address: string, canonical: string = canonicalAddress(address)): boolean =>
  !address.includes('?') &&
  // Capitals do no harm to an address: they are no reason to invite somebody anew.
  canonical === address.toLowerCase() &&
  checkAddress(address).every((problem) => problem.severity !== 'error');

/**
 * What to write where, for everybody who is asked about and has no account of the very address: the account of the pair and what else
 * fitted; without a pair, accounts of the same name or of an address that spells it. Linear; every address is checked against
 * everybody else's on both sides and against every other proposal.
 */
export function suggest(directory: Directory, pairing: Pairing, inScope: Uint8Array): Suggestions {
  const proposals: Proposal[] = [];
  const withheld = new Map<number, Withheld>();
  let unclaimed: PeopleSearch | null = null;
  const search = (): PeopleSearch =>
    (unclaimed ??= createPeopleSearch(unclaimedAccounts(pairing.amazon, pairing.claimed), pairing.identities, pairing.amazon));
  pairing.pairs.forEach((pair, neoIndex) => {
    if (inScope[neoIndex] === 0 || (pairing.exact[neoIndex] as number) >= 0) return;
    const proposal = pair === null ? ofNobody(neoIndex, search(), pairing) : ofPair(pair, neoIndex, pairing);
    if (proposal === 'ambiguous') withheld.set(neoIndex, 'ambiguous');
    else if (proposal !== null) proposals.push(proposal);
  });
  return withoutCollisions(proposals, withheld, directory, pairing);
}

/**
 * NEO is the cheaper side: its address can be changed, an Amazon address needs a new invitation (handbook matching.md D4). Amazon is
 * proposed only where its own address is the damaged or old one.
 */
function ofPair(pair: Pair, neoIndex: number, pairing: Pairing): Proposal | 'ambiguous' | null {
  const others = pair.others ?? [];
  if (pair.ambiguous && others.length === 0) return 'ambiguous';
  const ours = pairing.workEmails[neoIndex] as string;
  const ourKey = pairing.canonical[neoIndex] as string;
  const onAmazon =
    pair.kind === 'ladder' &&
    isCleanAddress(ours, ourKey) &&
    (!isCleanAccount(pair.amazonIndex, pairing) || pointsBackwards(pair, pairing));
  const addresses: Proposed[] = [];
  for (const amazonIndex of [pair.amazonIndex, ...others]) {
    const address = pairing.amazon.emails[amazonIndex] as string;
    if (!onAmazon && !isCleanAccount(amazonIndex, pairing)) continue;
    const who = identityEvidence(pairing.identities.person(neoIndex), pairing.identities.account(amazonIndex));
    const reasons = inEvidenceOrder([...addressEvidence(pair, amazonIndex, ours, pairing), ...who]);
    addresses.push({
      side: onAmazon ? 'amazon' : 'neo',
      address: onAmazon ? ours : address,
      score: scoreOf(reasons),
      reasons,
      amazonIndex,
      key: onAmazon ? ourKey : (pairing.amazon.canonical[amazonIndex] as string),
    });
    if (onAmazon) break;
  }
  if (addresses[0]?.amazonIndex !== pair.amazonIndex) return null;
  return { neoIndex, ambiguous: pair.ambiguous && addresses.length > 1, addresses };
}

const isCleanAccount = (amazonIndex: number, { amazon }: Pairing): boolean =>
  isCleanAddress(amazon.emails[amazonIndex] as string, amazon.canonical[amazonIndex] as string);

/** Weaker than a pair: the name alone, or an address that spells it. */
function ofNobody(neoIndex: number, search: PeopleSearch, pairing: Pairing): Proposal | null {
  const addresses: Proposed[] = [];
  for (const { amazonIndex, score, reasons } of search.candidates(neoIndex)) {
    if (reasons.includes('other-name') || !isCleanAccount(amazonIndex, pairing)) continue;
    const address = pairing.amazon.emails[amazonIndex] as string;
    addresses.push({ side: 'neo', address, score, reasons, amazonIndex, key: pairing.amazon.canonical[amazonIndex] as string });
  }
  const [best, second] = addresses;
  return best === undefined ? null : { neoIndex, ambiguous: best.score === second?.score, addresses };
}

/** What the two addresses themselves say. */
function addressEvidence(pair: Pair, amazonIndex: number, ours: string, { ladder, amazon }: Pairing): readonly EvidenceKey[] {
  const theirs = amazon.emails[amazonIndex] as string;
  switch (pair.kind) {
    case 'part-of-cell':
      return ['part-of-cell'];
    case 'other-email':
      return [`other-field-${pair.evidence as 'mobile' | 'home' | 'other'}`];
    case 'typo': {
      const rung = ladder.rungs.length - 1;
      const typo = describeTypo(ladder.key(ours, rung), ladder.key(theirs, rung));
      return typo === null ? [] : [`typo-${typo.kind}`];
    }
    case 'ladder': {
      const met = amazonIndex === pair.amazonIndex ? pair.rung : (ladder.meet(ours, theirs) ?? 0);
      const code = ladder.rungs[met - 1]?.code;
      return code === undefined ? [] : [`differs-only-${code.replace('email-differs-', '')}` as EvidenceKey];
    }
    default:
      return [];
  }
}

/** True when Amazon still has the old domain of the alias table and NEO the new one. */
function pointsBackwards(pair: Pair, pairing: Pairing): boolean {
  const rung = pairing.ladder.rungs[pair.rung - 1];
  return (
    rung?.code === 'email-differs-alias-domain' &&
    rung.apply(pairing.amazon.emails[pair.amazonIndex] as string) !== pairing.amazon.emails[pair.amazonIndex]
  );
}

/**
 * Keeps what collides with nobody: no other NEO user has the address in any of the four fields, no other Amazon account has it, and
 * nobody else was proposed the same. Compared in canonical form.
 */
function withoutCollisions(
  proposals: readonly Proposal[],
  withheld: Map<number, Withheld>,
  directory: Directory,
  pairing: Pairing,
): Suggestions {
  const given = new Map<number, Suggestion>();
  if (proposals.length === 0) return { given, withheld };
  /** How many were proposed it first; who was proposed it at all. */
  const best = new Map<string, number>();
  const any = new Map<string, Set<number>>();
  for (const { neoIndex, addresses } of proposals) {
    addresses.forEach(({ key }, at) => {
      if (at === 0) best.set(key, (best.get(key) ?? 0) + 1);
      const people = any.get(key);
      if (people) people.add(neoIndex);
      else any.set(key, new Set([neoIndex]));
    });
  }
  const holders = holdersOf(new Set(any.keys()), directory, pairing);
  const isFree = (neoIndex: number, { key, amazonIndex, side }: Proposed): boolean => {
    const people = holders.get(key);
    if (people !== undefined && (people.size > 1 || !people.has(neoIndex))) return false;
    const accounts = pairing.amazon.find(key);
    return accounts.length === 0 ? side === 'amazon' : accounts.length === 1 && accounts[0] === amazonIndex;
  };
  for (const { neoIndex, ambiguous, addresses } of proposals) {
    const [first, ...rest] = addresses;
    if (first === undefined) continue;
    const contested = (best.get(first.key) ?? 0) > 1;
    if (contested || !isFree(neoIndex, first)) {
      withheld.set(neoIndex, contested ? 'ambiguous' : 'collision');
      continue;
    }
    const alternatives = rest.filter((other) => isFree(neoIndex, other) && any.get(other.key)?.size === 1);
    given.set(neoIndex, { ...shown(first), ambiguous, alternatives: alternatives.map(shown) });
  }
  return { given, withheld };
}

const shown = ({ side, address, score, reasons }: Proposed): SuggestedAddress => ({ side, address, score, reasons });

/** Who has each of the wanted canonical addresses in any of NEO's four fields. */
function holdersOf(
  wanted: ReadonlySet<string>,
  { neoUsers }: Directory,
  { canonical, accounts, amazon }: Pairing,
): ReadonlyMap<string, ReadonlySet<number>> {
  const holders = new Map<string, Set<number>>();
  const note = (address: string, index: number): void => {
    if (address === '' || !wanted.has(address)) return;
    const set = holders.get(address);
    if (set) set.add(index);
    else holders.set(address, new Set([index]));
  };
  // Whoever has an account of the address has a wanted address only where the account's is wanted: nearly nobody's text is looked up.
  const isWanted = new Uint8Array(amazon.emails.length);
  for (const address of wanted) {
    const account = amazon.anyOf(address);
    if (account >= 0) isWanted[account] = 1;
  }
  neoUsers.forEach((user, i) => {
    const account = accounts[i] as number;
    if (account < 0 || isWanted[account] === 1) note(canonical[i] as string, i);
    for (const address of [user.mobileEmail, user.homeEmail, user.otherEmail]) if (address !== '') note(canonicalAddress(address), i);
  });
  return holders;
}
