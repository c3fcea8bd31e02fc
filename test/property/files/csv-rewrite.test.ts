import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { getCp932DecodeTable } from '#main/files/bytes/cp932.ts';
import { openCsvBytes } from '#main/files/csv/csv-rewrite.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { planNeoFixFile, writeNeoFixFile } from '#main/files/fixes/neo-fix-file.ts';
import type { FileEncoding } from '#shared/contract/imports/imports.ts';

/** Excludes the two characters that replace a letter missing in Shift_JIS: a fix file omits rows that contain them. */
const SAFE_CP932 = [...new Set(getCp932DecodeTable())]
  .filter((unit) => unit >= 0x20 && !'?〓'.includes(String.fromCharCode(unit)))
  .filter((unit) => iconv.decode(iconv.encode(String.fromCharCode(unit), 'cp932'), 'cp932') === String.fromCharCode(unit))
  .map((unit) => String.fromCharCode(unit));
const structural = fc.constantFrom(',', '"', '\t', ';', '\r', '\n', '\r\n', ' ', "'", '-', '表', 'ソ', 'a@b');
const cellText = fc.array(fc.oneof(structural, fc.constantFrom(...SAFE_CP932)), { maxLength: 6 }).map((parts) => parts.join(''));

/** A cell, and whether it was quoted without need. */
const cell = fc.record({ text: cellText, quoted: fc.boolean() });
const manner = fc.record({
  encoding: fc.constantFrom<FileEncoding>('utf-8', 'utf-8-bom', 'shift_jis', 'utf-16le'),
  delimiter: fc.constantFrom<'comma' | 'tab' | 'semicolon'>('comma', 'tab', 'semicolon'),
  lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
  lastLineEnd: fc.boolean(),
});
const people = fc.array(
  fc.record({
    name: cell,
    note: cell,
    extra: cell,
    email: fc.constantFrom('', 'a@example.co.jp', 'ａ＠example.co.jp', 'x y'),
    emailQuoted: fc.boolean(),
    password: fc.constantFrom('********', '*', '', 'secret,1'),
  }),
  { minLength: 1, maxLength: 8 },
);

const DELIMITERS = { comma: ',', tab: '\t', semicolon: ';' } as const;
const HEADER = ['ID', '氏名', '備考', 'パスワード', '職場用メールアドレス', '職場用メールアドレス通知'];

function written(text: string, quoted: boolean, delimiter: string): string {
  return quoted || text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function encode(text: string, encoding: FileEncoding): Buffer {
  if (encoding === 'utf-16le') return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  if (encoding === 'shift_jis') return iconv.encode(text, 'cp932');
  return Buffer.from((encoding === 'utf-8-bom' ? '\ufeff' : '') + text, 'utf8');
}

describe('the NEO fix file, for any export', () => {
  it('differs from the export in the address and an open password, byte for byte, and reads back as exactly the change', () => {
    fc.assert(
      fc.property(
        people,
        manner,
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (rows, { encoding, delimiter, lineEnd, lastLineEnd }, chosen) => {
          const mark = DELIMITERS[delimiter];
          /** Writes the export, if requested with replaced addresses and passwords, in the same format but with separate code. */
          const lines = (change: boolean): string[] =>
            rows.map(({ name, note, extra, email, emailQuoted, password }, i) =>
              [
                written(String(i + 1), false, mark),
                written(`n${name.text}`, name.quoted, mark),
                written(note.text, note.quoted, mark),
                change && !/^\*+$/.test(password)
                  ? written('********', /[,]/.test(password) && mark === ',', mark)
                  : written(password, false, mark),
                written(change ? `fixed${i}@example.co.jp` : email, emailQuoted, mark),
                written(extra.text, extra.quoted, mark),
              ].join(mark),
            );
          const head = HEADER.join(mark) + lineEnd;
          const before = lines(false);
          const bytes = encode(head + before.join(lineEnd) + (lastLineEnd ? lineEnd : ''), encoding);
          const changes = rows.flatMap(({ email }, i) =>
            chosen[i]
              ? [{ person: `id:${i + 1}`, neoUserId: String(i + 1), loginId: '', name: '', from: email, to: `fixed${i}@example.co.jp` }]
              : [],
          );
          fc.pre(changes.length > 0);
          const plan = planNeoFixFile(bytes, 'e.csv', { encoding, delimiter }, () => undefined, changes);
          expect(plan.leftOut).toEqual([]);
          const file = writeNeoFixFile(plan, 'e.csv');
          const after = lines(true);
          const picked = after.flatMap((line, i) => (chosen[i] ? [line + (i < rows.length - 1 || lastLineEnd ? lineEnd : '')] : []));
          expect(file.equals(encode(head + picked.join(''), encoding))).toBe(true);

          const table = readCsvTable(file, 'f.csv', { encoding, delimiter });
          const source = readCsvTable(bytes, 'e.csv', { encoding, delimiter });
          changes.forEach(({ neoUserId, to }, row) => {
            const from = Number(neoUserId) - 1;
            expect(table.cell(row, 4)).toBe(to);
            expect(table.cell(row, 3)).toMatch(/^\*+$/);
            for (const column of [0, 1, 2, 5]) expect(table.cell(row, column)).toBe(source.cell(from, column));
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('copies a file that nothing is changed in', () => {
    fc.assert(
      fc.property(people, manner, (rows, { encoding, delimiter, lineEnd }) => {
        const mark = DELIMITERS[delimiter];
        const line = ({ name, note, extra }: (typeof rows)[number]): string =>
          [`n${name.text}`, note.text, extra.text].map((text) => written(text, name.quoted, mark)).join(mark);
        const text = [['氏名', '備考', '職場用メールアドレス'].join(mark), ...rows.map(line)].join(lineEnd);
        const bytes = encode(text, encoding);
        const csv = openCsvBytes(bytes, 'e.csv', { encoding, delimiter });
        expect(
          csv.assemble([csv.head(), ...Array.from({ length: csv.rowCount }, (_, row) => csv.row(row)), csv.tail()]).equals(bytes),
        ).toBe(true);
        expect(
          csv
            .assemble([csv.head(), ...Array.from({ length: csv.rowCount }, (_, row) => csv.rowWith(row, new Map())), csv.tail()])
            .equals(bytes),
        ).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
