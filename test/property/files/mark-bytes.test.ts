import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { mayContainSeparator } from '#main/files/cells/mark-bytes.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { hasSeparatorMark } from '#shared/domain/directory/cell-separator.ts';

/** In CP932, `ポ` ends with the byte of `|`, and `ー` begins with the first byte of `、`. */
const anyPiece = fc.constantFrom(
  '営業',
  'ポート',
  'ソ',
  '表',
  'ｱｲ',
  '@A01',
  '*12',
  'IT',
  '・',
  '〜',
  '，',
  '、',
  '；',
  '／',
  '｜',
  '　',
  ';',
  '|',
  ' ',
  '/',
);
const anyCell = fc.array(anyPiece, { maxLength: 3 }).map((pieces) => pieces.join(''));

describe('the marks of a column, found by bytes', () => {
  it.each(['cp932', 'utf8'] as const)('are the marks of its texts in %s', (encoding) => {
    let without = 0;
    fc.assert(
      fc.property(fc.array(anyCell, { minLength: 1, maxLength: 4 }), (cells) => {
        const text = ['ID,組織,備考', ...cells.map((cell, at) => `${at},"${cell}",；`)].join('\r\n');
        const table = readCsvTable(encoding === 'utf8' ? Buffer.from(text) : iconv.encode(text, 'cp932'), 'a.csv', {
          encoding: encoding === 'utf8' ? 'utf-8' : 'shift_jis',
        });
        const hasAny = table.column(1).some(hasSeparatorMark);
        // In UTF-8, a character with a code near that of a separator may be mistaken for one.
        if (encoding === 'cp932' || hasAny) expect(mayContainSeparator(table, 1)).toBe(hasAny);
        if (!mayContainSeparator(table, 1)) without++;
      }),
      { numRuns: 500 },
    );
    expect(without).toBeGreaterThan(20);
  });
});
