import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unzipEntries } from '#main/files/archives/zip-entries.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { generateCsvChunks } from '#main/files/reports/csv-report.ts';
import { generateXlsxChunks, type WorkbookCell, type WorkbookSheet } from '#main/files/reports/xlsx-report.ts';
import { readXlsxTable } from '../../support/read-rows.ts';

const HEADER = ['code', 'severity', 'side', 'メールアドレス'];

const sheetOf = (rows: readonly (readonly string[])[], name = '一覧'): WorkbookSheet => ({
  name,
  widths: HEADER.map(() => 20),
  headerRows: 1,
  rowCount: rows.length + 1,
  rows: [HEADER, ...rows].map((cells) => cells.map((value): WorkbookCell => ({ value, style: 'text' }))),
});
const bookOf = (...sheets: WorkbookSheet[]): Buffer => Buffer.concat([...generateXlsxChunks(sheets)]);
const partOf = (book: Buffer, name: string): string =>
  unzipEntries(book, (part) => part === name, 'a.xlsx')
    .get(name)
    ?.toString('utf8') ?? '';

/** A reader interprets any text in the form of an error value as one, even if a user typed it. */
const ERROR_VALUE = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!)$/;
const anyCell = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc
      .array(
        fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
        { maxLength: 6 },
      )
      .map((units) => units.join('')),
    // Escapes and similar texts, next to characters that have to be escaped.
    fc
      .array(
        fc.constantFrom(
          '_',
          'x',
          '_x',
          '_x0041',
          '_x0041_',
          '_x005F_',
          '\u0001',
          '\r',
          '\n',
          '\t',
          ' ',
          '\ud83d',
          '\ude00',
          '\ufffe',
          '<',
          '&',
          '"',
          '=1+1',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  )
  .filter((text) => !ERROR_VALUE.test(text));
const anyRows = fc.array(fc.tuple(fc.constant('a-code'), anyCell, anyCell, anyCell), { minLength: 1, maxLength: 6 });

describe('a book of ours', () => {
  it('reads back as written, for any cell content', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, async (rows) => {
        const table = await readXlsxTable(bookOf(sheetOf(rows)), 'a.xlsx', 'amazon-users');
        expect(table.header).toEqual(HEADER);
        expect(rows.map((_, row) => HEADER.map((_, column) => table.cell(row, column)))).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('reads back as the CSV of the same rows does', async () => {
    const wellFormed = anyRows.filter((rows) => rows.flat().every((text) => text.isWellFormed() && !text.includes('\0')));
    await fc.assert(
      fc.asyncProperty(wellFormed, async (rows) => {
        const book = await readXlsxTable(bookOf(sheetOf(rows)), 'a.xlsx', 'amazon-users');
        const csv = readCsvTable(Buffer.concat([...generateCsvChunks(HEADER, rows, 'utf8-bom')]), 'a.csv', {});
        expect(rows.map((_, row) => HEADER.map((_, column) => csv.cell(row, column)))).toEqual(
          rows.map((_, row) => HEADER.map((_, column) => book.cell(row, column))),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('stores formulas from data as text', () => {
    const sheet = partOf(bookOf(sheetOf([['=1+1', '+1', '@SUM(A1)', '-1']])), 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<is><t xml:space="preserve">=1+1</t></is>');
    expect(sheet).not.toMatch(/<f[ >]/);
    expect(sheet.match(/ t="inlineStr"/g)).toHaveLength(8);
  });

  it('freezes its header, repeats it on every page, and uses it as a filter', () => {
    const book = bookOf(sheetOf([['a', 'b', 'c', 'd']]), {
      name: "It's",
      widths: [10],
      headerRows: 0,
      rowCount: 1,
      rows: [[{ value: 0.978, style: 'percent' }]],
    });
    const sheet = partOf(book, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<autoFilter ref="A1:D2"/>');
    expect(partOf(book, 'xl/worksheets/sheet2.xml')).toMatch(/<c r="A1" s="\d+"><v>0.978<\/v><\/c>/);
    expect(partOf(book, 'xl/worksheets/sheet2.xml')).not.toMatch(/autoFilter|pane/);
    const workbook = partOf(book, 'xl/workbook.xml');
    expect(workbook).toContain(`<definedName name="_xlnm.Print_Titles" localSheetId="0">'一覧'!$1:$1</definedName>`);
    expect(workbook).toContain('<sheet name="It\'s" sheetId="2" r:id="rId2"/>');
  });

  it('cuts a text that Excel could not open', async () => {
    const table = await readXlsxTable(bookOf(sheetOf([['a', 'b', 'c', 'x'.repeat(40_000)]])), 'a.xlsx', 'amazon-users');
    expect(table.cell(0, 3)).toBe(`${'x'.repeat(32_766)}…`);
  });

  it('is written in chunks, with the same bytes every time', () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => ['a', 'b', `人${i}`, `user${i}@example.co.jp`]);
    const pieces = [...generateXlsxChunks([sheetOf(rows)])];
    expect(pieces.length).toBeGreaterThan(20);
    expect(Buffer.concat(pieces).equals(bookOf(sheetOf(rows)))).toBe(true);
  });
});
