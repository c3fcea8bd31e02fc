import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Endpoint, Network } from './network.ts';
import { openTcp } from './open-tcp.ts';
import { openProxy, openTunnel } from './open-tunnel.ts';
import { NetworkProblem } from './problem.ts';
import { awaitAcceptance, startTls } from './start-tls.ts';
import { secureContextOf } from './trust.ts';
import type { Limits } from './within.ts';

/** A connection to the target's port: straight, or through the proxy. Throws `NetworkProblem`. */
export async function openWay({ route, trust }: Pick<Network, 'route' | 'trust'>, target: Endpoint, limits: Limits): Promise<Socket> {
  return route.kind === 'direct' ? openTcp(target, limits) : openTunnel(await openProxy(route, trust, limits), route, target, limits);
}

/** TLS to the target over an open way, which is closed when it fails. */
export const secureWay = (network: Network, way: Socket, host: string, limits: Limits): Promise<TLSSocket> =>
  startTls(way, { host, context: secureContextOf(network), withCertificate: network.clientCertificate !== null }, limits);

/** How long a server that accepts a caller may stay silent about it. */
const ACCEPTANCE_MS = 500;

/**
 * Whether a server closed on a request because it wants another caller: looks once more with a handshake that sends nothing. `null` when
 * it takes us, or cannot be reached any more.
 */
export async function callerRefused(network: Network, target: Endpoint, limits: Limits): Promise<NetworkProblem | null> {
  try {
    const secure = await secureWay(network, await openWay(network, target, limits), target.host, limits);
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
