import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import { findHeaderRow, matchColumns } from '../columns/mapping.ts';
import { detectMistakenListKind } from '../columns/other-list.ts';
import { HEADER_SEARCH_ROWS, MAX_ROWS } from '../limits.ts';
import type { Table, TableTop, TopRow } from '../table.ts';
import type { SheetCells } from './sheet-cells.ts';
import { XlsxWorkbook } from './xlsx-workbook.ts';

/** Maximum number of sheets searched for a matching header. */
const MAX_SHEETS = 10;

/** The cells of the sheet that is read. */
export interface SheetReadResult {
  readonly cells: SheetCells;
  /** Number of other visible sheets with the same kind of list, which are not read. */
  readonly otherSheets: number;
}

/**
 * Reads one sheet of an XLSX or XLSM workbook: the first whose header matches the list, else the first with all required fields, else the
 * first with a header; hidden sheets last. Runs in the calling thread; use `readXlsxApart` for untrusted files. `headerRow`: as in
 * `CsvReadOptions`. Throws file-zip-bomb, file-too-large, file-unreadable, file-kind-wrong (another Office file), file-no-header, file-no-rows,
 * file-too-many-rows, file-beyond-limits.
 */
export function readXlsxCells(bytes: Uint8Array, fileName: string, kind: ListKind, headerRow?: number): SheetReadResult {
  const book = new XlsxWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), fileName);
  const found: { wanted?: SheetCells; another?: SheetCells; unknown?: SheetCells } = {};
  let otherSheets = 0;
  let firstError: ExpectedError | undefined;
  for (let sheet = 0; sheet < Math.min(book.sheetCount, MAX_SHEETS); sheet++) {
    const isFound = found.wanted !== undefined;
    if (isFound && sheet >= book.shownCount) break;
    const read = readSheet(book, sheet, fileName, headerRow, isFound);
    if ('error' in read) {
      firstError ??= read.error;
      continue;
    }
    const { cells, table } = read;
    const hasAll = matchColumns(kind, table.header, {}, table).every(({ required, column }) => !required || column !== null);
    const place = !hasAll ? 'unknown' : detectMistakenListKind(kind, table.header) === null ? 'wanted' : 'another';
    if (place === 'wanted' && isFound) otherSheets++;
    found[place] ??= cells;
  }
  const cells = found.wanted ?? found.another ?? found.unknown;
  if (cells !== undefined) return { cells, otherSheets };
  throw firstError ?? new ExpectedError('file-no-header', { file: fileName });
}

/**
 * Reads one sheet; `error` is the reason why it is not a list. Throws if the sheet cannot be read, unless the list was already found in
 * another sheet.
 */
function readSheet(
  book: XlsxWorkbook,
  sheet: number,
  file: string,
  headerRow: number | undefined,
  isFound: boolean,
): { readonly cells: SheetCells; readonly table: Table } | { readonly error: ExpectedError } {
  let cells: SheetCells | null = null;
  try {
    cells = book.cells(sheet);
    return { cells, table: createSheetTable(cells, file, headerRow) };
  } catch (error) {
    if (!(error instanceof ExpectedError) || (cells === null && !isFound)) throw error;
    return { error };
  }
}

/** Returns the rows of a sheet below its header. Throws file-no-header, file-no-rows, file-too-many-rows. */
export const createSheetTable = (cells: SheetCells, file: string, headerRow?: number): Table & TableTop =>
  new SheetTable(cells, file, headerRow);

class SheetTable implements Table, TableTop {
  readonly header: readonly string[];
  readonly headerRow: number;
  readonly top: readonly TopRow[];
  readonly rowCount: number;
  readonly #cells: SheetCells;
  readonly #bytes: Buffer;
  readonly #wide: ReadonlySet<number>;
  readonly #firstRow: number;
  readonly #decoded: (string | undefined)[];

  constructor(cells: SheetCells, file: string, wantedRow: number | undefined) {
    this.#cells = cells;
    this.#bytes = Buffer.from(cells.texts.buffer, cells.texts.byteOffset, cells.texts.byteLength);
    this.#wide = new Set(cells.wideTexts);
    this.#decoded = new Array<string | undefined>(cells.textEnds.length);
    const rows = cells.rowNumbers.length;
    const rowAt = (row: number): number => cells.rowNumbers[row] as number;
    this.top = Array.from({ length: Math.min(rows, HEADER_SEARCH_ROWS) }, (_, row) => ({ row: rowAt(row), cells: this.#record(row) }));
    const headerRow =
      wantedRow === undefined
        ? findHeaderRow(this.top.map((row) => row.cells))
        : wantedRow === 0
          ? Math.min(0, rows - 1)
          : cells.rowNumbers.indexOf(wantedRow);
    if (headerRow < 0) throw new ExpectedError('file-no-header', { file, ...(wantedRow && { row: wantedRow }) });
    this.headerRow = rowAt(headerRow);
    this.#firstRow = headerRow + 1;
    this.rowCount = rows - this.#firstRow;
    if (this.rowCount === 0) throw new ExpectedError('file-no-rows', { file });
    if (this.rowCount > MAX_ROWS) throw new ExpectedError('file-too-many-rows', { file, limit: MAX_ROWS });
    this.header = this.#record(headerRow).map((text) => text.trim());
  }

  cell(row: number, column: number): string {
    return row < 0 || row >= this.rowCount ? '' : this.#text(row + this.#firstRow, column);
  }

  column(column: number): string[] {
    return Array.from({ length: this.rowCount }, (_, row) => this.cell(row, column));
  }

  fileRow(row: number): number {
    return this.#cells.rowNumbers[row + this.#firstRow] ?? 0;
  }

  #record(at: number): string[] {
    const { rowCells, columns } = this.#cells;
    let width = 0;
    for (let cell = rowCells[at] as number; cell < (rowCells[at + 1] as number); cell++)
      width = Math.max(width, (columns[cell] as number) + 1);
    return Array.from({ length: width }, (_, column) => this.#text(at, column));
  }

  #text(at: number, column: number): string {
    const { rowCells, columns, cellTexts } = this.#cells;
    const first = rowCells[at] as number;
    const end = rowCells[at + 1] as number;
    // In most rows every cell is filled, so this is the cell. In other rows the cell is further left in the array.
    let cell = Math.min(first + column, end - 1);
    while (cell > first && (columns[cell] as number) > column) cell--;
    if (cell >= first && columns[cell] === column) return this.#decode(cellTexts[cell] as number);
    for (cell = first; cell < end; cell++) if (columns[cell] === column) return this.#decode(cellTexts[cell] as number);
    return '';
  }

  #decode(text: number): string {
    const known = this.#decoded[text];
    if (known !== undefined) return known;
    const { textEnds } = this.#cells;
    const found = this.#bytes.toString(
      this.#wide.has(text) ? 'utf16le' : 'utf8',
      text === 0 ? 0 : (textEnds[text - 1] as number),
      textEnds[text],
    );
    this.#decoded[text] = found;
    return found;
  }
}
