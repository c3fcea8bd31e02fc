import { describe, expect, it } from 'vitest';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { BadRows, excludeRows } from '#main/files/lists/bad-rows.ts';
import type { ExpectedError } from '#shared/contract/call/expected-error.ts';

const tableOf = (...lines: readonly string[]) =>
  readCsvTable(Buffer.from(lines.join('\n')), 'a.csv', { encoding: 'utf-8', keepLongRows: true });
describe('rows that cannot be taken', () => {
  const table = tableOf('ID,氏名,', '1,山田,', '2,鈴木,,x', '3,佐藤,');
  it('are listed in file order, each cell with its reason, and long values are cut', () => {
    const bad = new BadRows(table, 'a.csv');
    bad.add(2, 1, 'empty', '');
    bad.add(0, 1, 'not-understood', 'あ'.repeat(70));
    bad.add(0, 0, 'id-unclear');
    bad.add(1, 2, 'empty');
    expect(bad.inOrder()).toEqual([
      { at: 0, row: 2, column: 'ID', columnNumber: 1, value: '1', reason: 'id-unclear' },
      { at: 0, row: 2, column: '氏名', columnNumber: 2, value: 'あ'.repeat(60), reason: 'not-understood' },
      { at: 1, row: 3, column: '', columnNumber: 3, value: '', reason: 'empty' },
      { at: 1, row: 3, column: '', columnNumber: 4, value: 'x', reason: 'too-long' },
      { at: 2, row: 4, column: '氏名', columnNumber: 2, value: '', reason: 'empty' },
    ]);
    expect([bad.rows.size, bad.error().failure]).toEqual([3, { code: 'file-rows-bad', params: { file: 'a.csv', count: 3, row: 2 } }]);
    expect(() => bad.refuseFirst()).toThrow(
      expect.objectContaining({ failure: { code: 'file-value-invalid', params: { file: 'a.csv', row: 2, column: 'ID', value: '1' } } }),
    );
  });
  it('are refused if a row is too long; without bad rows nothing is refused', () => {
    const failure = (rows: BadRows): unknown => {
      try {
        rows.refuseFirst();
      } catch (error) {
        return (error as ExpectedError).failure;
      }
      return null;
    };
    expect(failure(new BadRows(table, 'a.csv'))).toEqual({
      code: 'file-row-too-long',
      params: { file: 'a.csv', row: 3, columnNumber: 4, expected: 3, found: 4 },
    });
    const fine = new BadRows(tableOf('ID,氏名', '1,山田'), 'a.csv');
    expect([failure(fine), fine.error().failure.params]).toEqual([null, { file: 'a.csv', count: 0, row: 0 }]);
  });
  it('are left out of the table without changing the position of the others', () => {
    const left = excludeRows(table, new Set([1]));
    expect([left.header, left.rowCount, left.column(1), left.cell(1, 1), left.cell(2, 1), left.fileRow(1)]).toEqual([
      table.header,
      2,
      ['山田', '佐藤'],
      '佐藤',
      '',
      4,
    ]);
  });
});
