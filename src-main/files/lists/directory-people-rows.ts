import type { DirectoryPerson, DirectoryState } from '#shared/domain/directory/directory-people.ts';
import type { ConfirmedWordMeanings } from '#shared/domain/directory/list-words.ts';
import { createWordReader } from '../cells/list-words.ts';
import { type ColumnMapping, requireFields } from '../columns/mapping.ts';
import type { Table } from '../table.ts';
import type { BadRows } from './bad-rows.ts';

/**
 * Returns the rows as people of the directory in file order, with unchanged texts. A row without address, login, employee id and name is
 * added to `bad`; the result must not be used then. Throws file-column-missing.
 */
export function readDirectoryPeople(
  table: Table,
  mapping: ColumnMapping,
  fileName: string,
  bad: BadRows,
  answers?: ConfirmedWordMeanings,
): readonly DirectoryPerson[] {
  requireFields('directory-people', mapping, table.header, fileName);
  const column = (id: string): number => mapping[id] ?? -1;
  const enabled = createWordReader('directory-people', 'enabled', table, mapping, answers);
  const blocked = createWordReader('directory-people', 'blocked', table, mapping, answers);
  const said = (row: number): readonly DirectoryState[] => [
    ...(enabled === undefined ? [] : [enabledOf(enabled.read(table.cell(row, enabled.column))[0])]),
    ...(blocked === undefined ? [] : [blockedOf(blocked.read(table.cell(row, blocked.column))[0])]),
  ];
  const people = new Array<DirectoryPerson>(table.rowCount);
  for (let row = 0; row < people.length; row++) {
    const text = (id: string): string => table.cell(row, column(id));
    const person: DirectoryPerson = {
      mail: text('mail'),
      principalName: text('principalName'),
      accountName: text('accountName'),
      employeeId: text('employeeId'),
      name: text('name'),
      state: stateOf(said(row)),
      group: text('group'),
    };
    const { mail, principalName, accountName, employeeId, name } = person;
    if (`${mail}${principalName}${accountName}${employeeId}${name}`.trim() === '') bad.add(row, column('mail'), 'empty', '');
    people[row] = person;
  }
  return people;
}

const enabledOf = (meaning: string | undefined): DirectoryState => (meaning === 'enabled' || meaning === 'disabled' ? meaning : 'unknown');

const blockedOf = (meaning: string | undefined): DirectoryState =>
  meaning === undefined ? 'unknown' : meaning === 'on' ? 'disabled' : 'enabled';

/** Combines several columns: disabled takes precedence, then unknown. */
const stateOf = (said: readonly DirectoryState[]): DirectoryState =>
  said.includes('disabled') ? 'disabled' : said.length === 0 || said.includes('unknown') ? 'unknown' : 'enabled';
