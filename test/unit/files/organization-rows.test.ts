import { expect, test } from 'vitest';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { BadRows } from '#main/files/lists/bad-rows.ts';
import { readOrganizations } from '#main/files/lists/organization-rows.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { toOrganizations } from '../../support/read-rows.ts';

const FILE = '組織.csv';
function listOf(...lines: readonly string[]) {
  const table = readCsvTable(Buffer.from(lines.join('\n')), FILE, { encoding: 'utf-8' });
  return [table, requireColumns('organizations', matchColumns('organizations', table.header), table.header, FILE), FILE] as const;
}
const read = (...lines: readonly string[]) => toOrganizations(...listOf(...lines));
/** Returns the error and the value of each row that cannot be imported. */
function badOf(...lines: readonly string[]): unknown {
  const list = listOf(...lines);
  const bad = new BadRows(list[0], FILE);
  readOrganizations(...list, bad);
  try {
    bad.refuseFirst();
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure.params;
    throw error;
  }
  return null;
}
const HEAD = 'ID,組織コード,組織名,親組織';

test('an organization is identified by ID, else code, else name, and its parent by any of them', () => {
  expect(
    read(
      HEAD,
      ' 1 , A , 本社 ,',
      ',B,営業部,本社',
      ',,第一課,@B',
      '4,D,第二課,*1',
      '5,,別,B',
      '6,,先,4',
      '7,,外,@nobody',
      '8,,外,*99',
      '9,,上,0',
      '10,,遠,どこか',
    ),
  ).toEqual([
    { id: '1', code: 'A', name: '本社', parentId: null },
    { id: 'B', code: 'B', name: '営業部', parentId: '1' },
    { id: '第一課', code: '', name: '第一課', parentId: 'B' },
    { id: '4', code: 'D', name: '第二課', parentId: '1' },
    { id: '5', code: '', name: '別', parentId: 'B' },
    { id: '6', code: '', name: '先', parentId: '4' },
    { id: '7', code: '', name: '外', parentId: null },
    { id: '8', code: '', name: '外', parentId: null },
    { id: '9', code: '', name: '上', parentId: null },
    { id: '10', code: '', name: '遠', parentId: null },
  ]);
});

test('a plain parent reference is matched by name, then code, then ID', () => {
  expect(read(HEAD, '1,2,3,', '3,1,2,', '2,3,1,', '9,9,9,1').map(({ parentId }) => parentId)).toEqual([null, null, null, '2']);
  expect(read(HEAD, '1,2,x,', '3,1,y,', '9,9,z,1').map(({ parentId }) => parentId)).toEqual([null, null, '3']);
});

test('a list of names alone has no parents', () => {
  expect(read('組織名', '本社')).toEqual([{ id: '本社', code: '', name: '本社', parentId: null }]);
});

test.each([
  ['an ID that two have', [HEAD, '1,,本社,', '1,,支社,'], { row: 2, column: 'ID', value: '1' }],
  ['a code that is another one’s ID', [HEAD, '1,,本社,', ',1,支社,'], { row: 2, column: 'ID', value: '1' }],
  ['nothing that tells it', [HEAD, '1,,本社,', ',,,本社'], { row: 3, column: '組織名' }],
  ['a parent that two could be', [HEAD, '1,,支社,', '2,,支社,', '3,,課,支社'], { row: 4, column: '親組織', value: '支社' }],
  ['a parent by a code that two have', [HEAD, '1,A,甲,', '2,A,乙,', '3,,課,@A'], { row: 4, column: '親組織', value: '@A' }],
  ['itself for a parent', [HEAD, '1,,本社,*1'], { row: 2, column: '親組織', value: '*1' }],
  ['a circle of parents', [HEAD, '0,,外,*1', '1,,甲,*2', '2,,乙,*1'], { row: 3, column: '親組織', value: '*2' }],
])('%s is refused with its position', (_, lines, place) => {
  expect(badOf(...(lines as string[]))).toMatchObject({ file: FILE, ...(place as object) });
});

test('rows that refer to a circle without being part of it are accepted', () => {
  expect(badOf(HEAD, '1,,甲,', '2,,乙,*1', '3,,丙,*2', '4,,丁,*2')).toBeNull();
});
