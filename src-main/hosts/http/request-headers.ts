import type { IncomingHttpHeaders } from 'node:http';

/** Headers that must occur only once, because two parsers could choose different copies. */
const ONCE = new Set([
  'host',
  'origin',
  'authorization',
  'cookie',
  'content-type',
  'content-length',
  'transfer-encoding',
  'sec-fetch-site',
]);

/** Whether a header that must occur once occurs twice. `rawHeaders`: names and values alternately, as in `IncomingMessage`. */
export function hasDoubledHeader(rawHeaders: readonly string[]): boolean {
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}

/** Whether a browser reports a foreign origin; other programs do not send this header. */
export function isForeign(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin';
}

/** Whether a browser opens the address in a tab: from the address bar, another program or a link. */
export const isNavigation = (headers: IncomingHttpHeaders): boolean =>
  headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
