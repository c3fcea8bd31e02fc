import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, rootCertificates, type SecureContext } from 'node:tls';
import type { Network, Trust } from '../network.ts';

/** Source of a trusted authority. */
export type TrustSource = 'bundled' | 'system' | 'extra';

/** Returns all trusted authorities as PEM, including those configured for Node (NODE_EXTRA_CA_CERTS). */
export const listAuthorities = ({ extraCa, systemStore }: Trust): string[] => [
  ...getCACertificates('default'),
  ...extraCa,
  ...(systemStore ? getCACertificates('system') : []),
];

let bundled: readonly X509Certificate[] | null = null;

function read(pem: string): readonly X509Certificate[] {
  try {
    return [new X509Certificate(pem)];
  } catch {
    // Certificates of the system store that OpenSSL cannot read are not trusted.
    return [];
  }
}

/**
 * Returns the source of the authority in a trusted chain (server's certificate first): the company's list, Node's, or the operating
 * system's. The first known authority ends the search, as in OpenSSL, because servers may send more certificates above it.
 */
export function findTrustSource(chain: readonly X509Certificate[], { extraCa }: Trust): TrustSource {
  bundled ??= rootCertificates.flatMap(read);
  const extra = extraCa.flatMap(read);
  for (const [at, certificate] of chain.entries()) {
    if (extra.some((authority) => isVouchedBy(certificate, authority))) return 'extra';
    if (bundled.some((authority) => isVouchedBy(certificate, authority))) return 'bundled';
    const next = chain[at + 1];
    if (next === undefined || !isSignedBy(certificate, next)) break;
  }
  return 'system';
}

const isSignedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isVouchedBy = (certificate: X509Certificate, authority: X509Certificate): boolean =>
  certificate.fingerprint256 === authority.fingerprint256 || isSignedBy(certificate, authority);

type Secured = Pick<Network, 'trust' | 'clientCertificate'>;
const contexts = new WeakMap<Secured, SecureContext>();

/** Returns the TLS parameters of a network. Cached, because creating them is slow with hundreds of authorities. */
export function getSecureContext(network: Secured): SecureContext {
  if (network.clientCertificate === null) return getBareContext(network);
  const context = contexts.get(network) ?? makeContext(network);
  contexts.set(network, context);
  return context;
}

/** Maximum number of companies whose authorities are cached. */
const MAX_CACHED = 4;
const bare = new Map<string, SecureContext>();

/**
 * Returns the TLS parameters with the same authorities but without the client certificate, which only the target server may receive. Cached
 * by content, because every call gets a new network object. Contains no key.
 */
export function getBareContext({ trust }: Pick<Network, 'trust'>): SecureContext {
  const key = JSON.stringify([trust.systemStore, ...trust.extraCa]);
  const context = bare.get(key) ?? makeContext({ trust, clientCertificate: null });
  bare.delete(key);
  bare.set(key, context);
  for (const oldest of bare.keys()) {
    if (bare.size <= MAX_CACHED) break;
    bare.delete(oldest);
  }
  return context;
}

function makeContext({ trust, clientCertificate }: Secured): SecureContext {
  const usual = trust.extraCa.length === 0 && !trust.systemStore;
  return createSecureContext({
    minVersion: 'TLSv1.2',
    ...(usual ? {} : { ca: listAuthorities(trust) }),
    ...(clientCertificate === null
      ? {}
      : clientCertificate.kind === 'pem'
        ? { cert: clientCertificate.certificate, key: clientCertificate.key }
        : { pfx: Buffer.from(clientCertificate.pfx), passphrase: clientCertificate.passphrase }),
  });
}
