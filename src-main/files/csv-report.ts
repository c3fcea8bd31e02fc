import type { ReportEncoding } from '#shared/contract/reports.ts';
import { writeAtomically } from './atomic-file.ts';
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

/** Writes a CSV report whole or not at all; see `writeAtomically` for what it throws. */
export const writeCsv = (path: string, columns: readonly string[], rows: Iterable<readonly string[]>, options: CsvOptions): Promise<CsvSummary> =>
  writeAtomically(path, csvChunks(columns, counted(rows, options), options.encoding), options.signal);

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
