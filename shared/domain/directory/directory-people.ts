/** The company's own directory (Active Directory, Entra) as an exported list: the third list, authoritative for addresses. */

/** State of the account; `unknown` without such a column or for an unknown word. */
export type DirectoryState = 'enabled' | 'disabled' | 'unknown';

/** One person of the directory. Fields missing in the list are `''`. */
export interface DirectoryPerson {
  /** The mail attribute, verbatim. */
  readonly mail: string;
  /** userPrincipalName: the login name in the form of an address. */
  readonly principalName: string;
  /** sAMAccountName: the older login name. */
  readonly accountName: string;
  readonly employeeId: string;
  readonly name: string;
  readonly state: DirectoryState;
  readonly group: string;
}

/** Key of a person in lists of the directory, built from the available identifiers, most reliable first. */
export const getDirectoryKey = ({ principalName, accountName, mail, employeeId, name }: DirectoryPerson): string =>
  [principalName, accountName, mail, employeeId, name]
    .map((text) => text.normalize('NFKC').trim().toLowerCase())
    .find((text) => text !== '') ?? '';
