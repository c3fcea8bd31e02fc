import { getLocalHostKind, isAmazonHost, isPoHost, isPunchoutHost } from './amazon-hosts.ts';

/**
 * Why a text is not a usable address. `characters`: not printable ASCII, or a backslash; `host`: the connection would use another host or
 * port than written.
 */
export type WebAddressFault = 'characters' | 'shape' | 'scheme' | 'credentials' | 'host';

/** A parsed http or https address that is connected exactly as written. */
export interface WebAddress {
  readonly href: string;
  readonly scheme: 'http' | 'https';
  readonly origin: string;
  /** Lower case; IPv6 in brackets. */
  readonly host: string;
  /** Port number; `null` = the default of the scheme. */
  readonly port: number | null;
  readonly path: string;
  /** True if the address has a query or a fragment. */
  readonly extra: boolean;
  /** `demo`: a name of the demo company. `loopback`: this machine. */
  readonly local: 'demo' | 'loopback' | null;
  /** Kind of Amazon host: for punchout, for orders, or another one; `null` = not an Amazon host. */
  readonly amazon: 'punchout' | 'orders' | 'other' | null;
}

const SHAPE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i;
/** A host name or IPv4 address in labels, or an IPv6 address. */
const NAME = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/;
const OWN_PORT = { http: ':80', https: ':443' } as const;

/**
 * Parses an address with the same parser as the connection, and rejects everything that the two could interpret differently: backslashes,
 * blanks, soft hyphens, full-width letters, percent signs, and numbers that become IP addresses.
 */
export function readWebAddress(text: string): WebAddress | WebAddressFault {
  if (/[^\x21-\x7e]|\\/.test(text)) return 'characters';
  const written = SHAPE.exec(text);
  if (written === null) return 'shape';
  const [, scheme = '', authority = ''] = written;
  if (!isWebScheme(scheme.toLowerCase())) return 'scheme';
  if (authority.includes('@')) return 'credentials';
  const url = authority === '' ? null : URL.parse(text);
  if (url === null) return 'shape';
  if (url.username !== '' || url.password !== '') return 'credentials';
  const kind = url.protocol.slice(0, -1);
  if (!isWebScheme(kind)) return 'scheme';
  const own = OWN_PORT[kind];
  const lower = authority.toLowerCase();
  const asWritten = lower.endsWith(own) ? lower.slice(0, -own.length) : lower;
  const host = url.hostname;
  if (asWritten !== url.host || !NAME.test(host)) return 'host';
  return {
    href: url.href,
    scheme: kind,
    origin: url.origin,
    host,
    port: url.port === '' ? null : Number(url.port),
    path: url.pathname,
    extra: url.search !== '' || url.hash !== '',
    local: getLocalHostKind(host),
    amazon: isPoHost(host) ? 'orders' : isPunchoutHost(host) ? 'punchout' : isAmazonHost(host) ? 'other' : null,
  };
}

/** Target of a redirect, compared with the request: same host with the other scheme, another page of the server, or elsewhere. */
export type RedirectKind = 'to-https' | 'to-http' | 'inside' | 'elsewhere';

export function classifyRedirect(asked: string, location: string): RedirectKind {
  const [from, to] = [readWebAddress(asked), readWebAddress(location)];
  if (typeof from === 'string' || typeof to === 'string' || from.host !== to.host) return 'elsewhere';
  if (from.scheme !== to.scheme) return to.scheme === 'https' ? 'to-https' : 'to-http';
  return from.origin === to.origin ? 'inside' : 'elsewhere';
}

const isWebScheme = (scheme: string): scheme is 'http' | 'https' => scheme === 'http' || scheme === 'https';

/** True if a text begins with any scheme. */
export const hasScheme = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
