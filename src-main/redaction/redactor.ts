/** Text that replaces a secret. */
export const MASK = '***';

/** Names whose values are never written, in any spelling (`accessKey`, `ACCESS_KEY`, `x-access-key`). */
const SECRET_NAME = /pass(word|phrase|wd)|secret|token|authorization|bearer|cookie|credential|accesskey|apikey|privatekey|ticket/;
const isSecretName = (name: string): boolean => SECRET_NAME.test(name.toLowerCase().replace(/[^a-z]/g, ''));

/**
 * Minimum length of a value that is masked everywhere. Shorter values occur by chance in most log lines, so they are masked by name only.
 */
const MIN_LENGTH = 4;
/** Minimum length of a masked piece of base64; shorter pieces occur by chance in many texts. */
const MIN_BASE64 = 6;
const MAX_DEPTH = 12;

export interface Redactor {
  /** Masks this value from now on in all texts and values. */
  registerSecret(value: string): void;
  /** Masks registered secrets in a text, in every form of `listSecretForms`. */
  text(text: string): string;
  /** Returns a copy that can be written as JSON: registered secrets and values under secret names are masked. */
  value(value: unknown): unknown;
}

/** Returns the base64 characters that a secret always produces within a longer text, for each of the three alignments. */
function base64Pieces(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // The preceding text influences the first characters, and the following text the last one.
    const start = offset === 0 ? 0 : offset + 1;
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(start, whole);
  });
}

/** Percent-encodes everything except letters and digits, as strict programs do. */
const strictUrl = (bytes: Buffer): string =>
  [...bytes].map((byte) => (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${hex(byte)}`)).join('');
const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
const lowerEscapes = (url: string): string => url.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
/** Escapes JSON as ASCII, as many servers do. */
const asciiJson = (json: string): string => json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Returns all forms in which a program may write a secret. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const urls = [encodeURIComponent(secret.toWellFormed()), strictUrl(bytes)];
  const base64 = [bytes.toString('base64').replace(/=+$/, ''), ...base64Pieces(secret)].filter((piece) => piece.length >= MIN_BASE64);
  const json = (text: string): string => JSON.stringify(text).slice(1, -1);
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const named = xml.replaceAll('"', '&quot;');
  const asText = [
    secret,
    // With blanks as a page or a header shows them.
    secret.replace(/\s+/g, ' ').trim(),
    secret.replaceAll('"', '""'),
    xml,
    named,
    named.replaceAll("'", '&apos;'),
    named.replaceAll("'", '&#39;'),
    xml.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
  ];
  return [
    ...asText,
    ...asText.map(json),
    asciiJson(json(secret)),
    // JSON inside a JSON string, as in a copied request.
    ...asText.map((text) => json(json(text))),
    ...urls,
    ...urls.map(lowerEscapes),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    new URLSearchParams({ '': secret }).toString().slice(1),
    ...base64,
    ...base64.map((piece) => piece.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/**
 * Returns all forms in which secrets may occur in a text: plain, with normalized blanks, and encoded as CSV, XML, JSON, URL, HTML form, hex
 * and base64. Longest first, so that replacing a shorter form leaves no rest of a longer one.
 */
export function listSecretForms(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets.flatMap(formsOf))].filter((form) => form !== '').toSorted((a, b) => b.length - a.length);
}

const maskForms = (text: string, forms: readonly string[]): string =>
  forms.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, MASK) : rest), text);

/**
 * Creates a function that masks the secrets of a request, of any length, in the server's response. Call it before shortening a text,
 * because part of a secret is not recognized.
 */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const forms = listSecretForms(secrets);
  return (text) => maskForms(text, forms);
}

/** Creates a redactor, which masks secrets in the log and in the output of a process. */
export function createRedactor(): Redactor {
  let masked: readonly string[] = [];
  const known = new Set<string>();
  const text = (input: string): string => maskForms(input, masked);

  const copy = (value: unknown, depth: number, seen: ReadonlySet<object>): unknown => {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'bigint' || typeof value === 'symbol') return text(String(value));
    if (typeof value === 'function') return '[function]';
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return '[circular]';
    if (depth >= MAX_DEPTH) return '[deep]';
    const inside = new Set(seen).add(value);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value) || value instanceof Set) return [...value].map((item) => copy(item, depth + 1, inside));
    const entries: Array<[string, unknown]> =
      value instanceof Map ? [...value].map(([key, item]) => [String(key), item]) : Object.entries(value);
    if (value instanceof Error)
      entries.unshift(['name', value.name], ['message', value.message], ['stack', value.stack], ['cause', value.cause]);
    return Object.fromEntries(
      entries
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [text(key), isSecretName(key) && item !== null ? MASK : copy(item, depth + 1, inside)]),
    );
  };

  return {
    registerSecret(value) {
      if (value.length < MIN_LENGTH || known.has(value)) return;
      known.add(value);
      masked = listSecretForms([...known]).filter((form) => form.length >= MIN_LENGTH);
    },
    text,
    value: (value) => copy(value, 0, new Set()),
  };
}
