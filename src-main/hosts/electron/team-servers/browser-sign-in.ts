import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Time to sign in in the browser, in milliseconds; the server forgets the request at the same time. */
const SIGN_IN_MS = 10 * 60_000;

/** What the browser passed on, for the exchange with the server. */
export interface SignInCode {
  readonly code: string;
  readonly verifier: string;
}

export interface BrowserSignInParts {
  /** Origin of the server. */
  readonly origin: string;
  /** Opens a path of the server in the system browser. Rejects if the system has none. */
  readonly openInBrowser: (path: string) => Promise<void>;
  /** Page that the browser shows afterwards. */
  readonly page: () => string;
  readonly signal: AbortSignal;
}

const random = (): string => randomBytes(32).toString('base64url');

/**
 * Signs in through the system browser: the server's page redirects to a port on this computer with a code, which only the holder of the
 * verifier can use. Rejects if the signal aborts, after ten minutes, and if no browser can be opened.
 */
export async function signInByBrowser({ origin, openInBrowser, page, signal }: BrowserSignInParts): Promise<SignInCode> {
  const [verifier, state] = [random(), random()];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // The promise may reject before it is awaited.
  promise.catch(() => undefined);
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
    const code = url?.pathname === '/' && url.searchParams.get('state') === state ? url.searchParams.get('code') : null;
    const isOurs = request.method === 'GET' && code !== null && /^[\w-]{1,100}$/.test(code);
    response.writeHead(isOurs ? 200 : 404, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      Connection: 'close',
    });
    response.end(isOurs ? page() : '', () => {
      if (isOurs) resolve(code);
    });
  });
  const ends = AbortSignal.any([signal, AbortSignal.timeout(SIGN_IN_MS)]);
  const giveUp = (): void => reject(ends.reason);
  ends.addEventListener('abort', giveUp);
  try {
    ends.throwIfAborted();
    await new Promise<void>((listening, failed) => server.once('error', failed).listen(0, '127.0.0.1', listening));
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const port = String((server.address() as AddressInfo).port);
    await openInBrowser(`/desktop?${new URLSearchParams({ port, challenge, state })}`);
    return { code: await promise, verifier };
  } catch (error) {
    throw new Error(`the sign-in at ${origin} was not finished`, { cause: error });
  } finally {
    ends.removeEventListener('abort', giveUp);
    server.close();
    server.closeAllConnections();
  }
}
