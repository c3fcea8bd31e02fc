import type { CustomScheme } from 'electron';
import { createContentSecurityPolicy, createNonce, SECURITY_HEADERS } from '../../policy/content-security-policy.ts';
import type { PageFiles } from '../../policy/page-files.ts';
import { APP_ORIGIN, APP_SCHEME } from './own-pages.ts';

/** Must be registered before the app is ready. Without `standard` the scheme has no origin; without `secure` it has no workers. */
export const APP_PROTOCOL: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    codeCache: true,
    bypassCSP: false,
    allowServiceWorkers: false,
    corsEnabled: false,
    stream: false,
    allowExtensions: false,
  },
};

// Built files have plain ASCII names. Excluding `%`, `\\` and `:` rules out encoded characters, drive letters and streams.
const PLAIN_PATH = /^\/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*\/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?$/;

/** Returns the path of an address on the own origin; `null` if it has characters that do not occur in built file names. */
export function getServedPath(address: string): string | null {
  if (!address.startsWith(`${APP_ORIGIN}/`)) return null;
  const [pathname = ''] = address.slice(APP_ORIGIN.length).split(/[?#]/, 1);
  return PLAIN_PATH.test(pathname) && !pathname.includes('..') ? pathname : null;
}

/** Serves `app://ui/`: known files only, GET and HEAD only, with a new nonce in every response. */
export const createAppHandler =
  (files: PageFiles) =>
  (request: Pick<Request, 'method' | 'url'>): Response => {
    const nonce = createNonce();
    const answer = (status: number, body: string | Uint8Array<ArrayBuffer> | null, headers: Record<string, string>): Response =>
      new Response(body, {
        status,
        headers: { ...SECURITY_HEADERS, 'Content-Security-Policy': createContentSecurityPolicy(nonce), ...headers },
      });

    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, null, { Allow: 'GET, HEAD' });
    const path = getServedPath(request.url);
    const file = path === null ? null : files(path, nonce);
    if (file === null) return answer(404, null, {});
    return answer(200, request.method === 'HEAD' ? null : file.body, { 'Content-Type': file.type });
  };
