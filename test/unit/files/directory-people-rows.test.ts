import { expect, test } from 'vitest';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { BadRows } from '#main/files/lists/bad-rows.ts';
import { readDirectoryPeople } from '#main/files/lists/directory-people-rows.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';

const tableOf = (...lines: readonly string[]) =>
  readCsvTable(Buffer.from(lines.join('\n')), 'a.csv', { encoding: 'utf-8', keepLongRows: true });
const mappingOf = (kind: ListKind, table: ReturnType<typeof tableOf>) =>
  requireColumns(kind, matchColumns(kind, table.header), table.header, 'a.csv');

test('disables a person of the directory by either column, and reports unknown if one is not understood', () => {
  const read = (header: string, ...rows: readonly string[]) => {
    const table = tableOf(header, ...rows);
    const bad = new BadRows(table, 'a.csv');
    return [readDirectoryPeople(table, mappingOf('directory-people', table), 'a.csv', bad).map(({ state }) => state), [...bad.rows]];
  };
  const both = 'mail,accountEnabled,block credential';
  expect(read(both, 'a,true,false', 'b,false,false', 'c,true,true', 'd,?,false', 'e,true,?', 'f,?,true', 'g,false,?', 'h,,')).toEqual([
    ['enabled', 'disabled', 'disabled', 'unknown', 'unknown', 'disabled', 'disabled', 'unknown'],
    [],
  ]);
  expect([read('mail', 'a'), read('mail,block credential', 'a,no', 'b,yes'), read('mail,accountEnabled', 'a,TRUE', 'b,')]).toEqual([
    [['unknown'], []],
    [['enabled', 'disabled'], []],
    [['enabled', 'unknown'], []],
  ]);
  expect(
    read('mail,userPrincipalName,sAMAccountName,employeeID,displayName,group', ' ,,,,,g', ',u,,,,', ',,s,,,', ',,,1,,', ',,,,n,')[1],
  ).toEqual([0]);
});
