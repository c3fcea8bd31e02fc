import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { detectDelimiter, detectEncoding, findInvalidUtf8, getByteOrderMarkLength } from '#main/files/bytes/text-format.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';

const bytes = (...values: readonly number[]): Buffer => Buffer.from(values);
const encodingOf = (given: Buffer): unknown => Object.values(detectEncoding(given));

describe('the encoding of a file', () => {
  it('is recognized by its complete byte order mark', () => {
    expect([encodingOf(bytes(0xef, 0xbb, 0xbf)), encodingOf(bytes(0xff, 0xfe, 0x42, 0x30))]).toEqual([
      ['utf-8-bom', 'bom'],
      ['utf-16le', 'bom'],
    ]);
    for (const broken of [bytes(0xef, 0xbb, 0x41), bytes(0xef, 0x41, 0xbf), bytes(0x41, 0xbb, 0xbf), bytes(0xff, 0x41), bytes(0x41, 0xfe)])
      expect(encodingOf(broken)).toEqual(['shift_jis', 'cp932-text']);
    const marks = [bytes(0xef, 0xbb, 0xbf), bytes(0xff, 0xfe), bytes(0xef, 0xbb), bytes(0xbb, 0xbf, 0xef), bytes(0xfe, 0xff), bytes()];
    expect(
      marks.map((mark) => [
        getByteOrderMarkLength(mark, 'utf-8'),
        getByteOrderMarkLength(mark, 'utf-8-bom'),
        getByteOrderMarkLength(mark, 'utf-16le'),
        getByteOrderMarkLength(mark, 'shift_jis'),
      ]),
    ).toEqual([
      [3, 3, 0, 0],
      [0, 0, 2, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('is UTF-16 without a mark if a letter precedes a NUL and no NUL precedes a letter', () => {
    expect(encodingOf(Buffer.from('ID,氏名', 'utf16le'))).toEqual(['utf-16le', 'bom']);
    expect(encodingOf(Buffer.from('氏名,役職', 'utf16le'))).toEqual(['utf-16le', 'bom']);
    expect(encodingOf(Buffer.from('A\n', 'utf16le'))).toEqual(['utf-16le', 'bom']);
    expect(encodingOf(Buffer.from('A', 'utf16le'))).toEqual(['utf-8', 'ascii']);
    expect(encodingOf(Buffer.from('あ'.repeat(300), 'utf16le'))).not.toContain('utf-16le');
    // Only the beginning of the text is checked.
    expect(encodingOf(Buffer.from(`${'あ'.repeat(255)}A`, 'utf16le'))).toEqual(['utf-16le', 'bom']);
    expect(encodingOf(Buffer.from(`${'あ'.repeat(256)}A`, 'utf16le'))).not.toContain('utf-16le');
    expect(encodingOf(Buffer.from('\0A\0B', 'latin1'))).toEqual(['utf-8', 'ascii']);
    expect(encodingOf(Buffer.concat([Buffer.from('A,B', 'utf16le'), bytes(0x43)]))).toEqual(['utf-16le', 'bom']);
  });

  it('is UTF-8 if it is valid or has only a few damaged bytes, and CP932 otherwise', () => {
    expect([encodingOf(Buffer.from('name')), encodingOf(Buffer.from('名')), encodingOf(Buffer.from('é'))]).toEqual([
      ['utf-8', 'ascii'],
      ['utf-8', 'utf-8-valid'],
      ['utf-8', 'utf-8-valid'],
    ]);
    const damaged = (letters: number, faults: number): unknown => {
      const text = Buffer.concat([Buffer.from('a,b\n'), Buffer.from('あ'.repeat(letters)), Buffer.alloc(faults, 0xff)]);
      return encodingOf(text)?.toString();
    };
    expect([damaged(5, 1), damaged(4, 1), damaged(9, 2), damaged(8, 2)]).toEqual([
      'utf-8,utf-8-valid',
      'shift_jis,cp932-text',
      'utf-8,utf-8-valid',
      'shift_jis,cp932-text',
    ]);
    // Two-byte characters prove nothing, because half-width kana in CP932 have the same byte pattern.
    expect(encodingOf(Buffer.concat([Buffer.from('é'.repeat(100)), bytes(0xff)]))).toEqual(['shift_jis', 'cp932-text']);
    expect(encodingOf(Buffer.concat([Buffer.from('𠮷'.repeat(5)), bytes(0xff)]))).toEqual(['utf-8', 'utf-8-valid']);
    expect(encodingOf(iconv.encode('氏名,メールアドレス\r\n山田 太郎,a@example.co.jp', 'cp932'))).toEqual(['shift_jis', 'cp932-text']);
    // The result does not depend on the amount of ASCII before it.
    const late = Buffer.concat([Buffer.alloc(200_000, 0x61), Buffer.from('あ'.repeat(5)), bytes(0xff)]);
    expect(encodingOf(late)).toEqual(['utf-8', 'utf-8-valid']);
  });
});

describe('the first byte that is no UTF-8', () => {
  /** Bytes at the boundaries of valid UTF-8. */
  const EDGES = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef];
  const edge = fc.constantFrom(...EDGES, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff);
  const piece = fc.oneof(
    fc.array(edge, { maxLength: 4 }),
    fc.constantFrom('a', 'é', 'あ', '𠮷', '\u{10ffff}').map((text) => [...Buffer.from(text)]),
  );
  it('is at the end of the longest valid UTF-8 prefix', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const given = Buffer.from(pieces.flat());
        const found = findInvalidUtf8(given);
        expect(found < 0).toBe(isUtf8(given));
        if (found < 0) return;
        expect(isUtf8(given.subarray(0, found))).toBe(true);
        for (let length = found + 1; length <= given.length; length++) expect(isUtf8(given.subarray(0, length))).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the delimiter of a file', () => {
  const of = (text: string): unknown => detectDelimiter(Buffer.from(text));
  it.each([
    ['sep=;\r\na,b', 'semicolon'],
    ['\ufeffSEP=\t\na,b', 'tab'],
    ['sep=,\na;b;c', 'comma'],
    ['xsep=;\na,b', 'comma'],
    ['sep=|\na,b', 'comma'],
  ])('follows the hint in %j', (text, delimiter) => {
    expect(of(text)).toBe(delimiter);
  });

  it('is the one that splits most records consistently into most columns; the comma wins a tie', () => {
    expect([of(''), of('abc'), of('a,b;c\td'), of('a;b\tc'), of('a\tb;c;d')]).toEqual(['comma', 'comma', 'comma', 'tab', 'semicolon']);
    // With an equal number of records, the delimiter with more columns wins.
    expect([of('a,b;c;d\ne,f;g;h'), of('a;b,c,d\ne;f,g,h')]).toEqual(['semicolon', 'comma']);
    // The number of records counts more than the number of columns.
    expect(of('a,b,c,d;e\nf;g\n')).toBe('semicolon');
    // Empty records do not count.
    expect(of('\n\n\na,b;c\n;d\n')).toBe('semicolon');
  });

  it('is not looked for within quotes, which a cell begins with', () => {
    expect(of('"a,b,c";d\n"e,f";g')).toBe('semicolon');
    expect(of('5" a,b;c\n6" d,e')).toBe('comma');
    expect(of('"a""b,c";d\n"e";"f,g"')).toBe('semicolon');
    expect(of('"a\n,b";c\r"d";e\r')).toBe('semicolon');
  });

  it('is looked for in the first twenty records', () => {
    const twenty = 'a;b\n'.repeat(20);
    expect([of(`${twenty}${'a,b,c\n'.repeat(100)}`), of(`${'a;b\n'.repeat(19)}${'a,b,c\n'.repeat(100)}`)]).toEqual([
      'semicolon',
      'semicolon',
    ]);
    expect(of(`${'a;b\n'.repeat(9)}${'a,b,c\n'.repeat(100)}`)).toBe('comma');
  });

  it('is found in a file of one line, and not by a record that the sample cuts', () => {
    expect([of('a;b'), of('a;b;c\n')]).toEqual(['semicolon', 'semicolon']);
    const long = `a;b\n${',x'.repeat(1 << 16)}`;
    expect([of(long), of(`${';x'.repeat(1 << 16)}`)]).toEqual(['semicolon', 'semicolon']);
  });

  it('is found in UTF-16 too, in which a letter may contain its byte', () => {
    // These CJK characters contain the bytes of comma and semicolon.
    const text = '氏名;\u2c2c\u2c2c\u302c\n\u2c2c;x';
    expect(readCsvTable(Buffer.from(`\ufeff${text}`, 'utf16le'), 'a.csv')).toMatchObject({
      encoding: 'utf-16le',
      detectedBy: 'bom',
      delimiter: 'semicolon',
    });
  });
});
