import { eachInPieces, type InPieces } from '../pieces/in-pieces.ts';
import type { AmazonIndex } from './amazon-index.ts';
import { type EvidenceKey, scoreOf } from './evidence.ts';
import { type Identities, identityEvidence } from './identities.ts';

/** An account that may be a person's, with what speaks for it. */
export interface AccountCandidate {
  readonly amazonIndex: number;
  readonly score: number;
  readonly reasons: readonly EvidenceKey[];
}

/** Finds accounts by who somebody is instead of by the address. */
export interface PeopleSearch {
  /** How many accounts it is among. */
  readonly accounts: number;
  /**
   * The likeliest accounts of the same employee code, name, or reading of the name, best first; nobody whose employee code is another.
   * At most `MOST_CANDIDATES`; where `MOST_NAMESAKES` or more have a name, it tells nobody apart and is not looked at.
   */
  candidates(neoIndex: number): readonly AccountCandidate[];
  /** The given accounts as this person's, best first. Equal scores stand in the order of their addresses. */
  rank(neoIndex: number, accounts: readonly number[]): readonly AccountCandidate[];
}

const NO_CANDIDATES: readonly AccountCandidate[] = [];
/** More would help nobody who has to choose. */
const MOST_CANDIDATES = 10;
/** Keeps the work linear where a company writes the same name, or none that means anything, for everybody. */
export const MOST_NAMESAKES = 50;

/**
 * Indexes the accounts once; a look-up then compares with those of the same key only, never with everybody. `alone` marks, and is given the
 * marks of, people who share no key with any account: an earlier search with the same marks was among these accounts and perhaps others.
 */
export function* createPeopleSearch(
  accounts: readonly number[],
  identities: Identities,
  amazon: AmazonIndex,
  alone: Uint8Array,
): InPieces<PeopleSearch> {
  const index = new Map<string, number[]>();
  const put = (key: string, j: number): void => {
    const list = index.get(key);
    if (list) list.push(j);
    else index.set(key, [j]);
  };
  yield* eachInPieces(accounts.length, (at) => {
    const j = accounts[at] as number;
    const { employeeCode, keys, local } = identities.account(j);
    if (employeeCode !== '') put(`code:${employeeCode}`, j);
    for (const key of keys) put(key, j);
    if (local !== '') put(`local:${local}`, j);
  });
  const judge = (neoIndex: number, amazonIndex: number): AccountCandidate => {
    const reasons = identityEvidence(identities.person(neoIndex), identities.account(amazonIndex));
    return { amazonIndex, score: scoreOf(reasons), reasons };
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
        if (accountsOfKey.length < MOST_NAMESAKES) for (const j of accountsOfKey) found.add(j);
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
