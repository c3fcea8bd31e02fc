import { type DestinationFault, SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { hasScheme } from '#shared/domain/integration/web-addresses/web-address.ts';
import { type Credentials, type ProxyRoute, toEndpoint } from '../network.ts';

/** Reason why a text is not a valid proxy address. */
export type ProxyFault = 'not-an-address' | 'scheme' | 'socks' | 'credentials' | 'path';

/** Parses a typed proxy: `proxy:8080`, `http://proxy:8080`, `https://proxy`. Returns the fault if it is invalid. */
export function parseProxyAddress(text: string): { readonly secure: boolean; readonly host: string; readonly port: number } | ProxyFault {
  const trimmed = text.trim();
  const address = hasScheme(trimmed) ? trimmed : `http://${trimmed}`;
  if (/^socks/i.test(address)) return 'socks';
  const destination = SecretDestination.of('proxy', address);
  if (typeof destination === 'string') return FAULTS[destination] ?? 'not-an-address';
  // Without a port, the scheme's default is used (80 or 443).
  return { secure: destination.address.scheme === 'https', ...toEndpoint(new URL(destination.address.href)) };
}

/** Returns scheme, host and port of a proxy, to which its password is bound; `null` for an invalid text. */
export function getProxyOrigin(text: string): string | null {
  const address = parseProxyAddress(text);
  return typeof address === 'string' ? null : `${address.secure ? 'https' : 'http'}://${address.host}:${address.port}`;
}

const FAULTS: Readonly<Partial<Record<DestinationFault, ProxyFault>>> = { scheme: 'scheme', credentials: 'credentials', path: 'path' };

/** Proxy settings in environment variables. Source: the convention of curl, https://curl.se/docs/manpage.html#ENVIRONMENT */
export interface EnvironmentProxy {
  readonly proxy: ProxyRoute | null;
  /** The proxy without user and password, for display; `''` = not set. */
  readonly shown: string;
  readonly bypass: readonly string[];
  /** Reason why the proxy cannot be used: SOCKS, or an invalid address. */
  readonly fault: ProxyFault | null;
}

/** Reads HTTPS_PROXY (HTTP_PROXY for http addresses) or ALL_PROXY, and NO_PROXY. Lower-case names take precedence. */
export function readEnvironmentProxy(env: NodeJS.ProcessEnv, protocol = 'https:'): EnvironmentProxy {
  const of = (name: string): string => env[name.toLowerCase()] || env[name] || '';
  const named = of(protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY') || of('ALL_PROXY');
  const bypass = of('NO_PROXY')
    .split(/[,\s]+/)
    .filter((entry) => entry !== '');
  if (named === '') return { proxy: null, shown: '', bypass, fault: null };
  const { bare, credentials } = splitCredentials(named);
  const address = parseProxyAddress(bare);
  return typeof address === 'string'
    ? { proxy: null, shown: bare, bypass, fault: address }
    : { proxy: { kind: 'proxy', ...address, credentials, from: 'environment' }, shown: bare, bypass, fault: null };
}

/**
 * Separates credentials from an address. An unescaped password may contain `@`, `/` and `:`, so everything before the last `@` counts as
 * credentials.
 */
export function splitCredentials(text: string): { readonly bare: string; readonly credentials: Credentials | null } {
  const found = /^((?:[a-z][a-z0-9+.-]*:\/\/)?)(.*)@([^@]*)$/is.exec(text.trim());
  if (found === null) return { bare: text, credentials: null };
  const [, scheme = '', userinfo = '', rest = ''] = found;
  const [user = '', ...password] = userinfo.split(':');
  return { bare: `${scheme}${rest}`, credentials: { user: decoded(user), password: decoded(password.join(':')) } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
