import { ExpectedError } from '#shared/contract/expected-error.ts';

/** Elements one in another; a sheet has seven. */
const MAX_DEPTH = 64;
/** Longest tag in bytes: the declarations of a workbook's namespaces take two thousand. */
const MAX_TAG_BYTES = 64 * 1024;

const [LESS, GREATER, SLASH, EXCLAMATION, QUESTION, EQUALS, COLON, AMPERSAND, UNDERSCORE] = [
  0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x3d, 0x3a, 0x26, 0x5f,
] as const;
const [DOUBLE, SINGLE] = [0x22, 0x27] as const;

/**
 * Goes through the tags of one XML part of a book, front to back. Remembers the names of the open elements and nothing else, so that its
 * time grows with the part and its memory not at all. Throws file-unreadable for what is no XML or declares a document type, and
 * file-beyond-limits for elements too deep or tags too long.
 */
export class XmlTags {
  /** Name of the tag without its prefix. */
  name = '';
  closing = false;
  /** `<name/>`: no closing tag follows. */
  empty = false;
  /** Where the tag begins and where what follows it begins. */
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

  /** Steps to the next tag; `false` behind the last one. Comments and processing instructions are passed over. */
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

  /** The attribute's value, decoded. `prefixed` finds it under any prefix, and only under one. */
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

  /** The text between two places, decoded: references, CDATA sections and Excel's `_x000D_`. */
  text(from: number, to: number): string {
    const raw = this.bytes.toString('utf8', from, to);
    return unescapeExcel(raw.includes('<') ? textOfMixed(raw) : decodeXml(raw));
  }

  /** Whether the bytes between are the text as it is. */
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
    // Millions of tags are called c, v and t: one character is no new string.
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

  /** Behind the `>` of a tag; those inside quotes are not it. */
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
    // A document type may declare entities; no book has one.
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

/** A part in UTF-16 as UTF-8; XML allows both. */
function inUtf8(part: Buffer): Buffer {
  if (part[0] === 0xff && part[1] === 0xfe) return Buffer.from(part.subarray(2).toString('utf16le'), 'utf8');
  return part[0] === 0xef && part[1] === 0xbb && part[2] === 0xbf ? part.subarray(3) : part;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Character references and the five entities that need no declaration; anything else stays as it stands. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,8})|#x([\da-f]{1,8})|([a-z]{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}

/** Text with comments and CDATA sections in it. */
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

/** What XML has no place for, as Excel writes it (ECMA-376 22.9.2.19). */
const unescapeExcel = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
