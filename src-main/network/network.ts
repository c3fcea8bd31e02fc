import type { Timeouts } from '#shared/contract/connections.ts';

/** User and password as HTTP Basic carries them. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface ProxyRoute {
  readonly kind: 'proxy';
  /** Whether the way to the proxy itself is TLS. */
  readonly secure: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials | null;
  /** Who named it. */
  readonly from: 'manual' | 'environment' | 'system' | 'pac';
  /** What is gone by where this proxy cannot be reached; never where it answers and refuses. */
  readonly otherwise?: Route;
}

/** The way to one server. */
export type Route = { readonly kind: 'direct' } | ProxyRoute;

/** Whose certificates are believed besides the authorities that come with Node. */
export interface Trust {
  /** PEM, one certificate each. */
  readonly extraCa: readonly string[];
  /** The operating system's authorities as well. */
  readonly systemStore: boolean;
}

/** Shown to a server that asks who is calling. */
export type ClientCertificate =
  /** Both PEM; the certificate with its chain, the key in the clear. */
  | { readonly kind: 'pem'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'pfx'; readonly pfx: Uint8Array; readonly passphrase: string };

/** How one server is reached: plain data, so that it can be handed to another thread. TLS is always verified. */
export interface Network {
  readonly route: Route;
  readonly trust: Trust;
  readonly clientCertificate: ClientCertificate | null;
  readonly timeouts: Timeouts;
}

export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 10_000, headersMs: 60_000, bodyMs: 60_000 };

/** Straight there, trusting what Node trusts. */
export const DIRECT: Network = {
  route: { kind: 'direct' },
  trust: { extraCa: [], systemStore: false },
  clientCertificate: null,
  timeouts: DEFAULT_TIMEOUTS,
};

/** Host and port of an address as sockets want them. */
export interface Endpoint {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
}

export const endpointOf = ({ hostname, port, protocol }: Pick<URL, 'hostname' | 'port' | 'protocol'>): Endpoint => ({
  host: hostname.replace(/^\[|\]$/g, ''),
  port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
});

/** What of HTTP Basic nobody may see: the password, and what user and password are sent as. */
export const secretsOf = (credentials: Credentials): readonly string[] => [
  credentials.password,
  basicAuthorization(credentials).slice('Basic '.length),
];

export const basicAuthorization = ({ user, password }: Credentials): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
