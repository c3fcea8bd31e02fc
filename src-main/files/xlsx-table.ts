import { zipSync } from 'fflate';
import { type CellValue, readSheet, SheetNotFoundError } from 'read-excel-file/node';
import type { ListKind } from '#shared/contract/imports.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { HEADER_SEARCH_ROWS, MAX_CELLS, MAX_FILE_MB, MAX_ROWS } from './limits.ts';
import { findHeaderRow, matchColumns } from './mapping.ts';
import type { Table, TableTop, TopRow } from './table.ts';
import { unzipEntries } from './zip-entries.ts';

/** Sheets looked through for one whose header maps. */
const MAX_SHEETS = 10;

/**
 * Reads one sheet of an XLSX or XLSM book (as data; nothing in it runs): the first whose header has every required field of the kind,
 * else the first that has a header. Throws file-zip-bomb, file-too-large, file-unreadable, file-kind-wrong (another Office file),
 * file-no-header, file-no-rows, file-too-many-rows, cancelled.
 */
export async function readXlsxTable(
  bytes: Uint8Array,
  fileName: string,
  kind: ListKind,
  signal?: AbortSignal,
  headerRow?: number,
): Promise<Table & TableTop> {
  const book = checkedBook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), fileName);
  let fallback: SheetTable | undefined;
  let firstError: ExpectedError | undefined;
  for (let sheet = 1; sheet <= MAX_SHEETS; sheet++) {
    if (signal?.aborted) throw new ExpectedError('cancelled');
    const rows = await sheetRows(book, sheet, fileName);
    if (rows === undefined) break;
    try {
      const table = new SheetTable(rows, fileName, headerRow);
      if (matchColumns(kind, table.header).every(({ required, column }) => !required || column !== null)) return table;
      fallback ??= table;
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      firstError ??= error;
    }
  }
  if (fallback) return fallback;
  throw firstError ?? new ExpectedError('file-no-header', { file: fileName });
}

/**
 * The book's XML parts in an archive of our own making: the library reads archives front to back, so what it sees must be what was
 * checked. Judged before parsing: sizes (unzipEntries) and how far the cells of a sheet are spread, because gaps are filled in memory.
 */
function checkedBook(bytes: Buffer, file: string): Buffer {
  const parts = unzipEntries(bytes, (name) => name.endsWith('.xml') || name.endsWith('.rels'), file);
  if (!parts.has('xl/workbook.xml')) throw new ExpectedError('file-kind-wrong', { file });
  for (const [name, xml] of parts) if (name.startsWith('xl/worksheets/') && name.endsWith('.xml')) refuseSpreadCells(xml, file);
  return Buffer.from(zipSync(Object.fromEntries([...parts].map(([name, part]) => [name, new Uint8Array(part)])), { level: 0 }));
}

function refuseSpreadCells(xml: Buffer, file: string): void {
  let lastRow = 0;
  let lastColumn = 0;
  for (const [, letters = '', digits = ''] of xml
    .toString('latin1')
    .matchAll(/<(?:\w+:)?(?:c|row)\s[^<>]*?\br\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']/g)) {
    const row = Number(digits);
    if (row > lastRow) lastRow = row;
    if (letters.length < lastLength(lastColumn)) continue;
    let column = 0;
    for (let at = 0; at < letters.length; at++) column = column * 26 + letters.charCodeAt(at) - 64;
    if (column > lastColumn) lastColumn = column;
  }
  if (lastRow > MAX_ROWS + HEADER_SEARCH_ROWS) throw new ExpectedError('file-too-many-rows', { file, limit: MAX_ROWS });
  if (lastRow * lastColumn > MAX_CELLS) throw new ExpectedError('file-too-large', { file, size: MAX_FILE_MB });
}

/** Letters that the name of a column has. */
const lastLength = (column: number): number => (column > 702 ? 3 : column > 26 ? 2 : column > 0 ? 1 : 0);

type SheetRow = readonly (CellValue | null)[];

/** `undefined` when the book has no such sheet. */
async function sheetRows(book: Buffer, sheet: number, file: string): Promise<readonly SheetRow[] | undefined> {
  try {
    // Blanks around an address are what the audit looks for: nothing may be trimmed.
    return await readSheet(book, sheet, { trim: false });
  } catch (error) {
    if (error instanceof SheetNotFoundError) return undefined;
    throw new ExpectedError('file-unreadable', { file });
  }
}

/** A cell as people see it: days as `YYYY-MM-DD` (a number too large for a day is none), switches as 1 and 0, an error value such as #N/A as no value. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!)$/.test(value) ? '' : value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return String(value);
}

class SheetTable implements Table, TableTop {
  readonly header: readonly string[];
  readonly headerRow: number;
  readonly top: readonly TopRow[];
  readonly rowCount: number;
  private readonly rows: readonly SheetRow[];
  private readonly sheetRowNumbers: Uint32Array;

  constructor(sheet: readonly SheetRow[], file: string, wantedRow: number | undefined) {
    const filled: number[] = [];
    sheet.forEach((row, index) => {
      if (row.some((value) => cellText(value) !== '')) filled.push(index);
    });
    const textsOf = (index: number): string[] => (sheet[index] ?? []).map(cellText);
    this.top = filled.slice(0, HEADER_SEARCH_ROWS).map((index) => ({ row: index + 1, cells: textsOf(index) }));
    const headerRow =
      wantedRow === undefined
        ? findHeaderRow(this.top.map(({ cells }) => cells))
        : wantedRow === 0
          ? Math.min(0, filled.length - 1)
          : filled.indexOf(wantedRow - 1);
    if (headerRow < 0) throw new ExpectedError('file-no-header', { file });
    const dataRows = filled.slice(headerRow + 1);
    if (dataRows.length === 0) throw new ExpectedError('file-no-rows', { file });
    if (dataRows.length > MAX_ROWS) throw new ExpectedError('file-too-many-rows', { file, limit: MAX_ROWS });
    const headerIndex = filled[headerRow] as number;
    this.headerRow = headerIndex + 1;
    this.header = textsOf(headerIndex).map((text) => text.trim());
    this.rows = dataRows.map((index) => sheet[index] ?? []);
    this.sheetRowNumbers = Uint32Array.from(dataRows, (index) => index + 1);
    this.rowCount = dataRows.length;
  }

  cell(row: number, column: number): string {
    return cellText(this.rows[row]?.[column]);
  }

  column(column: number): string[] {
    return this.rows.map((row) => cellText(row[column]));
  }

  fileRow(row: number): number {
    return this.sheetRowNumbers[row] ?? 0;
  }
}
