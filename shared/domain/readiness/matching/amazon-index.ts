import { type ChunkedWork, forEachInChunks, mapInChunks } from '../../chunks/chunked-work.ts';
import type { AmazonUser } from '../../directory/directory.ts';
import { TextIndex } from '../../directory/text-index.ts';
import { toCanonicalAddress } from '../../email/index.ts';
import { compareText } from '../../text-order/compare-text.ts';

/** Index of the Amazon list by canonical address, so that one lookup covers the first seven match rules. */
export interface AmazonIndex {
  /** Verbatim addresses, by index. */
  readonly emails: readonly string[];
  /** Canonical addresses, by index. */
  readonly canonical: readonly string[];
  /** One account with this canonical address, independent of its spelling; `-1` = none. */
  anyOf(canonical: string): number;
  /**
   * The account with exactly this text among those with the canonical address; `-1` if only the canonical form is equal. `any` is the
   * result of `anyOf`.
   */
  exactOf(any: number, canonical: string, email: string): number;
  /** Compares accounts by address, capability and all other values, so that the order of rows has no effect. */
  compare(a: number, b: number): number;
  /** The first account in that order. */
  first(accounts: readonly number[]): number;
  /** Indexes of the accounts with this canonical address, sorted by `compare`; empty = none. */
  find(canonical: string): readonly number[];
  /** Canonical addresses of more than one account, with the accounts. */
  readonly shared: ReadonlyMap<string, readonly number[]>;
}

const NO_INDEXES: readonly number[] = [];

/** Builds the index in one pass; blank addresses are omitted. */
export function* createAmazonIndex(users: readonly AmazonUser[]): ChunkedWork<AmazonIndex> {
  const emails = users.map((user) => user.email);
  const canonical = yield* mapInChunks(emails, toCanonicalAddress);
  const index = new TextIndex(canonical);
  const shared = new Map<string, number[]>();
  yield* forEachInChunks(emails.length, (i) => {
    const key = canonical[i] as string;
    if (key === '') return;
    const first = index.put(i);
    // Equal cells without an address (なし) are not accounts with one address.
    if (first === i || !key.includes('@')) return;
    const list = shared.get(key);
    if (list) list.push(i);
    else shared.set(key, [first, i]);
  });
  const compare = (a: number, b: number): number =>
    compareText(emails[a] as string, emails[b] as string) || compareAccounts(users[a] as AmazonUser, users[b] as AmazonUser) || a - b;
  const hasTwin = new Uint8Array(emails.length);
  for (const list of shared.values()) {
    hasTwin[list[0] as number] = 1;
    list.sort(compare);
  }
  return {
    emails,
    canonical,
    shared,
    anyOf: (key) => index.find(key),
    exactOf(any, key, email) {
      if (hasTwin[any] === 1) return shared.get(key)?.find((j) => emails[j] === email) ?? -1;
      // If the account's text is canonical, it equals `key`.
      const theirs = emails[any] as string;
      return (theirs === canonical[any] ? key : theirs) === email ? any : -1;
    },
    compare,
    first: (accounts) => accounts.reduce((best, j) => (compare(j, best) < 0 ? j : best)),
    find(key) {
      const any = index.find(key);
      if (any < 0) return NO_INDEXES;
      return hasTwin[any] === 1 ? (shared.get(key) ?? NO_INDEXES) : [any];
    },
  };
}

const ABLENESS: Readonly<Record<AmazonUser['state'], number>> = { active: 0, unknown: 1, invited: 2, inactive: 3 };
const roleRank = ({ punchout }: AmazonUser): number => (punchout === null ? 1 : punchout ? 0 : 2);

/** Compares accounts with equal address: more capabilities first, then by all other displayed values. */
function compareAccounts(a: AmazonUser, b: AmazonUser): number {
  return (
    ABLENESS[a.state] - ABLENESS[b.state] ||
    roleRank(a) - roleRank(b) ||
    compareText(a.name, b.name) ||
    compareText(a.employeeCode, b.employeeCode) ||
    compareText(a.invitedOn ?? '', b.invitedOn ?? '') ||
    compareText(a.invitation ?? '', b.invitation ?? '') ||
    compareText(a.groups.join('\n'), b.groups.join('\n')) ||
    compareText(wordsOf(a), wordsOf(b)) ||
    compareText(JSON.stringify(a.memberships ?? []), JSON.stringify(b.memberships ?? []))
  );
}

const wordsOf = ({ unclear = {} }: AmazonUser): string => JSON.stringify(Object.entries(unclear).sort(([a], [b]) => compareText(a, b)));
