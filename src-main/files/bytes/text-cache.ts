/** Longest text remembered, in bytes: names, roles, groups, states and titles are shorter. */
const LONGEST = 48;
const SLOTS = 1024;

/**
 * Caches texts by bytes. Columns of roles, groups and states have few distinct texts: repeated ones cost no decoding or memory, and equal
 * texts are one object, which maps find by identity.
 */
export class TextCache {
  private readonly bytes: Buffer;
  private readonly decode: (bytes: Buffer, start: number, end: number) => string;
  /** Position of each slot's text in the bytes; length 0 = empty slot. */
  private readonly starts = new Uint32Array(SLOTS);
  private readonly lengths = new Uint8Array(SLOTS);
  private readonly texts = new Array<string>(SLOTS).fill('');

  constructor(bytes: Buffer, decode: (bytes: Buffer, start: number, end: number) => string) {
    this.bytes = bytes;
    this.decode = decode;
  }

  text(start: number, end: number): string {
    const length = end - start;
    if (length === 0 || length > LONGEST) return this.decode(this.bytes, start, end);
    const { bytes } = this;
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    if (this.lengths[slot] === length && this.isSame(this.starts[slot] as number, start, length)) return this.texts[slot] as string;
    const text = this.decode(bytes, start, end);
    this.starts[slot] = start;
    this.lengths[slot] = length;
    this.texts[slot] = text;
    return text;
  }

  private isSame(a: number, b: number, length: number): boolean {
    for (let at = 0; at < length; at++) if (this.bytes[a + at] !== this.bytes[b + at]) return false;
    return true;
  }
}
