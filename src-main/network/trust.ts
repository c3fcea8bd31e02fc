import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, rootCertificates, type SecureContext } from 'node:tls';
import type { Network, Trust } from './network.ts';

/** Where a certification authority that was believed comes from. */
export type TrustedBy = 'bundled' | 'system' | 'extra';

/** Everybody who is believed, PEM. What Node itself was told to trust (NODE_EXTRA_CA_CERTS) stays. */
export const authoritiesOf = ({ extraCa, systemStore }: Trust): string[] => [
  ...getCACertificates('default'),
  ...extraCa,
  ...(systemStore ? getCACertificates('system') : []),
];

let bundled: readonly X509Certificate[] | null = null;

function read(pem: string): readonly X509Certificate[] {
  try {
    return [new X509Certificate(pem)];
  } catch {
    // A store may hold what OpenSSL does not read; it is trusted by nobody then.
    return [];
  }
}

/**
 * Who vouches for a chain that was believed, the server's own certificate first: the company's own list, the one that comes with Node, or the
 * operating system's. The first authority that is known ends it, as it does for OpenSSL: above itself a server may send others, which
 * signed that authority before it was one.
 */
export function trustedBy(chain: readonly X509Certificate[], { extraCa }: Trust): TrustedBy {
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

/** What TLS needs to know of a network; costly with hundreds of authorities, so made once for each. */
export function secureContextOf(network: Secured): SecureContext {
  if (network.clientCertificate === null) return bareContextOf(network);
  const context = contexts.get(network) ?? makeContext(network);
  contexts.set(network, context);
  return context;
}

/** Companies whose authorities are remembered; more are at work at a time in no console. */
const MOST_REMEMBERED = 4;
const bare = new Map<string, SecureContext>();

/**
 * The same authorities without the client certificate, which is the server's to see and nobody's on the way. By what they are: every call to
 * a server is told its network anew. No key is in any of these, so that none outlives its company here.
 */
export function bareContextOf({ trust }: Pick<Network, 'trust'>): SecureContext {
  const key = JSON.stringify([trust.systemStore, ...trust.extraCa]);
  const context = bare.get(key) ?? makeContext({ trust, clientCertificate: null });
  bare.delete(key);
  bare.set(key, context);
  for (const oldest of bare.keys()) {
    if (bare.size <= MOST_REMEMBERED) break;
    bare.delete(oldest);
  }
  return context;
}

function makeContext({ trust, clientCertificate }: Secured): SecureContext {
  const usual = trust.extraCa.length === 0 && !trust.systemStore;
  return createSecureContext({
    minVersion: 'TLSv1.2',
    ...(usual ? {} : { ca: authoritiesOf(trust) }),
    ...(clientCertificate === null
      ? {}
      : clientCertificate.kind === 'pem'
        ? { cert: clientCertificate.certificate, key: clientCertificate.key }
        : { pfx: Buffer.from(clientCertificate.pfx), passphrase: clientCertificate.passphrase }),
  });
}
