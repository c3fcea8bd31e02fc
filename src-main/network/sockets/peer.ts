import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { ConnectionFacts } from '#shared/domain/integration/connection-test/connection-test.ts';
import type { Endpoint, Network, Trust } from '../network.ts';
import { awaitFirstEvent, type Limits } from '../timeouts.ts';
import { findInspectionProduct } from '../tls/inspection-products.ts';
import { findTrustSource, type TrustSource } from '../tls/trust.ts';
import { openRoutedSocket } from './routed-connection.ts';

/** Identity in a server's certificate. Names are common names, or else organizations. */
export interface Peer {
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601 UTC; `''` for an unreadable date. */
  readonly expiresAt: string;
  /** TLS inspection product named by the issuer; `''` = unknown. */
  readonly inspectedBy: string;
}

/** Returns the product as a fact of the connection test; empty if unknown. */
export const getInspectionFacts = ({ inspectedBy }: Peer): ConnectionFacts => (inspectedBy === '' ? {} : { product: inspectedBy });

export interface VerifiedPeer extends Peer {
  /** Protocol version such as `TLSv1.3`. */
  readonly protocol: string;
  readonly trustedBy: TrustSource;
}

type Name = DetailedPeerCertificate['issuer'] | undefined;
const wordOf = (value: string | string[] | undefined): string => (Array.isArray(value) ? value.join(', ') : (value ?? ''));
const nameIn = (name: Name): string => wordOf(name?.CN) || wordOf(name?.O) || wordOf(name?.OU);
const dateOf = (text: string | undefined): string => {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
};

function describe(certificate: DetailedPeerCertificate): Peer {
  const issuers = chainOf(certificate).flatMap(({ issuer }) => [wordOf(issuer?.CN), wordOf(issuer?.O), wordOf(issuer?.OU)]);
  return {
    subject: nameIn(certificate.subject),
    issuer: nameIn(certificate.issuer),
    expiresAt: dateOf(certificate.valid_to),
    inspectedBy: findInspectionProduct(issuers),
  };
}

/** Returns the certificates from the server's own to its authority. */
function chainOf(certificate: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  for (let at: DetailedPeerCertificate | undefined = certificate; at?.fingerprint256 && !chain.includes(at); at = at.issuerCertificate)
    chain.push(at);
  return chain;
}

/** Returns certificate and authority of a verified connection. */
export function getVerifiedPeer(socket: TLSSocket, trust: Trust): VerifiedPeer {
  const certificate = socket.getPeerCertificate(true);
  return {
    ...describe(certificate),
    protocol: socket.getProtocol() ?? '',
    trustedBy: findTrustSource(
      chainOf(certificate).map(({ raw }) => new X509Certificate(raw)),
      trust,
    ),
  };
}

/**
 * Returns the refused certificate from a separate handshake without data, so that the refusal can be explained. `null` if the server does
 * not send one. No other code reads an untrusted certificate.
 */
export async function requestRefusedPeer(network: Network, target: Endpoint, limits: Limits): Promise<Peer | null> {
  try {
    const way = await openRoutedSocket(network, target, limits);
    const socket = connect({
      socket: way,
      host: target.host,
      ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
      rejectUnauthorized: false,
    });
    try {
      await awaitFirstEvent(socket, 'secureConnect', limits);
      return describe(socket.getPeerCertificate(true));
    } finally {
      socket.on('error', () => undefined).destroy();
      way.on('error', () => undefined).destroy();
    }
  } catch {
    return null;
  }
}
