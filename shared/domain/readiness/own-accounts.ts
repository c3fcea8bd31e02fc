import { MISPLACED } from './misplaced-people.ts';

/** People who own an account for certain, and people whose account is still to be found. */

/** Accounts of the very address or of its spellings, by NEO user, and the pairs found so far. */
export interface OwnedSoFar {
  /** An account of the canonical address, or `-1`. */
  readonly accounts: Int32Array;
  /** The account of the very address, or `-1`. */
  readonly exact: Int32Array;
  /** By NEO user, whether the account of the very address seems to be somebody else's (`MISPLACED`). */
  readonly misplaced: Uint8Array;
  readonly pairs: readonly ({ readonly ambiguous: boolean; readonly doubt?: string } | null)[];
}

/** The people without an account, those who share an address, and those whose account seems to be somebody else's. */
export function peopleToPlace({ accounts, exact, misplaced, pairs }: OwnedSoFar): number[] {
  const holders = holdersOf(accounts);
  const people: number[] = [];
  for (let i = 0; i < exact.length; i++) {
    const account = exact[i] as number;
    if (account >= 0 ? (holders[account] as number) > 1 || misplaced[i] === MISPLACED.identity : pairs[i] === null) people.push(i);
  }
  return people;
}

/** 1 for each NEO user who is known to own an account so far. */
export function settledPeople({ accounts, exact, misplaced, pairs }: OwnedSoFar): Uint8Array {
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
