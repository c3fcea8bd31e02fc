import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SignedIn } from '../../team/team.ts';

/** Time to sign in and answer the question, and time until the desktop uses the code, in milliseconds. */
const REQUEST_MS = 10 * 60_000;
const CODE_MS = 60_000;
/** Maximum number of waiting requests; the oldest are forgotten. */
const MAX_REQUESTS = 1_000;

/** What the desktop sends with the address that it opens in the browser. `challenge`: SHA-256 of its verifier (base64url). */
export const desktopRequestSchema = z.strictObject({
  port: z.coerce.number().int().min(1_024).max(65_535),
  challenge: z.string().regex(/^[\w-]{43}$/),
  state: z.string().regex(/^[\w-]{43}$/),
});
export type DesktopRequest = z.output<typeof desktopRequestSchema>;

/** Sign-ins of desktop applications through the browser, in memory: after a restart of the server they start again. */
export interface DesktopSignIns {
  /** Returns the id of the request for the browser's cookie. */
  add(request: DesktopRequest): string;
  /** Returns a request; `null` if it is unknown or too old. */
  find(id: string): DesktopRequest | null;
  /** Ends a request that the person permitted, and returns the code for the desktop; `null` as in `find`. */
  permit(id: string, person: SignedIn): string | null;
  /** Returns the person of a code and removes it; `null` if it is unknown, used, too old, or the verifier is not the one of the request. */
  redeem(code: string, verifier: string): SignedIn | null;
}

export const hashVerifier = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

export function createDesktopSignIns(now: () => number = Date.now): DesktopSignIns {
  const requests = new Map<string, { readonly request: DesktopRequest; readonly until: number }>();
  const codes = new Map<string, { readonly challenge: string; readonly person: SignedIn; readonly until: number }>();
  const find = (id: string): DesktopRequest | null => {
    const found = requests.get(id);
    return found === undefined || found.until < now() ? null : found.request;
  };
  /** Adds a value under a new random key, and forgets the oldest if there are too many. */
  function keep<T>(map: Map<string, T>, value: T): string {
    const [oldest] = map.keys();
    if (map.size >= MAX_REQUESTS && oldest !== undefined) map.delete(oldest);
    const key = randomBytes(32).toString('base64url');
    map.set(key, value);
    return key;
  }
  return {
    add: (request) => keep(requests, { request, until: now() + REQUEST_MS }),
    find,
    permit(id, person) {
      const request = find(id);
      requests.delete(id);
      return request === null ? null : keep(codes, { challenge: request.challenge, person, until: now() + CODE_MS });
    },
    redeem(code, verifier) {
      const found = codes.get(code);
      codes.delete(code);
      return found === undefined || found.until < now() || hashVerifier(verifier) !== found.challenge ? null : found.person;
    },
  };
}
