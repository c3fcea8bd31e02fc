import type { FirstRows, ImportPreview } from '#shared/contract/imports/imports.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { ListFile } from '../../company/lists/list-file.ts';
import { findBadRows, openMappedList } from '../../company/lists/list-reading.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { listFieldSeparators } from '../../files/cells/cell-lists.ts';
import { countFieldWords } from '../../files/cells/list-words.ts';
import { detectMistakenListUnlessMapped } from '../../files/columns/mapping.ts';
import { type OpenedTable, openTable } from '../../files/open-table.ts';
import { generateCsvChunks } from '../../files/reports/csv-report.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Path and format of the file with invalid rows. */
export interface BadRowsOptions {
  readonly path: string;
  readonly language: 'ja' | 'en';
}

const SAMPLE_ROWS = 8;
const SAMPLES_A_COLUMN = 3;
/** Maximum number of invalid rows displayed; the saved file contains all. */
const SHOWN_BAD_ROWS = 200;
/** Maximum number of columns in the preview of the first rows, and of characters per cell. */
const TOP_COLUMNS = 8;
const TOP_LETTERS = 40;

/** Returns the content of a file and the import it would make. Read-only. */
export async function previewList(file: ListFile, companyFile: CompanyFile): Promise<ImportPreview> {
  const list = await openMappedList(file, companyFile);
  const { table, columns, remembered, chosen } = list;
  const shown = Math.min(SAMPLE_ROWS, table.rowCount);
  const bad = findBadRows(file, list);
  const mapping = Object.fromEntries(columns.map(({ id, column }) => [id, column]));
  return {
    kind: file.kind,
    format: table.format,
    encoding: table.encoding,
    delimiter: table.delimiter,
    detectedBy: table.detectedBy,
    columns: table.header.map((header, index) => ({
      index,
      header,
      samples: firstValues(table, index),
    })),
    fields: columns.map(({ id, required, column, mappedBy }) => ({ id, required, column, mappedBy })),
    sample: Array.from({ length: shown }, (_, row) =>
      Object.fromEntries(columns.flatMap(({ id, column }) => (column === null ? [] : [[id, table.cell(row, column)]]))),
    ),
    rows: table.rowCount,
    missing: columns.filter(({ required, column }) => required && column === null).map(({ id }) => id),
    looksLike: detectMistakenListUnlessMapped(file.kind, columns, table.header),
    headerRow: table.headerRow,
    otherSheets: table.otherSheets,
    words: countFieldWords(file.kind, table, mapping, { remembered, chosen }).map((field) => ({ ...field, words: [...field.words] })),
    separators: listFieldSeparators(file.kind, table, mapping, list.separators).map(({ used, doubtful, example, ...field }) => ({
      ...field,
      used: [...used],
      doubtful: [...doubtful],
      example: { text: example.text, parts: [...example.parts] },
    })),
    badRows: {
      rows: bad.rows.size,
      cells: bad
        .inOrder()
        .slice(0, SHOWN_BAD_ROWS)
        .map(({ row, column, columnNumber, value, reason }) => ({ row, column, columnNumber, value, reason })),
      total: bad.cells.length,
    },
  };
}

/** Returns the first rows of a file, regardless of which row is the header. */
export async function readFirstRows({ path, name, kind, reading: { encoding, delimiter } }: ListFile): Promise<FirstRows> {
  const table = await openTable(path, name, kind, {
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter }),
    headerRow: 0,
    keepLongRows: true,
  });
  return {
    rows: table.top.map(({ row, cells }) => ({ row, cells: cells.slice(0, TOP_COLUMNS).map((text) => text.slice(0, TOP_LETTERS)) })),
  };
}

/** Writes all cells that prevent rows from being imported as a CSV for spreadsheets. */
export async function writeBadRows(
  file: ListFile,
  { path, language }: BadRowsOptions,
  companyFile: CompanyFile,
): Promise<{ rows: number }> {
  const bad = findBadRows(file, await openMappedList(file, companyFile));
  const texts = createTexts(language);
  const columns = (['row', 'column', 'value', 'reason'] as const).map((column) => texts(`import.badRow.${column}`));
  const lines = bad
    .inOrder()
    .map(({ row, column, columnNumber, value, reason }) => [
      String(row),
      column || texts('import.badRow.columnNumber', { number: columnNumber }),
      value,
      texts(`import.badRow.reasons.${reason}`),
    ]);
  await writeAtomically(path, generateCsvChunks(columns, lines, 'utf8-bom'));
  return { rows: lines.length };
}

function firstValues(table: OpenedTable, column: number): string[] {
  const values: string[] = [];
  for (let row = 0; row < Math.min(table.rowCount, 200) && values.length < SAMPLES_A_COLUMN; row++) {
    const value = table.cell(row, column);
    if (value !== '' && !values.includes(value)) values.push(value);
  }
  return values;
}
