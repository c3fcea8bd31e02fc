import { isAscii, isUtf8 } from 'node:buffer';
import type { FileEncoding } from '#shared/contract/imports/imports.ts';

export type Delimiter = 'comma' | 'tab' | 'semicolon';
export type DetectedBy = 'bom' | 'utf-8-valid' | 'cp932-text' | 'ascii' | 'user';

export const DELIMITER_BYTES: Readonly<Record<Delimiter, number>> = { comma: 0x2c, tab: 0x09, semicolon: 0x3b };
const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

/** Detects the encoding of a file. Without a byte order mark it is a guess, so the reader validates every byte. */
export function detectEncoding(bytes: Uint8Array): { encoding: FileEncoding; detectedBy: DetectedBy } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8-bom', detectedBy: 'bom' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', detectedBy: 'bom' };
  if (looksLikeUtf16(bytes)) return { encoding: 'utf-16le', detectedBy: 'bom' };
  if (isAscii(bytes)) return { encoding: 'utf-8', detectedBy: 'ascii' };
  if (isUtf8(bytes)) return { encoding: 'utf-8', detectedBy: 'utf-8-valid' };
  // A UTF-8 file with a few damaged bytes must be refused as damaged UTF-8, not decoded as Shift_JIS with characters such as 縺 and 繧.
  return isMostlyUtf8(bytes) ? { encoding: 'utf-8', detectedBy: 'utf-8-valid' } : { encoding: 'shift_jis', detectedBy: 'cp932-text' };
}

/** Returns the length of the byte order mark at the start; 0 = none. */
export function getByteOrderMarkLength(bytes: Uint8Array, encoding: FileEncoding): number {
  if (encoding === 'utf-16le') return bytes[0] === 0xff && bytes[1] === 0xfe ? 2 : 0;
  if (encoding === 'shift_jis') return 0;
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Whether bytes without a byte order mark look like UTF-16: the second byte of nearly every Latin character, digit or delimiter is NUL. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, 512) & ~1;
  if (end < 4) return false;
  let high = 0;
  for (let at = 0; at < end; at += 2) {
    if (bytes[at] === 0) return false;
    if (bytes[at + 1] === 0) high++;
  }
  return high > 0;
}

/** Returns the length of the valid UTF-8 sequence at `at`; 0 = none. */
function utf8Length(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = 2; next < length; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** Returns the offset of the first byte that is not UTF-8; -1 = none. */
export function findInvalidUtf8(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return -1;
  for (let at = 0; at < bytes.length; ) {
    const length = utf8Length(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return -1;
}

/**
 * Whether 64 KiB from the first non-ASCII byte on are mostly UTF-8: valid sequences of three or more bytes, which include all Japanese
 * characters, far outnumber damaged ones. Japanese in CP932 hardly ever forms such a sequence.
 */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let wellFormed = 0;
  let damaged = 0;
  const start = bytes.findIndex((byte) => byte >= 0x80);
  const end = Math.min(bytes.length, start + (1 << 16));
  for (let at = start; at < end; ) {
    const length = utf8Length(bytes, at);
    if (length === 0) damaged++;
    else if (length > 2) wellFormed++;
    at += length || 1;
  }
  return wellFormed > damaged * 4;
}

/** Number of bytes searched for the delimiter, and of records compared. */
const DELIMITER_SAMPLE = 1 << 16;
const DELIMITER_RECORDS = 20;

/** Returns the delimiter that splits the first records most evenly into the most columns; comma if none occurs. */
export function detectDelimiter(bytes: Uint8Array): Delimiter {
  // Excel's own hint line, for example `sep=;`.
  const hint = /^(?:\xef\xbb\xbf)?sep=([,;\t])\r?\n?/i.exec(Buffer.from(bytes.subarray(0, 16)).toString('latin1'));
  if (hint) return hint[1] === ';' ? 'semicolon' : hint[1] === '\t' ? 'tab' : 'comma';
  let best: Delimiter = 'comma';
  let bestScore = 0;
  for (const delimiter of ['comma', 'tab', 'semicolon'] as const) {
    const score = evenness(delimitersPerRecord(bytes, DELIMITER_BYTES[delimiter]));
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function delimitersPerRecord(bytes: Uint8Array, delimiter: number): number[] {
  const counts: number[] = [];
  const end = Math.min(bytes.length, DELIMITER_SAMPLE);
  let count = 0;
  let quoted = false;
  let atStart = true;
  let empty = true;
  for (let at = 0; at < end && counts.length < DELIMITER_RECORDS; at++) {
    const byte = bytes[at] as number;
    if (quoted) {
      if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE && (atStart || bytes[at - 1] === QUOTE)) quoted = true;
    else if (byte === delimiter) {
      count++;
      atStart = true;
      empty = false;
      continue;
    } else if (byte === LF || byte === CR) {
      if (!empty) counts.push(count);
      count = 0;
      atStart = true;
      empty = true;
      continue;
    }
    atStart = false;
    empty = false;
  }
  // A record that the sample cuts off has an incomplete count.
  const whole = end === bytes.length || counts.length === 0;
  if (!empty && whole && counts.length < DELIMITER_RECORDS) counts.push(count);
  return counts;
}

function evenness(counts: readonly number[]): number {
  const frequency = new Map<number, number>();
  for (const count of counts) if (count > 0) frequency.set(count, (frequency.get(count) ?? 0) + 1);
  let score = 0;
  for (const [count, records] of frequency) score = Math.max(score, records / counts.length + Math.min(count, 999) / 1e6);
  return score;
}
