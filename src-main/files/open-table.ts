import { stat } from 'node:fs/promises';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { FileEncoding, ListKind } from '#shared/contract/imports.ts';
import { openPatientlyAsync, openReadStream } from '../disk/held-files.ts';
import { type CsvReading, type CutRow, readCsvTable } from './csv-table.ts';
import { MAX_FILE_BYTES, MAX_FILE_MB } from './limits.ts';
import type { Table, TableTop } from './table.ts';
import { type Delimiter, type DetectedBy, detectEncoding } from './text-format.ts';

export interface OpenedTable extends Table, TableTop {
  readonly format: 'csv' | 'xlsx';
  /** `null` for XLSX. */
  readonly encoding: FileEncoding | null;
  readonly delimiter: Delimiter | null;
  readonly detectedBy: DetectedBy | 'xlsx';
  /** Where it looks cut off; a book never does. */
  readonly cut: CutRow | null;
  /** Of a book: how many other sheets have a list of the same kind, of which nothing is read. */
  readonly otherSheets: number;
}

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((byte, at) => bytes[at] === byte);

/** Formats that people choose by mistake: old .xls and password-protected books (OLE), PDF, images, other archives, programs. */
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

/** What the first bytes say, whatever the name ends in. */
export function kindOf(bytes: Uint8Array): Kind {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return 'xlsx';
  if (FOREIGN.some((signature) => startsWith(bytes, ...signature))) {
    // 'BM' is also how a header may begin; a bitmap goes on with binary sizes.
    return startsWith(bytes, 0x42, 0x4d) && !bytes.subarray(0, 64).includes(0) ? 'text' : 'foreign';
  }
  const top = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^(?:<!doctype|<html|<\?xml|<script|<table|<head)/i.test(top) || /^[[{]\s*["{[]/.test(top)) return 'foreign';
  // Text has no NUL but in UTF-16, where every line end has one.
  return bytes.subarray(0, 4096).includes(0) && detectEncoding(bytes.subarray(0, 4096)).encoding !== 'utf-16le' ? 'foreign' : 'text';
}

/**
 * Opens a list file: CSV or XLSX by what is in it. Throws `ExpectedError`: file-unreadable, file-empty, file-too-large, file-kind-wrong,
 * cancelled, and what `readCsvTable` and `readXlsxApart` throw. `kind` decides which sheet of a book is meant.
 */
export async function openTable(
  path: string,
  fileName: string,
  kind: ListKind,
  reading: CsvReading = {},
  signal?: AbortSignal,
): Promise<OpenedTable> {
  return tableOfBytes(await readBytes(path, fileName, signal), fileName, kind, reading, signal);
}

/** `openTable` for who has the bytes already. */
export async function tableOfBytes(
  bytes: Buffer,
  fileName: string,
  kind: ListKind,
  reading: CsvReading = {},
  signal?: AbortSignal,
): Promise<OpenedTable> {
  switch (kindOf(bytes)) {
    case 'foreign':
      throw new ExpectedError('file-kind-wrong', { file: fileName });
    case 'xlsx': {
      // Loaded for a book only: it takes longer to load than many lists to read.
      const { readXlsxApart } = await import('./read-apart.ts');
      const table = await readXlsxApart(bytes, fileName, kind, { headerRow: reading.headerRow, signal });
      return Object.assign(table, { format: 'xlsx', encoding: null, delimiter: null, detectedBy: 'xlsx', cut: null } as const);
    }
    case 'text':
      return Object.assign(readCsvTable(bytes, fileName, reading), { format: 'csv', otherSheets: 0 } as const);
  }
}

/** The whole file. Throws file-too-large, file-empty, file-unreadable, cancelled. */
export async function readBytes(path: string, file: string, signal: AbortSignal | undefined): Promise<Buffer> {
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

/** In one piece, which needs nothing of this thread in between: another list can be taken apart meanwhile. */
async function readWhole(path: string, size: number, signal: AbortSignal | undefined): Promise<Buffer> {
  const handle = await openPatientlyAsync(path, 'r');
  try {
    // One byte more than there should be, to see whether the file has grown.
    const bytes = Buffer.allocUnsafeSlow(size + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    signal?.throwIfAborted();
    return bytesRead === size ? bytes.subarray(0, size) : await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** What a pipe or a device gives, whose size nobody knows before its end. */
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
