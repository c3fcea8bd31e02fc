import type { ReportEncoding } from '#shared/contract/reports.ts';
import { cp932Codes } from './cp932.ts';

/** A character that the chosen encoding cannot hold and that was written as `〓` (CP932) or U+FFFD (half a surrogate pair). */
export interface UnwritableCharacter {
  readonly character: string;
  readonly codePoint: number;
  readonly count: number;
  /** 1-based row of the report below its header; 0 for the header itself. */
  readonly firstRow: number;
}

/** Characters that did not fit, in the order in which they were met. */
export class Unwritable {
  private readonly found = new Map<number, { count: number; firstRow: number }>();
  /** Row now being written. */
  row = 0;

  add(codePoint: number): void {
    const known = this.found.get(codePoint);
    if (known) known.count++;
    else this.found.set(codePoint, { count: 1, firstRow: this.row });
  }
  get characters(): readonly UnwritableCharacter[] {
    return [...this.found].map(([codePoint, { count, firstRow }]) => ({ character: String.fromCodePoint(codePoint), codePoint, count, firstRow }));
  }
}

/** Writes `text` from its UTF-16 unit `from` on into `bytes` at `at`; returns the offset behind it. `bytes` has room for 3 bytes a unit. */
export type PutText = (text: string, from: number, bytes: Uint8Array, at: number, unwritable: Unwritable) => number;

/** What stands for a character that CP932 cannot hold: the geta mark, as in Japanese print. */
const GETA = 0x81ac;

const putCp932: PutText = (text, from, bytes, start, unwritable) => {
  const codes = cp932Codes();
  let at = start;
  for (let index = from; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      bytes[at++] = unit;
      continue;
    }
    let code = codes[unit] as number;
    if (code === 0) {
      const codePoint = text.codePointAt(index) as number;
      if (codePoint > 0xffff) index++;
      unwritable.add(codePoint);
      code = GETA;
    }
    if (code > 0xff) bytes[at++] = code >> 8;
    bytes[at++] = code & 0xff;
  }
  return at;
};

const putUtf8: PutText = (text, from, bytes, start, unwritable) => {
  let at = start;
  for (let index = from; index < text.length; index++) {
    let point = text.charCodeAt(index);
    if (point < 0x80) {
      bytes[at++] = point;
    } else if (point < 0x800) {
      bytes[at++] = 0xc0 | (point >> 6);
      bytes[at++] = 0x80 | (point & 0x3f);
    } else {
      if (point >= 0xd800 && point <= 0xdfff) {
        point = text.codePointAt(index) as number;
        if (point > 0xffff) {
          index++;
          bytes[at++] = 0xf0 | (point >> 18);
          bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
          bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
          bytes[at++] = 0x80 | (point & 0x3f);
          continue;
        }
        unwritable.add(point);
        point = 0xfffd;
      }
      bytes[at++] = 0xe0 | (point >> 12);
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[at++] = 0x80 | (point & 0x3f);
    }
  }
  return at;
};

export const putTextIn = (encoding: ReportEncoding): PutText => (encoding === 'cp932' ? putCp932 : putUtf8);
