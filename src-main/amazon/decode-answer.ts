/** The text of a response; `doubtful` if some bytes did not match the declared encoding. */
export interface DecodedAnswer {
  readonly text: string;
  readonly doubtful: boolean;
}

/** Number of bytes in which a document may declare its encoding. */
const DECLARATION_REACH = 200;

/**
 * Decodes as in RFC 7303: by byte order mark, then the content type's charset, then the document's declaration, then UTF-8. Unknown
 * encodings and invalid bytes are decoded as UTF-8 with replacement characters and marked doubtful, so that the status code can still be
 * read. Never throws.
 */
export function decodeAnswer(bytes: Uint8Array, contentType: string): DecodedAnswer {
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
  // `<?` in UTF-16 without a byte order mark.
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  return null;
}

/** Returns the charset of a content type. `text/xml` without one means `us-ascii`, but senders mean UTF-8, which includes it. */
function charsetOf(contentType: string): string | null {
  const name = /;\s*charset\s*=\s*"?([^\s;"]{1,40})/i.exec(contentType)?.[1] ?? null;
  return name === null || /^us-ascii$/i.test(name) ? null : name;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_REACH)).toString('latin1');
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(start)?.[1] ?? null;
}
