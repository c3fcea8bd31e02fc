import { type ChunkedWork, forEachInChunks } from '../../chunks/chunked-work.ts';
import type { AmazonUser, Directory, NeoUser } from '../../directory/directory.ts';
import { AccountIdentity, compareCodes, foldCode, getNameEvidence, PersonIdentity } from '../evidence/identities.ts';

/**
 * Why an account with the person's exact address seems to belong to another person. `identity`: another name or employee code. `login`:
 * neither is comparable, and the login id differs from the local part; weak evidence, because many login ids are numbers.
 */
export const MISPLACEMENT = { no: 0, identity: 1, login: 2 } as const;

type Person = Pick<NeoUser, 'name' | 'kana' | 'employeeCode' | 'loginId' | 'workEmail'>;
type Account = Pick<AmazonUser, 'name' | 'employeeCode' | 'email'>;

/** Evaluates one pair with equal address; see `MISPLACEMENT`. */
export function rateMisplacement(user: Person, account: Account): 0 | 1 | 2 {
  if (user.name !== '' && user.name === account.name) return MISPLACEMENT.no;
  const codes = compareCodes(foldCode(user.employeeCode), foldCode(account.employeeCode));
  if (codes === 'same') return MISPLACEMENT.no;
  const name = getNameEvidence(new PersonIdentity(user as NeoUser, NO_ORGANIZATIONS), new AccountIdentity(account as AmazonUser));
  if (name !== null) return name === 'other-name' ? MISPLACEMENT.identity : MISPLACEMENT.no;
  if (codes === 'other') return MISPLACEMENT.identity;
  return user.loginId === '' || foldCode(user.loginId) === getFoldedLocalPart(user.workEmail) ? MISPLACEMENT.no : MISPLACEMENT.login;
}

const NO_ORGANIZATIONS: ReadonlyMap<string, string> = new Map();

/** The local part, normalized like login ids. */
export const getFoldedLocalPart = (address: string): string => {
  const folded = foldCode(address);
  return folded.slice(0, Math.max(0, folded.lastIndexOf('@')));
};

/** `MISPLACEMENT` for each NEO user with an account with exactly the person's address. */
export function* markMisplacedPeople({ neoUsers, amazonUsers }: Directory, exact: Int32Array): ChunkedWork<Uint8Array> {
  const misplaced = new Uint8Array(exact.length);
  yield* forEachInChunks(exact.length, (i) => {
    const account = exact[i] as number;
    if (account >= 0) misplaced[i] = rateMisplacement(neoUsers[i] as NeoUser, amazonUsers[account] as AmazonUser);
  });
  return misplaced;
}
