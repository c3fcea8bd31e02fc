type Header = string | readonly string[] | undefined;

/** Returns all values of a header, in order. */
export const getHeaderValues = (header: Header): readonly string[] =>
  header === undefined ? [] : typeof header === 'string' ? [header] : header;

/** Returns the first value of a header; `''` if missing. */
export const getHeaderValue = (header: Header): string => getHeaderValues(header)[0] ?? '';

/** Returns the origin of a Location without path and query, which may contain a login; `''` if invalid. */
export function getLocationOrigin(location: string, base: URL): string {
  const origin = location === '' ? '' : URL.parse(location, base.href)?.origin;
  // An address without a server, such as `mailto:`, has the origin `null`.
  return origin === undefined || origin === 'null' ? '' : origin;
}

/** Returns a Date header as ISO 8601; `null` if invalid. */
export function parseHttpDate(date: string): string | null {
  const time = Date.parse(date);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
