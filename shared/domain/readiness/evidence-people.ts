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
  /** Accounts of the same employee code, name, or reading of the name, best first; nobody whose employee code is another. */
  candidates(neoIndex: number): readonly AccountCandidate[];
  /** The given accounts as this person's, best first. Equal scores stand in the order of their addresses. */
  rank(neoIndex: number, accounts: readonly number[]): readonly AccountCandidate[];
}

/** Indexes the accounts once; a look-up then compares with those of the same key only, never with everybody. */
export function createPeopleSearch(accounts: readonly number[], identities: Identities, amazon: AmazonIndex): PeopleSearch {
  const index = new Map<string, number[]>();
  const put = (key: string, j: number): void => {
    const list = index.get(key);
    if (list) list.push(j);
    else index.set(key, [j]);
  };
  for (const j of accounts) {
    const { employeeCode, keys, local } = identities.account(j);
    if (employeeCode !== '') put(`code:${employeeCode}`, j);
    for (const key of keys) put(key, j);
    if (local !== '') put(`local:${local}`, j);
  }
  const rank = (neoIndex: number, found: readonly number[]): readonly AccountCandidate[] =>
    found
      .map((amazonIndex) => {
        const reasons = identityEvidence(identities.person(neoIndex), identities.account(amazonIndex));
        return { amazonIndex, score: scoreOf(reasons), reasons };
      })
      .sort((a, b) => b.score - a.score || amazon.compare(a.amazonIndex, b.amazonIndex));
  return {
    rank,
    candidates(neoIndex) {
      const person = identities.person(neoIndex);
      const keys = [...person.keys, ...person.locals.full.map((local) => `local:${local}`)];
      if (person.employeeCode !== '') keys.push(`code:${person.employeeCode}`);
      const found = new Set(keys.flatMap((key) => index.get(key) ?? []));
      return rank(neoIndex, [...found]).filter(({ reasons }) => !reasons.includes('other-employee-code'));
    },
  };
}
