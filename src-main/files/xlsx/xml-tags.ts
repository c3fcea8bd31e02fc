import { ExpectedError } from '#shared/contract/call/expected-error.ts';

/** Maximum nesting; a sheet has seven levels. */
const MAX_DEPTH = 64;
/** Maximum bytes of a tag; namespace declarations take up to two thousand. */
const MAX_TAG_BYTES = 64 * 1024;

const [LESS, GREATER, SLASH, EXCLAMATION, QUESTION, EQUALS, COLON, AMPERSAND, UNDERSCORE] = [
  0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x3d, 0x3a, 0x26, 0x5f,
] as const;
const [DOUBLE, SINGLE] = [0x22, 0x27] as const;

/**
 * Iterates over the tags of one XML part. Stores only the names of open elements, so it takes linear time and constant memory. Throws
 * file-unreadable for invalid XML or a document type, file-beyond-limits for elements nested too deeply or tags that are too long.
 */
export class XmlTags {
  /** Name of the tag without its prefix. */
  name = '';
  closing = false;
  /** Whether the tag is `<name/>`, which has no closing tag. */
  empty = false;
  /** Offset of the tag's first byte, and of the byte after the tag. */
  start = 0;
  end = 0;
  readonly bytes: Buffer;
  readonly #file: string;
  readonly #open: string[] = [];
  #attributes = 0;

  constructor(part: Buffer, file: string) {
    this.bytes = inUtf8(part);
    this.#file = file;
  }

  /** Moves to the next tag; `false` at the end. Skips comments and processing instructions. */
  next(): boolean {
    const { bytes } = this;
    let at = this.end;
    for (;;) {
      at = bytes.indexOf(LESS, at);
      if (at < 0) {
        if (this.#open.length > 0) throw this.#damaged();
        return false;
      }
      const kind = bytes[at + 1];
      if (kind === EXCLAMATION) at = this.#behindDeclaration(at);
      else if (kind === QUESTION) at = this.#behind('?>', at);
      else break;
    }
    this.start = at;
    this.closing = bytes[at + 1] === SLASH;
    const nameAt = at + (this.closing ? 2 : 1);
    this.end = this.#endOfTag(nameAt);
    this.empty = !this.closing && bytes[this.end - 2] === SLASH;
    this.#readName(nameAt);
    this.#balance();
    return true;
  }

  /** Returns the attribute's decoded value. `prefixed`: the attribute must have a prefix. */
  attribute(name: string, prefixed = false): string | undefined {
    const { bytes } = this;
    const last = this.end - 1;
    for (let at = this.#attributes; at < last; ) {
      while (at < last && (bytes[at] as number) <= 0x20) at++;
      const from = at;
      let colon = -1;
      for (; at < last && bytes[at] !== EQUALS && (bytes[at] as number) > 0x20; at++) if (bytes[at] === COLON) colon = at;
      const to = at;
      while (at < last && (bytes[at] as number) <= 0x20) at++;
      if (bytes[at] !== EQUALS) {
        if (to === from) at++;
        continue;
      }
      at++;
      while (at < last && (bytes[at] as number) <= 0x20) at++;
      const quote = bytes[at];
      if (quote !== DOUBLE && quote !== SINGLE) throw this.#damaged();
      const valueAt = at + 1;
      at = bytes.indexOf(quote, valueAt);
      if (at < 0 || at > last) throw this.#damaged();
      const local = prefixed ? colon + 1 : from;
      if (prefixed === colon >= 0 && to - local === name.length && bytes.toString('latin1', local, to) === name)
        return decodeXml(bytes.toString('utf8', valueAt, at));
      at++;
    }
    return undefined;
  }

  /** Decodes the text between two offsets: references, CDATA sections and Excel's `_x000D_`. */
  text(from: number, to: number): string {
    const raw = this.bytes.toString('utf8', from, to);
    return unescapeExcel(raw.includes('<') ? textOfMixed(raw) : decodeXml(raw));
  }

  /** Whether the bytes between two offsets are the text itself and need no decoding. */
  isPlain(from: number, to: number): boolean {
    const { bytes } = this;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte === AMPERSAND || byte === LESS || byte === UNDERSCORE) return false;
    }
    return true;
  }

  #readName(from: number): void {
    const { bytes } = this;
    let at = from;
    let local = from;
    for (; at < this.end - 1; at++) {
      const byte = bytes[at] as number;
      if (byte <= 0x20 || byte === SLASH) break;
      if (byte === COLON) local = at + 1;
    }
    if (at === local) throw this.#damaged();
    this.#attributes = at;
    const length = at - local;
    // Millions of tags are named c, v and t; a string of one character needs no new allocation.
    this.name = length === 1 ? String.fromCharCode(bytes[local] as number) : bytes.toString('latin1', local, at);
  }

  #balance(): void {
    if (this.closing) {
      if (this.#open.pop() !== this.name) throw this.#damaged();
    } else if (!this.empty) {
      if (this.#open.length === MAX_DEPTH)
        throw new ExpectedError('file-beyond-limits', { file: this.#file, limit: 'nesting', most: MAX_DEPTH });
      this.#open.push(this.name);
    }
  }

  /** Returns the offset after the `>` of a tag, ignoring those in quotes. */
  #endOfTag(from: number): number {
    const { bytes } = this;
    const limit = Math.min(bytes.length, from + MAX_TAG_BYTES);
    let quote = 0;
    for (let at = from; at < limit; at++) {
      const byte = bytes[at] as number;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === GREATER) return at + 1;
      else if (byte === DOUBLE || byte === SINGLE) quote = byte;
      else if (byte === LESS) break;
    }
    if (limit < bytes.length && limit === from + MAX_TAG_BYTES)
      throw new ExpectedError('file-beyond-limits', { file: this.#file, limit: 'markup', most: MAX_TAG_BYTES });
    throw this.#damaged();
  }

  #behindDeclaration(at: number): number {
    const opening = this.bytes.toString('latin1', at, at + 9);
    if (opening.startsWith('<!--')) return this.#behind('-->', at + 4);
    if (opening === '<![CDATA[') return this.#behind(']]>', at);
    // Refused because a document type may declare entities; no workbook has one.
    throw this.#damaged();
  }

  #behind(mark: string, from: number): number {
    const at = this.bytes.indexOf(mark, from, 'latin1');
    if (at < 0) throw this.#damaged();
    return at + mark.length;
  }

  #damaged(): ExpectedError {
    return new ExpectedError('file-unreadable', { file: this.#file });
  }
}

/** Converts a part in UTF-16 to UTF-8; XML allows both. */
function inUtf8(part: Buffer): Buffer {
  if (part[0] === 0xff && part[1] === 0xfe) return Buffer.from(part.subarray(2).toString('utf16le'), 'utf8');
  return part[0] === 0xef && part[1] === 0xbb && part[2] === 0xbf ? part.subarray(3) : part;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Decodes character references and the five predefined entities; others stay unchanged. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,8})|#x([\da-f]{1,8})|([a-z]{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}

/** Returns the text of a part that contains comments and CDATA sections. */
function textOfMixed(raw: string): string {
  let text = '';
  for (let at = 0; at < raw.length; ) {
    const open = raw.indexOf('<!', at);
    if (open < 0) return text + decodeXml(raw.slice(at));
    text += decodeXml(raw.slice(at, open));
    const isData = raw.startsWith('<![CDATA[', open);
    const close = raw.indexOf(isData ? ']]>' : '-->', open + 4);
    if (close < 0) return text;
    if (isData) text += raw.slice(open + 9, close);
    at = close + 3;
  }
  return text;
}

/** Decodes Excel's escapes of characters that XML cannot contain (ECMA-376 22.9.2.19). */
const unescapeExcel = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
