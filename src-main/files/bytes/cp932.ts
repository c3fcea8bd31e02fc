/**
 * CP932 (Windows Shift_JIS) as two tables built from the platform's decoder on first use. For many short cells, a table lookup per
 * character is ten times faster than a decoder call per cell.
 */

export const isLeadByte = (byte: number): boolean => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
const isTrailByte = (byte: number): boolean => byte >= 0x40 && byte <= 0xfc && byte !== 0x7f;

const REPLACEMENT = 0xfffd;
/**
 * Code ranges. NEC's copy of IBM's extension characters is last, because it is read but never written. Other duplicates are written with
 * their lower code.
 */
const CODES = [
  [0x01, 0xff],
  [0x8100, 0xecff],
  [0xef00, 0xfcff],
  [0xed00, 0xeeff],
] as const;

let units: Uint16Array | undefined;
let codes: Uint16Array | undefined;

/** Maps codes (one byte, or lead × 256 + trail) to UTF-16 units; 0 = undefined. Every CP932 character is one unit. */
export function getCp932DecodeTable(): Uint16Array {
  if (units) return units;
  const table = new Uint16Array(0x10000);
  // ICU's decoder swaps three control characters (IBM compatibility); CP932 and the Encoding Standard keep ASCII.
  for (let ascii = 0; ascii < 0x80; ascii++) table[ascii] = ascii;
  const candidates = everyCode();
  // A NUL between candidates prevents an undefined pair from consuming the next candidate.
  const bytes = new Uint8Array(candidates.length * 3);
  let length = 0;
  for (const code of candidates) {
    if (code > 0xff) bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
    length++;
  }
  const text = new TextDecoder('shift_jis').decode(bytes.subarray(0, length));
  let at = 0;
  for (const code of candidates) {
    const end = text.indexOf('\0', at);
    if (end === at + 1 && text.charCodeAt(at) !== REPLACEMENT) table[code] = text.charCodeAt(at);
    at = end + 1;
  }
  units = table;
  return table;
}

/** Returns all codes that could be characters above ASCII, ascending. */
function everyCode(): number[] {
  const found: number[] = [];
  for (let single = 0x80; single < 0x100; single++) if (!isLeadByte(single)) found.push(single);
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if (!isLeadByte(lead)) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) if (isTrailByte(trail)) found.push(lead * 256 + trail);
  }
  return found;
}

/** Whether the bytes from `start` to `end` are valid CP932. */
export function isCp932(bytes: Uint8Array, start: number, end: number): boolean {
  const table = getCp932DecodeTable();
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x80) continue;
    if (!isLeadByte(byte)) {
      if (table[byte] === 0) return false;
    } else {
      at++;
      if (at === end || table[byte * 256 + (bytes[at] as number)] === 0) return false;
    }
  }
  return true;
}

/** Maps UTF-16 units to codes; 0 = not representable. If a character has two codes, it is the one that Windows writes. */
export function getCp932EncodeTable(): Uint16Array {
  if (codes) return codes;
  const decode = getCp932DecodeTable();
  const table = new Uint16Array(0x10000);
  for (const [first, last] of CODES) {
    for (let code = first; code <= last; code++) {
      const unit = decode[code] as number;
      if (unit !== 0 && table[unit] === 0) table[unit] = code;
    }
  }
  codes = table;
  return table;
}

/**
 * Maximum length of a concatenated piece. V8 copies shorter strings; longer ones keep references to their parts, which makes each character
 * slower.
 */
const PIECE = 12;

/** Decodes CP932 bytes from `start` to `end`, which were validated during the scan. */
export function decodeCp932(bytes: Uint8Array, start: number, end: number): string {
  const table = getCp932DecodeTable();
  let text = '';
  let piece = '';
  for (let at = start; at < end; ) {
    let code = bytes[at++] as number;
    if (isLeadByte(code)) code = code * 256 + (bytes[at++] ?? 0);
    // Concatenating takes half the time of building an array for a single call.
    piece += String.fromCharCode(table[code] as number);
    if (piece.length === PIECE) {
      text += piece;
      piece = '';
    }
  }
  return text === '' ? piece : text + piece;
}
