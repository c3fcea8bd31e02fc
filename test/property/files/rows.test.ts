import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeCp932, getCp932DecodeTable, getCp932EncodeTable } from '#main/files/bytes/cp932.ts';
import { parseDay } from '#main/files/cells/list-dates.ts';
import { foldWord } from '#main/files/columns/fold.ts';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { toAmazonUsers } from '#main/files/lists/directory-rows.ts';
import { guardCell, needsCellGuard, unguardCell } from '#shared/domain/directory/cell-guard.ts';

describe('laws of the parts', () => {
  it('unguard undoes guard, and a guarded text runs nowhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '=', '+', '-', '@', "'", '\t', '＝'), (rest, first) => {
        const guarded = guardCell(first + rest);
        expect(guarded !== '' && needsCellGuard(guarded.charCodeAt(0)) ? unguardCell(guarded) : guarded).toBe(first + rest);
        expect(/^[=+\-@\t\r\n＝＋－＠]/.test(guarded)).toBe(false);
      }),
    );
  });

  it('every CP932 code decodes as the platform decodes it, and every character has a code that decodes to it, the one that iconv-lite writes', () => {
    const platform = new TextDecoder('shift_jis', { fatal: true });
    const units = getCp932DecodeTable();
    let characters = 0;
    for (let code = 0x80; code < 0x10000; code++) {
      if (units[code] === 0) continue;
      const bytes = code > 0xff ? Uint8Array.of(code >> 8, code & 0xff) : Uint8Array.of(code);
      expect(decodeCp932(bytes, 0, bytes.length)).toBe(platform.decode(bytes));
      expect(units[getCp932EncodeTable()[units[code] as number] as number]).toBe(units[code]);
      characters++;
    }
    expect(characters).toBeGreaterThan(9000);
    const isPrivate = (unit: number): boolean => unit >= 0xe000 && unit <= 0xf8ff;
    for (const unit of new Set(units)) {
      const code = getCp932EncodeTable()[unit] as number;
      if (unit > 0x7f && !isPrivate(unit))
        expect(iconv.encode(String.fromCharCode(unit), 'cp932').readUIntBE(0, code > 0xff ? 2 : 1)).toBe(code);
    }
    const ascii = Uint8Array.from({ length: 0x7f }, (_, index) => index + 1);
    expect(decodeCp932(ascii, 0, ascii.length)).toBe(Buffer.from(ascii).toString('latin1'));
  });

  it('folding twice is folding once', () => {
    const PIECES = [
      'ﾒｰﾙｱﾄﾞﾚｽ（職場）',
      'E-Mail',
      'Address',
      '電子',
      'メイル',
      'メー',
      'ル',
      'ユーザー',
      'req',
      'uired',
      '必',
      '須',
      ' ',
      '\u05b4',
      '\u3099',
      'カ',
    ];
    const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 3 }));
    const word = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(word, (text) => {
        expect(foldWord(foldWord(text))).toBe(foldWord(text));
      }),
      { numRuns: 1_000 },
    );
    expect(foldWord('requ(必須)ired')).toBe('');
    expect(foldWord('\u05d9\u3099\u05b4')).toBe(foldWord('\u05d9\u05b4\u3099'));
  });

  it('a day is a day of the calendar or null', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(fc.nat(3000), fc.nat(40), fc.nat(40)).map((parts) => parts.join('/')),
          fc.nat(99_999).map(String),
        ),
        (text) => {
          const day = parseDay(text, 'month-first');
          if (day !== null) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
        },
      ),
    );
  });

  it('accounts keep every address and every group of the file', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name, name), { minLength: 1, maxLength: 20 }), (rows) => {
        const table = readCsvTable(Buffer.from(['email,name,group', ...rows.map((row) => row.join(','))].join('\n')), 'a.csv');
        const users = toAmazonUsers(
          table,
          requireColumns('amazon-users', matchColumns('amazon-users', table.header), table.header, 'a.csv'),
          'a.csv',
        );
        expect(users.length).toBeLessThanOrEqual(rows.length);
        const keys = (of: readonly (readonly string[])[]) => [...new Set(of.map((row) => row.join()))].sort();
        expect(keys(users.flatMap(({ email, name: who, groups }) => groups.map((group) => [email, who, group])))).toEqual(keys(rows));
        // Each row is in exactly one account.
        expect(users.reduce((sum, { groups }) => sum + groups.length, 0)).toBe(rows.length);
      }),
    );
  });
});
