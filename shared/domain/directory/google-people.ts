import type { DirectoryPerson } from './directory-people.ts';

/** Fields of a user in Google's Directory API that are read. */
export interface GoogleUser {
  readonly id: string;
  readonly primaryEmail?: string | undefined;
  readonly name?: { readonly fullName?: string | undefined } | undefined;
  readonly externalIds?: readonly { readonly type?: string | undefined; readonly value?: string | undefined }[] | undefined;
  readonly organizations?: readonly { readonly department?: string | undefined; readonly primary?: boolean | undefined }[] | undefined;
  readonly suspended?: boolean | undefined;
  readonly archived?: boolean | undefined;
}

/** Converts a user to a person, with texts verbatim; `null` if it has no address, code or name. */
export function parseGoogleUser(user: GoogleUser): DirectoryPerson | null {
  const text = (value: string | undefined): string => (value === undefined || value.trim() === '' ? '' : value);
  const codes = new Set((user.externalIds ?? []).filter(({ type }) => type === 'organization').map(({ value }) => text(value)));
  const organizations = user.organizations ?? [];
  const organization = organizations.find(({ primary }) => primary === true) ?? organizations[0];
  const [code = ''] = codes;
  const person: DirectoryPerson = {
    mail: text(user.primaryEmail),
    principalName: text(user.primaryEmail),
    accountName: '',
    // Several codes do not identify a person.
    employeeId: codes.size === 1 ? code : '',
    name: text(user.name?.fullName),
    state: stateOf(user),
    group: text(organization?.department),
  };
  return `${person.mail}${person.employeeId}${person.name}` === '' ? null : person;
}

function stateOf({ suspended, archived }: GoogleUser): DirectoryPerson['state'] {
  if (suspended === true || archived === true) return 'disabled';
  return suspended === false ? 'enabled' : 'unknown';
}
