import { type ChunkedWork, forEachInChunks, mapInChunks } from '../../chunks/chunked-work.ts';
import { type Directory, mayBeActive, type NeoUser } from '../../directory/directory.ts';
import { createMatchRules, findTypoPairs, isBlankAddress, type MatchRules, splitAddresses, toCanonicalAddress } from '../../email/index.ts';
import {
  type AccountIdentity,
  compareCodes,
  createIdentities,
  getNameEvidence,
  type Identities,
  type PersonIdentity,
} from '../evidence/identities.ts';
import { isOtherInitial, isOtherNumber, isOtherPerson } from '../evidence/typo-doubts.ts';
import type { AuditPolicy } from '../policy.ts';
import { type AmazonIndex, createAmazonIndex } from './amazon-index.ts';
import { createPeopleSearch, type PeopleSearch } from './evidence-people.ts';
import { markMisplacedPeople } from './misplaced-people.ts';
import { type KnownOwners, listPeopleWithoutOwnAccount, listPeopleWithUnconfirmedAccount, markAccountOwners } from './own-accounts.ts';
import { createPossibleOwners, findOnlyCandidateWithoutDoubt, type OwnerDoubt, type PossibleOwners } from './possible-owners.ts';

/** How a person and an account were matched. Only `exact` lets an order pass. */
export type PairKind = 'exact' | 'match-rule' | 'part-of-cell' | 'other-email' | 'typo' | 'person';

export type OtherAddressField = 'mobile' | 'home' | 'other';

export interface Pair {
  readonly kind: PairKind;
  readonly amazonIndex: number;
  /** Number of the match rule (from 1) for `match-rule`, otherwise 0. */
  readonly rule: number;
  /** True if several accounts or people fit equally well, so that nothing may be suggested. */
  readonly ambiguous: boolean;
  /** Evidence for `other-email` (the field) and `person` (`code`, `name` with organization, `reading` of the name in the address). */
  readonly evidence: OtherAddressField | 'code' | 'name' | 'reading' | null;
  /** Other accounts with the same evidence, best first. */
  readonly others?: readonly number[];
  /** Doubt about this owner: a user may choose the account, but it is never suggested. Omitted = none. */
  readonly doubt?: OwnerDoubt | 'initial';
}

export interface Pairing {
  readonly matchRules: MatchRules;
  readonly amazon: AmazonIndex;
  /** Identities of people and accounts, kept for later comparisons. */
  readonly identities: Identities;
  /** Verbatim work addresses of the NEO users, by index. */
  readonly workEmails: readonly string[];
  /** Canonical work addresses, by index. */
  readonly canonical: readonly string[];
  /** For each NEO user, an account with the same canonical address (`AmazonIndex.anyOf`), or `-1`. */
  readonly accounts: Int32Array;
  /** For each NEO user, the account with the exact address, or `-1`. An array of numbers, because most people have one. */
  readonly exact: Int32Array;
  /** By index, the pair of a NEO user without exact match; `null` if there is none. */
  readonly pairs: readonly (Pair | null)[];
  /** 1 for each account that was paired with a NEO user of any state. */
  readonly claimed: Uint8Array;
  /** 1 for each NEO user who shares no search key with an account that is not `claimed` (`createPeopleSearch`). */
  readonly alone: Uint8Array;
  /** `MISPLACED` for each NEO user: whether the account with the exact address seems to belong to another person. */
  readonly misplaced: Uint8Array;
  /** Finds other possible owners of accounts. */
  readonly owners: PossibleOwners;
  /** 1 for each NEO user who is known to own an account; ambiguous evidence does not count. */
  readonly settled: Uint8Array;
  /** The last people search; `null` if none was needed. It covers the unclaimed accounts if it matched no person. */
  readonly search: PeopleSearch | null;
}

/**
 * Matches both lists, strongest evidence first: equal text; match rules up to composition (one hash lookup each); one of several
 * addresses in a cell; another NEO address; later rules; one typo; the same person by code or by name and organization. An account
 * matched by stronger evidence is not available for weaker. Linear in both lists; independent of row order.
 */
export function* pairDirectories(directory: Directory, policy: AuditPolicy): ChunkedWork<Pairing> {
  const { neoUsers, amazonUsers } = directory;
  const matchRules = createMatchRules(policy.email);
  const amazon = yield* createAmazonIndex(amazonUsers);
  const identities = createIdentities(directory);
  const workEmails = neoUsers.map((user) => user.workEmail);
  const canonical = yield* mapInChunks(workEmails, toCanonicalAddress);
  const pairs: (Pair | null)[] = new Array<Pair | null>(neoUsers.length).fill(null);
  const claimed = new Uint8Array(amazonUsers.length);
  const alone = new Uint8Array(neoUsers.length);

  const accounts = new Int32Array(neoUsers.length);
  const exact = new Int32Array(neoUsers.length);
  const open: number[] = [];
  yield* forEachInChunks(neoUsers.length, (i) => {
    const key = canonical[i] as string;
    const any = key === '' ? -1 : amazon.anyOf(key);
    accounts[i] = any;
    const same = any < 0 ? -1 : amazon.exactOf(any, key, workEmails[i] as string);
    exact[i] = same;
    if (same < 0) open.push(i);
    else claimed[same] = 1;
  });

  let rest = yield* settle(open, pairs, claimed, (i) => {
    const bucket = canonical[i] === '' ? [] : amazon.find(canonical[i] as string);
    const best = bucket.find((j) => claimed[j] === 0) ?? bucket[0];
    if (best === undefined) return null;
    return {
      kind: 'match-rule',
      amazonIndex: best,
      rule: matchRules.meet(workEmails[i] as string, amazon.emails[best] as string) ?? 0,
      ambiguous: false,
      evidence: null,
    };
  });

  // Without free accounts nothing can be matched.
  if (!claimed.includes(0)) rest = [];

  const free = (j: number | undefined): j is number => j !== undefined && claimed[j] === 0;
  const freeAt = (address: string): number | undefined =>
    address === '' ? undefined : amazon.find(toCanonicalAddress(address)).find(free);

  rest = yield* settle(rest, pairs, claimed, (i) => {
    const cell = workEmails[i] as string;
    const parts = mayHoldSeveral(cell) ? splitAddresses(cell) : [];
    const hits = parts.map(freeAt).filter((j) => j !== undefined);
    return hits[0] === undefined
      ? null
      : { kind: 'part-of-cell', amazonIndex: hits[0], rule: 0, ambiguous: hits.length > 1, evidence: null, others: hits.slice(1) };
  });

  // Weaker evidence is used only for active people.
  rest = rest.filter((i) => mayBeActive((neoUsers[i] as NeoUser).state));

  rest = yield* settle(rest, pairs, claimed, (i) => {
    const user = neoUsers[i] as NeoUser;
    for (const [evidence, address] of [
      ['mobile', user.mobileEmail],
      ['home', user.homeEmail],
      ['other', user.otherEmail],
    ] as const) {
      const hit = freeAt(address);
      if (hit !== undefined) return { kind: 'other-email', amazonIndex: hit, rule: 0, ambiguous: false, evidence };
    }
    return null;
  });

  const addressed = rest.filter((i) => !isBlankAddress(workEmails[i] as string));
  const freeAccounts = (): number[] => listUnclaimedAccounts(amazon, claimed);
  const ranking = yield* createPeopleSearch([], identities, amazon, alone);
  let unmatched = addressed;
  const candidates = unmatched.length > 0 ? freeAccounts() : [];
  if (candidates.length > 0) {
    const accountKeys = yield* mapInChunks(candidates, (j) => matchRules.keys(amazon.emails[j] as string));
    const personKeys: (readonly string[] | undefined)[] = new Array(neoUsers.length);
    yield* forEachInChunks(unmatched.length, (at) => {
      const i = unmatched[at] as number;
      personKeys[i] = matchRules.keys(workEmails[i] as string);
    });
    // Earlier rules are covered by the canonical lookup.
    const firstLate = matchRules.rules.findIndex((rule) => rule.code === 'email-differs-alias-domain') + 1;
    for (let rule = firstLate; rule <= matchRules.rules.length && unmatched.length > 0; rule++) {
      // Only the wanted keys are grouped, because 100,000 groups of one element cost more than all lookups.
      const wanted = new Set(unmatched.map((i) => personKeys[i]?.[rule]));
      const byKey = groupBy(candidates.keys(), (c) => {
        const key = accountKeys[c]?.[rule];
        return claimed[candidates[c] as number] === 0 && wanted.has(key) ? key : undefined;
      });
      unmatched = yield* settle(unmatched, pairs, claimed, (i) => {
        const hits = byKey.get(personKeys[i]?.[rule] ?? '');
        if (!hits) return null;
        return {
          kind: 'match-rule',
          rule,
          evidence: null,
          ...choose(
            i,
            hits.map((c) => candidates[c] as number),
            ranking,
          ),
        };
      });
    }
  }
  const misplaced = yield* markMisplacedPeople(directory, exact);
  const owned: KnownOwners = { accounts, exact, misplaced, pairs };
  const owners = createPossibleOwners(directory, identities, amazon, {
    withoutAccount: listPeopleWithoutOwnAccount(owned),
    unconfirmed: () => listPeopleWithUnconfirmedAccount(owned),
  });
  const context: MatchContext = { matchRules, amazon, identities, ranking, workEmails, pairs, claimed, alone, owned, owners };
  if (unmatched.length > 0) yield* settleTypos(unmatched, freeAccounts(), context);

  const nobody = rest.filter((i) => pairs[i] === null);
  const search = nobody.length > 0 ? yield* settlePeople(nobody, freeAccounts(), context) : null;
  const settled = markAccountOwners(owned);
  const answer = { matchRules, amazon, identities, workEmails, canonical, accounts, exact, pairs };
  return { ...answer, claimed, alone, misplaced, owners, settled, search };
}

/** The pair of a NEO user; `null` if there is none. */
export function getPair(neoIndex: number, { exact, pairs }: Pairing): Pair | null {
  const amazonIndex = exact[neoIndex] as number;
  if (amazonIndex < 0) return pairs[neoIndex] ?? null;
  return { kind: 'exact', amazonIndex, rule: 0, ambiguous: false, evidence: null };
}

/** The account of a NEO user's pair; `-1` if there is none. */
export const getPairedAccount = (neoIndex: number, { exact, pairs }: Pairing): number =>
  (exact[neoIndex] as number) >= 0 ? (exact[neoIndex] as number) : (pairs[neoIndex]?.amazonIndex ?? -1);

/** Number of people per piece, smaller than the default because comparisons are slower than lookups. */
const PEOPLE_COMPARED = 128;

/**
 * Proposes a pair for each person, then claims the accounts. If several people get one account, their pairs are ambiguous. Returns the
 * people without a pair.
 */
function* settle(
  people: readonly number[],
  pairs: (Pair | null)[],
  claimed: Uint8Array,
  propose: (i: number) => Pair | null,
): ChunkedWork<number[]> {
  const left: number[] = [];
  const takers = new Map<number, number[]>();
  yield* forEachInChunks(
    people.length,
    (at) => {
      const i = people[at] as number;
      const pair = propose(i);
      if (pair === null) {
        left.push(i);
        return;
      }
      pairs[i] = pair;
      const others = takers.get(pair.amazonIndex);
      if (others) others.push(i);
      else takers.set(pair.amazonIndex, [i]);
    },
    PEOPLE_COMPARED,
  );
  for (const [j, who] of takers) {
    claimed[j] = 1;
    if (who.length > 1) for (const i of who) pairs[i] = { ...(pairs[i] as Pair), ambiguous: true };
  }
  return left;
}

interface MatchContext {
  readonly matchRules: MatchRules;
  readonly amazon: AmazonIndex;
  readonly identities: Identities;
  readonly ranking: PeopleSearch;
  readonly workEmails: readonly string[];
  readonly pairs: (Pair | null)[];
  readonly claimed: Uint8Array;
  readonly alone: Uint8Array;
  readonly owned: KnownOwners;
  readonly owners: PossibleOwners;
}

/**
 * Pairs people and accounts that differ by one typo after the provider rules. Different digits mean two people unless code or name agrees;
 * a contradicting code or name excludes the match.
 */
function* settleTypos(people: readonly number[], free: readonly number[], context: MatchContext): ChunkedWork<void> {
  const { matchRules, amazon, identities, ranking, workEmails, pairs, claimed, owned, owners } = context;
  if (free.length === 0) return;
  const beforeLookalike = matchRules.rules.length - 1;
  const accountKeys = yield* mapInChunks(free, (j) => matchRules.key(amazon.emails[j] as string, beforeLookalike));
  const personKeys = yield* mapInChunks(people, (i) => matchRules.key(workEmails[i] as string, beforeLookalike));
  const slips = yield* findTypoPairs(personKeys, accountKeys);
  const positions = new Int32Array(workEmails.length);
  people.forEach((i, at) => {
    positions[i] = at;
  });
  for (const [at, near] of slips)
    for (const c of near)
      if (!isOtherPerson(personKeys[at] as string, accountKeys[c] as string)) owners.noteSlip(people[at] as number, free[c] as number);
  const settled = markAccountOwners(owned);
  yield* settle(people, pairs, claimed, (i) => {
    const at = positions[i] as number;
    const hits = (slips.get(at) ?? []).filter((c) => {
      const same = compareIdentity(identities.person(i), identities.account(free[c] as number));
      return same === 'same' || (same === 'unknown' && !isOtherNumber(personKeys[at] as string, accountKeys[c] as string));
    });
    if (hits.length === 0) return null;
    const chosen = choose(
      i,
      hits.map((c) => free[c] as number),
      ranking,
    );
    const account = chosen.amazonIndex;
    const isUnknown = compareIdentity(identities.person(i), identities.account(account)) === 'unknown';
    const isDoubtful =
      isUnknown && isOtherInitial(personKeys[at] as string, matchRules.key(amazon.emails[account] as string, beforeLookalike));
    const doubt = owners.doubt(i, account, settled) ?? (isDoubtful ? 'initial' : null);
    return { kind: 'typo', rule: 0, evidence: null, ...chosen, ...(doubt !== null && { doubt }) };
  });
}

/** Compares by employee code if both sides have one, ignoring leading zeros; else by names in the same script, or equal names. */
function compareIdentity(person: PersonIdentity, account: AccountIdentity): 'same' | 'other' | 'unknown' {
  const codes = compareCodes(person.employeeCode, account.employeeCode);
  if (codes !== 'unknown') return codes;
  const name = getNameEvidence(person, account);
  if (name === null) return 'unknown';
  return name === 'other-name' ? 'other' : 'same';
}

/**
 * Pairs people by employee code; else by name together with a group named like one of the person's organizations, or with an address that
 * spells the reading (docs/domain/matching.md#match-rules, rule 13).
 */
function* settlePeople(
  people: readonly number[],
  free: readonly number[],
  { identities, amazon, pairs, claimed, alone, owned, owners }: MatchContext,
): ChunkedWork<PeopleSearch | null> {
  if (free.length === 0) return null;
  const settled = markAccountOwners(owned);
  const search = yield* createPeopleSearch(free, identities, amazon, alone);
  yield* settle(people, pairs, claimed, (i) => {
    const found = search.candidates(i);
    const coded = found.filter(({ reasons }) => reasons.includes('same-employee-code'));
    if (coded.length > 0)
      return {
        kind: 'person',
        rule: 0,
        evidence: 'code',
        ...choose(
          i,
          coded.map(({ amazonIndex }) => amazonIndex),
          search,
        ),
      };
    const named = found.filter(({ reasons }) => reasons.some((reason) => reason.startsWith('same-name')));
    for (const [evidence, reason] of [
      ['name', 'same-organization'],
      ['reading', 'name-in-address'],
    ] as const) {
      const surer = named.filter(({ reasons }) => reasons.includes(reason)).map(({ amazonIndex }) => amazonIndex);
      if (surer.length === 0) continue;
      return { kind: 'person', rule: 0, evidence, ...withoutDoubt(i, choose(i, surer, search), owners, settled) };
    }
    return null;
  });
  return search;
}

type Chosen = Pick<Pair, 'amazonIndex' | 'ambiguous' | 'others'>;

/** Chooses among several accounts by code, name and group; equally good ones are ambiguous. */
function choose(i: number, accounts: readonly number[], search: PeopleSearch): Chosen {
  if (accounts.length === 1) return { amazonIndex: accounts[0] as number, ambiguous: false };
  const ranked = search.rank(i, accounts);
  const [best, second] = ranked;
  return {
    amazonIndex: best?.amazonIndex as number,
    ambiguous: best?.score === second?.score,
    others: ranked.slice(1).map(({ amazonIndex }) => amazonIndex),
  };
}

/** Among equally good accounts, chooses the only one without another possible owner, for people with equal names by number or login id. */
function withoutDoubt(i: number, chosen: Chosen, owners: PossibleOwners, settled: Uint8Array): Chosen & Pick<Pair, 'doubt'> {
  const accounts = chosen.ambiguous ? [chosen.amazonIndex, ...(chosen.others ?? [])] : [chosen.amazonIndex];
  const { only, doubt } = findOnlyCandidateWithoutDoubt(i, accounts, owners, settled);
  if (doubt !== null) return { ...chosen, doubt };
  if (only === null || !chosen.ambiguous) return chosen;
  return { amazonIndex: only, ambiguous: false, others: accounts.filter((account) => account !== only) };
}

/** Indexes of accounts with an address that are not matched yet. */
export function listUnclaimedAccounts({ emails }: AmazonIndex, claimed: Uint8Array): number[] {
  const unclaimed: number[] = [];
  for (let j = 0; j < emails.length; j++) if (claimed[j] === 0 && !isBlankAddress(emails[j] as string)) unclaimed.push(j);
  return unclaimed;
}

/** A fast test before splitting: a second address requires a separator, a display name requires a bracket or colon. */
function mayHoldSeveral(cell: string): boolean {
  return /[,;；、，<>:\s]/u.test(cell);
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string | undefined): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
