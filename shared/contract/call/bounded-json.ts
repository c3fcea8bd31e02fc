/** Limits for the content of a JSON text from outside. Its size in bytes is limited where it is read. */
export interface JsonLimits {
  /** Maximum nesting of lists and objects. */
  readonly depth: number;
  /** Maximum number of lists, objects and entries in total, because each uses memory even if its text is short. */
  readonly entries: number;
}

export type BoundedJsonResult =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly why: 'not-json' | 'too-deep' | 'too-many' };

/**
 * Parses a text from outside, with or without a byte order mark. Both limits are checked in one pass over the text before any value is
 * created, so that memory is proportional to the allowed content and recursion cannot exhaust the stack. Never throws.
 */
export function readBoundedJson(text: string, { depth: deepest, entries: most }: JsonLimits): BoundedJsonResult {
  let depth = 0;
  let entries = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        entries++;
        if (++depth > deepest) return { kind: 'refused', why: 'too-deep' };
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth--;
        break;
      case COMMA:
        entries++;
    }
    if (entries > most) return { kind: 'refused', why: 'too-many' };
  }
  try {
    return { kind: 'read', value: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch {
    return { kind: 'refused', why: 'not-json' };
  }
}

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d] as const;

/** Index of the end of the string that begins at `from`, or of the text if it is unterminated. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return text.length;
}
