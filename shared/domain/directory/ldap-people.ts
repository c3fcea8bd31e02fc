import type { DirectoryPerson, DirectoryState } from './directory-people.ts';

/** One entry of a directory: attribute names in lower case, values in the server's order, which has no meaning. */
export type LdapAttributes = ReadonlyMap<string, readonly string[]>;

/** Attributes that are read, besides the one with the employee code. */
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
 * An entry as a person of the directory, texts verbatim; `null` = it has no address, login, code or name. `mail` wins over the primary
 * address of proxyAddresses (`SMTP:`); aliases (`smtp:`) and other protocols are never taken.
 */
export function personOfEntry(attributes: LdapAttributes, codeAttribute: string): DirectoryPerson | null {
  const values = (name: string): readonly string[] => (attributes.get(name.toLowerCase()) ?? []).filter((text) => text.trim() !== '');
  const person: DirectoryPerson = {
    mail: firstOf(values('mail'), primaryAddress(values('proxyAddresses'))),
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

/** Fields (ids of the list `directory-people`) that no person has. */
export function missingPersonFields(people: readonly DirectoryPerson[]): readonly string[] {
  const has = (field: 'mail' | 'principalName' | 'accountName' | 'employeeId' | 'name' | 'group'): boolean =>
    people.some((person) => person[field] !== '');
  const texts = (['mail', 'principalName', 'accountName', 'employeeId', 'name', 'group'] as const).filter((field) => !has(field));
  return [...texts, ...(people.some(({ state }) => state !== 'unknown') ? [] : ['enabled']), 'blocked'];
}

function primaryAddress(proxyAddresses: readonly string[]): string {
  return smallest(proxyAddresses.flatMap((text) => PRIMARY.exec(text.trim())?.[1]?.trim() ?? []));
}

/** Of several addresses the primary one, else the same one in every reading. */
function firstOf(mails: readonly string[], primary: string): string {
  if (mails.length === 0) return primary;
  return mails.find((mail) => mail.toLowerCase() === primary.toLowerCase()) ?? smallest(mails);
}

const smallest = (texts: readonly string[]): string => texts.reduce((least, text) => (least === '' || text < least ? text : least), '');

/** Several different codes identify no person. */
const onlyOne = (texts: readonly string[]): string => (new Set(texts).size === 1 ? (texts[0] as string) : '');

function stateOf(values: readonly string[]): DirectoryState {
  const [text = ''] = values;
  if (values.length !== 1 || !/^-?\d{1,10}$/.test(text.trim())) return 'unknown';
  return (Number(text) & DISABLED) === 0 ? 'enabled' : 'disabled';
}
