import { isUtf8 } from 'node:buffer';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { FileEncoding } from '#shared/contract/imports/imports.ts';
import { unguardCell } from '#shared/domain/directory/cell-guard.ts';
import type { CellSpans } from '../bytes/address-bytes.ts';
import { decodeCp932 } from '../bytes/cp932.ts';
import {
  DELIMITER_BYTES,
  type Delimiter,
  type DetectedBy,
  detectDelimiter,
  detectEncoding,
  findInvalidUtf8,
  getByteOrderMarkLength,
} from '../bytes/text-format.ts';
import { findHeaderRow } from '../columns/mapping.ts';
import { isOwnReport } from '../columns/own-report.ts';
import { HEADER_SEARCH_ROWS, MAX_CELL_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_FILE_MB, MAX_ROWS } from '../limits.ts';
import { getCellLocation, type RawCells, type Table, type TableTop, type TopRow } from '../table.ts';
import { createScanError } from './csv-fault.ts';
import { ESCAPED_FLAG, NON_ASCII_FLAG, OFFSET_MASK, QUOTED_FLAG, type Scan, scanDelimited } from './csv-scan.ts';

/** How to read a file; omitted options are detected. */
export interface CsvReadOptions {
  readonly encoding?: FileEncoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  /** 1-based row of the header in the file; 0 = the first non-empty row. Omitted = detected. */
  readonly headerRow?: number | undefined;
  /** Accepts rows with text beyond the header's last column. `longRows` returns them. */
  readonly keepLongRows?: boolean | undefined;
}

/** The row at which a file looks truncated: only this last row ends before the last column, without a line end. */
export interface TruncatedRow {
  readonly row: number;
  readonly cells: number;
  readonly columns: number;
}

export interface CsvTable extends Table, TableTop {
  /** `null` = complete. */
  readonly cut: TruncatedRow | null;
  readonly encoding: FileEncoding;
  readonly delimiter: Delimiter;
  readonly detectedBy: DetectedBy;
}

/** End-of-file byte written by DOS and by Windows' `copy`. After the last line end it is not a row. */
const DOS_END = 0x1a;
const LINE_FEED = 0x0a;

/**
 * Reads a delimited text file. Validates every byte against the encoding; cells are decoded on demand. Throws `ExpectedError` with file,
 * row and column: file-empty, file-no-header, file-no-rows, file-undecodable, file-quotes-broken, file-row-too-long, file-too-many-rows,
 * file-too-large, file-beyond-limits.
 */
export function readCsvTable(given: Uint8Array, fileName: string, reading: CsvReadOptions = {}): CsvTable {
  if (given.length > MAX_FILE_BYTES) throw new ExpectedError('file-too-large', { file: fileName, size: MAX_FILE_MB });
  const bytes = given.at(-1) === DOS_END && (given.at(-2) === 0x0a || given.at(-2) === 0x0d) ? given.subarray(0, -1) : given;
  const detected = detectEncoding(bytes);
  const encoding = reading.encoding ?? detected.encoding;
  const text = decodable(bytes, encoding);
  if (isBlank(text.bytes, text.start)) throw new ExpectedError('file-empty', { file: fileName });
  refuseNul(text, fileName);

  const delimiter = reading.delimiter ?? detectDelimiter(text.bytes);
  const scan = scanDelimited(text.bytes, {
    start: text.start,
    delimiter: DELIMITER_BYTES[delimiter],
    cp932: encoding === 'shift_jis',
    invalidFrom: text.invalidFrom,
    maxRows: MAX_ROWS + HEADER_SEARCH_ROWS,
    maxCells: MAX_CELLS,
    maxColumns: MAX_COLUMNS,
    maxCellBytes: MAX_CELL_BYTES,
    stopAfter: Number.POSITIVE_INFINITY,
  });
  const table = new ScannedTable(
    text.bytes,
    scan,
    encoding,
    delimiter,
    reading.encoding === undefined ? detected.detectedBy : 'user',
    reading.headerRow,
  );
  if (scan.fault) throw createScanError(scan.fault, table.header, fileName);
  if (table.header.length === 0)
    throw new ExpectedError('file-no-header', { file: fileName, ...(reading.headerRow && { row: reading.headerRow }) });
  if (table.rowCount === 0) throw new ExpectedError('file-no-rows', { file: fileName });
  if (table.rowCount > MAX_ROWS) throw new ExpectedError('file-too-many-rows', { file: fileName, limit: MAX_ROWS });
  if (!reading.keepLongRows) table.refuseLongRows(fileName);
  return table;
}

interface DecodableText {
  readonly bytes: Buffer;
  readonly start: number;
  readonly invalidFrom: number;
}

/** Returns the bytes in an encoding that the scanner supports, and the offset of the first invalid byte. */
function decodable(bytes: Uint8Array, encoding: FileEncoding): DecodableText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = getByteOrderMarkLength(bytes, encoding);
  if (encoding === 'shift_jis') {
    // Japanese UTF-8 is nearly always valid CP932, with wrong characters. If all bytes are valid UTF-8 with a three-byte sequence, the file
    // is UTF-8, so the text ends in half a character and is refused.
    const disguised = isUtf8(buffer) ? buffer.findIndex((byte) => byte >= 0xe0) : -1;
    return { bytes: disguised < 0 ? buffer : buffer.subarray(0, disguised + 1), start, invalidFrom: Number.POSITIVE_INFINITY };
  }
  if (encoding === 'utf-16le') {
    const text = utf16Text(buffer, start);
    const invalid = text.isWellFormed() ? -1 : firstLoneSurrogate(text);
    const utf8 = Buffer.from(text, 'utf8');
    return {
      bytes: utf8,
      start: 0,
      invalidFrom: invalid < 0 ? Number.POSITIVE_INFINITY : Buffer.byteLength(text.slice(0, invalid), 'utf8'),
    };
  }
  const invalid = findInvalidUtf8(buffer);
  return { bytes: buffer, start, invalidFrom: invalid < 0 ? Number.POSITIVE_INFINITY : invalid };
}

/** Throws file-undecodable with the row of a NUL, which occurs in no text: the file is damaged, or its write was interrupted. */
function refuseNul({ bytes, start }: DecodableText, file: string): void {
  const nul = bytes.indexOf(0, start);
  if (nul < 0) return;
  let row = 1;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0 && at < nul; at = bytes.indexOf(LINE_FEED, at + 1)) row++;
  throw new ExpectedError('file-undecodable', { file, row });
}

const LONE_SURROGATE = '\ud800';

/**
 * Decodes UTF-16. Text without any NUL has no line end, and an odd number of bytes ends in half a character: both get a lone surrogate,
 * which is refused as invalid.
 */
function utf16Text(bytes: Buffer, start: number): string {
  if (!bytes.includes(0)) return LONE_SURROGATE;
  const text = bytes.subarray(start).toString('utf16le');
  return bytes.length % 2 === 0 ? text : text + LONE_SURROGATE;
}

function firstLoneSurrogate(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) as number;
    if (point >= 0xd800 && point <= 0xdfff) return at;
    if (point > 0xffff) at++;
  }
  return -1;
}

function isBlank(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte > 0x20 || byte === 0) return false;
  }
  return true;
}

class ScannedTable implements CsvTable {
  readonly header: readonly string[];
  readonly rowCount: number;
  readonly encoding: FileEncoding;
  readonly delimiter: Delimiter;
  readonly detectedBy: DetectedBy;
  private readonly bytes: Buffer;
  private readonly scan: Scan;
  private readonly firstRow: number;
  private readonly cp932: boolean;
  /** Cached because several readers use the same column one after another. */
  private lastSpans: (CellSpans & { readonly column: number }) | undefined;
  private readonly guarded: boolean;
  /** Bytes from `latinFrom` on as a Latin-1 string, because slicing it is the fastest way to get a short ASCII cell. */
  private latin = '';
  private latinFrom = 0;
  private readonly decode: (bytes: Buffer, start: number, end: number) => string;

  constructor(
    bytes: Buffer,
    scan: Scan,
    encoding: FileEncoding,
    delimiter: Delimiter,
    detectedBy: DetectedBy,
    headerRow: number | undefined,
  ) {
    this.bytes = bytes;
    this.scan = scan;
    this.encoding = encoding;
    this.delimiter = delimiter;
    this.detectedBy = detectedBy;
    this.cp932 = encoding === 'shift_jis';
    this.decode = this.cp932 ? decodeCp932 : decodeUtf8;
    const header = headerRow === undefined ? findHeaderRow(this.top.map(({ cells }) => cells)) : this.recordOf(headerRow);
    this.header = header < 0 ? [] : this.record(header).map((text) => text.trim());
    this.firstRow = header + 1;
    this.rowCount = Math.max(0, scan.rowCount - this.firstRow);
    this.guarded = isOwnReport(this.header);
  }

  get headerRow(): number {
    return this.scan.rowLines[this.firstRow - 1] ?? 0;
  }

  get top(): readonly TopRow[] {
    return Array.from({ length: Math.min(this.scan.rowCount, HEADER_SEARCH_ROWS) }, (_, at) => ({
      row: this.scan.rowLines[at] ?? 0,
      cells: this.record(at),
    }));
  }

  /** Returns the record at a row of the file; the first one for 0, -1 if none starts there. */
  private recordOf(fileRow: number): number {
    if (fileRow === 0) return this.scan.rowCount === 0 ? -1 : 0;
    return this.scan.rowLines.subarray(0, Math.min(this.scan.rowCount, fileRow)).indexOf(fileRow);
  }

  fileRow(row: number): number {
    return this.scan.rowLines[row + this.firstRow] ?? 0;
  }

  cell(row: number, column: number): string {
    if (row < 0 || row >= this.rowCount) return '';
    const text = this.textOf(row + this.firstRow, column);
    if (text === '') return text;
    const first = text.charCodeAt(0);
    if (first === 0x3d) return this.guarded ? text : unwrapped(text);
    return this.guarded && first === 0x27 ? unguardCell(text) : text;
  }

  column(column: number): string[] {
    const texts = new Array<string>(this.rowCount);
    for (let row = 0; row < this.rowCount; row++) texts[row] = this.cell(row, column);
    return texts;
  }

  get raw(): RawCells {
    return { bytes: this.bytes, cp932: this.cp932, spans: (column) => this.spans(column) };
  }

  private spans(column: number): CellSpans {
    if (this.lastSpans?.column !== column) this.lastSpans = { column, ...this.readSpans(column) };
    return this.lastSpans;
  }

  private readSpans(column: number): CellSpans {
    const { rowFields, rowStarts, ends: entries } = this.scan;
    const starts = new Uint32Array(this.rowCount);
    const ends = new Uint32Array(this.rowCount);
    if (column < 0) return { starts, ends };
    for (let row = 0; row < starts.length; row++) {
      const at = row + this.firstRow;
      const field = (rowFields[at] as number) + column;
      if (field >= (rowFields[at + 1] as number)) continue;
      const entry = entries[field] as number;
      const quote = entry >= QUOTED_FLAG ? 1 : 0;
      starts[row] = (column === 0 ? (rowStarts[at] as number) : ((entries[field - 1] as number) & OFFSET_MASK) + 1) + quote;
      ends[row] = (entry & OFFSET_MASK) - quote;
    }
    return { starts, ends };
  }

  get cut(): TruncatedRow | null {
    const { rowFields } = this.scan;
    const columns = this.header.length;
    const cellsOf = (row: number): number => (rowFields[row + this.firstRow + 1] as number) - (rowFields[row + this.firstRow] as number);
    const last = this.rowCount - 1;
    const end = this.bytes.at(-1);
    if (last < 1 || end === 0x0a || end === 0x0d || cellsOf(last) >= columns) return null;
    for (let row = 0; row < last; row++) if (cellsOf(row) < columns) return null;
    return { row: this.fileRow(last), cells: cellsOf(last), columns };
  }

  /** Throws file-row-too-long for the first row with text beyond the header's last column. */
  refuseLongRows(file: string): void {
    const [first] = this.longRows();
    if (first === undefined) return;
    throw new ExpectedError('file-row-too-long', {
      ...getCellLocation(file, this.fileRow(first.row), this.header, first.column),
      expected: this.header.length,
      found: this.fieldsOf(first.row),
    });
  }

  /** Returns rows with text beyond the header's last column. Empty cells there are normal in spreadsheets. */
  longRows(): { readonly row: number; readonly column: number }[] {
    const width = this.header.length;
    if (this.scan.widest <= width) return [];
    const long: { row: number; column: number }[] = [];
    for (let row = 0; row < this.rowCount; row++) {
      const fields = this.fieldsOf(row);
      let column = width;
      while (column < fields && this.cell(row, column) === '') column++;
      if (column < fields) long.push({ row, column });
    }
    return long;
  }

  private fieldsOf(row: number): number {
    const at = row + this.firstRow;
    return (this.scan.rowFields[at + 1] as number) - (this.scan.rowFields[at] as number);
  }

  private record(at: number): string[] {
    const fields = (this.scan.rowFields[at + 1] as number) - (this.scan.rowFields[at] as number);
    return Array.from({ length: fields }, (_, column) => this.textOf(at, column));
  }

  private textOf(at: number, column: number): string {
    const { rowFields, rowStarts, ends } = this.scan;
    const first = rowFields[at] as number;
    const field = first + column;
    if (column < 0 || field >= (rowFields[at + 1] as number)) return '';
    const entry = ends[field] as number;
    let end = entry & OFFSET_MASK;
    let start = column === 0 ? (rowStarts[at] as number) : ((ends[field - 1] as number) & OFFSET_MASK) + 1;
    if (entry >= NON_ASCII_FLAG) {
      if ((entry & QUOTED_FLAG) !== 0) {
        start++;
        end--;
      }
      if ((entry & NON_ASCII_FLAG) === 0) {
        const text = this.ascii(start, end);
        return (entry & ESCAPED_FLAG) === 0 ? text : text.replaceAll('""', '"');
      }
      const text = this.decode(this.bytes, start, end);
      return (entry & ESCAPED_FLAG) === 0 ? text : text.replaceAll('""', '"');
    }
    return this.ascii(start, end);
  }

  private ascii(start: number, end: number): string {
    if (end - start >= COPIED_BELOW) return this.bytes.toString('latin1', start, end);
    if (start < this.latinFrom || end > this.latinFrom + this.latin.length) {
      this.latin = this.bytes.toString('latin1', start, start + LATIN_BYTES);
      this.latinFrom = start;
    }
    return this.latin.slice(start - this.latinFrom, end - this.latinFrom);
  }
}

/** Number of bytes cached as Latin-1, a few rows: sequential reading uses the cache, and random access is not slowed down. */
const LATIN_BYTES = 1024;

/**
 * Length below which V8 copies a slice. A longer slice refers to the whole text, and comparing two of those is slow (60 ms of an audit of
 * 100,000 addresses).
 */
const COPIED_BELOW = 13;

const decodeUtf8 = (bytes: Buffer, start: number, end: number): string => bytes.toString('utf8', start, end);

/** Decodes Excel's notation for leading zeros in CSV: `="0123"` is the text 0123. */
function unwrapped(text: string): string {
  return text.length >= 3 && text.startsWith('="') && text.endsWith('"') ? text.slice(2, -1).replaceAll('""', '"') : text;
}
