import { isAmazonHost, isPoHost, isPunchoutHost, localKind } from './amazon-hosts.ts';

/**
 * Why a text is not a usable address. `characters`: not printable ASCII, or a backslash; `host`: the connection would use another host or
 * port than written.
 */
export type WebAddressFault = 'characters' | 'shape' | 'scheme' | 'credentials' | 'host';

/** An http or https address that leads where it seems to lead. */
export interface WebAddress {
  readonly href: string;
  readonly scheme: 'http' | 'https';
  readonly origin: string;
  /** Lower case; IPv6 in brackets. */
  readonly host: string;
  /** `null` = the scheme's own. */
  readonly port: number | null;
  readonly path: string;
  /** Whether a query or a fragment follows. */
  readonly extra: boolean;
  /** `demo`: a name of the demo company. `loopback`: this machine. */
  readonly local: 'demo' | 'loopback' | null;
  /** Which of Amazon's hosts it names: where shopping begins, where orders go, another one; `null` = none. */
  readonly amazon: 'punchout' | 'orders' | 'other' | null;
}

const SHAPE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i;
/** A host's name or IPv4 address label by label, or an IPv6 address. */
const NAME = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/;
const OWN_PORT = { http: ':80', https: ':443' } as const;

/**
 * Parses an address with the parser that the connection uses, and refuses everything the two could understand differently: backslashes
 * become slashes, blanks and soft hyphens vanish, full-width letters and percent signs change, numbers become IP addresses.
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
    local: localKind(host),
    amazon: isPoHost(host) ? 'orders' : isPunchoutHost(host) ? 'punchout' : isAmazonHost(host) ? 'other' : null,
  };
}

/** Target of a redirect relative to the request: same server by the other scheme, another page, or elsewhere. */
export type RedirectKind = 'to-https' | 'to-http' | 'inside' | 'elsewhere';

export function redirectKind(asked: string, location: string): RedirectKind {
  const [from, to] = [readWebAddress(asked), readWebAddress(location)];
  if (typeof from === 'string' || typeof to === 'string' || from.host !== to.host) return 'elsewhere';
  if (from.scheme !== to.scheme) return to.scheme === 'https' ? 'to-https' : 'to-http';
  return from.origin === to.origin ? 'inside' : 'elsewhere';
}

const isWebScheme = (scheme: string): scheme is 'http' | 'https' => scheme === 'http' || scheme === 'https';

/** Whether a text begins with a scheme, whichever it is. */
export const hasScheme = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
