/** The text of an answer, and whether some of its bytes were not in the encoding it names. */
export interface Decoded {
  readonly text: string;
  readonly doubtful: boolean;
}

/** How far into a document its own declaration of an encoding can stand. */
const DECLARATION_REACH = 200;

/**
 * Decodes as RFC 7303 says: byte order mark, then the charset of the content type, then the document's declaration, then UTF-8.
 * An encoding nobody knows and bytes that do not belong to it are read as UTF-8 with replacement characters, marked doubtful: a status
 * code is readable all the same. Never throws.
 */
export function decodeAnswer(bytes: Uint8Array, contentType: string): Decoded {
  const named = byteOrderMark(bytes) ?? charsetOf(contentType) ?? declaredEncoding(bytes) ?? 'utf-8';
  try {
    return { text: new TextDecoder(named, { fatal: true }).decode(bytes), doubtful: false };
  } catch {
    return { text: new TextDecoder('utf-8').decode(bytes), doubtful: true };
  }
}

function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // `<?` without a mark.
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  return null;
}

/** `us-ascii` is what `text/xml` means without a charset; senders mean UTF-8, which ASCII is part of. */
function charsetOf(contentType: string): string | null {
  const name = /;\s*charset\s*=\s*"?([^\s;"]{1,40})/i.exec(contentType)?.[1] ?? null;
  return name === null || /^us-ascii$/i.test(name) ? null : name;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_REACH)).toString('latin1');
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(start)?.[1] ?? null;
}
