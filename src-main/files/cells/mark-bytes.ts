import { isLeadByte } from '../bytes/cp932.ts';
import type { Table } from '../table.ts';

/** Separators (the domain's `hasSeparatorMark`) as bytes: one byte for an ASCII character, the first two bytes for any other. */
const ASCII_MARKS = ';|\r\n,/ \t';
/** First two bytes of the characters `　、，；／｜`. */
const WIDE_MARKS = { cp932: [0x8140, 0x8141, 0x8143, 0x8147, 0x815e, 0x8162], utf8: [0xe380, 0xefbc, 0xefbd] } as const;

/** Whether a cell of the column may contain a separator. If not, no cell needs to be decoded. */
export function mayContainSeparator({ raw }: Table, column: number): boolean {
  if (raw === undefined) return true;
  const { bytes, cp932 } = raw;
  const { starts, ends } = raw.spans(column);
  const isMark = markTable(cp932 ? WIDE_MARKS.cp932 : WIDE_MARKS.utf8);
  for (let row = 0; row < starts.length; row++) {
    const end = ends[row] as number;
    for (let at = starts[row] as number; at < end; at++) {
      const byte = bytes[at] as number;
      const isWide = byte >= 0x80;
      if (isMark[isWide ? byte * 256 + (bytes[at + 1] ?? 0) : byte] === 1) return true;
      if (isWide && cp932 && isLeadByte(byte)) at++;
    }
  }
  return false;
}

function markTable(wide: readonly number[]): Uint8Array {
  const marks = new Uint8Array(0x10000);
  for (const mark of ASCII_MARKS) marks[mark.charCodeAt(0)] = 1;
  for (const pair of wide) marks[pair] = 1;
  return marks;
}
