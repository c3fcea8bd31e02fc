import type { Socket } from 'node:net';
import type { ConnectionFacts } from '#shared/domain/integration/connection-test.ts';
import { endpointOf, type Network, type ProxyRoute } from './network.ts';
import { openProxy, openTunnel } from './open-tunnel.ts';
import { openWay, secureWay } from './open-way.ts';
import { productOf, refusedPeer, type VerifiedPeer, verifiedPeer } from './peer.ts';
import { NetworkProblem } from './problem.ts';
import { resolveName } from './resolve-name.ts';
import { awaitAcceptance } from './start-tls.ts';
import type { Limits } from './within.ts';

/** A server and how it is reached. */
export interface Way {
  readonly url: URL;
  readonly network: Network;
  readonly signal: AbortSignal;
}

/** Addresses that are told. */
const MOST_ADDRESSES = 4;
/** How long a server may stay silent about a caller it has let through. */
const ACCEPTANCE_MS = 300;

const limitsOf = ({ network, signal }: Way): Limits => ({ timeoutMs: network.timeouts.connectMs, signal });
const letGo = (socket: Socket): void => void socket.on('error', () => undefined).destroy();
const proxyFacts = ({ host, port, from }: ProxyRoute): ConnectionFacts => ({ proxy: `${host}:${port}`, from });

/** The steps to a server one by one, for the test of a connection: each answers what it saw and leaves nothing open. */

/** Asks the system for the host's addresses. Throws `dns-*`. */
export async function resolveHost(way: Way): Promise<ConnectionFacts> {
  const { host } = endpointOf(way.url);
  const found = await resolveName(host, limitsOf(way));
  return { host, addresses: found.slice(0, MOST_ADDRESSES).join(', ') };
}

/** Connects to the proxy alone. Throws `proxy-unreachable` or `proxy-tls`. */
export async function reachProxy(way: Way, proxy: ProxyRoute): Promise<ConnectionFacts> {
  letGo(await openProxy(proxy, way.network.trust, limitsOf(way)));
  return proxyFacts(proxy);
}

/** Opens a tunnel through the proxy. Throws `proxy-*`. */
export async function reachThroughProxy(way: Way, proxy: ProxyRoute): Promise<ConnectionFacts> {
  const limits = limitsOf(way);
  letGo(await openTunnel(await openProxy(proxy, way.network.trust, limits), proxy, endpointOf(way.url), limits));
  return proxyFacts(proxy);
}

/** Opens the port, straight or through the proxy. Throws `dns-*`, `tcp-*` or `proxy-*`. */
export async function reachPort(way: Way): Promise<ConnectionFacts> {
  const { host, port } = endpointOf(way.url);
  const socket = await openWay(way.network, { host, port }, limitsOf(way));
  const address = way.network.route.kind === 'direct' ? socket.remoteAddress : undefined;
  letGo(socket);
  return { host, port, ...(address !== undefined && address !== host && { address }) };
}

/** Starts TLS and tells who vouches for whom; sends nothing. Throws `tls-*`, naming the certificate that was refused. */
export async function reachByTls(way: Way): Promise<{ readonly facts: ConnectionFacts; readonly peer: VerifiedPeer }> {
  const { network } = way;
  const target = endpointOf(way.url);
  const { host } = target;
  const limits = limitsOf(way);
  try {
    const socket = await secureWay(network, await openWay(network, target, limits), host, limits);
    try {
      const peer = verifiedPeer(socket, network.trust);
      await awaitAcceptance(socket, host, network.clientCertificate !== null, { ...limits, timeoutMs: ACCEPTANCE_MS });
      const { subject, issuer, expiresAt: expires, protocol, trustedBy } = peer;
      return { facts: { host, subject, issuer, expires, protocol, trustedBy }, peer };
    } finally {
      letGo(socket);
    }
  } catch (error) {
    if (!(error instanceof NetworkProblem) || error.step !== 'tls') throw error;
    const peer = await refusedPeer(network, target, limits);
    const seen = peer === null ? {} : { subject: peer.subject, issuer: peer.issuer, expires: peer.expiresAt, ...productOf(peer) };
    throw new NetworkProblem(error.reason, 'tls', { ...error.params, ...seen });
  }
}
