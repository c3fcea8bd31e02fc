/** Thrown for bytes that are not a well-formed LDAP message. */
export class MalformedLdapMessage extends Error {}

/**
 * Returns the length of the first element in a buffer, including its header; `null` = the header is incomplete. Throws `MalformedLdapMessage`.
 */
export function getBerElementLength(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const first = bytes[1] as number;
  if (first < 0x80) return 2 + first;
  const digits = first & 0x7f;
  if (digits === 0 || digits > 4) throw new MalformedLdapMessage('length');
  if (bytes.length < 2 + digits) return null;
  return 2 + digits + bytes.readUIntBE(2, digits);
}

/** Reads the elements of a BER value in order. An element that exceeds its parent is refused before it is read. */
export class BerElements {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Returns the tag of the next element; `null` at the end. */
  get tag(): number | null {
    return this.#bytes[this.#at] ?? null;
  }

  /** Returns the content of the next element. Throws `MalformedLdapMessage` if its tag is different. */
  read(tag: number): Buffer {
    if (this.tag !== tag) throw new MalformedLdapMessage('tag');
    return this.skip();
  }

  /** Returns the content of the next element, with any tag. */
  skip(): Buffer {
    const rest = this.#bytes.subarray(this.#at);
    const length = getBerElementLength(rest);
    if (length === null || length > rest.length) throw new MalformedLdapMessage('length');
    this.#at += length;
    const first = rest[1] as number;
    return rest.subarray(2 + (first < 0x80 ? 0 : first & 0x7f), length);
  }

  children(tag: number): BerElements {
    return new BerElements(this.read(tag));
  }

  /** Reads a small integer or enumeration. */
  integer(tag: number): number {
    const content = this.read(tag);
    if (content.length === 0 || content.length > 4) throw new MalformedLdapMessage('integer');
    return content.readIntBE(0, content.length);
  }
}
