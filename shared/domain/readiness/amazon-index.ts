import type { AmazonUser } from '../directory/directory.ts';
import { canonicalAddress } from '../email/index.ts';

/** The Amazon list by canonical address: one look-up answers the first seven rungs of the ladder. */
export interface AmazonIndex {
  /** Verbatim addresses, by index. */
  readonly emails: readonly string[];
  /** One account with this canonical address, the same for every spelling of it; `-1` when there is none. */
  anyOf(canonical: string): number;
  /** The account whose address is this very text, among those of `anyOf`; `-1` when only the canonical form is equal. */
  exactOf(any: number, canonical: string, email: string): number;
  /** Orders accounts by address, then by how able they are and by all else that is known, so that the order of rows decides nothing. */
  compare(a: number, b: number): number;
  /** The account that comes first in that order. */
  first(accounts: readonly number[]): number;
  /** Indices of the accounts whose canonical address this is; empty when there is none. In the order of `first`. */
  find(canonical: string): readonly number[];
  /** Canonical addresses held by more than one account. */
  readonly shared: ReadonlyMap<string, readonly number[]>;
}

const NOBODY: readonly number[] = [];

/** Builds the index in one pass; blank addresses are left out. */
export function indexAmazon(users: readonly AmazonUser[]): AmazonIndex {
  const emails = users.map((user) => user.email);
  const first = new Map<string, number>();
  const shared = new Map<string, number[]>();
  /** 1 for each address that is its own canonical form: equal forms are then equal addresses, with nothing more to compare. */
  const ownForm = new Uint8Array(emails.length);
  for (let i = 0; i < emails.length; i++) {
    const email = emails[i] as string;
    const key = canonicalAddress(email);
    if (key === '') continue;
    if (key === email) ownForm[i] = 1;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, i);
      continue;
    }
    const list = shared.get(key);
    if (list) list.push(i);
    else shared.set(key, [other, i]);
  }
  const compare = (a: number, b: number): number => compareAccounts(users[a] as AmazonUser, users[b] as AmazonUser) || a - b;
  const hasTwin = new Uint8Array(emails.length);
  for (const list of shared.values()) {
    hasTwin[list[0] as number] = 1;
    list.sort(compare);
  }
  return {
    emails,
    shared,
    anyOf: (canonical) => first.get(canonical) ?? -1,
    exactOf(any, canonical, email) {
      if (hasTwin[any] === 0) return (ownForm[any] === 1 ? canonical : emails[any]) === email ? any : -1;
      return shared.get(canonical)?.find((j) => emails[j] === email) ?? -1;
    },
    compare,
    first: (accounts) => accounts.reduce((best, j) => (compare(j, best) < 0 ? j : best)),
    find(canonical) {
      const only = first.get(canonical);
      if (only === undefined) return NOBODY;
      return shared.get(canonical) ?? [only];
    },
  };
}

const ABLENESS: Readonly<Record<AmazonUser['state'], number>> = { active: 0, unknown: 1, invited: 2, inactive: 3 };

/** By address, then the account that can do more, then everything else that a reader sees. */
function compareAccounts(a: AmazonUser, b: AmazonUser): number {
  return (
    compareText(a.email, b.email) ||
    ABLENESS[a.state] - ABLENESS[b.state] ||
    Number(b.punchout) - Number(a.punchout) ||
    compareText(a.name, b.name) ||
    compareText(a.employeeCode, b.employeeCode) ||
    compareText(a.invitedOn ?? '', b.invitedOn ?? '') ||
    compareText(a.groups.join('\n'), b.groups.join('\n'))
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
