import iconv from 'iconv-lite';
import { describe, expect, it, test } from 'vitest';
import { type CsvBytes, countLineEnds, findUnwritableCharacter, openCsvBytes } from '#main/files/csv/csv-rewrite.ts';
import type { CsvReadOptions } from '#main/files/csv/csv-table.ts';
import { failureOf } from '../../support/failure-of.ts';

const open = (text: string | Buffer, reading?: CsvReadOptions): CsvBytes => openCsvBytes(Buffer.from(text as string), 'a.csv', reading);
const text = (bytes: Buffer): string => bytes.toString('utf8');

describe('a file as its own bytes', () => {
  test('reads its parts, from the title above the header to the bytes after the last row', () => {
    const csv = open('\ufeff一覧\r\n\r\n 氏名 ,"E-mail"\r\n山田,"a\r\n""b"""\r\n\r\n鈴木\r\n,,\r\n');
    expect([csv.encoding, csv.detectedBy, csv.delimiter, csv.header, csv.rowCount]).toEqual([
      'utf-8-bom',
      'bom',
      'comma',
      ['氏名', 'E-mail'],
      2,
    ]);
    expect([text(csv.head()), text(csv.row(0)), text(csv.row(1)), text(csv.tail())]).toEqual([
      '\ufeff一覧\r\n\r\n 氏名 ,"E-mail"\r\n',
      '山田,"a\r\n""b"""\r\n',
      '鈴木\r\n',
      ',,\r\n',
    ]);
    expect([csv.fileRow(0), csv.fileRow(1), csv.fileRow(2), csv.width(0), csv.width(1)]).toEqual([4, 7, 0, 2, 1]);
    expect([csv.cell(0, 0), csv.cell(0, 1), csv.cell(1, 1), csv.cell(-1, 0), csv.cell(2, 0), csv.cell(0, -1)]).toEqual([
      '山田',
      'a\r\n"b"',
      '',
      '',
      '',
      '',
    ]);
    expect([csv.quotesAlways, text(csv.lineEnd)]).toEqual([false, '\r\n']);
  });

  it.each([
    ['\n', '氏名,ID\n山田,1\n'],
    ['\r', '氏名,ID\r山田,1'],
    ['\r\n', '氏名,ID\r\n山田,1\n'],
    ['\r\n', '氏名,ID'],
  ])('ends new rows like its header, with %j', (end, content) => {
    expect(text(open(content).newRow(['x', 'y'], 9))).toBe(`x,y${end}`);
  });

  it('quotes new rows like the header, and any value that needs it', () => {
    const always = open('"氏名","ID"\n山田,1\n');
    expect([always.quotesAlways, text(always.newRow(['', 'a"b'], 3))]).toEqual([true, '"","a""b"\n']);
    const some = open('"氏名";ID\n');
    expect([some.quotesAlways, some.rowCount]).toEqual([false, 0]);
    expect(text(some.newRow(['a;b', 'c,d', 'e\rf', 'g\nh', 'i"j', ' k '], 2))).toBe('"a;b";c,d;"e\rf";"g\nh";"i""j"; k \n');
  });

  it('changes the given cells of a row and no others, in any order', () => {
    const csv = open('氏名,ID,メール,備考\r\n山田,"1",a@b, x \r\n');
    const cells = new Map([
      [2, 'c@d'],
      [0, '鈴木'],
      [1, '2'],
    ]);
    expect(text(csv.rowWith(0, cells))).toBe('鈴木,"2",c@d, x \r\n');
    expect(text(csv.rowWith(0, new Map([[3, '']])))).toBe('山田,"1",a@b,\r\n');
    expect(text(csv.rowWith(0, new Map([[1, 'a"b']])))).toBe('山田,"a""b",a@b, x \r\n');
  });

  it('refuses a character that its encoding lacks, with the position and the text', () => {
    const csv = open(iconv.encode('氏名,\r\n山田,x\r\n', 'cp932'), { encoding: 'shift_jis' });
    const place = { file: 'a.csv', row: 2, column: '氏名', character: '𠮷', value: '𠮷田' };
    expect(failureOf(() => csv.rowWith(0, new Map([[0, '𠮷田']])))).toEqual({ code: 'fix-value-unwritable', params: place });
    expect(failureOf(() => csv.newRow(['a', `é${'x'.repeat(200)}`], 9))).toEqual({
      code: 'fix-value-unwritable',
      params: { file: 'a.csv', row: 9, columnNumber: 2, character: 'é', value: `é${'x'.repeat(99)}` },
    });
    expect(csv.newRow(['ｱ髙①~\\', 'a'], 3)).toEqual(iconv.encode('ｱ髙①~\\,a\r\n', 'cp932'));
    expect(csv.cell(0, 0)).toBe('山田');
  });

  it('in UTF-16 is processed as UTF-8 and converted back, with its byte order mark if present', () => {
    const content = '氏名,ID\r\n山田,1\r\n';
    for (const mark of ['\ufeff', '']) {
      const bytes = Buffer.from(mark + content, 'utf16le');
      const csv = open(bytes);
      expect([csv.encoding, csv.cell(0, 0), csv.header]).toEqual(['utf-16le', '山田', ['氏名', 'ID']]);
      expect(csv.assemble([csv.head(), csv.row(0), csv.newRow(['𠮷', '2'], 3), csv.tail()])).toEqual(
        Buffer.from(`${mark}${content}𠮷,2\r\n`, 'utf16le'),
      );
    }
  });

  it('is refused if it is broken or has no header, and read with the given encoding and delimiter', () => {
    expect(failureOf(() => open('氏名,ID\n"山田,1'))).toEqual({
      code: 'file-quotes-broken',
      params: { file: 'a.csv', row: 2, column: '氏名' },
    });
    expect(failureOf(() => open('a@example.co.jp,1\n'))).toEqual({ code: 'file-no-header', params: { file: 'a.csv' } });
    const damaged = Buffer.concat([Buffer.from('氏名,ID\n山田太郎,1\n'), Buffer.from([0xff]), Buffer.from('x,2\n')]);
    expect(failureOf(() => open(damaged))).toEqual({ code: 'file-undecodable', params: { file: 'a.csv', row: 3, column: '氏名' } });
    const told = open('氏名,ID;メール\n山田,1;x\n', { encoding: 'utf-8', delimiter: 'semicolon' });
    expect([told.detectedBy, told.delimiter, told.cell(0, 0)]).toEqual(['user', 'semicolon', '山田,1']);
    expect(open('氏名\tID\n山田\t1\n', { delimiter: 'tab' }).detectedBy).toBe('utf-8-valid');
  });
});

test('lines end in any way', () => {
  expect(['', 'a', 'a\n', 'a\r\nb\rc\n\nd', '\n\r'].map((each) => countLineEnds(Buffer.from(each)))).toEqual([0, 0, 1, 4, 2]);
});

test('a lone surrogate cannot be written, and other characters only if the encoding has them', () => {
  expect([
    findUnwritableCharacter('a\ud800b', 'utf-8'),
    findUnwritableCharacter('é𠮷\u0080', 'utf-16le'),
    findUnwritableCharacter('', 'shift_jis'),
  ]).toEqual(['\ud800', null, null]);
  expect(['a\u007f~', 'ｱ髙①', 'aé', '\u0080', '𠮷'].map((each) => findUnwritableCharacter(each, 'shift_jis'))).toEqual([
    null,
    null,
    'é',
    '\u0080',
    '𠮷',
  ]);
});
