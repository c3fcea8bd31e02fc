type Header = string | readonly string[] | undefined;

/** Every value of a header, in its order. */
export const headerValues = (header: Header): readonly string[] =>
  header === undefined ? [] : typeof header === 'string' ? [header] : header;

/** The first value of a header; `''` when it is not there. */
export const headerValue = (header: Header): string => headerValues(header)[0] ?? '';

/** Where a Location leads, without path and query, which may be a login; `''` when it is no address. */
export const originOfLocation = (location: string, base: URL): string =>
  (location === '' ? null : URL.parse(location, base.href))?.origin ?? '';

/** A Date header as ISO 8601; `null` when it tells no time. */
export function momentOf(date: string): string | null {
  const time = Date.parse(date);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
