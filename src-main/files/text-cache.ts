/** Longest text remembered, in bytes: names, roles, groups, states and titles are shorter. */
const LONGEST = 48;
const SLOTS = 1024;

/**
 * Texts by their bytes. Columns of roles, groups and states hold a few texts, a hundred thousand times each: the second time costs
 * no decoding and no memory, and equal texts are one object, which is found again in a map without being compared.
 */
export class TextCache {
  private readonly bytes: Buffer;
  private readonly decode: (bytes: Buffer, start: number, end: number) => string;
  /** Where the text of each slot stands in the bytes; a length of 0 for an empty slot. */
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
