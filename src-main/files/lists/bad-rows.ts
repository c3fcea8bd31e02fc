import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { BadRowReason } from '#shared/contract/imports/imports.ts';
import { getCellLocation, type Table } from '../table.ts';

/** A cell that prevents its row from being imported. */
export interface BadCell {
  /** 0-based row in the table. */
  readonly at: number;
  /** 1-based row in the file. */
  readonly row: number;
  /** Header of the column; `''` if it has none. */
  readonly column: string;
  /** 1-based number of the column. */
  readonly columnNumber: number;
  readonly value: string;
  readonly reason: BadRowReason;
}

/** Maximum characters of a displayed value. */
const MAX_LENGTH = 60;

/** Collects bad rows of one table, to report all together. */
export class BadRows {
  readonly cells: BadCell[] = [];
  /** 0-based rows of the table. */
  readonly rows = new Set<number>();
  readonly #table: Table;
  readonly #file: string;

  constructor(table: Table, file: string) {
    this.#table = table;
    this.#file = file;
    for (const { row, column } of table.longRows?.() ?? []) this.add(row, column, 'too-long');
  }

  add(at: number, column: number, reason: BadRowReason, value: string = this.#table.cell(at, column).trim()): void {
    this.rows.add(at);
    this.cells.push({
      at,
      row: this.#table.fileRow(at),
      column: this.#table.header[column] ?? '',
      columnNumber: column + 1,
      value: value.slice(0, MAX_LENGTH),
      reason,
    });
  }

  /** Returns the cells in file order. */
  inOrder(): readonly BadCell[] {
    return this.cells.sort((a, b) => a.at - b.at || a.columnNumber - b.columnNumber);
  }

  /** Throws file-row-too-long or file-value-invalid for the first bad cell, for callers that do not skip rows. */
  refuseFirst(): void {
    const [first] = this.inOrder();
    if (first === undefined) return;
    const { row, columnNumber, reason, value } = first;
    const place = getCellLocation(this.#file, row, this.#table.header, columnNumber - 1);
    throw reason === 'too-long'
      ? new ExpectedError('file-row-too-long', { ...place, expected: this.#table.header.length, found: columnNumber })
      : new ExpectedError('file-value-invalid', { ...place, value });
  }

  /** Returns the error for all bad rows: file-rows-bad with their number. */
  error(): ExpectedError {
    const [first] = this.inOrder();
    return new ExpectedError('file-rows-bad', { file: this.#file, count: this.rows.size, row: first?.row ?? 0 });
  }
}

/** Returns the table without some rows; row numbers reported for the others do not change. */
export function excludeRows(table: Table, left: ReadonlySet<number>): Table {
  const kept: number[] = [];
  for (let row = 0; row < table.rowCount; row++) if (!left.has(row)) kept.push(row);
  const rowOf = (row: number): number => kept[row] ?? -1;
  return {
    header: table.header,
    rowCount: kept.length,
    cell: (row, column) => table.cell(rowOf(row), column),
    column: (column) => kept.map((row) => table.cell(row, column)),
    fileRow: (row) => table.fileRow(rowOf(row)),
  };
}
