import { parentPort, workerData } from 'node:worker_threads';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import { listBuffers } from './xlsx/sheet-cells.ts';
import { readXlsxCells, type SheetReadResult } from './xlsx/xlsx-table.ts';

/** A workbook to be read in this thread. */
export interface ReaderRequest {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly kind: ListKind;
  /** Header row, as in `CsvReadOptions`. */
  readonly headerRow: number | undefined;
}

export type ReaderAnswer = SheetReadResult | { readonly failure: Failure };

// Entry of the thread started by `readXlsxApart`: one workbook, one result. Unexpected errors become the parent's `error` event.
const { bytes, file, kind, headerRow } = workerData as ReaderRequest;
try {
  const read = readXlsxCells(bytes, file, kind, headerRow);
  parentPort?.postMessage(read satisfies ReaderAnswer, listBuffers(read.cells));
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error;
  parentPort?.postMessage({ failure: error.failure } satisfies ReaderAnswer);
}
