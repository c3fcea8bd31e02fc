/** Replaces a secret in a text. */
export const MASK = '***';

/** Names whose values are never written, however they are spelled (`accessKey`, `ACCESS_KEY`, `x-access-key`). */
const SECRET_NAME = /pass(word|phrase|wd)|secret|token|authorization|bearer|cookie|credential|accesskey|apikey|privatekey|ticket/;
const isSecretName = (name: string): boolean => SECRET_NAME.test(name.toLowerCase().replace(/[^a-z]/g, ''));

/** Shorter values occur in most log lines by chance, so they are masked by name only. */
const MIN_LENGTH = 4;
/** Shorter pieces of base64 occur in many texts by chance. */
const MIN_BASE64 = 6;
const MAX_DEPTH = 12;

export interface Redactor {
  /** Masks this value from now on in every text and value. */
  registerSecret(value: string): void;
  /** Masks registered secrets in a text, in every form of `secretForms`. */
  text(text: string): string;
  /** A copy of anything, fit to be written as JSON: values under secret names and registered secrets are masked. */
  value(value: unknown): unknown;
}

/** The base64 characters that a secret always gives inside a longer text, for each of the three alignments. */
function base64Pieces(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // What comes before shares the first characters, what comes after shares the last one.
    const start = offset === 0 ? 0 : offset + 1;
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(start, whole);
  });
}

/** Percent signs for everything but letters and digits, as stricter programs write them. */
const strictUrl = (bytes: Buffer): string =>
  [...bytes].map((byte) => (/[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${hex(byte)}`)).join('');
const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
const lowerEscapes = (url: string): string => url.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
/** JSON in ASCII, as many servers write it. */
const asciiJson = (json: string): string => json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** All forms of one secret in which a program may write it. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const urls = [encodeURIComponent(secret.toWellFormed()), strictUrl(bytes)];
  const base64 = [bytes.toString('base64').replace(/=+$/, ''), ...base64Pieces(secret)].filter((piece) => piece.length >= MIN_BASE64);
  const json = (text: string): string => JSON.stringify(text).slice(1, -1);
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const named = xml.replaceAll('"', '&quot;');
  const asText = [
    secret,
    // Blanks as a page or a header shows them.
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
    // A JSON body inside a JSON value, as in a copied request.
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
 * Every form in which secrets may occur in a text: plain, with other blanks, and as CSV, XML, JSON, URLs, HTML forms, hex and base64 write
 * them. Longest first, so that no rest of a longer form remains after a shorter one was replaced.
 */
export function secretForms(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets.flatMap(formsOf))].filter((form) => form !== '').toSorted((a, b) => b.length - a.length);
}

const maskForms = (text: string, forms: readonly string[]): string =>
  forms.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, MASK) : rest), text);

/**
 * Masks the given secrets of a request, of any length, in what its server answered. Must run before a text is cut: a part of a secret is
 * not recognized.
 */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const forms = secretForms(secrets);
  return (text) => maskForms(text, forms);
}

/** Masks secrets in the log and in what a process prints. */
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
      masked = secretForms([...known]).filter((form) => form.length >= MIN_LENGTH);
    },
    text,
    value: (value) => copy(value, 0, new Set()),
  };
}
