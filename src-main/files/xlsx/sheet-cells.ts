import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { HEADER_SEARCH_ROWS, MAX_CELL_BYTES, MAX_CELL_CHARACTERS, MAX_CELLS, MAX_FILE_MB, MAX_ROWS } from '../limits.ts';

/**
 * Filled cells of a sheet in flat arrays: empty cells use no memory, and the arrays can be transferred between threads without a copy. Rows
 * without text are left out.
 */
export interface SheetCells {
  /** All distinct texts in UTF-8, concatenated. */
  readonly texts: Uint8Array;
  /** Texts that UTF-8 cannot represent (lone surrogates), stored as UTF-16. */
  readonly wideTexts: Uint32Array;
  /** End offset of each text. */
  readonly textEnds: Uint32Array;
  /** 1-based number of each row in the sheet. */
  readonly rowNumbers: Uint32Array;
  /** Index of each row's first cell; one entry more than rows. */
  readonly rowCells: Uint32Array;
  /** 0-based column of each cell, and the index of its text. */
  readonly columns: Uint16Array;
  readonly cellTexts: Uint32Array;
}

/** Buffers of the arrays, for transfer to another thread. */
export const listBuffers = (cells: SheetCells): ArrayBuffer[] => [
  ...new Set(Object.values(cells).map((array: Uint8Array) => array.buffer as ArrayBuffer)),
];

/** Collects the texts of a workbook by number; the first one is empty. */
export class WorkbookTexts {
  #bytes = Buffer.allocUnsafeSlow(1 << 16);
  #used = 0;
  #ends = new Uint32Array(1024);
  #count = 0;
  readonly #wide: number[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    this.add('');
  }

  get count(): number {
    return this.#count;
  }

  isEmpty(text: number): boolean {
    return this.#ends[text] === (text === 0 ? 0 : this.#ends[text - 1]);
  }

  /** Adds a text and returns its number. Throws file-beyond-limits if it is too long. */
  add(text: string): number {
    if (text.length > MAX_CELL_BYTES) throw this.#tooLong();
    const encoding = text.isWellFormed() ? 'utf8' : 'utf16le';
    if (encoding === 'utf16le') this.#wide.push(this.#count);
    const length = Buffer.byteLength(text, encoding);
    this.#room(length);
    this.#used += this.#bytes.write(text, this.#used, encoding);
    return this.#end(length);
  }

  addBytes(source: Buffer, from: number, to: number): number {
    this.#room(to - from);
    this.#used += source.copy(this.#bytes, this.#used, from, to);
    return this.#end(to - from);
  }

  finish(): Pick<SheetCells, 'texts' | 'wideTexts' | 'textEnds'> {
    return {
      texts: this.#bytes.subarray(0, this.#used),
      wideTexts: Uint32Array.from(this.#wide),
      textEnds: this.#ends.subarray(0, this.#count),
    };
  }

  #room(length: number): void {
    if (length > MAX_CELL_BYTES) throw this.#tooLong();
    if (this.#used + length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#used + length));
      this.#bytes.copy(larger, 0, 0, this.#used);
      this.#bytes = larger;
    }
  }

  #end(length: number): number {
    if (length > MAX_CELL_BYTES) throw this.#tooLong();
    if (this.#count === this.#ends.length) this.#ends = grown(this.#ends, new Uint32Array(this.#ends.length * 2));
    this.#ends[this.#count] = this.#used;
    return this.#count++;
  }

  #tooLong(): ExpectedError {
    return new ExpectedError('file-beyond-limits', { file: this.#file, limit: 'cell', most: MAX_CELL_CHARACTERS });
  }
}

/** Collects the cells of a sheet in order. Throws file-too-many-rows and file-too-large. */
export class CellsBuilder {
  readonly #file: string;
  #rowNumbers = new Uint32Array(1024);
  #rowCells = new Uint32Array(1024);
  #columns = new Uint16Array(4096);
  #cellTexts = new Uint32Array(4096);
  #rows = 0;
  #cells = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** Adds a cell with text to row `rowNumber`; rows must be added in order. */
  add(rowNumber: number, column: number, text: number): void {
    if (this.#rows === 0 || this.#rowNumbers[this.#rows - 1] !== rowNumber) this.#begin(rowNumber);
    if (this.#cells === this.#columns.length) {
      if (this.#cells >= MAX_CELLS) throw new ExpectedError('file-too-large', { file: this.#file, size: MAX_FILE_MB });
      const size = Math.min(this.#cells * 2, MAX_CELLS);
      this.#columns = grown(this.#columns, new Uint16Array(size));
      this.#cellTexts = grown(this.#cellTexts, new Uint32Array(size));
    }
    this.#columns[this.#cells] = column;
    this.#cellTexts[this.#cells++] = text;
  }

  finish(): Omit<SheetCells, 'texts' | 'wideTexts' | 'textEnds'> {
    const rowCells = this.#rowCells.slice(0, this.#rows + 1);
    rowCells[this.#rows] = this.#cells;
    return {
      rowNumbers: this.#rowNumbers.slice(0, this.#rows),
      rowCells,
      columns: this.#columns.subarray(0, this.#cells),
      cellTexts: this.#cellTexts.subarray(0, this.#cells),
    };
  }

  #begin(rowNumber: number): void {
    if (this.#rows > MAX_ROWS + HEADER_SEARCH_ROWS) throw new ExpectedError('file-too-many-rows', { file: this.#file, limit: MAX_ROWS });
    if (this.#rows + 1 === this.#rowNumbers.length) {
      this.#rowNumbers = grown(this.#rowNumbers, new Uint32Array(this.#rowNumbers.length * 2));
      this.#rowCells = grown(this.#rowCells, new Uint32Array(this.#rowCells.length * 2));
    }
    this.#rowNumbers[this.#rows] = rowNumber;
    this.#rowCells[this.#rows++] = this.#cells;
  }
}

function grown<A extends Uint32Array | Uint16Array>(from: A, larger: A): A {
  larger.set(from);
  return larger;
}
