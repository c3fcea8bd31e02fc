import type { ReportEncoding } from '#shared/contract/reports.ts';
import { getCp932EncodeTable } from '../bytes/cp932.ts';

/** A character that the encoding lacks, and that is written as `〓` (CP932) or U+FFFD (lone surrogate). */
export interface UnwritableCharacter {
  readonly character: string;
  readonly codePoint: number;
  readonly count: number;
  /** 1-based row below the report's header; 0 for the header itself. */
  readonly firstRow: number;
}

/** Collects characters that the encoding lacks, in order of occurrence. */
export class UnwritableCollector {
  private readonly found = new Map<number, { count: number; firstRow: number }>();
  /** Number of the row being written. */
  row = 0;
  /** Set to true by `put` when it writes a replacement. */
  met = false;

  add(codePoint: number): void {
    const known = this.found.get(codePoint);
    if (known) known.count++;
    else this.found.set(codePoint, { count: 1, firstRow: this.row });
  }
  get characters(): readonly UnwritableCharacter[] {
    return [...this.found].map(([codePoint, { count, firstRow }]) => ({
      character: String.fromCodePoint(codePoint),
      codePoint,
      count,
      firstRow,
    }));
  }
}

export interface TextEncoding {
  /** Writes a text into `bytes` at `at`, where 3 bytes per UTF-16 unit must be available. Returns the end offset. */
  readonly put: (text: string, bytes: Buffer, at: number, unwritable: UnwritableCollector) => number;
  /** Records the characters of a text that `put` replaced. */
  readonly note: (text: string, unwritable: UnwritableCollector) => void;
}

/** Replacement for characters that CP932 lacks: the geta mark, used for missing type in Japanese printing. */
const CP932_GETA_MARK = 0x81ac;

const CP932: TextEncoding = {
  put(text, bytes, start, unwritable) {
    const codes = getCp932EncodeTable();
    let at = start;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit < 0x80) {
        bytes[at++] = unit;
        continue;
      }
      let code = codes[unit] as number;
      if (code === 0) {
        code = CP932_GETA_MARK;
        unwritable.met = true;
        if ((text.codePointAt(index) as number) > 0xffff) index++;
      }
      if (code > 0xff) bytes[at++] = code >> 8;
      bytes[at++] = code & 0xff;
    }
    return at;
  },
  note(text, unwritable) {
    const codes = getCp932EncodeTable();
    for (const character of text) {
      const point = character.codePointAt(0) as number;
      if (point >= 0x80 && (point > 0xffff || codes[point] === 0)) unwritable.add(point);
    }
  },
};

const UTF8: TextEncoding = {
  put(text, bytes, at, unwritable) {
    const length = bytes.write(text, at, 'utf8');
    if (length !== text.length && !text.isWellFormed()) unwritable.met = true;
    return at + length;
  },
  note(text, unwritable) {
    for (const character of text) if (!character.isWellFormed()) unwritable.add(character.charCodeAt(0));
  },
};

export const getTextEncoding = (encoding: ReportEncoding): TextEncoding => (encoding === 'cp932' ? CP932 : UTF8);
