import type { AmazonUser } from '../directory/directory.ts';
import { canonicalAddress } from '../email/index.ts';

/** The Amazon list by canonical address: one look-up answers the first seven rungs of the ladder. */
export interface AmazonIndex {
  /** Verbatim addresses, by index. */
  readonly emails: readonly string[];
  /** One account with this canonical address, the same for every spelling of it; `-1` when there is none. */
  anyOf(canonical: string): number;
  /** Indices of the accounts whose canonical address this is; empty when there is none. The first is the least in text order. */
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
  for (let i = 0; i < emails.length; i++) {
    const key = canonicalAddress(emails[i] as string);
    if (key === '') continue;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, i);
      continue;
    }
    const list = shared.get(key);
    if (list) list.push(i);
    else shared.set(key, [other, i]);
  }
  // The order inside a group must not depend on the order of the file's rows.
  for (const list of shared.values()) list.sort((a, b) => compareText(emails[a] as string, emails[b] as string) || a - b);
  return {
    emails,
    shared,
    anyOf: (canonical) => first.get(canonical) ?? -1,
    find(canonical) {
      const only = first.get(canonical);
      if (only === undefined) return NOBODY;
      return shared.get(canonical) ?? [only];
    },
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
