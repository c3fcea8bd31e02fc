import type { Socket } from 'node:net';
import {
  type ConnectionFacts,
  createConnectionReason,
  type LayerVerdict,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import { type Network, type ProxyRoute, toEndpoint } from '../network.ts';
import { NetworkProblem } from '../problem.ts';
import type { Limits } from '../timeouts.ts';
import { awaitAcceptance, NO_ALPN } from '../tls/start-tls.ts';
import { formatEndpoint } from './open-tunnel.ts';
import { getInspectionFacts, getVerifiedPeer, requestRefusedPeer, type VerifiedPeer } from './peer.ts';
import { resolveName } from './resolve-name.ts';
import { connectWithFallback, openRoutedSocket, startTargetTls } from './routed-connection.ts';

/** A server, and the network settings to reach it. */
export interface ReachTarget {
  readonly url: URL;
  readonly network: Network;
  readonly signal: AbortSignal;
}

/** Maximum number of addresses shown. */
const MAX_ADDRESSES = 4;
/** Time in milliseconds without a refusal after which a server is assumed to accept the client certificate. */
const ACCEPTANCE_MS = 300;

const limitsOf = ({ network, signal }: ReachTarget): Limits => ({ timeoutMs: network.timeouts.connectMs, signal });
const letGo = (socket: Socket): void => void socket.on('error', () => undefined).destroy();

/** Steps of the connection test to one server. Each returns its facts and leaves no connection open. */

/** Resolves the host by the operating system. Throws `dns-*`. */
export async function resolveHost(way: ReachTarget): Promise<ConnectionFacts> {
  const { host } = toEndpoint(way.url);
  const found = await resolveName(host, limitsOf(way));
  return { host, addresses: found.slice(0, MAX_ADDRESSES).join(', ') };
}

/**
 * Connects through the route's proxies. Returns the route that later steps must use, and a warning if the first proxy was unreachable.
 * Throws `proxy-*`.
 */
export async function reachThroughProxy(
  way: ReachTarget,
  proxy: ProxyRoute,
): Promise<{ readonly way: ReachTarget; readonly verdict: LayerVerdict }> {
  const { socket, route, silent } = await connectWithFallback(way.network, toEndpoint(way.url), limitsOf(way));
  letGo(socket);
  const used = route.kind === 'direct' ? 'DIRECT' : formatEndpoint(route);
  const remark = createConnectionReason('proxy-fallback', { proxy: silent.join(', '), used, way: route.kind });
  return {
    way: { ...way, network: { ...way.network, route } },
    verdict: {
      failed: [],
      warned: silent.length > 0 ? [remark] : [],
      facts: { proxy: used, from: proxy.from, ...(silent.length > 0 && { silentProxies: silent.join(', ') }) },
    },
  };
}

/** Opens the port directly or through the proxy. Throws `dns-*`, `tcp-*` or `proxy-*`. */
export async function reachPort(way: ReachTarget): Promise<ConnectionFacts> {
  const { host, port } = toEndpoint(way.url);
  const socket = await openRoutedSocket(way.network, { host, port }, limitsOf(way));
  const address = way.network.route.kind === 'direct' ? socket.remoteAddress : undefined;
  letGo(socket);
  return { host, port, ...(address !== undefined && address !== host && { address }) };
}

/** Starts TLS and returns facts about the certificates; sends no data. Throws `tls-*` with the refused certificate. */
export async function reachByTls(way: ReachTarget): Promise<{ readonly facts: ConnectionFacts; readonly peer: VerifiedPeer }> {
  const { network, url } = way;
  const target = toEndpoint(way.url);
  const { host } = target;
  const limits = limitsOf(way);
  try {
    const protocols = url.protocol === 'ldaps:' ? NO_ALPN : undefined;
    const socket = await startTargetTls(network, await openRoutedSocket(network, target, limits), host, limits, protocols);
    try {
      const peer = getVerifiedPeer(socket, network.trust);
      await awaitAcceptance(socket, host, network.clientCertificate !== null, { ...limits, timeoutMs: ACCEPTANCE_MS });
      const { subject, issuer, expiresAt: expires, protocol, trustedBy } = peer;
      return { facts: { host, subject, issuer, expires, protocol, trustedBy }, peer };
    } finally {
      letGo(socket);
    }
  } catch (error) {
    if (!(error instanceof NetworkProblem) || error.step !== 'tls') throw error;
    const peer = await requestRefusedPeer(network, target, limits);
    const seen = peer === null ? {} : { subject: peer.subject, issuer: peer.issuer, expires: peer.expiresAt, ...getInspectionFacts(peer) };
    throw new NetworkProblem(error.reason, 'tls', { ...error.params, ...seen });
  }
}
