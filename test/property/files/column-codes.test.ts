import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapColumnToCodes } from '#main/files/cells/column-codes.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';

/** Cells as written in the file. Some have different bytes but equal text, because quotes around a cell are not part of its content. */
const anyWrittenCell = fc.constantFrom('', '""', '0', '"0"', '1', 'a""b', '"a""b"', '有効', '"有効"', '無効', '="1"', '"=""1"""', ' 0');
const anyRun = fc.tuple(anyWrittenCell, fc.integer({ min: 1, max: 4 })).map(([cell, times]) => new Array<string>(times).fill(cell));

describe('a column as codes', () => {
  it('is the same by comparing bytes and by comparing texts', () => {
    let repeated = 0;
    fc.assert(
      fc.property(fc.array(anyRun, { minLength: 1, maxLength: 12 }), (runs) => {
        const lines = ['ID,状態,備考', ...runs.flat().map((cell, at) => (at % 5 === 4 ? `${at}` : `${at},${cell},x`))];
        const table = readCsvTable(Buffer.from(lines.join('\r\n')), 'a.csv');
        const codesOf = (one: Parameters<typeof mapColumnToCodes>[0]) => {
          const texts: string[] = [];
          const codes = mapColumnToCodes(one, 1, (text, row) => {
            expect(text).toBe(table.cell(row, 1));
            return texts.push(text) - 1;
          });
          return { texts, codes: [...codes] };
        };
        const { header, rowCount } = table;
        const withoutBytes = {
          header,
          rowCount,
          cell: (row: number, column: number) => table.cell(row, column),
          column: (column: number) => table.column(column),
          fileRow: (row: number) => table.fileRow(row),
        };
        const { texts, codes } = codesOf(table);
        expect(codes.map((code) => texts[code])).toEqual(table.column(1));
        expect({ texts, codes }).toEqual(codesOf(withoutBytes));
        repeated += codes.length - texts.length;
      }),
      { numRuns: 1_000 },
    );
    expect(repeated).toBeGreaterThan(1_000);
  });
});
