import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ReportEncoding } from '#shared/contract/reports.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { needsGuard } from './csv-guard.ts';
import { putTextIn, Unwritable, type UnwritableCharacter } from './report-encoding.ts';

export interface CsvSummary {
  readonly bytes: number;
  /** Rows below the header. */
  readonly rows: number;
  readonly unwritable: readonly UnwritableCharacter[];
}

export interface CsvOptions {
  readonly encoding: ReportEncoding;
  /** Called a few times a megabyte with the rows written so far. */
  readonly onProgress?: ((rows: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const CHUNK = 1 << 20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const APOSTROPHE = 0x27;
const CR = 0x0d;
const LF = 0x0a;

/**
 * The report as bytes, in pieces of about 1 MiB that the caller may keep: RFC 4180, CRLF, formulas guarded (csv-guard.ts).
 * Returns the summary when done. Every row has as many cells as there are columns.
 */
export function* csvChunks(columns: readonly string[], rows: Iterable<readonly string[]>, encoding: ReportEncoding): Generator<Uint8Array, CsvSummary> {
  const put = putTextIn(encoding);
  const unwritable = new Unwritable();
  let chunk = new Uint8Array(CHUNK);
  let at = 0;
  let total = 0;
  let count = 0;

  const putCell = (text: string): void => {
    const length = text.length;
    if (length === 0) return;
    let quoted = false;
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index);
      if (unit <= COMMA && (unit === COMMA || unit === QUOTE || unit === CR || unit === LF)) {
        quoted = true;
        break;
      }
    }
    const guarded = needsGuard(text.charCodeAt(0));
    if (!quoted) {
      if (guarded) chunk[at++] = APOSTROPHE;
      at = put(text, 0, chunk, at, unwritable);
      return;
    }
    chunk[at++] = QUOTE;
    if (guarded) chunk[at++] = APOSTROPHE;
    at = put(text.includes('"') ? text.replaceAll('"', '""') : text, 0, chunk, at, unwritable);
    chunk[at++] = QUOTE;
  };
  const putRow = (cells: readonly string[]): void => {
    for (let index = 0; index < cells.length; index++) {
      if (index > 0) chunk[at++] = COMMA;
      putCell(cells[index] as string);
    }
    // A row of one empty cell would read as no row at all.
    if (cells.length === 1 && cells[0] === '') at = put('""', 0, chunk, at, unwritable);
    chunk[at++] = CR;
    chunk[at++] = LF;
  };
  /** Bytes a row may take: 3 a unit, doubled for quotes, with its marks. */
  const roomFor = (cells: readonly string[]): number => {
    let units = 0;
    for (let index = 0; index < cells.length; index++) units += (cells[index] as string).length;
    return units * 6 + cells.length * 4 + 8;
  };

  if (encoding === 'utf8-bom') at = put('\ufeff', 0, chunk, at, unwritable);
  putRow(columns);
  for (const cells of rows) {
    unwritable.row = ++count;
    const room = roomFor(cells);
    if (at + room > chunk.length) {
      total += at;
      yield chunk.subarray(0, at);
      chunk = new Uint8Array(Math.max(CHUNK, room));
      at = 0;
    }
    putRow(cells);
  }
  total += at;
  yield chunk.subarray(0, at);
  return { bytes: total, rows: count, unwritable: unwritable.characters };
}

/**
 * Writes a report whole or not at all: into a temporary file beside `path`, to the disk, then under its name.
 * Throws file-not-writable, storage-full or cancelled; what was at `path` is then as it was.
 */
export async function writeCsv(path: string, columns: readonly string[], rows: Iterable<readonly string[]>, options: CsvOptions): Promise<CsvSummary> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    let summary: CsvSummary;
    try {
      summary = await writeChunks(csvChunks(columns, counted(rows, options), options.encoding), (bytes) => handle.writeFile(bytes), options.signal);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    return summary;
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeError(error, basename(path), options.signal);
  }
}

async function writeChunks(chunks: Generator<Uint8Array, CsvSummary>, write: (bytes: Uint8Array) => Promise<void>, signal?: AbortSignal): Promise<CsvSummary> {
  for (;;) {
    if (signal?.aborted) throw new ExpectedError('cancelled');
    const step = chunks.next();
    if (step.done) return step.value;
    await write(step.value);
  }
}

const PROGRESS_EVERY = 5_000;

function* counted(rows: Iterable<readonly string[]>, { onProgress }: CsvOptions): Generator<readonly string[]> {
  let count = 0;
  for (const row of rows) {
    yield row;
    count++;
    if (count % PROGRESS_EVERY === 0) onProgress?.(count);
  }
  onProgress?.(count);
}

function writeError(error: unknown, file: string, signal: AbortSignal | undefined): unknown {
  if (error instanceof ExpectedError) return error;
  if (signal?.aborted) return new ExpectedError('cancelled');
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ExpectedError('storage-full');
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? new ExpectedError('file-not-writable', { file }) : error;
}
