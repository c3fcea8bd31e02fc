import type { CellSpans } from './bytes/address-bytes.ts';

/** Content of a list file: a header and rows of text, in any format. */
export interface Table {
  /** Trimmed texts of the header row; `''` for a column without a name. */
  readonly header: readonly string[];
  /** Number of rows below the header. Rows whose cells are all empty are not counted. */
  readonly rowCount: number;
  /** Returns the text of a cell, decoded but otherwise unchanged; `''` beyond the row's end. */
  cell(row: number, column: number): string;
  /** Returns all texts of one column, in row order. */
  column(column: number): string[];
  /** Returns the 1-based row in the file for error messages: the line on which the record starts (CSV), or the row of the sheet (XLSX). */
  fileRow(row: number): number;
  /** Returns rows with text beyond the header's last column, with the first such column; omitted if the format has none. */
  longRows?(): readonly { readonly row: number; readonly column: number }[];
  /** Bytes of the cells in a text file; equal bytes mean equal cells. */
  readonly raw?: RawCells;
}

/** One of a file's first rows, with unchanged texts. */
export interface TopRow {
  /** 1-based row in the file. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** The first rows of a file, including its header. */
export interface TableTop {
  /** 1-based row of the header in the file. */
  readonly headerRow: number;
  /** The first non-empty rows. */
  readonly top: readonly TopRow[];
}

/** Cells as bytes, encoded in CP932, or in UTF-8 for any Unicode file. */
export interface RawCells {
  readonly bytes: Uint8Array;
  readonly cp932: boolean;
  /**
   * Returns the byte ranges of a column's cells. A range that is empty, or has only lower-case letters, digits and `.-_@`, equals the
   * cell's text.
   */
  spans(column: number): CellSpans;
}

/** A position in a file for messages. */
export type CellLocation = { file: string; row: number } & ({ column: string } | { columnNumber: number });

/** Returns the column's header, or its 1-based number if it has none. */
export function getCellLocation(file: string, row: number, header: readonly string[], column: number): CellLocation {
  const text = header[column];
  return text ? { file, row, column: text } : { file, row, columnNumber: column + 1 };
}
