import type { DirectoryPerson, DirectoryState } from './directory-people.ts';

/** Attributes of a directory entry. Names are in lower case; the order of values has no meaning. */
export type LdapAttributes = ReadonlyMap<string, readonly string[]>;

/** Attributes that are read, in addition to the one with the employee code. */
export const PERSON_ATTRIBUTES = [
  'mail',
  'proxyAddresses',
  'userPrincipalName',
  'sAMAccountName',
  'uid',
  'displayName',
  'cn',
  'department',
  'userAccountControl',
] as const;

/** Bit ACCOUNTDISABLE of userAccountControl. Source: docs/domain/directory.md#people. */
const DISABLED = 2;
const PRIMARY = /^SMTP:(.*)$/;

/**
 * Converts an entry to a person, with texts verbatim; `null` if it has no address, login, code or name. `mail` takes precedence over the
 * primary address in proxyAddresses (`SMTP:`); aliases (`smtp:`) and other protocols are ignored.
 */
export function toDirectoryPerson(attributes: LdapAttributes, codeAttribute: string): DirectoryPerson | null {
  const values = (name: string): readonly string[] => (attributes.get(name.toLowerCase()) ?? []).filter((text) => text.trim() !== '');
  const person: DirectoryPerson = {
    mail: firstOf(values('mail'), findPrimaryAddress(values('proxyAddresses'))),
    principalName: smallest(values('userPrincipalName')),
    accountName: smallest(values('sAMAccountName')) || smallest(values('uid')),
    employeeId: onlyOne(values(codeAttribute)),
    name: smallest(values('displayName')) || smallest(values('cn')),
    state: stateOf(values('userAccountControl')),
    group: smallest(values('department')),
  };
  const { mail, principalName, accountName, employeeId, name } = person;
  return `${mail}${principalName}${accountName}${employeeId}${name}` === '' ? null : person;
}

/** Fields of the list `directory-people` that are empty for all people. */
export function listMissingPersonFields(people: readonly DirectoryPerson[]): readonly string[] {
  const has = (field: 'mail' | 'principalName' | 'accountName' | 'employeeId' | 'name' | 'group'): boolean =>
    people.some((person) => person[field] !== '');
  const texts = (['mail', 'principalName', 'accountName', 'employeeId', 'name', 'group'] as const).filter((field) => !has(field));
  return [...texts, ...(people.some(({ state }) => state !== 'unknown') ? [] : ['enabled']), 'blocked'];
}

/** Returns the primary address (`SMTP:`) of the values of proxyAddresses; `''` = none. */
export function findPrimaryAddress(proxyAddresses: readonly string[]): string {
  return smallest(proxyAddresses.flatMap((text) => PRIMARY.exec(text.trim())?.[1]?.trim() ?? []));
}

/** Returns the address equal to the primary one, otherwise the smallest, so that the result does not depend on the server's order. */
function firstOf(mails: readonly string[], primary: string): string {
  if (mails.length === 0) return primary;
  return mails.find((mail) => mail.toLowerCase() === primary.toLowerCase()) ?? smallest(mails);
}

const smallest = (texts: readonly string[]): string => texts.reduce((least, text) => (least === '' || text < least ? text : least), '');

/** Returns the code if all values are equal, otherwise `''`, because several codes do not identify a person. */
const onlyOne = (texts: readonly string[]): string => (new Set(texts).size === 1 ? (texts[0] as string) : '');

function stateOf(values: readonly string[]): DirectoryState {
  const [text = ''] = values;
  if (values.length !== 1 || !/^-?\d{1,10}$/.test(text.trim())) return 'unknown';
  return (Number(text) & DISABLED) === 0 ? 'enabled' : 'disabled';
}
