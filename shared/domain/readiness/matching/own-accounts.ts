import { MISPLACEMENT } from './misplaced-people.ts';

/** People who certainly own an account, and people whose account is not known yet. */

/** Accounts with the person's address, exactly or in another spelling, and the pairs found so far; all by NEO user. */
export interface KnownOwners {
  /** An account with the same canonical address, or `-1`. */
  readonly accounts: Int32Array;
  /** The account with exactly the same address, or `-1`. */
  readonly exact: Int32Array;
  /** `MISPLACEMENT` by NEO user: whether the account with the exact address seems to belong to another person. */
  readonly misplaced: Uint8Array;
  readonly pairs: readonly ({ readonly ambiguous: boolean; readonly doubt?: string } | null)[];
}

/** Returns people without an account, with a shared address, or whose account seems to belong to another person. */
export function listPeopleWithoutOwnAccount({ accounts, exact, misplaced, pairs }: KnownOwners): number[] {
  const holders = holdersOf(accounts);
  const people: number[] = [];
  for (let i = 0; i < exact.length; i++) {
    const account = exact[i] as number;
    if (account >= 0 ? (holders[account] as number) > 1 || misplaced[i] === MISPLACEMENT.identity : pairs[i] === null) people.push(i);
  }
  return people;
}

/** Returns people whose account has exactly their address, while neither name, employee code nor login id confirms that it is theirs. */
export function listPeopleWithUnconfirmedAccount({ exact, misplaced }: Pick<KnownOwners, 'exact' | 'misplaced'>): number[] {
  const people: number[] = [];
  for (let i = 0; i < exact.length; i++) if ((exact[i] as number) >= 0 && misplaced[i] === MISPLACEMENT.login) people.push(i);
  return people;
}

/** 1 for each NEO user who is known to own an account at this stage. */
export function markAccountOwners({ accounts, exact, misplaced, pairs }: KnownOwners): Uint8Array {
  const settled = new Uint8Array(exact.length);
  const holders = holdersOf(accounts);
  for (let i = 0; i < exact.length; i++) {
    const pair = pairs[i] ?? null;
    const account = exact[i] as number;
    const isSettled =
      account >= 0
        ? holders[account] === 1 && misplaced[i] !== MISPLACEMENT.identity
        : pair !== null && !pair.ambiguous && pair.doubt === undefined;
    if (isSettled) settled[i] = 1;
  }
  return settled;
}

/** For each account, the number of people with its address in any spelling. */
function holdersOf(accounts: Int32Array): Uint32Array {
  const holders = new Uint32Array(accounts.reduce((most, account) => Math.max(most, account), -1) + 1);
  for (const account of accounts) if (account >= 0) holders[account] = (holders[account] as number) + 1;
  return holders;
}
