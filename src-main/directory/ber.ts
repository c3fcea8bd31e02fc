/** Thrown for bytes that are not a well-formed LDAP message. */
export class MalformedAnswer extends Error {}

/** The length of the first element of a buffer, header included; `null` = its header is not complete. Throws `MalformedAnswer`. */
export function elementLength(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const first = bytes[1] as number;
  if (first < 0x80) return 2 + first;
  const digits = first & 0x7f;
  if (digits === 0 || digits > 4) throw new MalformedAnswer('length');
  if (bytes.length < 2 + digits) return null;
  return 2 + digits + bytes.readUIntBE(2, digits);
}

/** Reads the elements of one BER value in order. An element that does not fit into its parent is refused before it is used. */
export class BerElements {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The tag of the next element; `null` at the end. */
  get tag(): number | null {
    return this.#bytes[this.#at] ?? null;
  }

  /** The content of the next element. Throws `MalformedAnswer` if it has another tag. */
  read(tag: number): Buffer {
    if (this.tag !== tag) throw new MalformedAnswer('tag');
    return this.skip();
  }

  /** The content of the next element, whatever its tag. */
  skip(): Buffer {
    const rest = this.#bytes.subarray(this.#at);
    const length = elementLength(rest);
    if (length === null || length > rest.length) throw new MalformedAnswer('length');
    this.#at += length;
    const first = rest[1] as number;
    return rest.subarray(2 + (first < 0x80 ? 0 : first & 0x7f), length);
  }

  children(tag: number): BerElements {
    return new BerElements(this.read(tag));
  }

  /** A small integer or enumeration. */
  integer(tag: number): number {
    const content = this.read(tag);
    if (content.length === 0 || content.length > 4) throw new MalformedAnswer('integer');
    return content.readIntBE(0, content.length);
  }
}
