import { type ReasonFound, reasonFound } from '#shared/domain/integration/connection-test.ts';
import { endpointOf, type Network } from '../network/network.ts';
import { openTcp } from '../network/open-tcp.ts';
import { openProxy, openTunnel } from '../network/open-tunnel.ts';
import { openWay, secureWay } from '../network/open-way.ts';
import { refusedPeer, type VerifiedPeer, verifiedPeer } from '../network/peer.ts';
import { NetworkProblem } from '../network/problem.ts';
import { resolveName } from '../network/resolve-name.ts';
import { awaitAcceptance } from '../network/start-tls.ts';
import { secureContextOf } from '../network/trust.ts';
import { passed, type Verdict } from './layer-answers.ts';

/** The server and the way to it. */
export interface Way {
  readonly url: URL;
  readonly network: Network;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const MOST_ADDRESSES = 4;
/** How long a server may stay silent about a caller it has let through. */
const ACCEPTANCE_MS = 300;
const DAY_MS = 86_400_000;
/** A certificate is renewed before this; who has not by then may have forgotten. */
const EXPIRY_WARNING_DAYS = 21;

const limitsOf = ({ network, signal }: Way) => ({ timeoutMs: network.timeouts.connectMs, signal });

/** The host's addresses. Throws `dns-*`. */
export async function resolveHost(way: Way): Promise<Verdict> {
  const { host } = endpointOf(way.url);
  const found = await resolveName(host, limitsOf(way));
  return passed({ host, addresses: found.slice(0, MOST_ADDRESSES).join(', ') });
}

/** Opens a tunnel through the proxy, and closes it. Throws `proxy-*`. */
export async function reachThroughProxy(way: Way): Promise<Verdict> {
  const { network, url } = way;
  const { route } = network;
  if (route.kind === 'direct') return passed();
  const limits = limitsOf(way);
  const tls = { context: secureContextOf(network), withCertificate: network.clientCertificate !== null };
  const tunnel = await openTunnel(await openProxy(route, tls, limits), route, endpointOf(url), limits);
  tunnel.on('error', () => undefined).destroy();
  return passed({ proxy: `${route.host}:${route.port}`, from: route.from });
}

/** Opens the port, and closes it. Throws `tcp-*`. */
export async function reachPort(way: Way): Promise<Verdict> {
  const target = endpointOf(way.url);
  const socket = await openTcp(target, limitsOf(way));
  const address = socket.remoteAddress ?? target.host;
  socket.on('error', () => undefined).destroy();
  return passed({ address, port: target.port });
}

/** Starts TLS and tells who vouches for whom; sends nothing. Throws `tls-*`, naming the certificate that was refused. */
export async function reachByTls(way: Way): Promise<Verdict> {
  const { network, url } = way;
  const { host, port } = endpointOf(url);
  const limits = limitsOf(way);
  const context = secureContextOf(network);
  try {
    const socket = await secureWay(network, context, await openWay(network, context, { host, port }, limits), host, limits);
    try {
      const peer = verifiedPeer(socket, network.trust);
      await awaitAcceptance(socket, host, network.clientCertificate !== null, { ...limits, timeoutMs: ACCEPTANCE_MS });
      const { issuer, subject, expiresAt: expires, protocol, trustedBy } = peer;
      return passed({ host, subject, issuer, expires, protocol, trustedBy }, worthKnowing(peer, host, way.now()));
    } finally {
      socket.on('error', () => undefined).destroy();
    }
  } catch (error) {
    if (!(error instanceof NetworkProblem) || error.step !== 'tls') throw error;
    const peer = await refusedPeer(network, { host, port }, limits);
    const seen = peer === null ? {} : { subject: peer.subject, issuer: peer.issuer, expires: peer.expiresAt, product: peer.inspectedBy };
    throw new NetworkProblem(error.reason, 'tls', { ...error.params, ...seen });
  }
}

/** A server inside the company may well have the company's own authority: only a product's name tells of inspection here. */
function worthKnowing({ inspectedBy, issuer, expiresAt }: VerifiedPeer, host: string, now: number): readonly ReasonFound[] {
  const days = Math.floor((Date.parse(expiresAt) - now) / DAY_MS);
  return [
    ...(days < EXPIRY_WARNING_DAYS ? [reasonFound('tls-expiring', { host, days, expires: expiresAt })] : []),
    ...(inspectedBy === '' ? [] : [reasonFound('tls-inspected', { host, issuer, product: inspectedBy })]),
  ];
}
