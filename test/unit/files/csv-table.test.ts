import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type CsvReading, readCsvTable } from '#main/files/csv-table.ts';
import type { Table } from '#main/files/table.ts';

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const read = (bytes: Buffer, reading?: CsvReading) => readCsvTable(bytes, 'a.csv', reading);
const cells = (table: Table): string[][] =>
  Array.from({ length: table.rowCount }, (_, row) => table.header.map((_header, column) => table.cell(row, column)));

const TEXT = '氏名,メールアドレス,役職\r\n髙橋 ①,a@example.co.jp,"課長, 兼務"\r\n';
const CELLS = [['髙橋 ①', 'a@example.co.jp', '課長, 兼務']];

describe('encodings', () => {
  it.each([
    ['UTF-8', utf8(TEXT), 'utf-8', 'utf-8-valid'],
    ['UTF-8 with a mark', utf8(`\ufeff${TEXT}`), 'utf-8-bom', 'bom'],
    ['CP932', iconv.encode(TEXT, 'cp932'), 'shift_jis', 'cp932-text'],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'utf-16le', 'bom'],
    ['UTF-16LE without', Buffer.from(TEXT, 'utf16le'), 'utf-16le', 'bom'],
  ] as const)('%s', (_name, bytes, encoding, detectedBy) => {
    const table = read(bytes);
    expect(table).toMatchObject({ encoding, detectedBy, delimiter: 'comma', header: ['氏名', 'メールアドレス', '役職'] });
    expect(cells(table)).toEqual(CELLS);
  });

  it.each([
    ['UTF-8', utf8(TEXT)],
    ['CP932', iconv.encode(TEXT, 'cp932')],
  ])('takes the end mark of DOS for the end and for nobody, as `copy a.csv+b.csv` of Windows writes it: %s', (_name, bytes) => {
    const table = read(Buffer.concat([bytes, Buffer.from([0x1a])]));
    expect(cells(table)).toEqual(CELLS);
    expect(table.cut).toBeNull();
  });

  it('calls plain ASCII what it is', () => {
    expect(read(utf8('name,email\r\na,b@example.com\r\n'))).toMatchObject({ encoding: 'utf-8', detectedBy: 'ascii' });
  });

  it('reads every character of CP932, trail bytes that look like ASCII included', () => {
    const text = 'ソ表能\\~ｶﾅ～－∥￠￡￢纊﨑髙';
    expect(read(iconv.encode(`氏名,e-mail\n${text},x`, 'cp932')).cell(0, 0)).toBe(text);
  });

  it('takes the user at their word', () => {
    expect(read(iconv.encode(TEXT, 'cp932'), { encoding: 'shift_jis', delimiter: 'comma' })).toMatchObject({ detectedBy: 'user' });
  });
});

describe('delimiters', () => {
  it.each([
    ['tab', '氏名\tE-mail\tメモ\n山田, 太郎\ta@example.com\tx;y\n'],
    ['semicolon', '氏名;E-mail;メモ\n山田, 太郎;a@example.com;x\n'],
    ['comma', '氏名,E-mail,メモ\n"山田;太郎",a@example.com,"1\t2"\n'],
    ['comma', '氏名\n山田\n'],
    ['semicolon', 'sep=;\r\n氏名;E-mail\r\n山田;a@example.com\r\n'],
  ] as const)('finds %s', (delimiter, text) => {
    const table = read(utf8(text));
    expect(table.delimiter).toBe(delimiter);
    expect(table.header[0]).toBe('氏名');
  });

  it('is not misled by commas in quotes', () => {
    expect(read(utf8('氏名\tE-mail\n"a,b,c"\t"d,e,f"\n')).delimiter).toBe('tab');
  });
});

describe('records', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('ends lines with %s', (_name, end) => {
    const table = read(utf8(['氏名,E-mail', '山田,a@example.com', '鈴木,b@example.com', '', ''].join(end)));
    expect(cells(table)).toEqual([
      ['山田', 'a@example.com'],
      ['鈴木', 'b@example.com'],
    ]);
    expect([table.fileRow(0), table.fileRow(1)]).toEqual([2, 3]);
  });

  it('mixes line ends, keeps those in quotes, and counts lines as an editor does', () => {
    const table = read(utf8('氏名,E-mail\r"山\r田",a\n"鈴\r\n木",b\r\n\n佐藤,c'));
    expect(cells(table)).toEqual([
      ['山\r田', 'a'],
      ['鈴\r\n木', 'b'],
      ['佐藤', 'c'],
    ]);
    expect([table.fileRow(0), table.fileRow(1), table.fileRow(2)]).toEqual([2, 4, 7]);
  });

  it('gives empty texts beyond a short row and passes over rows of nothing', () => {
    const table = read(utf8('氏名,E-mail,役職\n山田\n,,\n"","",""\n鈴木,b,\n'));
    expect(cells(table)).toEqual([
      ['山田', '', ''],
      ['鈴木', 'b', ''],
    ]);
    expect(table.fileRow(1)).toBe(5);
    expect([table.cell(0, 9), table.cell(9, 0), table.cell(-1, 0), table.cell(0, -1)]).toEqual(['', '', '', '']);
  });

  it('ignores empty cells beyond the header', () => {
    expect(read(utf8('氏名,E-mail\n山田,a,,,\n')).rowCount).toBe(1);
  });

  it('undoubles quotes, keeps quotes inside plain text, unwraps ="0123" and leaves a leading quote mark alone', () => {
    const table = read(utf8('氏名,社員番号,E-mail\n"山""田",="0123",5" x\n"=""a""",\'=1,=1+1\n'));
    expect(cells(table)).toEqual([
      ['山"田', '0123', '5" x'],
      ['a', "'=1", '=1+1'],
    ]);
  });

  it('keeps blanks around a text: they are what the audit looks for', () => {
    expect(read(utf8('氏名,E-mail\n山田, a@example.com \n')).cell(0, 1)).toBe(' a@example.com ');
  });

  it('finds the header below title lines', () => {
    const table = read(utf8('ユーザー一覧\n出力日,2026/11/24\n\n氏名,メールアドレス\n山田,a@example.com\n'));
    expect(table.header).toEqual(['氏名', 'メールアドレス']);
    expect([table.rowCount, table.fileRow(0)]).toEqual([1, 5]);
  });

  it('gives a column at once as cell by cell', () => {
    const table = read(iconv.encode('氏名,E-mail\n山田,a\n鈴木\n', 'cp932'));
    expect(table.column(0)).toEqual(['山田', '鈴木']);
    expect(table.column(1)).toEqual(['a', '']);
  });
});
