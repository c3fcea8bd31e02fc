import type { AmazonUser, Directory, NeoUser } from '../directory/directory.ts';
import type { DirectoryPerson } from '../directory/directory-people.ts';
import { canonicalAddress, describeTypo, type EmailPolicy } from '../email/index.ts';
import { eachInPieces, type InPieces } from '../pieces/in-pieces.ts';
import { type CountedPeople, learnWriting, NOBODY_COUNTED } from './company-writing.ts';
import { addressInDirectory, type DirectoryJoin } from './directory-join.ts';
import { confidenceOf, type EvidenceKey, lessSure, scoreOf } from './evidence.ts';
import { type AccountCandidate, createPeopleSearch } from './evidence-people.ts';
import type { SuggestedAddress, Suggestion, Way } from './finding.ts';
import { identityEvidence } from './identities.ts';
import { type Asked, type InvitationDoubt, noteDoubts } from './invitation-doubts.ts';
import { type Pair, type Pairing, unclaimedAccounts } from './pairing.ts';
import { chooseUndoubted } from './possible-owners.ts';
import type { Scope } from './scope.ts';
import { createWhichSide, type FormerAddresses, type Looks, type Verdict, type WhichSide } from './which-side.ts';

/**
 * Why nothing is advised where something was found: another person would fit as well, somebody else has the address, nothing tells which
 * address is right, or the company's directory has another one than either side.
 */
export const WITHHELD = ['ambiguous', 'collision', 'undecided', 'directory-neither'] as const;
export type Withheld = (typeof WITHHELD)[number];

export interface Suggestions {
  /** By NEO user. */
  readonly given: ReadonlyMap<number, Suggestion>;
  readonly withheld: ReadonlyMap<number, Withheld>;
  /** What else may be chosen, NEO first. By NEO user; nobody without any. */
  readonly ways: ReadonlyMap<number, readonly Way[]>;
  /** By NEO user without an account; nobody without any. */
  readonly doubts: ReadonlyMap<number, readonly InvitationDoubt[]>;
  /** By account that is nobody's as it stands, the people who may be its own; none without anybody. */
  readonly mayBeOf: ReadonlyMap<number, ReadonlySet<number>>;
}

/** What is known beside the two lists. */
export interface AuditContext {
  /** People who are not in the directory because nothing is to be said of them: each has an account of the very address. */
  readonly prematched?: CountedPeople;
  /** What both sides had in the lists before these, by place in the directory; `null` where that is not known. */
  readonly former?: (neoIndex: number, amazonIndex: number) => FormerAddresses | null;
  /** The company's own directory, where it was taken in. */
  readonly directoryPeople?: readonly DirectoryPerson[];
}

/** A piece: each is compared with several accounts. */
const CASES_A_PIECE = 64;

/** An account that may be a person's, judged. */
interface Candidate {
  readonly amazonIndex: number;
  readonly reasons: readonly EvidenceKey[];
  readonly verdict: Verdict;
}
/** A person who is asked about and has no account of the very address. */
interface Case {
  readonly neoIndex: number;
  readonly pair: Pair | null;
  /** The first is the best; empty where nobody was found. */
  readonly candidates: readonly Candidate[];
  readonly ambiguous: boolean;
  /** What speaks against this person as the owner of the best account: it may be chosen, and nothing is advised. */
  readonly doubt: NonNullable<Pair['doubt']> | null;
}
/** An address before the check against everybody else; `amazonIndex` is the account it is about. */
interface Proposed extends SuggestedAddress {
  readonly amazonIndex: number;
}

/**
 * What to write where, for everybody who is asked about and has no account of the very address. First whose account it is: that of the
 * pair and what else fitted; without a pair, accounts of the same name or of an address that spells it. Then which of the two addresses
 * is right; where nothing decides that, nothing is advised. Linear; every address is checked against everybody else's on both sides and
 * against every other advice.
 */
export function* suggest(
  directory: Directory,
  pairing: Pairing,
  scope: Pick<Scope, 'inScope' | 'able'>,
  policy: EmailPolicy,
  context: AuditContext = {},
  join: DirectoryJoin | null = null,
): InPieces<Suggestions> {
  const given = new Map<number, Suggestion>();
  const withheld = new Map<number, Withheld>();
  const ways = new Map<number, readonly Way[]>();
  const doubts = new Map<number, readonly InvitationDoubt[]>();
  const mayBeOf = new Map<number, Set<number>>();
  const writing = learnWriting(() => agreeingPeople(directory, pairing), context.prematched ?? NOBODY_COUNTED, policy);
  const { cases, notAsked } = yield* casesOf(directory, pairing, scope, createWhichSide(policy, writing), context, join);
  if (cases.length === 0 && notAsked.length === 0) return { given, withheld, ways, doubts, mayBeOf };

  const isFree = yield* freedomOf(cases, directory, pairing);
  const proposals = new Map<number, readonly Proposed[]>();
  const propose = (one: Case): void => {
    const { neoIndex, pair, candidates } = one;
    const proposed = proposedFor(one, pairing);
    if (proposed.length > 0) proposals.set(neoIndex, proposed);
    else if (one.doubt === 'contested' || (pair !== null && (pair.ambiguous || candidates.length > 0)))
      withheld.set(neoIndex, whyWithheld(one));
    const open = waysOf(one, pairing).filter((way) => isFree(neoIndex, way));
    if (open.length > 0)
      ways.set(
        neoIndex,
        open.map(({ side, address }) => ({ side, address })),
      );
  };
  yield* eachInPieces(cases.length, (at) => propose(cases[at] as Case));
  const contested = contestedKeys(proposals);
  yield;
  const advise = ({ neoIndex, ambiguous }: Case): void => {
    const [first, ...rest] = proposals.get(neoIndex) ?? [];
    if (first === undefined) return;
    const isContested = contested.first.has(canonicalAddress(first.address));
    if (isContested || !isFree(neoIndex, first)) {
      withheld.set(neoIndex, isContested ? 'ambiguous' : 'collision');
      return;
    }
    const alternatives = rest.filter((other) => isFree(neoIndex, other) && !contested.any.has(canonicalAddress(other.address)));
    given.set(neoIndex, { ...shown(first), ambiguous: ambiguous && rest.length > 0, alternatives: alternatives.map(shown) });
    const chosen = [first, ...alternatives];
    const isChosen = (way: Way): boolean => chosen.some(({ side, address }) => side === way.side && address === way.address);
    const others = (ways.get(neoIndex) ?? []).filter((way) => !isChosen(way));
    if (others.length > 0) ways.set(neoIndex, others);
    else ways.delete(neoIndex);
  };
  yield* eachInPieces(cases.length, (at) => advise(cases[at] as Case));
  yield* noteDoubts({ doubts, mayBeOf }, cases, notAsked, directory, pairing, policy, writing, join);
  return { given, withheld, ways, doubts, mayBeOf };
}

const whyWithheld = ({ ambiguous, doubt, candidates: [best] }: Case): Withheld =>
  ambiguous || doubt === 'contested' ? 'ambiguous' : best?.verdict.byDirectory === 'neither' ? 'directory-neither' : 'undecided';

const shown = ({ side, address, confidence, reasons }: Proposed): SuggestedAddress => ({ side, address, confidence, reasons });

/**
 * People of the directory whose work address is an account's, character for character. Of an address that several hold on either side it is
 * in doubt whose it is: nothing is learnt from it.
 */
function* agreeingPeople({ neoUsers, amazonUsers }: Directory, { exact, accounts, canonical, amazon }: Pairing): Generator<NeoUser> {
  const holders = new Uint32Array(amazonUsers.length);
  for (const account of accounts) if (account >= 0) holders[account] = (holders[account] as number) + 1;
  const isSole = (i: number): boolean => holders[accounts[i] as number] === 1 && !amazon.shared.has(canonical[i] as string);
  for (let i = 0; i < neoUsers.length; i++) if ((exact[i] as number) >= 0 && isSole(i)) yield neoUsers[i] as NeoUser;
}

/** Whoever is asked about, with all that is to be decided; and who works there, has no account and is not asked about. */
interface Cases {
  readonly cases: readonly Case[];
  readonly notAsked: readonly Asked[];
}

function* casesOf(
  directory: Directory,
  pairing: Pairing,
  { inScope, able }: Pick<Scope, 'inScope' | 'able'>,
  whichSide: WhichSide,
  context: AuditContext,
  join: DirectoryJoin | null,
): InPieces<Cases> {
  const { neoUsers, amazonUsers } = directory;
  const asked: number[] = [];
  const others: number[] = [];
  yield* eachInPieces(inScope.length, (i) => {
    if ((pairing.exact[i] as number) >= 0) return;
    if (inScope[i] === 1) asked.push(i);
    else if (able[i] === 1 && pairing.pairs[i] === null) others.push(i);
  });
  const isAnybodyAlone = others.length > 0 || asked.some((i) => pairing.pairs[i] === null);
  const unclaimed = isAnybodyAlone ? unclaimedAccounts(pairing.amazon, pairing.claimed) : [];
  const search =
    pairing.search?.accounts === unclaimed.length
      ? pairing.search
      : yield* createPeopleSearch(unclaimed, pairing.identities, pairing.amazon, pairing.alone);
  const looksOfAccounts: (Looks | undefined)[] = [];
  const accountLooks = (j: number): Looks =>
    (looksOfAccounts[j] ??= whichSide.look(pairing.amazon.emails[j] as string, pairing.amazon.canonical[j] as string));
  const judgeOf = (neoIndex: number, isOneSpelling: boolean): ((amazonIndex: number) => Verdict) => {
    const neo = whichSide.look(pairing.workEmails[neoIndex] as string, pairing.canonical[neoIndex] as string);
    return (amazonIndex) =>
      whichSide.decide({
        neo,
        amazon: accountLooks(amazonIndex),
        isOneSpelling,
        person: neoUsers[neoIndex] as NeoUser,
        account: amazonUsers[amazonIndex] as AmazonUser,
        former: context.former?.(neoIndex, amazonIndex) ?? null,
        directoryAddress: join === null ? null : addressInDirectory(join, neoIndex),
      });
  };
  const accountsOf = (neoIndex: number) => search.candidates(neoIndex).filter(({ reasons }) => !reasons.includes('other-name'));
  const cases: Case[] = [];
  const look = (neoIndex: number): void => {
    const pair = pairing.pairs[neoIndex] ?? null;
    if (pair === null) {
      const { found, ambiguous, doubt } = chosenFrom(accountsOf(neoIndex), neoIndex, pairing);
      const judge = judgeOf(neoIndex, false);
      const candidates = found.map(({ amazonIndex, reasons }) => ({ amazonIndex, reasons, verdict: judge(amazonIndex) }));
      cases.push({ neoIndex, pair, candidates, ambiguous, doubt });
      return;
    }
    const others = pair.others ?? [];
    // Several people want one account: nobody can say whose it is.
    const accounts = pair.ambiguous && others.length === 0 ? [] : [pair.amazonIndex, ...others];
    const judge = judgeOf(neoIndex, pair.kind === 'typo' || pair.kind === 'match-rule');
    const candidates = accounts.map((amazonIndex) => ({
      amazonIndex,
      reasons: identityEvidence(
        pairing.identities.person(neoIndex),
        pairing.identities.account(amazonIndex),
        addressEvidence(pair, amazonIndex, pairing.workEmails[neoIndex] as string, pairing),
      ),
      verdict: judge(amazonIndex),
    }));
    cases.push({ neoIndex, pair, candidates, ambiguous: pair.ambiguous, doubt: pair.doubt ?? null });
  };
  yield* eachInPieces(asked.length, (at) => look(asked[at] as number), CASES_A_PIECE);
  const notAsked: Asked[] = [];
  if (unclaimed.length > 0)
    yield* eachInPieces(others.length, (at) => {
      const neoIndex = others[at] as number;
      notAsked.push({ neoIndex, pair: null, candidates: accountsOf(neoIndex) });
    });
  return { cases, notAsked };
}

/** The accounts with the one first that is this person's; of several that fit equally well the only one that is nobody else's. */
function chosenFrom(
  found: readonly AccountCandidate[],
  neoIndex: number,
  { owners, settled }: Pairing,
): { readonly found: readonly AccountCandidate[] } & Pick<Case, 'ambiguous' | 'doubt'> {
  const [best, second] = found;
  if (best === undefined) return { found, ambiguous: false, doubt: null };
  if (best.score !== second?.score) return { found, ambiguous: false, doubt: owners.doubt(neoIndex, best.amazonIndex, settled) };
  const equal = found.filter(({ score }) => score === best.score).map(({ amazonIndex }) => amazonIndex);
  const { only, doubt } = chooseUndoubted(neoIndex, equal, owners, settled);
  if (only === null) return { found, ambiguous: true, doubt };
  const isChosen = ({ amazonIndex }: AccountCandidate): boolean => amazonIndex === only;
  return { found: [...found.filter(isChosen), ...found.filter((one) => !isChosen(one))], ambiguous: false, doubt: null };
}

/** What the evidence advises, best first; empty where it does not decide. */
function proposedFor({ neoIndex, pair, candidates, ambiguous, doubt }: Case, pairing: Pairing): readonly Proposed[] {
  if (doubt !== null) return [];
  const propose = (side: Way['side'], address: string, { amazonIndex, reasons, verdict }: Candidate): Proposed => ({
    side,
    address,
    // An account whose address is the one that the directory has for the person is the person's.
    confidence: verdict.byDirectory === 'amazon' ? verdict.confidence : lessSure(verdict.confidence, confidenceOf(scoreOf(reasons))),
    reasons: [...verdict.reasons, ...reasons],
    amazonIndex,
  });
  const [best] = candidates;
  if (best === undefined) return [];
  // Whose account is found by the name alone is not sure enough to have it removed.
  if (best.verdict.right === 'neo')
    return pair === null || ambiguous ? [] : [propose('amazon', pairing.workEmails[neoIndex] as string, best)];
  if (best.verdict.right !== 'amazon') return [];
  return candidates
    .filter(({ verdict }) => verdict.right === 'amazon')
    .map((candidate) => propose('neo', pairing.amazon.emails[candidate.amazonIndex] as string, candidate));
}

interface OpenWay extends Way {
  readonly amazonIndex: number;
}

/** What may be written though nothing advises it: the address of every account in NEO; the work address on Amazon for the one of the pair. */
function waysOf({ neoIndex, pair, candidates, ambiguous, doubt }: Case, pairing: Pairing): readonly OpenWay[] {
  const found: OpenWay[] = candidates
    .filter(({ verdict }) => verdict.fit.amazon)
    .map(({ amazonIndex }) => ({ side: 'neo', address: pairing.amazon.emails[amazonIndex] as string, amazonIndex }));
  const [best] = candidates;
  if (pair !== null && !ambiguous && doubt !== 'contested' && best?.verdict.fit.neo)
    found.push({ side: 'amazon', address: pairing.workEmails[neoIndex] as string, amazonIndex: best.amazonIndex });
  return found;
}

/** What the two addresses themselves say. */
function addressEvidence(pair: Pair, amazonIndex: number, ours: string, { matchRules, amazon }: Pairing): readonly EvidenceKey[] {
  const theirs = amazon.emails[amazonIndex] as string;
  switch (pair.kind) {
    case 'part-of-cell':
      return ['part-of-cell'];
    case 'other-email':
      return [`other-field-${pair.evidence as 'mobile' | 'home' | 'other'}`];
    case 'typo': {
      const rule = matchRules.rules.length - 1;
      const typo = describeTypo(matchRules.key(ours, rule), matchRules.key(theirs, rule));
      return typo === null ? [] : [`typo-${typo.kind}`];
    }
    case 'match-rule': {
      const met = amazonIndex === pair.amazonIndex ? pair.rule : (matchRules.meet(ours, theirs) ?? 0);
      const code = matchRules.rules[met - 1]?.code;
      return code === undefined ? [] : [`differs-only-${code.replace('email-differs-', '')}` as EvidenceKey];
    }
    default:
      return [];
  }
}

/** The addresses, in canonical form, that more than one person was proposed: as the best one, and at all. */
function contestedKeys(proposals: ReadonlyMap<number, readonly Proposed[]>): {
  readonly first: ReadonlySet<string>;
  readonly any: ReadonlySet<string>;
} {
  const seen = { first: new Set<string>(), any: new Set<string>() };
  const contested = { first: new Set<string>(), any: new Set<string>() };
  for (const proposed of proposals.values()) {
    const keys = new Set(proposed.map(({ address }) => canonicalAddress(address)));
    for (const key of keys) (seen.any.has(key) ? contested : seen).any.add(key);
    const best = canonicalAddress(proposed[0]?.address ?? '');
    (seen.first.has(best) ? contested : seen).first.add(best);
  }
  return contested;
}

/**
 * Answers whether an address is nobody else's: no other NEO user has it in any of the four fields, and no Amazon account but the one it
 * is about. Compared in canonical form.
 */
function* freedomOf(cases: readonly Case[], directory: Directory, pairing: Pairing): InPieces<(neoIndex: number, way: OpenWay) => boolean> {
  const wanted = new Set<string>();
  for (const { neoIndex, candidates } of cases) {
    if (candidates.length > 0) wanted.add(pairing.canonical[neoIndex] as string);
    for (const { amazonIndex } of candidates) wanted.add(pairing.amazon.canonical[amazonIndex] as string);
  }
  const holders = yield* holdersOf(wanted, directory, pairing);
  return (neoIndex, { side, address, amazonIndex }) => {
    const key = canonicalAddress(address);
    const people = holders.get(key);
    if (people !== undefined && (people.size > 1 || !people.has(neoIndex))) return false;
    const accounts = pairing.amazon.find(key);
    return accounts.length === 0 ? side === 'amazon' : accounts.length === 1 && accounts[0] === amazonIndex;
  };
}

/** Who has each of the wanted canonical addresses in any of NEO's four fields. */
function* holdersOf(
  wanted: ReadonlySet<string>,
  { neoUsers }: Directory,
  { canonical, accounts, amazon }: Pairing,
): InPieces<ReadonlyMap<string, ReadonlySet<number>>> {
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
  yield* eachInPieces(neoUsers.length, (i) => {
    const user = neoUsers[i] as NeoUser;
    const account = accounts[i] as number;
    if (account < 0 || isWanted[account] === 1) note(canonical[i] as string, i);
    for (const address of [user.mobileEmail, user.homeEmail, user.otherEmail]) if (address !== '') note(canonicalAddress(address), i);
  });
  return holders;
}
