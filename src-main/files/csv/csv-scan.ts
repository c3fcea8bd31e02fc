import { isCp932 } from '../bytes/cp932.ts';

/**
 * Finds records and fields of a delimited file (RFC 4180, any line end) in one pass over the bytes. Shift_JIS and UTF-8 share it: neither
 * uses the bytes of a delimiter, quote or line end inside a character.
 */
export interface ScanOptions {
  readonly start: number;
  readonly delimiter: number;
  /** Validates non-ASCII bytes as CP932; otherwise the bytes are known to be UTF-8 up to `invalidFrom`. */
  readonly cp932: boolean;
  /** Offset of the first byte that is invalid in the encoding; `Infinity` = none. */
  readonly invalidFrom: number;
  readonly maxRows: number;
  readonly maxCells: number;
  /** Maximum fields per record. */
  readonly maxColumns: number;
  /** Maximum bytes per field, with quotes. */
  readonly maxCellBytes: number;
  /** Number of records after which the scan stops; enough to find the header. */
  readonly stopAfter: number;
}

/** Reason for stopping the scan. `line` is 1-based, `column` 0-based. */
export interface ScanFault {
  readonly kind:
    | 'quote-open'
    | 'text-after-quote'
    | 'undecodable'
    | 'too-many-rows'
    | 'too-many-cells'
    | 'too-many-columns'
    | 'cell-too-long';
  readonly line: number;
  readonly column: number;
}

export interface Scan {
  readonly rowCount: number;
  /** Offset of each record, one entry per row. */
  readonly rowStarts: Uint32Array;
  /** Index in `ends` of each record's first field; has one entry more than rows. */
  readonly rowFields: Uint32Array;
  /** Line on which each record starts. */
  readonly rowLines: Uint32Array;
  /** End offset of each field, combined with the flags below. */
  readonly ends: Uint32Array;
  /** Maximum number of fields in a record. */
  readonly widest: number;
  readonly fault: ScanFault | null;
}

/** Flag: the field is quoted. */
export const QUOTED_FLAG = 0x8000_0000;
/** Flag: the field contains a byte above 0x7F. */
export const NON_ASCII_FLAG = 0x4000_0000;
/** Flag: the quoted field contains a doubled quote. */
export const ESCAPED_FLAG = 0x2000_0000;
/** Mask of the offset in an entry of `ends`: 29 bits, enough for twice the largest file. */
export const OFFSET_MASK = 0x1fff_ffff;

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

const grown = (array: Uint32Array, most = Infinity): Uint32Array => {
  const larger = new Uint32Array(Math.min(array.length * 2, most));
  larger.set(array);
  return larger;
};

/** Scans a delimited file. Never throws: `fault` describes an error in the file, and the rows before it are in the result. */
export function scanDelimited(bytes: Uint8Array, options: ScanOptions): Scan {
  const { delimiter, cp932, invalidFrom, maxRows, maxCells, maxColumns, maxCellBytes, stopAfter } = options;
  const length = bytes.length;
  /** Highest byte with a structural meaning; other text is skipped with one comparison. */
  const highest = Math.max(delimiter, CR);

  // Initial size for rows of 64 bytes and cells of 6, typical for exports; unused pages take no memory.
  const rowsExpected = Math.min(Math.max(1024, length >>> 6), Math.max(1024, stopAfter));
  let rowStarts: Uint32Array = new Uint32Array(rowsExpected);
  let rowFields: Uint32Array = new Uint32Array(rowsExpected);
  let rowLines: Uint32Array = new Uint32Array(rowsExpected);
  let ends: Uint32Array = new Uint32Array(Math.min(Math.max(1024, Math.floor(length / 6)), maxCells));
  let rows = 0;
  let fields = 0;
  let widest = 0;
  let line = 1;
  let at = options.start;
  let fault: ScanFault | null = null;

  records: while (at < length && rows < stopAfter) {
    const recordStart = at;
    const recordLine = line;
    const firstField = fields;
    let quotedFields = 0;
    let byte = -1;
    for (;;) {
      const fieldStart = at;
      let flags = 0;
      let seen = 0;
      byte = at < length ? (bytes[at] as number) : -1;
      if (byte === QUOTE) {
        const quoteLine = line;
        flags = QUOTED_FLAG;
        quotedFields++;
        at++;
        for (;;) {
          if (at >= length) {
            fault = { kind: 'quote-open', line: quoteLine, column: fields - firstField };
            break records;
          }
          byte = bytes[at] as number;
          if (byte > QUOTE) {
            seen |= byte;
          } else if (byte === QUOTE) {
            if (bytes[at + 1] !== QUOTE) break;
            at++;
            flags |= ESCAPED_FLAG;
          } else if (byte === LF) line++;
          else if (byte === CR && bytes[at + 1] !== LF) line++;
          at++;
        }
        at++;
        byte = at < length ? (bytes[at] as number) : -1;
        if (byte !== -1 && byte !== delimiter && byte !== CR && byte !== LF) {
          fault = { kind: 'text-after-quote', line: recordLine, column: fields - firstField };
          break records;
        }
      } else {
        while (at < length) {
          byte = bytes[at] as number;
          if (byte <= highest && (byte === delimiter || byte === CR || byte === LF)) break;
          seen |= byte;
          at++;
        }
        if (at >= length) byte = -1;
      }
      if (at - fieldStart > maxCellBytes) {
        fault = { kind: 'cell-too-long', line: recordLine, column: fields - firstField };
        break records;
      }
      if (seen >= 0x80) {
        flags |= NON_ASCII_FLAG;
        if (cp932 ? !isCp932(bytes, fieldStart, at) : at > invalidFrom) {
          fault = { kind: 'undecodable', line: recordLine, column: fields - firstField };
          break records;
        }
      }
      if (fields === ends.length) {
        if (fields >= maxCells) {
          fault = { kind: 'too-many-cells', line: recordLine, column: 0 };
          break records;
        }
        ends = grown(ends, maxCells);
      }
      ends[fields++] = at | flags;
      if (fields - firstField > maxColumns) {
        fault = { kind: 'too-many-columns', line: recordLine, column: 0 };
        break records;
      }
      if (byte !== delimiter) break;
      at++;
    }
    // Spreadsheets leave records that contain only delimiters and empty quotes; these are not counted as rows.
    const blank = at - recordStart === fields - firstField - 1 + quotedFields * 2;
    if (byte === CR) {
      at++;
      if (at < length && bytes[at] === LF) at++;
    } else if (byte === LF) at++;
    line++;
    if (blank) {
      fields = firstField;
      continue;
    }
    if (rows === maxRows) {
      fault = { kind: 'too-many-rows', line: recordLine, column: 0 };
      break;
    }
    if (rows + 1 >= rowStarts.length) {
      rowStarts = grown(rowStarts);
      rowFields = grown(rowFields);
      rowLines = grown(rowLines);
    }
    rowStarts[rows] = recordStart;
    rowFields[rows] = firstField;
    rowLines[rows] = recordLine;
    rows++;
    rowFields[rows] = fields;
    if (fields - firstField > widest) widest = fields - firstField;
  }
  return { rowCount: rows, rowStarts, rowFields, rowLines, ends, widest, fault };
}
