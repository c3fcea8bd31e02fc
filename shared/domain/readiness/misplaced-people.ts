import type { AmazonUser, Directory, NeoUser } from '../directory/directory.ts';
import { eachInPieces, type InPieces } from '../pieces/in-pieces.ts';
import { AccountIdentity, compareCodes, foldCode, nameEvidence, PersonIdentity } from './identities.ts';

/**
 * Why an account of a person's very address seems to be somebody else's: its name or employee code is another one; or neither can be
 * compared, and the login id is not what stands before the `@`. The second is no sign by itself: many login ids are numbers.
 */
export const MISPLACED = { no: 0, identity: 1, login: 2 } as const;

type Person = Pick<NeoUser, 'name' | 'kana' | 'employeeCode' | 'loginId' | 'workEmail'>;
type Account = Pick<AmazonUser, 'name' | 'employeeCode' | 'email'>;

/** Judges one pair of an equal address; see `MISPLACED`. */
export function judgeOwner(user: Person, account: Account): 0 | 1 | 2 {
  if (user.name !== '' && user.name === account.name) return MISPLACED.no;
  const codes = compareCodes(foldCode(user.employeeCode), foldCode(account.employeeCode));
  if (codes === 'same') return MISPLACED.no;
  const name = nameEvidence(new PersonIdentity(user as NeoUser, NO_ORGANIZATIONS), new AccountIdentity(account as AmazonUser));
  if (name !== null) return name === 'other-name' ? MISPLACED.identity : MISPLACED.no;
  if (codes === 'other') return MISPLACED.identity;
  return user.loginId === '' || foldCode(user.loginId) === localOf(user.workEmail) ? MISPLACED.no : MISPLACED.login;
}

const NO_ORGANIZATIONS: ReadonlyMap<string, string> = new Map();

/** What stands before the `@`, as login ids are compared. */
export const localOf = (address: string): string => {
  const folded = foldCode(address);
  return folded.slice(0, Math.max(0, folded.lastIndexOf('@')));
};

/** `MISPLACED` for each NEO user with an account of the very address. */
export function* misplacedPeople({ neoUsers, amazonUsers }: Directory, exact: Int32Array): InPieces<Uint8Array> {
  const misplaced = new Uint8Array(exact.length);
  yield* eachInPieces(exact.length, (i) => {
    const account = exact[i] as number;
    if (account >= 0) misplaced[i] = judgeOwner(neoUsers[i] as NeoUser, amazonUsers[account] as AmazonUser);
  });
  return misplaced;
}
