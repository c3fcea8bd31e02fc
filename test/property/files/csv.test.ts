import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { getCp932DecodeTable } from '#main/files/bytes/cp932.ts';
import { DELIMITER_BYTES, type Delimiter } from '#main/files/bytes/text-format.ts';
import { type Scan, scanDelimited } from '#main/files/csv/csv-scan.ts';
import { type CsvTable, readCsvTable } from '#main/files/csv/csv-table.ts';
import { generateCsvChunks } from '#main/files/reports/csv-report.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ReportEncoding } from '#shared/contract/reports.ts';
import { parseReference } from './reference-csv.ts';

/** Every character of CP932; structural characters and formula signs are frequent. */
const CP932_CHARACTERS = [...new Set(getCp932DecodeTable())].filter((unit) => unit !== 0).map((unit) => String.fromCharCode(unit));
const structural = fc.constantFrom(',', '"', '\t', ';', '\r', '\n', '\r\n', ' ', '=', "'", '-', '@', '="x"');
const cp932Text = fc
  .array(fc.oneof({ weight: 2, arbitrary: structural }, { weight: 3, arbitrary: fc.constantFrom(...CP932_CHARACTERS) }), { maxLength: 8 })
  .map((parts) => parts.join(''));
/** NUL characters are excluded, because a list that contains them is refused as damaged. */
const anyText = fc
  .oneof(cp932Text, fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }))
  .filter((text) => text.isWellFormed() && !text.includes('\0'));

const HEADER = ['code', 'severity', 'side', 'name', 'reason'];
/** Generates rows as wide as the header. The first cell is never empty, so that no row is blank. */
const rowsOf = (text: fc.Arbitrary<string>) =>
  fc.array(
    fc.tuple(
      text.map((cell) => `r${cell}`),
      text,
      text,
      text,
      text,
    ),
    { minLength: 1, maxLength: 12 },
  );
const cells = (table: CsvTable): string[][] =>
  Array.from({ length: table.rowCount }, (_, row) => table.header.map((_name, column) => table.cell(row, column)));

function written(rows: readonly (readonly string[])[], encoding: ReportEncoding): Buffer {
  const chunks = generateCsvChunks(HEADER, rows, encoding);
  const parts: Uint8Array[] = [];
  for (;;) {
    const step = chunks.next();
    if (!step.done) parts.push(step.value);
    else {
      expect(step.value.unwritable).toEqual([]);
      return Buffer.concat(parts);
    }
  }
}

describe('writing a report and reading it is identity', () => {
  it.each([
    ['utf8', 'utf-8', anyText],
    ['utf8-bom', 'utf-8-bom', anyText],
    ['cp932', 'shift_jis', cp932Text],
  ] as const)('in %s', (encoding, read, text) => {
    fc.assert(
      fc.property(rowsOf(text), (rows) => {
        expect(cells(readCsvTable(written(rows, encoding), 'report.csv', { encoding: read, delimiter: 'comma' }))).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });
});

describe('printing a list and reading it is identity', () => {
  const quote = (text: string, always: boolean): string => (always || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const ENCODERS: Readonly<Record<'utf-8' | 'utf-8-bom' | 'shift_jis' | 'utf-16le', (text: string) => Buffer>> = {
    'utf-8': (text) => Buffer.from(text),
    'utf-8-bom': (text) => Buffer.from(`\ufeff${text}`),
    shift_jis: (text) => iconv.encode(text, 'cp932'),
    'utf-16le': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  };
  /** Texts that the reader returns unchanged; `="..."` would be read as Excel's text notation. */
  const plain = cp932Text.filter((text) => !text.startsWith('="') && !iconv.encode(text, 'cp932').includes(0x3f));

  it('for every encoding, delimiter, line end and habit of quoting, as it is detected', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            plain.map((text) => `r${text}`),
            plain,
            plain,
          ),
          { minLength: 1, maxLength: 10 },
        ),
        fc.constantFrom(...(Object.keys(ENCODERS) as (keyof typeof ENCODERS)[])),
        fc.constantFrom<Delimiter>('comma', 'tab', 'semicolon'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        (rows, encoding, delimiter, end, always) => {
          const sign = String.fromCharCode(DELIMITER_BYTES[delimiter]);
          const lines = [['氏名', 'メールアドレス', '役職'], ...rows].map((row) => row.map((text) => quote(text, always)).join(sign));
          const bytes = ENCODERS[encoding](lines.join(end) + end);
          const table = readCsvTable(bytes, 'a.csv', { delimiter });
          expect(table.encoding).toBe(encoding);
          expect(cells(table)).toEqual(rows);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('the scanner', () => {
  const bytesNearStructure = fc.array(
    fc.oneof(fc.constantFrom(0x22, 0x2c, 0x0d, 0x0a, 0x09, 0x61, 0x83, 0x5c, 0xb1, 0x27, 0x3d), fc.integer({ min: 0, max: 255 })),
    { maxLength: 120 },
  );

  it('throws only expected errors, for any bytes', () => {
    fc.assert(
      fc.property(
        bytesNearStructure,
        fc.option(fc.constantFrom('utf-8', 'utf-8-bom', 'shift_jis', 'utf-16le'), { nil: undefined }),
        (bytes, encoding) => {
          try {
            const table = readCsvTable(Uint8Array.from(bytes), 'a.csv', { encoding });
            expect(cells(table)).toHaveLength(table.rowCount);
          } catch (error) {
            if (!(error instanceof ExpectedError)) throw error;
            expect(error.failure.params.file).toBe('a.csv');
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('agrees with a slow parser that is plainly right', () => {
    const character = fc.constantFrom('a', 'b', ',', '"', '""', '\r', '\n', '\r\n', ' ', 'あ', '"a"', ',"');
    fc.assert(
      fc.property(fc.array(character, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const bytes = Buffer.from(text);
        const options = {
          start: 0,
          delimiter: 0x2c,
          cp932: false,
          invalidFrom: Number.POSITIVE_INFINITY,
          maxRows: 1000,
          maxColumns: Number.POSITIVE_INFINITY,
          maxCellBytes: Number.POSITIVE_INFINITY,
          maxCells: 10_000,
          stopAfter: Number.POSITIVE_INFINITY,
        };
        const scan = scanDelimited(bytes, options);
        const expected = parseReference(text);
        expect(scan.fault?.kind ?? null).toBe(expected.fault);
        expect(textsOf(bytes, scan)).toEqual(expected.records.map(({ fields }) => fields));
        expect([...scan.rowLines.subarray(0, scan.rowCount)]).toEqual(expected.records.map(({ line }) => line));
      }),
      { numRuns: 3000 },
    );
  });
});

function textsOf(bytes: Buffer, scan: Scan): string[][] {
  return Array.from({ length: scan.rowCount }, (_, row) => {
    const fields: string[] = [];
    let start = scan.rowStarts[row] as number;
    for (let field = scan.rowFields[row] as number; field < (scan.rowFields[row + 1] as number); field++) {
      const end = (scan.ends[field] as number) & 0x1fff_ffff;
      const raw = bytes.toString('utf8', start, end);
      fields.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
      start = end + 1;
    }
    return fields;
  });
}
