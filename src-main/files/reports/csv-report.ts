import type { ReportEncoding } from '#shared/contract/reports.ts';
import { guardCell, needsCellGuard } from '#shared/domain/directory/cell-guard.ts';
import { writeAtomically } from '../atomic-file.ts';
import { getTextEncoding, type UnwritableCharacter, UnwritableCollector } from './report-encoding.ts';

export interface CsvSummary {
  readonly bytes: number;
  /** Rows below the header. */
  readonly rows: number;
  readonly unwritable: readonly UnwritableCharacter[];
}

export interface CsvOptions {
  readonly encoding: ReportEncoding;
  /** Called several times per megabyte with the number of rows written so far. */
  readonly onProgress?: ((rows: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const CHUNK = 1 << 20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const CR = 0x0d;
const LF = 0x0a;
const BOM = '\ufeff';

/**
 * Yields the report as bytes, in pieces of about 1 MiB that the caller may keep: RFC 4180, CRLF, formulas escaped (cell-guard.ts). Returns
 * the summary at the end. Every row must have as many cells as columns.
 */
export function* generateCsvChunks(
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
  encoding: ReportEncoding,
): Generator<Uint8Array, CsvSummary> {
  const { put, note } = getTextEncoding(encoding);
  const unwritable = new UnwritableCollector();
  let chunk = Buffer.allocUnsafe(CHUNK);
  let at = encoding === 'utf8-bom' ? put(BOM, chunk, 0, unwritable) : 0;
  let total = 0;
  let count = -1;
  for (const cells of withHeader(columns, rows)) {
    unwritable.row = ++count;
    const guarded = anyGuarded(cells);
    let line = guarded ? exactLine(cells) : cells.join(',');
    // A UTF-16 unit takes up to 3 bytes; surrounding and doubled quotes may double the length.
    const room = line.length * 6 + cells.length * 3 + 2;
    if (at + room > chunk.length) {
      total += at;
      yield chunk.subarray(0, at);
      chunk = Buffer.allocUnsafe(Math.max(CHUNK, room));
      at = 0;
    }
    let end = put(line, chunk, at, unwritable);
    if (!guarded && !isPlain(chunk, at, end, cells.length)) {
      line = exactLine(cells);
      end = put(line, chunk, at, unwritable);
    }
    if (unwritable.met) {
      note(line, unwritable);
      unwritable.met = false;
    }
    chunk[end] = CR;
    chunk[end + 1] = LF;
    at = end + 2;
  }
  total += at;
  yield chunk.subarray(0, at);
  return { bytes: total, rows: count, unwritable: unwritable.characters };
}

function* withHeader(columns: readonly string[], rows: Iterable<readonly string[]>): Generator<readonly string[]> {
  yield columns;
  yield* rows;
}

function anyGuarded(cells: readonly string[]): boolean {
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index] as string;
    if (cell.length > 0 && needsCellGuard(cell.charCodeAt(0))) return true;
  }
  return false;
}

/** Whether joined cells can be parsed back unchanged: their only structural characters are the commas between them. */
function isPlain(bytes: Uint8Array, from: number, to: number, cells: number): boolean {
  // A row with one empty cell would be read as no row.
  if (from === to) return false;
  let commas = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte > COMMA) continue;
    if (byte === COMMA) commas++;
    else if (byte === QUOTE || byte === CR || byte === LF) return false;
  }
  return commas === cells - 1;
}

const STRUCTURE = /[",\r\n]/;

const exactLine = (cells: readonly string[]): string =>
  cells.length === 1 && cells[0] === ''
    ? '""'
    : cells
        .map((cell) => {
          const text = guardCell(cell);
          return STRUCTURE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        })
        .join(',');

/** Writes a CSV report atomically. Throws the errors of `writeAtomically`. */
export const writeCsv = (
  path: string,
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
  options: CsvOptions,
): Promise<CsvSummary> => writeAtomically(path, generateCsvChunks(columns, counted(rows, options), options.encoding), options.signal);

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
