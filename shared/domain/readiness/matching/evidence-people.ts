import { type ChunkedWork, forEachInChunks } from '../../chunks/chunked-work.ts';
import { computeEvidenceScore, type EvidenceKey } from '../evidence/evidence.ts';
import { type Identities, listIdentityEvidence } from '../evidence/identities.ts';
import type { AmazonIndex } from './amazon-index.ts';

/** A candidate account of a person, with evidence. */
export interface AccountCandidate {
  readonly amazonIndex: number;
  readonly score: number;
  readonly reasons: readonly EvidenceKey[];
}

/** Finds accounts by identity instead of by address. */
export interface PeopleSearch {
  /** Number of accounts searched. */
  readonly accounts: number;
  /**
   * The most likely accounts with the same employee code, name or reading, best first, without contradicting codes. At most
   * `MOST_CANDIDATES`; a name shared by `MAX_NAMESAKES` or more is ignored.
   */
  candidates(neoIndex: number): readonly AccountCandidate[];
  /** Ranks the given accounts for this person. Equal scores are ordered by address. */
  rank(neoIndex: number, accounts: readonly number[]): readonly AccountCandidate[];
}

const NO_CANDIDATES: readonly AccountCandidate[] = [];
/** Maximum number of candidates; more would not help a user to choose. */
const MOST_CANDIDATES = 10;
/** Maximum number of accounts with one name. Keeps the work linear if many rows contain the same or a meaningless name. */
export const MAX_NAMESAKES = 50;

/**
 * Indexes the accounts once; lookups compare only within equal keys. `alone` marks people who share no key with any account, and accepts
 * marks of an earlier search over at least these accounts.
 */
export function* createPeopleSearch(
  accounts: readonly number[],
  identities: Identities,
  amazon: AmazonIndex,
  alone: Uint8Array,
): ChunkedWork<PeopleSearch> {
  const index = new Map<string, number[]>();
  const put = (key: string, j: number): void => {
    const list = index.get(key);
    if (list) list.push(j);
    else index.set(key, [j]);
  };
  yield* forEachInChunks(accounts.length, (at) => {
    const j = accounts[at] as number;
    const { employeeCode, keys, local } = identities.account(j);
    if (employeeCode !== '') put(`code:${employeeCode}`, j);
    for (const key of keys) put(key, j);
    if (local !== '') put(`local:${local}`, j);
  });
  const judge = (neoIndex: number, amazonIndex: number): AccountCandidate => {
    const reasons = listIdentityEvidence(identities.person(neoIndex), identities.account(amazonIndex));
    return { amazonIndex, score: computeEvidenceScore(reasons), reasons };
  };
  const bestFirst = (judged: AccountCandidate[]): AccountCandidate[] =>
    judged.sort((a, b) => b.score - a.score || amazon.compare(a.amazonIndex, b.amazonIndex));
  const known = new Map<number, readonly AccountCandidate[]>();
  return {
    accounts: accounts.length,
    rank: (neoIndex, found) => bestFirst(found.map((amazonIndex) => judge(neoIndex, amazonIndex))),
    candidates(neoIndex) {
      if (index.size === 0 || alone[neoIndex] === 1) return NO_CANDIDATES;
      const before = known.get(neoIndex);
      if (before !== undefined) return before;
      const person = identities.person(neoIndex);
      const found = new Set<number>();
      let isAlone = true;
      const collect = (key: string): void => {
        const accountsOfKey = index.get(key);
        if (accountsOfKey === undefined) return;
        isAlone = false;
        if (accountsOfKey.length < MAX_NAMESAKES) for (const j of accountsOfKey) found.add(j);
      };
      for (const key of person.keys) collect(key);
      for (const local of person.locals.full) collect(`local:${local}`);
      if (person.employeeCode !== '') collect(`code:${person.employeeCode}`);
      if (isAlone) {
        alone[neoIndex] = 1;
        identities.forgetPerson(neoIndex);
        return NO_CANDIDATES;
      }
      const judged: AccountCandidate[] = [];
      for (const j of found) {
        const candidate = judge(neoIndex, j);
        if (!candidate.reasons.includes('other-employee-code')) judged.push(candidate);
      }
      const best = bestFirst(judged).slice(0, MOST_CANDIDATES);
      known.set(neoIndex, best);
      return best;
    },
  };
}
