import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { hasDoubledHeader, isForeign, isNavigation } from '../http/request-headers.ts';

/** Response to a request that is refused before its body is read. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 415 | 421;
  readonly reason: string;
}

/** Endpoints with their method and body type. All other paths are page files: GET or HEAD. */
const ENDPOINTS: Readonly<Record<string, { readonly method: 'GET' | 'POST'; readonly body: string | null }>> = {
  '/session': { method: 'POST', body: 'application/json' },
  '/launch': { method: 'POST', body: 'application/json' },
  '/call': { method: 'POST', body: 'application/json' },
  '/cancel': { method: 'POST', body: 'application/json' },
  '/events': { method: 'GET', body: null },
  '/files': { method: 'POST', body: 'application/octet-stream' },
};
const DOWNLOAD = /^\/files\/[0-9a-f]{32}$/;

/** Whether the request opens the page in a tab: from the address bar, another program or a link. Such a request has no access rights. */
function isPageOpened(path: string, headers: IncomingHttpHeaders): boolean {
  return path === '/' && isNavigation(headers);
}

/**
 * Checks every request, in this order; `null` = accepted. `authority` is the only permitted Host (DNS rebinding), and `http://<authority>`
 * the only Origin. The caller checks the bearer. Tests: docs/threat-model.md#the-page-and-the-host.
 */
export function findRefusal(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>,
  authority: string,
): Refusal | null {
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

/** Returns the bearer of an `Authorization` header, which must be spelled exactly as the client does; empty if missing. */
export function parseBearer(authorization: string | undefined): string {
  return /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(authorization ?? '')?.[1] ?? '';
}
