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

const known = new Map<string, ReadonlySet<string>>();
function fingerprints(name: string, certificates: () => readonly string[]): ReadonlySet<string> {
  const found = known.get(name) ?? new Set(certificates().flatMap((pem) => fingerprintOf(pem) ?? []));
  known.set(name, found);
  return found;
}

function fingerprintOf(pem: string): string | null {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    // A store may hold what OpenSSL does not read; it is trusted by nobody then.
    return null;
  }
}

/** Who vouches for an authority: the list that comes with Node, the company's own, or the operating system's. */
export function trustedBy(fingerprint: string, { extraCa }: Trust): TrustedBy {
  if (extraCa.some((pem) => fingerprintOf(pem) === fingerprint)) return 'extra';
  return fingerprints('bundled', () => rootCertificates).has(fingerprint) ? 'bundled' : 'system';
}

type Secured = Pick<Network, 'trust' | 'clientCertificate'>;
const contexts = new WeakMap<Secured, SecureContext>();

/** What TLS needs to know of a network; costly with hundreds of authorities, so made once for each. */
export function secureContextOf(network: Secured): SecureContext {
  const context = contexts.get(network) ?? makeContext(network);
  contexts.set(network, context);
  return context;
}

const withoutCertificate = new WeakMap<Trust, Secured>();

/** The same authorities without the client certificate, which is the server's to see and nobody's on the way. */
export function bareContextOf({ trust }: Pick<Network, 'trust'>): SecureContext {
  const bare = withoutCertificate.get(trust) ?? { trust, clientCertificate: null };
  withoutCertificate.set(trust, bare);
  return secureContextOf(bare);
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
