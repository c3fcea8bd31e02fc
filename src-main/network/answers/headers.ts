type Header = string | readonly string[] | undefined;

/** Every value of a header, in its order. */
export const headerValues = (header: Header): readonly string[] =>
  header === undefined ? [] : typeof header === 'string' ? [header] : header;

/** The first value of a header; `''` if missing. */
export const headerValue = (header: Header): string => headerValues(header)[0] ?? '';

/** Origin of a Location without path and query, which may contain a login; `''` if invalid. */
export function originOfLocation(location: string, base: URL): string {
  const origin = location === '' ? '' : URL.parse(location, base.href)?.origin;
  // Of an address without a server, such as `mailto:`.
  return origin === undefined || origin === 'null' ? '' : origin;
}

/** A Date header as ISO 8601; `null` if invalid. */
export function momentOf(date: string): string | null {
  const time = Date.parse(date);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
