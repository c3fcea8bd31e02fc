import { expect, test } from 'vitest';
import { CellsBuilder, listBuffers, WorkbookTexts } from '#main/files/xlsx/sheet-cells.ts';
import { createSheetTable } from '#main/files/xlsx/xlsx-table.ts';
import { failureOf } from '../../support/failure-of.ts';

/** Returns a sheet from rows by number, with cells by column. */
function tableOf(rows: Readonly<Record<number, Readonly<Record<number, string>>>>, headerRow?: number) {
  const texts = new WorkbookTexts('a.xlsx');
  const cells = new CellsBuilder('a.xlsx');
  for (const [row, byColumn] of Object.entries(rows))
    for (const [column, text] of Object.entries(byColumn)) cells.add(Number(row), Number(column), texts.add(text));
  return createSheetTable({ ...texts.finish(), ...cells.finish() }, 'a.xlsx', headerRow);
}

test('texts of any number and length are kept one behind the other, and halves of letters too', () => {
  const texts = new WorkbookTexts('a.xlsx');
  const all = ['', 'a', '', '山田', '\ud800', ...Array.from({ length: 3_000 }, (_, at) => `${at}`.repeat(at % 60)), '長'.repeat(30_000)];
  const source = Buffer.from('xbyz');
  const places = all.slice(1).map((text) => texts.add(text));
  const bytes = texts.addBytes(source, 1, 3);
  expect([places[0], places.at(-1), bytes, texts.count]).toEqual([1, all.length - 1, all.length, all.length + 1]);
  const { texts: whole, textEnds, wideTexts } = texts.finish();
  const read = (at: number): string =>
    Buffer.from(whole).toString(wideTexts.includes(at) ? 'utf16le' : 'utf8', at === 0 ? 0 : textEnds[at - 1], textEnds[at]);
  expect(Array.from({ length: all.length + 1 }, (_, at) => read(at))).toEqual([...all, 'by']);
  expect([texts.isEmpty(0), texts.isEmpty(1), texts.isEmpty(2), texts.isEmpty(3), [...wideTexts]]).toEqual([true, false, true, false, [4]]);
});

test('a text is no longer than a cell of Excel holds', () => {
  const most = 32_767 * 4;
  const tooLong = { code: 'file-beyond-limits', params: { file: 'a.xlsx', limit: 'cell', most: 32_767 } };
  const texts = new WorkbookTexts('a.xlsx');
  expect([failureOf(() => texts.add('a'.repeat(most))), failureOf(() => texts.add('a'.repeat(most + 1)))]).toEqual([1, tooLong]);
  expect(failureOf(() => texts.add('山'.repeat(most / 3 + 1)))).toEqual(tooLong);
  const bytes = Buffer.alloc(most + 1, 0x61);
  expect([failureOf(() => texts.addBytes(bytes, 0, most)), failureOf(() => texts.addBytes(bytes, 0, most + 1))]).toEqual([2, tooLong]);
});

test('finds cells at their position in any number of rows and columns', () => {
  const rows = Object.fromEntries(
    Array.from({ length: 2_500 }, (_, at) => [
      at * 2 + 1,
      at === 0 ? { 0: ' 氏名 ', 1: 'メールアドレス', 4: '役職' } : { [at % 5]: `a${at}`, 5: `b${at}` },
    ]),
  );
  const table = tableOf(rows);
  expect([table.header, table.headerRow, table.rowCount]).toEqual([['氏名', 'メールアドレス', '', '', '役職'], 1, 2_499]);
  for (const row of [0, 1, 2, 3, 4, 1_200, 2_498]) {
    const at = row + 1;
    expect([0, 1, 2, 3, 4, 5, 6].map((column) => table.cell(row, column))).toEqual(
      [0, 1, 2, 3, 4].map((column) => (column === at % 5 ? `a${at}` : '')).concat(`b${at}`, ''),
    );
    expect(table.fileRow(row)).toBe(at * 2 + 1);
  }
  expect([table.cell(-1, 0), table.cell(2_499, 5), table.fileRow(2_499), table.column(5).length, table.column(5)[2_498]]).toEqual([
    '',
    '',
    0,
    2_499,
    'b2499',
  ]);
  expect([table.top.length, table.top[1]]).toEqual([10, { row: 3, cells: ['', 'a1', '', '', '', 'b1'] }]);
});

test.each([1_023, 1_024, 1_025, 2_048])('the last of %d rows is whole', (count) => {
  const table = tableOf(
    Object.fromEntries(Array.from({ length: count }, (_, at) => [at + 1, { 0: at === 0 ? '氏名' : `a${at}`, 1: `b${at}` }])),
  );
  expect([table.rowCount, table.cell(count - 2, 0), table.cell(count - 2, 1)]).toEqual([count - 1, `a${count - 1}`, `b${count - 1}`]);
});

test('accepts the first row or any row of the sheet as the chosen header', () => {
  const rows = { 2: { 0: '一覧' }, 4: { 0: '氏名', 1: 'メール' }, 7: { 0: '山田', 1: 'a' } };
  const told = (headerRow?: number): unknown =>
    failureOf(() => {
      const { header, headerRow: at, rowCount } = tableOf(rows, headerRow);
      return [header, at, rowCount];
    });
  expect([told(), told(0), told(4), told(2)]).toEqual([
    [['氏名', 'メール'], 4, 1],
    [['一覧'], 2, 2],
    [['氏名', 'メール'], 4, 1],
    [['一覧'], 2, 2],
  ]);
  expect([told(3), told(7), failureOf(() => tableOf({})), failureOf(() => tableOf({}, 0))]).toEqual([
    { code: 'file-no-header', params: { file: 'a.xlsx', row: 3 } },
    { code: 'file-no-rows', params: { file: 'a.xlsx' } },
    { code: 'file-no-header', params: { file: 'a.xlsx' } },
    { code: 'file-no-header', params: { file: 'a.xlsx' } },
  ]);
});

test('transfers the buffers of the cells to another thread, each once', () => {
  const [texts, cells] = [new WorkbookTexts('a.xlsx'), new CellsBuilder('a.xlsx')];
  cells.add(1, 0, texts.add('a'));
  const all = { ...texts.finish(), ...cells.finish() };
  const buffers = listBuffers(all);
  expect([new Set(buffers).size, Object.values(all).every((array) => buffers.includes(array.buffer as ArrayBuffer))]).toEqual([
    buffers.length,
    true,
  ]);
});
