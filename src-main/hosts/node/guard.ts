import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What a request is refused with before anything looks at its content. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 415 | 421;
  readonly reason: string;
}

/** The endpoints, their one method, and what kind of body they take. Everything else is the page: GET or HEAD. */
const ENDPOINTS: Readonly<Record<string, { readonly method: 'GET' | 'POST'; readonly body: string | null }>> = {
  '/session': { method: 'POST', body: 'application/json' },
  '/launch': { method: 'POST', body: 'application/json' },
  '/call': { method: 'POST', body: 'application/json' },
  '/cancel': { method: 'POST', body: 'application/json' },
  '/events': { method: 'GET', body: null },
  '/files': { method: 'POST', body: 'application/octet-stream' },
};
const DOWNLOAD = /^\/files\/[0-9a-f]{32}$/;

/** Headers of which a second copy could be read differently by two readers. */
const ONCE = new Set(['host', 'origin', 'authorization', 'content-type', 'content-length', 'transfer-encoding', 'sec-fetch-site']);

function hasDoubledHeader(rawHeaders: readonly string[]): boolean {
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}

/** Whether a browser says that the request comes from elsewhere; programs that are no browser say nothing. */
function isForeign(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin';
}

/** A tab that is opened on the page itself: from the address bar, another program or a link. It carries no authority. */
function isPageOpened(path: string, headers: IncomingHttpHeaders): boolean {
  return path === '/' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/**
 * The checks every request passes, in this order; `null` lets it through. `authority` is the only Host there is
 * (DNS rebinding), `http://<authority>` the only Origin. The bearer is checked by the caller, who knows the session.
 * Proven against: docs/threat-model.md#the-page-and-the-host.
 */
export function refuse(request: Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>, authority: string): Refusal | null {
  const { headers } = request;
  if (hasDoubledHeader(request.rawHeaders)) return { status: 400, reason: 'a header is given twice' };
  if (headers.host !== authority) return { status: 421, reason: 'unknown host' };
  const url = request.url ?? '';
  if (!url.startsWith('/') || url.startsWith('//')) return { status: 400, reason: 'not an origin-form target' };
  const path = url.split('?', 1)[0] ?? '';
  const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined;
  const isPage = endpoint === undefined && !DOWNLOAD.test(path);

  const method = request.method ?? '';
  const allowed = endpoint ? method === endpoint.method : method === 'GET' || (isPage && method === 'HEAD');
  if (!allowed) return { status: 405, reason: 'method' };
  if (isForeign(headers) && !(isPage && isPageOpened(path, headers))) return { status: 403, reason: 'foreign site' };

  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${authority}`) return { status: 403, reason: 'foreign origin' };
  if (method === 'POST' && origin === undefined) return { status: 403, reason: 'no origin' };
  if (endpoint?.body && headers['content-type'] !== endpoint.body) return { status: 415, reason: 'content type' };
  return null;
}

/** The bearer of an `Authorization` header in the one spelling the client uses; an empty text where there is none. */
export function bearerOf(authorization: string | undefined): string {
  return /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(authorization ?? '')?.[1] ?? '';
}
