import { MISPLACED } from './misplaced-people.ts';

/** People who certainly own an account, and people whose account is still unknown. */

/** Accounts with the exact address or a spelling of it, by NEO user, and pairs found so far. */
export interface KnownOwners {
  /** An account of the canonical address, or `-1`. */
  readonly accounts: Int32Array;
  /** The account of the very address, or `-1`. */
  readonly exact: Int32Array;
  /** Whether the account with the exact address seems to belong to another person (`MISPLACED`), by NEO user. */
  readonly misplaced: Uint8Array;
  readonly pairs: readonly ({ readonly ambiguous: boolean; readonly doubt?: string } | null)[];
}

/** People without account, with a shared address, or whose account seems to belong to another. */
export function peopleWithoutOwnAccount({ accounts, exact, misplaced, pairs }: KnownOwners): number[] {
  const holders = holdersOf(accounts);
  const people: number[] = [];
  for (let i = 0; i < exact.length; i++) {
    const account = exact[i] as number;
    if (account >= 0 ? (holders[account] as number) > 1 || misplaced[i] === MISPLACED.identity : pairs[i] === null) people.push(i);
  }
  return people;
}

/** 1 for each NEO user known to own an account so far. */
export function markAccountOwners({ accounts, exact, misplaced, pairs }: KnownOwners): Uint8Array {
  const settled = new Uint8Array(exact.length);
  const holders = holdersOf(accounts);
  for (let i = 0; i < exact.length; i++) {
    const pair = pairs[i] ?? null;
    const account = exact[i] as number;
    const isSettled =
      account >= 0
        ? holders[account] === 1 && misplaced[i] !== MISPLACED.identity
        : pair !== null && !pair.ambiguous && pair.doubt === undefined;
    if (isSettled) settled[i] = 1;
  }
  return settled;
}

/** By account, how many people have its address in any spelling. */
function holdersOf(accounts: Int32Array): Uint32Array {
  const holders = new Uint32Array(accounts.reduce((most, account) => Math.max(most, account), -1) + 1);
  for (const account of accounts) if (account >= 0) holders[account] = (holders[account] as number) + 1;
  return holders;
}
