import type { DirectoryPerson } from './directory-people.ts';
import { findPrimaryAddress } from './ldap-people.ts';

/** Properties of a user in Microsoft Graph that are read. Missing ones are `null` or absent. */
export interface EntraUser {
  readonly id: string;
  readonly mail?: string | null | undefined;
  readonly proxyAddresses?: readonly string[] | null | undefined;
  readonly userPrincipalName?: string | null | undefined;
  readonly onPremisesSamAccountName?: string | null | undefined;
  readonly employeeId?: string | null | undefined;
  readonly displayName?: string | null | undefined;
  readonly accountEnabled?: boolean | null | undefined;
  readonly department?: string | null | undefined;
}

/** Names for `$select`; without it, Graph leaves out most of them. Source: docs/domain/directory.md#entra-id. */
export const ENTRA_PROPERTIES = [
  'id',
  'mail',
  'proxyAddresses',
  'userPrincipalName',
  'onPremisesSamAccountName',
  'employeeId',
  'displayName',
  'accountEnabled',
  'department',
] as const satisfies readonly (keyof EntraUser)[];

/** Converts a user to a person, with texts verbatim; `null` if it has no address, login, code or name. */
export function parseEntraUser(user: EntraUser): DirectoryPerson | null {
  const text = (value: string | null | undefined): string => (value == null || value.trim() === '' ? '' : value);
  const person: DirectoryPerson = {
    mail: text(user.mail) || findPrimaryAddress(user.proxyAddresses ?? []),
    principalName: text(user.userPrincipalName),
    accountName: text(user.onPremisesSamAccountName),
    employeeId: text(user.employeeId),
    name: text(user.displayName),
    state: user.accountEnabled == null ? 'unknown' : user.accountEnabled ? 'enabled' : 'disabled',
    group: text(user.department),
  };
  const { mail, principalName, accountName, employeeId, name } = person;
  return `${mail}${principalName}${accountName}${employeeId}${name}` === '' ? null : person;
}
