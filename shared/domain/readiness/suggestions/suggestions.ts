import { type ChunkedWork, forEachInChunks } from '../../chunks/chunked-work.ts';
import type { AmazonUser, Directory, NeoUser } from '../../directory/directory.ts';
import type { DirectoryPerson } from '../../directory/directory-people.ts';
import { describeTypo, type EmailPolicy, toCanonicalAddress } from '../../email/index.ts';
import { type DirectoryJoin, getDirectoryAddress } from '../company-directory/directory-join.ts';
import { type CountedPeople, learnAddressConventions, NO_COUNTED_PEOPLE } from '../evidence/company-writing.ts';
import { computeEvidenceScore, type EvidenceKey, getConfidence, getLowerConfidence, internReasons } from '../evidence/evidence.ts';
import { listIdentityEvidence } from '../evidence/identities.ts';
import type { SuggestedAddress, Suggestion, WritableAddress } from '../finding.ts';
import { type AccountCandidate, createPeopleSearch } from '../matching/evidence-people.ts';
import { listUnclaimedAccounts, type Pair, type Pairing } from '../matching/pairing.ts';
import { findOnlyCandidateWithoutDoubt } from '../matching/possible-owners.ts';
import type { Scope } from '../scope.ts';
import { type InvitationDoubt, recordInvitationDoubts, type UnmatchedPerson } from './invitation-doubts.ts';
import { type AddressTraits, createFixAdvisor, type FixAdvice, type FixAdvisor, type FormerAddresses } from './which-side.ts';

/**
 * Why there is no suggestion for a finding: another person fits equally well, another person has the address, no evidence decides which
 * address is right, or the directory has a third one.
 */
export const WITHHELD_REASONS = ['ambiguous', 'collision', 'undecided', 'directory-neither'] as const;
export type WithheldReason = (typeof WITHHELD_REASONS)[number];

export interface Suggestions {
  /** Suggestions by NEO user. */
  readonly given: ReadonlyMap<number, Suggestion>;
  readonly withheld: ReadonlyMap<number, WithheldReason>;
  /** Alternatives, NEO first, by NEO user; people without any are omitted. */
  readonly ways: ReadonlyMap<number, readonly WritableAddress[]>;
  /** Doubts about an invitation, by NEO user without an account; users without doubts are omitted. */
  readonly doubts: ReadonlyMap<number, readonly InvitationDoubt[]>;
  /** Possible owners of accounts without owner; accounts without any are omitted. */
  readonly mayBeOf: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Further inputs besides the two lists. */
export interface AuditContext {
  /** People omitted from the directory because they have no findings: each has an account with the exact address. */
  readonly prematched?: CountedPeople;
  /** Former addresses of both sides, by index; `null` = unknown. */
  readonly former?: (neoIndex: number, amazonIndex: number) => FormerAddresses | null;
  /** The company directory, if imported. */
  readonly directoryPeople?: readonly DirectoryPerson[];
}

/** Number of cases per piece; each case is compared with several accounts. */
const CASES_A_PIECE = 64;

/** A candidate account with its evaluation. */
interface Candidate {
  readonly amazonIndex: number;
  readonly reasons: readonly EvidenceKey[];
  readonly verdict: FixAdvice;
}
/** A person in scope without an account with the exact address. */
interface Case {
  readonly neoIndex: number;
  readonly pair: Pair | null;
  /** Candidates, best first; empty if none was found. */
  readonly candidates: readonly Candidate[];
  readonly ambiguous: boolean;
  /** Doubt about this person as the owner of the best account: a user may choose it, but nothing is suggested. */
  readonly doubt: NonNullable<Pair['doubt']> | null;
}
/** An address not yet checked against all others; `amazonIndex` is its account. */
interface Proposed extends SuggestedAddress {
  readonly amazonIndex: number;
}

/**
 * Suggestions for everyone in scope without an exactly matching account. First determines the owner of the account: by the pair and other
 * candidates; without a pair, by accounts with the same name or an address that spells it. Then determines the right address; without
 * deciding evidence there is no suggestion. Linear; every address is checked against all others on both sides and all other suggestions.
 */
export function* suggestAddresses(
  directory: Directory,
  pairing: Pairing,
  scope: Pick<Scope, 'inScope' | 'able'>,
  policy: EmailPolicy,
  context: AuditContext = {},
  join: DirectoryJoin | null = null,
): ChunkedWork<Suggestions> {
  const given = new Map<number, Suggestion>();
  const withheld = new Map<number, WithheldReason>();
  const ways = new Map<number, readonly WritableAddress[]>();
  const doubts = new Map<number, readonly InvitationDoubt[]>();
  const mayBeOf = new Map<number, Set<number>>();
  const writing = learnAddressConventions(() => agreeingPeople(directory, pairing), context.prematched ?? NO_COUNTED_PEOPLE, policy);
  const { cases, notAsked } = yield* casesOf(directory, pairing, scope, createFixAdvisor(policy, writing), context, join);
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
  yield* forEachInChunks(cases.length, (at) => propose(cases[at] as Case));
  const contested = contestedKeys(proposals);
  yield;
  const advise = ({ neoIndex, ambiguous }: Case): void => {
    const [first, ...rest] = proposals.get(neoIndex) ?? [];
    if (first === undefined) return;
    const isContested = contested.first.has(toCanonicalAddress(first.address));
    if (isContested || !isFree(neoIndex, first) || isOneOfSeveral(first, pairing)) {
      withheld.set(neoIndex, isContested ? 'ambiguous' : 'collision');
      return;
    }
    const alternatives = rest.filter((other) => isFree(neoIndex, other) && !contested.any.has(toCanonicalAddress(other.address)));
    given.set(neoIndex, { ...shown(first), ambiguous: ambiguous && rest.length > 0, alternatives: alternatives.map(shown) });
    const chosen = [first, ...alternatives];
    const isChosen = (way: WritableAddress): boolean => chosen.some(({ side, address }) => side === way.side && address === way.address);
    const others = (ways.get(neoIndex) ?? []).filter((way) => !isChosen(way));
    // A copy, because an array filled by `filter` reserves space for seventeen elements.
    if (others.length > 0) ways.set(neoIndex, others.slice());
    else ways.delete(neoIndex);
  };
  yield* forEachInChunks(cases.length, (at) => advise(cases[at] as Case));
  yield* recordInvitationDoubts({ doubts, mayBeOf }, cases, notAsked, directory, pairing, policy, writing, join);
  // Released, because the identities would be the largest part of an audit's memory and only another scope needs them.
  pairing.identities.forgetAll();
  return { given, withheld, ways, doubts, mayBeOf };
}

const whyWithheld = ({ ambiguous, doubt, candidates: [best] }: Case): WithheldReason =>
  ambiguous || doubt === 'contested' ? 'ambiguous' : best?.verdict.byDirectory === 'neither' ? 'directory-neither' : 'undecided';

/** True if other accounts have the same address as the one to change, so that the account is ambiguous. */
const isOneOfSeveral = ({ side, amazonIndex }: Proposed, { amazon }: Pairing): boolean =>
  side === 'amazon' && amazon.shared.has(amazon.canonical[amazonIndex] as string);

const shown = ({ side, address, confidence, reasons }: Proposed): SuggestedAddress => ({ side, address, confidence, reasons });

/** People whose work address equals an account's. Addresses with several holders on either side are doubtful and excluded from learning. */
function* agreeingPeople({ neoUsers, amazonUsers }: Directory, { exact, accounts, canonical, amazon }: Pairing): Generator<NeoUser> {
  const holders = new Uint32Array(amazonUsers.length);
  for (const account of accounts) if (account >= 0) holders[account] = (holders[account] as number) + 1;
  const isSole = (i: number): boolean => holders[accounts[i] as number] === 1 && !amazon.shared.has(canonical[i] as string);
  for (let i = 0; i < neoUsers.length; i++) if ((exact[i] as number) >= 0 && isSole(i)) yield neoUsers[i] as NeoUser;
}

/** Cases to decide for people in scope, and employees without account who are out of scope. */
interface Cases {
  readonly cases: readonly Case[];
  readonly notAsked: readonly UnmatchedPerson[];
}

function* casesOf(
  directory: Directory,
  pairing: Pairing,
  { inScope, able }: Pick<Scope, 'inScope' | 'able'>,
  whichSide: FixAdvisor,
  context: AuditContext,
  join: DirectoryJoin | null,
): ChunkedWork<Cases> {
  const { neoUsers, amazonUsers } = directory;
  const asked: number[] = [];
  const others: number[] = [];
  yield* forEachInChunks(inScope.length, (i) => {
    if ((pairing.exact[i] as number) >= 0) return;
    if (inScope[i] === 1) asked.push(i);
    else if (able[i] === 1 && pairing.pairs[i] === null) others.push(i);
  });
  const isAnybodyAlone = others.length > 0 || asked.some((i) => pairing.pairs[i] === null);
  const unclaimed = isAnybodyAlone ? listUnclaimedAccounts(pairing.amazon, pairing.claimed) : [];
  const search =
    pairing.search?.accounts === unclaimed.length
      ? pairing.search
      : yield* createPeopleSearch(unclaimed, pairing.identities, pairing.amazon, pairing.alone);
  const looksOfAccounts: (AddressTraits | undefined)[] = [];
  const accountLooks = (j: number): AddressTraits =>
    (looksOfAccounts[j] ??= whichSide.look(pairing.amazon.emails[j] as string, pairing.amazon.canonical[j] as string));
  const judgeOf = (neoIndex: number, isOneSpelling: boolean): ((amazonIndex: number) => FixAdvice) => {
    const neo = whichSide.look(pairing.workEmails[neoIndex] as string, pairing.canonical[neoIndex] as string);
    return (amazonIndex) =>
      whichSide.decide({
        neo,
        amazon: accountLooks(amazonIndex),
        isOneSpelling,
        person: neoUsers[neoIndex] as NeoUser,
        account: amazonUsers[amazonIndex] as AmazonUser,
        former: context.former?.(neoIndex, amazonIndex) ?? null,
        directoryAddress: join === null ? null : getDirectoryAddress(join, neoIndex),
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
    // If several people match one account, its owner is unknown.
    const accounts = pair.ambiguous && others.length === 0 ? [] : [pair.amazonIndex, ...others];
    const judge = judgeOf(neoIndex, pair.kind === 'typo' || pair.kind === 'match-rule');
    const candidates = accounts.map((amazonIndex) => ({
      amazonIndex,
      reasons: listIdentityEvidence(
        pairing.identities.person(neoIndex),
        pairing.identities.account(amazonIndex),
        addressEvidence(pair, amazonIndex, pairing.workEmails[neoIndex] as string, pairing),
      ),
      verdict: judge(amazonIndex),
    }));
    cases.push({ neoIndex, pair, candidates, ambiguous: pair.ambiguous, doubt: pair.doubt ?? null });
  };
  yield* forEachInChunks(asked.length, (at) => look(asked[at] as number), CASES_A_PIECE);
  const notAsked: UnmatchedPerson[] = [];
  if (unclaimed.length > 0)
    yield* forEachInChunks(others.length, (at) => {
      const neoIndex = others[at] as number;
      notAsked.push({ neoIndex, pair: null, candidates: accountsOf(neoIndex) });
    });
  return { cases, notAsked };
}

/** Sorts the accounts with this person's account first; among equally good ones, the only one without another owner. */
function chosenFrom(
  found: readonly AccountCandidate[],
  neoIndex: number,
  { owners, settled }: Pairing,
): { readonly found: readonly AccountCandidate[] } & Pick<Case, 'ambiguous' | 'doubt'> {
  const [best, second] = found;
  if (best === undefined) return { found, ambiguous: false, doubt: null };
  if (best.score !== second?.score) return { found, ambiguous: false, doubt: owners.doubt(neoIndex, best.amazonIndex, settled) };
  const equal = found.filter(({ score }) => score === best.score).map(({ amazonIndex }) => amazonIndex);
  const { only, doubt } = findOnlyCandidateWithoutDoubt(neoIndex, equal, owners, settled);
  if (only === null) return { found, ambiguous: true, doubt };
  const isChosen = ({ amazonIndex }: AccountCandidate): boolean => amazonIndex === only;
  return { found: [...found.filter(isChosen), ...found.filter((one) => !isChosen(one))], ambiguous: false, doubt: null };
}

/** Suggested addresses, best first; empty if the evidence does not decide. */
function proposedFor({ neoIndex, pair, candidates, ambiguous, doubt }: Case, pairing: Pairing): readonly Proposed[] {
  if (doubt !== null) return [];
  const propose = (side: WritableAddress['side'], address: string, { amazonIndex, reasons, verdict }: Candidate): Proposed => ({
    side,
    address,
    // An account with the directory's address for the person belongs to the person.
    confidence:
      verdict.byDirectory === 'amazon'
        ? verdict.confidence
        : getLowerConfidence(verdict.confidence, getConfidence(computeEvidenceScore(reasons))),
    reasons: internReasons([...verdict.reasons, ...reasons]),
    amazonIndex,
  });
  const [best] = candidates;
  if (best === undefined) return [];
  // An account found only by name is not certain enough to be removed.
  if (best.verdict.right === 'neo')
    return pair === null || ambiguous ? [] : [propose('amazon', pairing.workEmails[neoIndex] as string, best)];
  if (best.verdict.right !== 'amazon') return [];
  return candidates
    .filter(({ verdict }) => verdict.right === 'amazon')
    .map((candidate) => propose('neo', pairing.amazon.emails[candidate.amazonIndex] as string, candidate));
}

interface OpenWay extends WritableAddress {
  readonly amazonIndex: number;
}

/**
 * Addresses that a user may choose without a suggestion: those of all candidates for NEO, and the work address for the pair's account on
 * Amazon.
 */
function waysOf({ neoIndex, pair, candidates, ambiguous, doubt }: Case, pairing: Pairing): readonly OpenWay[] {
  const found: OpenWay[] = candidates
    .filter(({ verdict }) => verdict.fit.amazon)
    .map(({ amazonIndex }) => ({ side: 'neo', address: pairing.amazon.emails[amazonIndex] as string, amazonIndex }));
  const [best] = candidates;
  if (pair !== null && !ambiguous && doubt !== 'contested' && best?.verdict.fit.neo)
    found.push({ side: 'amazon', address: pairing.workEmails[neoIndex] as string, amazonIndex: best.amazonIndex });
  return found;
}

/** Evidence of the two addresses themselves. */
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

/** Canonical addresses proposed to several people: `first` as the best proposal of each, `any` at all. */
function contestedKeys(proposals: ReadonlyMap<number, readonly Proposed[]>): {
  readonly first: ReadonlySet<string>;
  readonly any: ReadonlySet<string>;
} {
  const seen = { first: new Set<string>(), any: new Set<string>() };
  const contested = { first: new Set<string>(), any: new Set<string>() };
  for (const proposed of proposals.values()) {
    const keys = new Set(proposed.map(({ address }) => toCanonicalAddress(address)));
    for (const key of keys) (seen.any.has(key) ? contested : seen).any.add(key);
    const best = toCanonicalAddress(proposed[0]?.address ?? '');
    (seen.first.has(best) ? contested : seen).first.add(best);
  }
  return contested;
}

/**
 * Returns a function that tells whether an address is free: no other NEO user has it in any of four fields, and no other Amazon account.
 * Addresses are compared in canonical form.
 */
function* freedomOf(
  cases: readonly Case[],
  directory: Directory,
  pairing: Pairing,
): ChunkedWork<(neoIndex: number, way: OpenWay) => boolean> {
  const wanted = new Set<string>();
  for (const { neoIndex, candidates } of cases) {
    if (candidates.length > 0) wanted.add(pairing.canonical[neoIndex] as string);
    for (const { amazonIndex } of candidates) wanted.add(pairing.amazon.canonical[amazonIndex] as string);
  }
  const holders = yield* holdersOf(wanted, directory, pairing);
  return (neoIndex, { side, address, amazonIndex }) => {
    const key = toCanonicalAddress(address);
    const people = holders.get(key);
    if (people !== undefined && (people.size > 1 || !people.has(neoIndex))) return false;
    const accounts = pairing.amazon.find(key);
    return accounts.length === 0 ? side === 'amazon' : accounts.length === 1 && accounts[0] === amazonIndex;
  };
}

/** Holders of each wanted canonical address in any of NEO's four fields. */
function* holdersOf(
  wanted: ReadonlySet<string>,
  { neoUsers }: Directory,
  { canonical, accounts, amazon }: Pairing,
): ChunkedWork<ReadonlyMap<string, ReadonlySet<number>>> {
  const holders = new Map<string, Set<number>>();
  const note = (address: string, index: number): void => {
    if (address === '' || !wanted.has(address)) return;
    const set = holders.get(address);
    if (set) set.add(index);
    else holders.set(address, new Set([index]));
  };
  // The work address of a person with an account is looked up only if the address of that account is wanted, which avoids most text
  // lookups.
  const isWanted = new Uint8Array(amazon.emails.length);
  for (const address of wanted) {
    const account = amazon.anyOf(address);
    if (account >= 0) isWanted[account] = 1;
  }
  yield* forEachInChunks(neoUsers.length, (i) => {
    const user = neoUsers[i] as NeoUser;
    const account = accounts[i] as number;
    if (account < 0 || isWanted[account] === 1) note(canonical[i] as string, i);
    for (const address of [user.mobileEmail, user.homeEmail, user.otherEmail]) if (address !== '') note(toCanonicalAddress(address), i);
  });
  return holders;
}
