import type { Timeouts } from '#shared/contract/connections/connections.ts';

/** User and password as HTTP Basic carries them. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface ProxyRoute {
  readonly kind: 'proxy';
  /** Whether the connection to the proxy itself uses TLS. */
  readonly secure: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials | null;
  /** Source of the setting. */
  readonly from: 'manual' | 'environment' | 'system' | 'pac';
  /** Next route if this proxy is unreachable; not used if it responds and refuses. */
  readonly otherwise?: Route;
}

/** The route to one server. */
export type Route = { readonly kind: 'direct' } | ProxyRoute;

/** Trusted authorities besides Node's. */
export interface Trust {
  /** PEM, one certificate each. */
  readonly extraCa: readonly string[];
  /** The operating system's authorities as well. */
  readonly systemStore: boolean;
}

/** Presented to a server that requests a client certificate. */
export type ClientCertificate =
  /** Both PEM; the certificate with its chain, the key in the clear. */
  | { readonly kind: 'pem'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'pfx'; readonly pfx: Uint8Array; readonly passphrase: string };

/** How one server is reached: plain data for transfer between threads. TLS is always verified. */
export interface Network {
  readonly route: Route;
  readonly trust: Trust;
  readonly clientCertificate: ClientCertificate | null;
  readonly timeouts: Timeouts;
}

export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 10_000, headersMs: 60_000, bodyMs: 60_000 };

/** Direct, with Node's trusted authorities. */
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

/** Confidential parts of HTTP Basic: the password, and its encoded form. */
export const secretsOf = (credentials: Credentials): readonly string[] => [
  credentials.password,
  basicAuthorization(credentials).slice('Basic '.length),
];

export const basicAuthorization = ({ user, password }: Credentials): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
