import type { IncomingMessage } from 'node:http';
import { hasDoubledHeader, isForeign, isNavigation } from '../http/request-headers.ts';

/** Header that the page sends with every call. A form or link of another site cannot send it. */
export const CALL_HEADER = 'x-tsunagi-call';

/** Response to a request that is refused before its body is read. */
export interface ServerRefusal {
  readonly status: 400 | 403 | 405 | 415 | 421;
  readonly reason: string;
}

/** Paths of the page's requests with method and body type. */
const CALL_PATHS: Readonly<Record<string, { readonly method: 'GET' | 'POST'; readonly body: string | null }>> = {
  '/call': { method: 'POST', body: 'application/json' },
  '/cancel': { method: 'POST', body: 'application/json' },
  '/events': { method: 'GET', body: null },
  '/files': { method: 'POST', body: 'application/octet-stream' },
  '/sign-out': { method: 'POST', body: 'application/json' },
};
const DOWNLOAD = /^\/files\/[0-9a-f]{32}$/;
/** Forms of the server's own pages. */
const FORM_PATHS: ReadonlySet<string> = new Set(['/recover', '/desktop/permit']);
/** Path to which the provider reports sign-outs. */
export const BACK_CHANNEL_PATH = '/back-channel-logout';
/** Path at which the desktop application exchanges its code for a session. */
export const DESKTOP_TOKEN_PATH = '/desktop/token';
const FORM_TYPE = 'application/x-www-form-urlencoded';
/** Paths that health checks request, by any host name. */
const HEALTH_PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/**
 * Checks every request of a team server, in this order; `null` = accepted. `origin`: the only permitted one. Cookies identify the person,
 * so requests of other sites are refused by three independent checks: Fetch Metadata, Origin, and a header that only the page can send.
 */
export function findServerRefusal(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>,
  origin: string,
): ServerRefusal | null {
  const { headers } = request;
  if (hasDoubledHeader(request.rawHeaders)) return { status: 400, reason: 'a header is given twice' };
  const url = request.url ?? '';
  if (!url.startsWith('/') || url.startsWith('//')) return { status: 400, reason: 'not an origin-form target' };
  const path = url.split('?', 1)[0] ?? '';
  const method = request.method ?? '';
  if (HEALTH_PATHS.has(path)) return method === 'GET' ? null : { status: 405, reason: 'method' };
  if (headers.host !== new URL(origin).host) return { status: 421, reason: 'unknown host' };

  // The provider and the desktop application send neither cookie nor Origin; the signed token or the code is checked instead.
  if (path === BACK_CHANNEL_PATH || path === DESKTOP_TOKEN_PATH) {
    if (method !== 'POST') return { status: 405, reason: 'method' };
    return headers['content-type']?.split(';', 1)[0] === FORM_TYPE ? null : { status: 415, reason: 'content type' };
  }
  const call = Object.hasOwn(CALL_PATHS, path) ? CALL_PATHS[path] : undefined;
  const isForm = FORM_PATHS.has(path) && method === 'POST';
  const isCall = call !== undefined || DOWNLOAD.test(path);
  const allowed = call === undefined ? method === 'GET' || (method === 'HEAD' && !isCall) || isForm : method === call.method;
  if (!allowed) return { status: 405, reason: 'method' };
  if (isForeign(headers) && (isCall || isForm || !isNavigation(headers))) return { status: 403, reason: 'foreign site' };
  if (headers.origin !== undefined && headers.origin !== origin) return { status: 403, reason: 'foreign origin' };
  if (method === 'POST' && headers.origin === undefined) return { status: 403, reason: 'no origin' };
  if (isCall && headers[CALL_HEADER] !== '1') return { status: 403, reason: 'no call header' };
  if (call?.body && headers['content-type'] !== call.body) return { status: 415, reason: 'content type' };
  if (isForm && headers['content-type'] !== FORM_TYPE) return { status: 415, reason: 'content type' };
  return null;
}
