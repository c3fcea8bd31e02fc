import { stat } from 'node:fs/promises';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { FileEncoding, ListKind } from '#shared/contract/imports/imports.ts';
import { openPatientlyAsync, openReadStream } from '../disk/held-files.ts';
import { type Delimiter, type DetectedBy, detectEncoding } from './bytes/text-format.ts';
import { type CsvReadOptions, readCsvTable, type TruncatedRow } from './csv/csv-table.ts';
import { MAX_FILE_BYTES, MAX_FILE_MB } from './limits.ts';
import type { Table, TableTop } from './table.ts';

export interface OpenedTable extends Table, TableTop {
  readonly format: 'csv' | 'xlsx';
  /** `null` for a workbook. */
  readonly encoding: FileEncoding | null;
  readonly delimiter: Delimiter | null;
  readonly detectedBy: DetectedBy | 'xlsx';
  /** The row at which the file looks truncated; `null` = complete, or a workbook. */
  readonly cut: TruncatedRow | null;
  /** Number of other sheets with the same kind of list, which are not read; for a workbook. */
  readonly otherSheets: number;
}

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((byte, at) => bytes[at] === byte);

/**
 * First bytes of formats that users choose by mistake: old .xls and password-protected workbooks (OLE), PDF, images, archives, programs.
 */
const FOREIGN: readonly (readonly number[])[] = [
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x42, 0x4d],
  [0x1f, 0x8b],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x7f, 0x45, 0x4c, 0x46],
  [0x4d, 0x5a, 0x90],
  [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
  [0x7b, 0x5c, 0x72, 0x74, 0x66],
];

type Kind = 'xlsx' | 'text' | 'foreign';

/** Detects the file type by its first bytes, independent of the file name. */
export function detectFileType(bytes: Uint8Array): Kind {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return 'xlsx';
  if (FOREIGN.some((signature) => startsWith(bytes, ...signature))) {
    // A text header may also start with 'BM'; a bitmap continues with binary sizes.
    return startsWith(bytes, 0x42, 0x4d) && !bytes.subarray(0, 64).includes(0) ? 'text' : 'foreign';
  }
  const top = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^(?:<!doctype|<html|<\?xml|<script|<table|<head)/i.test(top) || /^[[{]\s*["{[]/.test(top)) return 'foreign';
  // Text contains NUL only in UTF-16, where every line end has one.
  return bytes.subarray(0, 4096).includes(0) && detectEncoding(bytes.subarray(0, 4096)).encoding !== 'utf-16le' ? 'foreign' : 'text';
}

/**
 * Opens a list file: CSV or XLSX, detected by content. `kind` selects the sheet of a workbook. Throws `ExpectedError`: file-unreadable,
 * file-empty, file-too-large, file-kind-wrong, canceled, and the errors of `readCsvTable` and `readXlsxApart`.
 */
export async function openTable(
  path: string,
  fileName: string,
  kind: ListKind,
  reading: CsvReadOptions = {},
  signal?: AbortSignal,
): Promise<OpenedTable> {
  return openTableFromBytes(await readListBytes(path, fileName, signal), fileName, kind, reading, signal);
}

/** Opens a list file from its bytes; see `openTable`. */
export async function openTableFromBytes(
  bytes: Buffer,
  fileName: string,
  kind: ListKind,
  reading: CsvReadOptions = {},
  signal?: AbortSignal,
): Promise<OpenedTable> {
  switch (detectFileType(bytes)) {
    case 'foreign':
      throw new ExpectedError('file-kind-wrong', { file: fileName });
    case 'xlsx': {
      // Loaded for a workbook only: it takes longer than reading many lists.
      const { readXlsxInThread } = await import('./read-xlsx-in-thread.ts');
      const table = await readXlsxInThread(bytes, fileName, kind, { headerRow: reading.headerRow, signal });
      return Object.assign(table, { format: 'xlsx', encoding: null, delimiter: null, detectedBy: 'xlsx', cut: null } as const);
    }
    case 'text':
      return Object.assign(readCsvTable(bytes, fileName, reading), { format: 'csv', otherSheets: 0 } as const);
  }
}

/** Reads the whole file. Throws file-too-large, file-empty, file-unreadable, canceled. */
export async function readListBytes(path: string, file: string, signal: AbortSignal | undefined): Promise<Buffer> {
  try {
    const tooLarge = () => new ExpectedError('file-too-large', { file, size: MAX_FILE_MB });
    const entry = await stat(path);
    if (entry.size > MAX_FILE_BYTES) throw tooLarge();
    const bytes = entry.isFile() ? await readWhole(path, entry.size, signal) : await readPipe(path, tooLarge, signal);
    if (bytes.length === 0) throw new ExpectedError('file-empty', { file });
    return bytes;
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    if (signal?.aborted) throw new ExpectedError('cancelled');
    throw new ExpectedError('file-unreadable', { file });
  }
}

/** Reads a file with one asynchronous call, so that this thread can parse another list at the same time. */
async function readWhole(path: string, size: number, signal: AbortSignal | undefined): Promise<Buffer> {
  const handle = await openPatientlyAsync(path, 'r');
  try {
    // One extra byte reveals that the file grew.
    const bytes = Buffer.allocUnsafeSlow(size + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    signal?.throwIfAborted();
    return bytesRead === size ? bytes.subarray(0, size) : await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Reads a pipe or device, whose size is unknown before its end. */
async function readPipe(path: string, tooLarge: () => ExpectedError, signal: AbortSignal | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = await openReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
