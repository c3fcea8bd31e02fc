import type { Timeouts } from '#shared/contract/connections/connections.ts';

/** User and password for HTTP Basic. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface ProxyRoute {
  readonly kind: 'proxy';
  /** Whether the connection to the proxy itself uses TLS. */
  readonly secure: boolean;
  /** Host name or IP address, without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials | null;
  /** Source of the proxy setting. */
  readonly from: 'manual' | 'environment' | 'system' | 'pac';
  /** Route to try if this proxy is unreachable; not used if it responds and refuses. */
  readonly otherwise?: NetworkRoute;
}

/** The route to one server. */
export type NetworkRoute = { readonly kind: 'direct' } | ProxyRoute;

/** Trusted authorities in addition to Node's. */
export interface Trust {
  /** PEM texts with one certificate each. */
  readonly extraCa: readonly string[];
  /** Whether the operating system's authorities are trusted too. */
  readonly systemStore: boolean;
}

/** Sent to a server that requests a client certificate. */
export type ClientCertificate =
  /** Both as PEM: the certificate with its chain, and the unencrypted key. */
  | { readonly kind: 'pem'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'pfx'; readonly pfx: Uint8Array; readonly passphrase: string };

/** Network settings for one server, as plain data that can be transferred between threads. TLS is always verified. */
export interface Network {
  readonly route: NetworkRoute;
  readonly trust: Trust;
  readonly clientCertificate: ClientCertificate | null;
  readonly timeouts: Timeouts;
}

export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 10_000, headersMs: 60_000, bodyMs: 60_000 };

/** Direct connection, with Node's trusted authorities. */
export const DIRECT_NETWORK: Network = {
  route: { kind: 'direct' },
  trust: { extraCa: [], systemStore: false },
  clientCertificate: null,
  timeouts: DEFAULT_TIMEOUTS,
};

/** Host and port of an address, in the form that sockets require. */
export interface Endpoint {
  /** Host name or IP address, without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
}

export const toEndpoint = ({ hostname, port, protocol }: Pick<URL, 'hostname' | 'port' | 'protocol'>): Endpoint => ({
  host: hostname.replace(/^\[|\]$/g, ''),
  port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
});

/** Returns the confidential parts of HTTP Basic: the password, and the encoded credentials. */
export const listCredentialSecrets = (credentials: Credentials): readonly string[] => [
  credentials.password,
  formatBasicAuthorization(credentials).slice('Basic '.length),
];

export const formatBasicAuthorization = ({ user, password }: Credentials): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
