import iconv from 'iconv-lite';

/**
 * CP932 (Windows Shift_JIS) as two tables made from the platform's decoder and iconv-lite's encoder when first needed.
 * Cells are short and many: a table look-up per character is ten times faster than a decoder call per cell.
 */

export const isLeadByte = (byte: number): boolean => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
const isTrailByte = (byte: number): boolean => byte >= 0x40 && byte <= 0xfc && byte !== 0x7f;

let units: Uint16Array | undefined;
let codes: Uint16Array | undefined;

/** Code (one byte, or lead * 256 + trail) -> UTF-16 unit; 0 where CP932 has nothing. Every character of CP932 is one unit. */
export function cp932Units(): Uint16Array {
  if (units) return units;
  const table = new Uint16Array(0x10000);
  const candidates: number[] = [];
  // ICU's decoder exchanges three control characters (an IBM habit); CP932 and the Encoding Standard leave ASCII alone.
  for (let ascii = 0; ascii < 0x80; ascii++) table[ascii] = ascii;
  for (let single = 0x80; single < 0x100; single++) if (!isLeadByte(single)) candidates.push(single);
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if (!isLeadByte(lead)) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) if (isTrailByte(trail)) candidates.push(lead * 256 + trail);
  }
  // NUL between the candidates keeps an undefined pair from swallowing its neighbour.
  const bytes: number[] = [];
  for (const code of candidates) {
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff, 0);
  }
  const texts = new TextDecoder('shift_jis').decode(Uint8Array.from(bytes)).split('\0');
  candidates.forEach((code, index) => {
    const text = texts[index] ?? '';
    if (text.length === 1 && text !== '\ufffd') table[code] = text.charCodeAt(0);
  });
  units = table;
  return table;
}

/** Whether all bytes from `start` to `end` are characters of CP932. */
export function isCp932(bytes: Uint8Array, start: number, end: number): boolean {
  const table = cp932Units();
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

/** UTF-16 unit -> code; 0 where CP932 cannot hold it without loss. Of two codes for one character the one Windows writes. */
export function cp932Codes(): Uint16Array {
  if (codes) return codes;
  const decode = cp932Units();
  const table = new Uint16Array(0x10000);
  let characters = '';
  for (let code = 1; code < 0x10000; code++) {
    const unit = decode[code] ?? 0;
    if (unit === 0 || table[unit] !== 0) continue;
    table[unit] = code;
    characters += String.fromCharCode(unit);
  }
  const encoded = iconv.encode(characters, 'cp932');
  let at = 0;
  for (let index = 0; index < characters.length; index++) {
    const first = encoded[at++] ?? 0;
    const code = isLeadByte(first) ? first * 256 + (encoded[at++] ?? 0) : first;
    const unit = characters.charCodeAt(index);
    if (decode[code] === unit) table[unit] = code;
  }
  codes = table;
  return table;
}

const scratch = new Uint16Array(64);

/** Text of valid CP932 bytes from `start` to `end`. The bytes were checked when the file was scanned. */
export function decodeCp932(bytes: Uint8Array, start: number, end: number): string {
  const table = cp932Units();
  let text = '';
  let length = 0;
  for (let at = start; at < end; ) {
    let code = bytes[at++] as number;
    if (isLeadByte(code)) code = code * 256 + (bytes[at++] ?? 0);
    scratch[length++] = table[code] as number;
    if (length === 64) {
      text += String.fromCharCode.apply(null, scratch as unknown as number[]);
      length = 0;
    }
  }
  if (length === 0) return text;
  return text + String.fromCharCode.apply(null, scratch.subarray(0, length) as unknown as number[]);
}
