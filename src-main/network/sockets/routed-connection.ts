import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { classifyIpAddress } from '#shared/domain/integration/web-addresses/private-address.ts';
import type { Endpoint, Network, NetworkRoute } from '../network.ts';
import { NetworkProblem } from '../problem.ts';
import type { Limits } from '../timeouts.ts';
import { awaitAcceptance, startTls } from '../tls/start-tls.ts';
import { getSecureContext } from '../tls/trust.ts';
import { openTcp } from './open-tcp.ts';
import { formatEndpoint, openProxy, openTunnel } from './open-tunnel.ts';

/** A connection to the target's port, and its route. */
export interface RoutedConnection {
  readonly socket: Socket;
  /** The first route that responded. */
  readonly route: NetworkRoute;
  /** Proxies that were tried before and could not be reached. */
  readonly silent: readonly string[];
}

/**
 * Connects to the target's port directly or through the proxy, and tries the next route if that one is unreachable, within one time limit.
 * A refusal by a proxy is final. Throws `NetworkProblem`.
 */
export async function connectWithFallback(
  { route, trust }: Pick<Network, 'route' | 'trust'>,
  target: Endpoint,
  limits: Limits,
): Promise<RoutedConnection> {
  const ways = waysOf(route);
  const deadline = performance.now() + limits.timeoutMs;
  const silent: string[] = [];
  let first: NetworkProblem | null = null;
  for (const [tried, way] of ways.entries()) {
    // Each route gets an equal share of the remaining time, so that an unresponsive one leaves time for the next.
    const share = { ...limits, timeoutMs: (deadline - performance.now()) / (ways.length - tried) };
    let opened: Socket;
    try {
      opened = way.kind === 'direct' ? await openTcp(target, share) : await openProxy(way, trust, share);
    } catch (error) {
      if (!(error instanceof NetworkProblem)) throw error;
      silent.push(way.kind === 'direct' ? 'DIRECT' : formatEndpoint(way));
      first ??= error;
      continue;
    }
    const left = { ...limits, timeoutMs: deadline - performance.now() };
    return { socket: way.kind === 'direct' ? opened : await openTunnel(opened, way, target, left), route: way, silent };
  }
  if (first === null || ways.length === 1) throw first ?? new Error('a route without a way');
  throw new NetworkProblem(first.reason, first.step, { ...first.params, proxy: silent.join(', ') });
}

/** Returns only the socket of `connectWithFallback`. */
export const openRoutedSocket = async (network: Pick<Network, 'route' | 'trust'>, target: Endpoint, limits: Limits): Promise<Socket> =>
  (await connectWithFallback(network, target, limits)).socket;

/**
 * Opens a connection for unencrypted requests, which must be direct and to a private address. Throws `http-by-proxy` or
 * `http-leaves-company`; no connection stays open then.
 */
export async function openPrivateSocket(network: Pick<Network, 'route' | 'trust'>, target: Endpoint, limits: Limits): Promise<Socket> {
  const { socket, route } = await connectWithFallback(network, target, limits);
  const address = socket.remoteAddress ?? '';
  if (route.kind === 'direct' && classifyIpAddress(address) === 'private') return socket;
  socket.on('error', () => undefined).destroy();
  throw route.kind === 'direct'
    ? new NetworkProblem('http-leaves-company', 'tcp', { host: target.host, address })
    : new NetworkProblem('http-by-proxy', 'proxy', { host: target.host, proxy: formatEndpoint(route) });
}

/** Returns a route and its alternatives, in order. */
function waysOf(route: NetworkRoute): readonly NetworkRoute[] {
  return route.kind === 'proxy' && route.otherwise !== undefined ? [route, ...waysOf(route.otherwise)] : [route];
}

/** Starts TLS to the target over an open connection, which is closed on failure. */
export const startTargetTls = (
  network: Network,
  way: Socket,
  host: string,
  limits: Limits,
  protocols?: readonly string[],
): Promise<TLSSocket> =>
  startTls(
    way,
    { host, context: getSecureContext(network), withCertificate: network.clientCertificate !== null, ...(protocols && { protocols }) },
    limits,
  );

/** Time in milliseconds without a refusal after which a server is assumed to accept the client certificate. */
const ACCEPTANCE_MS = 500;

/**
 * Returns the problem if a server closed a request because it requires another client certificate; `null` if it accepts the certificate, or
 * is unreachable. Repeats the handshake without sending data.
 */
export async function findCertificateRefusal(network: Network, target: Endpoint, limits: Limits): Promise<NetworkProblem | null> {
  try {
    const secure = await startTargetTls(network, await openRoutedSocket(network, target, limits), target.host, limits);
    try {
      await awaitAcceptance(secure, target.host, network.clientCertificate !== null, { ...limits, timeoutMs: ACCEPTANCE_MS });
      return null;
    } finally {
      secure.on('error', () => undefined).destroy();
    }
  } catch (error) {
    return error instanceof NetworkProblem && error.reason.startsWith('tls-client-certificate') ? error : null;
  }
}
