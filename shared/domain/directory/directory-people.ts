/** The company's own directory (Active Directory, Entra), as a list exported from there: the third list, and the truth about addresses. */

/** Whether the account is enabled there; `unknown` where the list has no such column, or says it by a word that nobody has explained. */
export type DirectoryState = 'enabled' | 'disabled' | 'unknown';

/** One person of the directory. A text that the list does not hold is `''`. */
export interface DirectoryPerson {
  /** The mail attribute, verbatim. */
  readonly mail: string;
  /** userPrincipalName: the name somebody signs in with, in the form of an address. */
  readonly principalName: string;
  /** sAMAccountName: the older name somebody signs in with. */
  readonly accountName: string;
  readonly employeeId: string;
  readonly name: string;
  readonly state: DirectoryState;
  readonly group: string;
}

/** Who somebody is in two lists of the directory: the surest name that the directory itself gives out. */
export const directoryKey = ({ principalName, accountName, mail, employeeId, name }: DirectoryPerson): string =>
  [principalName, accountName, mail, employeeId, name]
    .map((text) => text.normalize('NFKC').trim().toLowerCase())
    .find((text) => text !== '') ?? '';
