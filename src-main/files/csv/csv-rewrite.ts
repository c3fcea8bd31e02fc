import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { FileEncoding } from '#shared/contract/imports/imports.ts';
import { decodeCp932, getCp932EncodeTable } from '../bytes/cp932.ts';
import {
  DELIMITER_BYTES,
  type Delimiter,
  detectDelimiter,
  detectEncoding,
  findInvalidUtf8,
  getByteOrderMarkLength,
} from '../bytes/text-format.ts';
import { findHeaderRow } from '../columns/mapping.ts';
import { HEADER_SEARCH_ROWS, MAX_CELL_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from '../limits.ts';
import { getCellLocation } from '../table.ts';
import { createScanError } from './csv-fault.ts';
import { NON_ASCII_FLAG, OFFSET_MASK, QUOTED_FLAG, type Scan, scanDelimited } from './csv-scan.ts';
import type { CsvReadOptions } from './csv-table.ts';

/**
 * A delimited file as bytes, so that a copy differs only in replaced cells. Rows are numbered below the header, as in a table; a file with
 * only a header is allowed.
 */
export interface CsvBytes {
  readonly encoding: FileEncoding;
  readonly delimiter: Delimiter;
  readonly detectedBy: 'bom' | 'utf-8-valid' | 'cp932-text' | 'ascii' | 'user';
  readonly header: readonly string[];
  readonly rowCount: number;
  /** Line end used in the header; CRLF if the header has none. */
  readonly lineEnd: Buffer;
  /** Whether the header's cells are quoted. */
  readonly quotesAlways: boolean;
  /** Returns the 1-based line of the file. */
  fileRow(row: number): number;
  cell(row: number, column: number): string;
  /** Returns the number of cells in the row; a short row lacks the last columns. */
  width(row: number): number;
  /** Returns all bytes up to the end of the header's line: byte order mark, lines above, header. */
  head(): Buffer;
  /** Returns the bytes of one row including its line end. */
  row(row: number): Buffer;
  /** Returns the row with replaced cells. Throws fix-value-unwritable. */
  rowWith(row: number, cells: ReadonlyMap<number, string>): Buffer;
  /** Returns a new row with the file's delimiter, quoting and line end. Throws fix-value-unwritable with `fileRow`. */
  newRow(cells: readonly string[], fileRow: number): Buffer;
  /** Returns the bytes after the last row. */
  tail(): Buffer;
  /** Joins the pieces to a file; UTF-16 is converted back. */
  assemble(pieces: readonly Buffer[]): Buffer;
}

const CR = 0x0d;
const LF = 0x0a;

/** Opens a delimited file. Throws the errors of `createScanError`, and file-no-header. */
export function openCsvBytes(bytes: Buffer, file: string, reading: CsvReadOptions = {}): CsvBytes {
  const detected = detectEncoding(bytes);
  const encoding = reading.encoding ?? detected.encoding;
  const wide = encoding === 'utf-16le';
  const mark = getByteOrderMarkLength(bytes, encoding);
  // UTF-16 is converted to UTF-8 for processing.
  const text = wide ? Buffer.from(bytes.subarray(mark).toString('utf16le'), 'utf8') : bytes;
  const start = wide ? 0 : mark;
  const delimiter = reading.delimiter ?? detectDelimiter(text);
  const invalid = encoding === 'shift_jis' ? -1 : findInvalidUtf8(text);
  const scan = scanDelimited(text, {
    start,
    delimiter: DELIMITER_BYTES[delimiter],
    cp932: encoding === 'shift_jis',
    invalidFrom: invalid < 0 ? Number.POSITIVE_INFINITY : invalid,
    maxRows: MAX_ROWS + HEADER_SEARCH_ROWS,
    maxCells: MAX_CELLS,
    maxColumns: MAX_COLUMNS,
    maxCellBytes: MAX_CELL_BYTES,
    stopAfter: Number.POSITIVE_INFINITY,
  });
  const opened = new OpenedCsv(
    text,
    scan,
    { encoding, delimiter, mark: wide ? bytes.subarray(0, mark) : null, file },
    reading.encoding === undefined ? detected.detectedBy : 'user',
  );
  if (scan.fault !== null) throw createScanError(scan.fault, opened.header, file);
  if (opened.header.length === 0) throw new ExpectedError('file-no-header', { file });
  return opened;
}

interface Manner {
  readonly encoding: FileEncoding;
  readonly delimiter: Delimiter;
  /** UTF-16's byte order mark, to be restored; `null` for other encodings, whose mark is in the head. */
  readonly mark: Buffer | null;
  readonly file: string;
}

class OpenedCsv implements CsvBytes {
  readonly encoding: FileEncoding;
  readonly delimiter: Delimiter;
  readonly detectedBy: CsvBytes['detectedBy'];
  readonly header: readonly string[];
  readonly rowCount: number;
  readonly lineEnd: Buffer;
  readonly quotesAlways: boolean;
  private readonly bytes: Buffer;
  private readonly scan: Scan;
  private readonly manner: Manner;
  private readonly first: number;

  constructor(bytes: Buffer, scan: Scan, manner: Manner, detectedBy: CsvBytes['detectedBy']) {
    this.bytes = bytes;
    this.scan = scan;
    this.manner = manner;
    this.encoding = manner.encoding;
    this.delimiter = manner.delimiter;
    this.detectedBy = detectedBy;
    const top = Array.from({ length: Math.min(scan.rowCount, HEADER_SEARCH_ROWS) }, (_, at) => this.texts(at));
    const headerRow = findHeaderRow(top);
    this.header = headerRow < 0 ? [] : (top[headerRow] ?? []).map((text) => text.trim());
    this.first = headerRow + 1;
    this.rowCount = Math.max(0, scan.rowCount - this.first);
    const [, end, next] = headerRow < 0 ? [0, 0, 0] : this.record(headerRow);
    this.lineEnd = next > end ? bytes.subarray(end, next) : Buffer.from('\r\n');
    this.quotesAlways =
      headerRow >= 0 &&
      top[headerRow]?.every((_, column) => ((scan.ends[(scan.rowFields[headerRow] as number) + column] as number) & QUOTED_FLAG) !== 0) ===
        true;
  }

  fileRow(row: number): number {
    return this.scan.rowLines[row + this.first] ?? 0;
  }
  width(row: number): number {
    return (this.scan.rowFields[row + this.first + 1] as number) - (this.scan.rowFields[row + this.first] as number);
  }
  cell(row: number, column: number): string {
    return row < 0 || row >= this.rowCount || column < 0 || column >= this.width(row) ? '' : this.text(row + this.first, column);
  }
  head(): Buffer {
    return this.bytes.subarray(0, this.record(this.first - 1)[2]);
  }
  row(row: number): Buffer {
    const [start, , next] = this.record(row + this.first);
    return this.bytes.subarray(start, next);
  }
  tail(): Buffer {
    return this.bytes.subarray(this.record(this.first + this.rowCount - 1)[2]);
  }

  rowWith(row: number, cells: ReadonlyMap<number, string>): Buffer {
    const at = row + this.first;
    const [start, , next] = this.record(at);
    const pieces: Buffer[] = [];
    let from = start;
    for (const column of [...cells.keys()].sort((a, b) => a - b)) {
      const [cellStart, cellEnd, quoted] = this.field(at, column);
      pieces.push(this.bytes.subarray(from, cellStart), this.encoded(cells.get(column) as string, quoted, column, this.fileRow(row)));
      from = cellEnd;
    }
    pieces.push(this.bytes.subarray(from, next));
    return Buffer.concat(pieces);
  }

  newRow(cells: readonly string[], fileRow: number): Buffer {
    const delimiter = Buffer.from([DELIMITER_BYTES[this.delimiter]]);
    const pieces = cells.flatMap((text, column) => [
      ...(column === 0 ? [] : [delimiter]),
      this.encoded(text, this.quotesAlways, column, fileRow),
    ]);
    return Buffer.concat([...pieces, this.lineEnd]);
  }

  assemble(pieces: readonly Buffer[]): Buffer {
    const whole = Buffer.concat(pieces);
    return this.encoding === 'utf-16le'
      ? Buffer.concat([this.manner.mark ?? Buffer.alloc(0), Buffer.from(whole.toString('utf8'), 'utf16le')])
      : whole;
  }

  /** Returns offsets of a record: its start, its end before the line end, and the start of the next line. */
  private record(at: number): readonly [start: number, end: number, next: number] {
    const { rowStarts, rowFields, ends } = this.scan;
    const end = (ends[(rowFields[at + 1] as number) - 1] as number) & OFFSET_MASK;
    const next = this.bytes[end] === CR ? (this.bytes[end + 1] === LF ? end + 2 : end + 1) : this.bytes[end] === LF ? end + 1 : end;
    return [rowStarts[at] as number, end, next];
  }

  private field(at: number, column: number): readonly [start: number, end: number, quoted: boolean] {
    const { rowStarts, rowFields, ends } = this.scan;
    const field = (rowFields[at] as number) + column;
    const entry = ends[field] as number;
    return [
      column === 0 ? (rowStarts[at] as number) : ((ends[field - 1] as number) & OFFSET_MASK) + 1,
      entry & OFFSET_MASK,
      (entry & QUOTED_FLAG) !== 0,
    ];
  }

  private texts(at: number): string[] {
    const width = (this.scan.rowFields[at + 1] as number) - (this.scan.rowFields[at] as number);
    return Array.from({ length: width }, (_, column) => this.text(at, column));
  }

  private text(at: number, column: number): string {
    const [start, end, quoted] = this.field(at, column);
    const inner = quoted ? ([start + 1, end - 1] as const) : ([start, end] as const);
    const plain = ((this.scan.ends[(this.scan.rowFields[at] as number) + column] as number) & NON_ASCII_FLAG) === 0;
    const text = plain || this.encoding !== 'shift_jis' ? this.bytes.toString('utf8', ...inner) : decodeCp932(this.bytes, ...inner);
    return quoted ? text.replaceAll('""', '"') : text;
  }

  private encoded(text: string, quoted: boolean, column: number, row: number): Buffer {
    const delimiter = String.fromCharCode(DELIMITER_BYTES[this.delimiter]);
    const quotes = quoted || text.includes(delimiter) || /["\r\n]/.test(text);
    const cell = quotes ? `"${text.replaceAll('"', '""')}"` : text;
    const missing = findUnwritableCharacter(text, this.encoding);
    if (missing !== null)
      throw new ExpectedError('fix-value-unwritable', {
        ...getCellLocation(this.manner.file, row, this.header, column),
        character: missing,
        value: text.slice(0, 100),
      });
    return this.encoding === 'shift_jis' ? encodeCp932(cell) : Buffer.from(cell, 'utf8');
  }
}

/** Counts line ends, including those in quotes, so that line numbers match editors and error messages. */
export const countLineEnds = (bytes: Buffer): number => bytes.toString('latin1').split(/\r\n|\r|\n/).length - 1;

/** Returns the first character that the encoding cannot represent; `null` = none. */
export function findUnwritableCharacter(text: string, encoding: FileEncoding): string | null {
  const codes = encoding === 'shift_jis' ? getCp932EncodeTable() : null;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (!character.isWellFormed() || (codes !== null && point >= 0x80 && (point > 0xffff || codes[point] === 0))) return character;
  }
  return null;
}

/** Encodes a text whose characters CP932 can represent. */
function encodeCp932(text: string): Buffer {
  const codes = getCp932EncodeTable();
  const bytes = Buffer.allocUnsafe(text.length * 2);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const code = unit < 0x80 ? unit : (codes[unit] as number);
    if (code > 0xff) bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  }
  return bytes.subarray(0, length);
}
