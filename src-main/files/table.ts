import type { CellSpans } from './bytes/address-bytes.ts';

/** Content of a list file: a header and rows of text, in any format. */
export interface Table {
  /** Trimmed texts of the header row; `''` for an unnamed column. */
  readonly header: readonly string[];
  /** Rows below the header; rows in which every cell is empty are not counted. */
  readonly rowCount: number;
  /** Text of a cell, decoded and otherwise verbatim; `''` beyond the row's end. */
  cell(row: number, column: number): string;
  /** All texts of one column, in row order. */
  column(column: number): string[];
  /** 1-based row of the file, for error messages: the line on which the record starts (CSV), the sheet's row (XLSX). */
  fileRow(row: number): number;
  /** Rows with text beyond the header's last column, with the first such column; omitted if the format has none. */
  longRows?(): readonly { readonly row: number; readonly column: number }[];
  /** The bytes of the cells for text files; equal bytes mean equal cells. */
  readonly raw?: RawCells;
}

/** One of a file's first rows, verbatim. */
export interface TopRow {
  /** 1-based row of the file. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** The first rows of a file with its header among them. */
export interface TableTop {
  /** 1-based row of the file. */
  readonly headerRow: number;
  /** The first rows that are not empty, verbatim. */
  readonly top: readonly TopRow[];
}

/** Cells as bytes: CP932, or UTF-8 whatever Unicode form the file has. */
export interface RawCells {
  readonly bytes: Uint8Array;
  readonly cp932: boolean;
  /** Byte ranges of a column's cells. Lower-case letters, digits and `.-_@` are the text itself; so is an empty range. */
  spans(column: number): CellSpans;
}

/** A position in a file for messages. */
export type Place = { file: string; row: number } & ({ column: string } | { columnNumber: number });

/** The column by header, or by 1-based number without one. */
export function columnLocation(file: string, row: number, header: readonly string[], column: number): Place {
  const text = header[column];
  return text ? { file, row, column: text } : { file, row, columnNumber: column + 1 };
}
