import { ExpectedError } from '#shared/contract/result.ts';

/** Where a server's modules are. */
export interface ServerAddress {
  /** `https://host/cgi-bin/dneo/`: module files lie directly below. */
  readonly folder: string;
  /** The same place as an administrator knows it: the address of `dneo.cgi`. */
  readonly address: string;
}

/** Where an address without a path leads. Source: handbook neo.md 5, cloud form and package. */
const USUAL_FOLDER = '/cgi-bin/dneo/';

/**
 * Accepts what people copy: the address of `dneo.cgi` or of another page beside it (query and hash are dropped), the
 * folder, or the bare host; without a scheme, https is meant. Throws `server-address-invalid` with `why`:
 * `empty`, `not-an-address`, `scheme`, `http` (unprotected, other than loopback) or `credentials`.
 */
export function parseServerAddress(text: string): ServerAddress {
  const trimmed = text.trim();
  if (trimmed === '') throw invalid('empty', '');
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(withScheme)) throw invalid('not-an-address', trimmed);
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '') throw invalid('credentials', url.host);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalid('scheme', url.protocol.slice(0, -1));
  if (url.hostname === '' || /\s/.test(trimmed)) throw invalid('not-an-address', trimmed);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw invalid('http', url.host);

  const segments = url.pathname.split('/');
  if (/\.(cgi|exe|html?)$/i.test(segments.at(-1) ?? '')) segments.pop();
  const path = `${segments.join('/').replace(/\/+$/, '')}/`;
  const folder = `${url.origin}${path === '/' ? USUAL_FOLDER : path}`;
  return { folder, address: `${folder}dneo.cgi` };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function invalid(why: string, given: string): ExpectedError {
  return new ExpectedError('server-address-invalid', { why, address: given.slice(0, 200) });
}
