/** Compares addresses of a list as bytes without decoding them: most are ordinary addresses, and only equality matters. */

/** Byte ranges of one column: the cell of `row` is from `starts[row]` to `ends[row]`, without quotes. */
export interface CellSpans {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const LETTER = 1;
const DIGIT = 2;
const SEPARATOR = 4;
const UNDERSCORE = 8;
const KINDS = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyz') KINDS[character.charCodeAt(0)] = LETTER;
for (const character of '0123456789') KINDS[character.charCodeAt(0)] = DIGIT;
for (const character of '.-') KINDS[character.charCodeAt(0)] = SEPARATOR;
KINDS['_'.charCodeAt(0)] = UNDERSCORE;

const AT = 0x40;
const DOT = 0x2e;
/** Maximum length in bytes; longer addresses are not handled here. The domain's `isOrdinaryAddress` has the same limit. */
export const MAX_ADDRESS_BYTES = 64;

/** Parses cells as addresses. The fields contain the result of the last call of `read`. */
export class AddressBytes {
  readonly #bytes: Uint8Array;
  /** The same value as the domain's `hashAddress`. */
  hash = 0;
  /** Length of the local part. */
  local = 0;
  /** Offset of the first separator or digit in the local part; the part's length if it has none. */
  word = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /**
   * Whether the cell is a valid address in canonical form: lower-case letters, digits and single separators, and a host name of at least
   * two labels. Runs in one pass. Returns false for some valid addresses, but never true for an invalid one.
   */
  read(start: number, end: number): boolean {
    const bytes = this.#bytes;
    const length = end - start;
    if (length > MAX_ADDRESS_BYTES) return false;
    let hash = 0;
    let before = SEPARATOR;
    let word = -1;
    let at = start;
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte === AT) break;
      const kind = KINDS[byte] as number;
      if (kind === 0 || (kind >= SEPARATOR && before >= SEPARATOR)) return false;
      if (word < 0 && kind !== LETTER) word = at - start;
      hash = (Math.imul(hash, 31) + byte) | 0;
      before = kind;
    }
    if (at >= end || before >= SEPARATOR) return false;
    this.local = at - start;
    this.word = word < 0 ? this.local : word;
    hash = (Math.imul(hash, 31) + AT) | 0;
    before = SEPARATOR;
    let label = 0;
    let letters = 0;
    for (at++; at < end; at++) {
      const byte = bytes[at] as number;
      const kind = KINDS[byte] as number;
      if (kind === 0 || kind === UNDERSCORE || (kind === SEPARATOR && before === SEPARATOR)) return false;
      if (byte === DOT) {
        label = at + 1;
        letters = 0;
      } else letters |= kind & LETTER;
      hash = (Math.imul(hash, 31) + byte) | 0;
      before = kind;
    }
    this.hash = mixed(hash);
    return before !== SEPARATOR && label !== 0 && end - label > 1 && letters !== 0;
  }
}

const mixed = (hash: number): number => {
  const once = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return once ^ (once >>> 15);
};

const BITS = 24;

/** A set of hashes with one bit each. A miss is certain: the address is in none of the lists; about one hit in a hundred is wrong. */
export class AddressHashes {
  readonly #bits = new Uint8Array(1 << (BITS - 3));

  add(hash: number): void {
    const bit = hash >>> (32 - BITS);
    this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] as number) | (1 << (bit & 7));
  }

  mayHave(hash: number): boolean {
    const bit = hash >>> (32 - BITS);
    return ((this.#bits[bit >>> 3] as number) & (1 << (bit & 7))) !== 0;
  }
}

/** Finds rows of one column by cell content. Rows are stored by hash and compared byte by byte. */
export class AddressIndex {
  readonly #bytes: Uint8Array;
  readonly #spans: CellSpans;
  readonly #mask: number;
  /** Two adjacent values per slot: the hash, and the row plus one (0 = empty). */
  readonly #slots: Int32Array;

  constructor(bytes: Uint8Array, spans: CellSpans) {
    let size = 16;
    while (size < spans.starts.length * 2) size *= 2;
    this.#bytes = bytes;
    this.#spans = spans;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size * 2);
  }

  /** Adds a row unless a row with equal bytes exists. Returns the existing or the added row. */
  put(row: number, hash: number): number {
    const slot = this.#slotOf(hash, this.#bytes, this.#spans.starts[row] as number, this.#spans.ends[row] as number);
    const place = this.#slots[slot + 1] as number;
    if (place !== 0) return place - 1;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = row + 1;
    return row;
  }

  /** Returns the row with equal bytes; `-1` = none. */
  find(hash: number, bytes: Uint8Array, start: number, end: number): number {
    return (this.#slots[this.#slotOf(hash, bytes, start, end) + 1] as number) - 1;
  }

  #slotOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
    for (let at = hash & this.#mask; ; at = (at + 1) & this.#mask) {
      const slot = at * 2;
      const place = this.#slots[slot + 1] as number;
      if (place === 0 || (this.#slots[slot] === hash && this.#isEqual(place - 1, bytes, start, end))) return slot;
    }
  }

  #isEqual(row: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#spans.starts[row] as number;
    if ((this.#spans.ends[row] as number) - own !== end - start) return false;
    for (let at = start, other = own; at < end; at++, other++) if (bytes[at] !== this.#bytes[other]) return false;
    return true;
  }
}
