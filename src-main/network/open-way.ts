import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Endpoint, Network } from './network.ts';
import { openTcp } from './open-tcp.ts';
import { openProxy, openTunnel } from './open-tunnel.ts';
import { NetworkProblem } from './problem.ts';
import { awaitAcceptance, startTls } from './start-tls.ts';
import { secureContextOf } from './trust.ts';
import type { Limits } from './within.ts';

/** A connection to the target's port: straight, or through the proxy. Throws `NetworkProblem`. */
export async function openWay(
  { route, clientCertificate }: Network,
  context: SecureContext,
  target: Endpoint,
  limits: Limits,
): Promise<Socket> {
  if (route.kind === 'direct') return openTcp(target, limits);
  const proxy = await openProxy(route, { context, withCertificate: clientCertificate !== null }, limits);
  return openTunnel(proxy, route, target, limits);
}

/** TLS to the target over an open way. */
export const secureWay = (network: Network, context: SecureContext, way: Socket, host: string, limits: Limits): Promise<TLSSocket> =>
  startTls(way, { host, context, withCertificate: network.clientCertificate !== null }, limits);

/** How long a server that accepts a caller may stay silent about it. */
const ACCEPTANCE_MS = 500;

/**
 * Whether a server closed on a request because it wants another caller: looks once more with a handshake that sends nothing. `null` when
 * it takes us, or cannot be reached any more.
 */
export async function callerRefused(network: Network, target: Endpoint, limits: Limits): Promise<NetworkProblem | null> {
  try {
    const context = secureContextOf(network);
    const secure = await secureWay(network, context, await openWay(network, context, target, limits), target.host, limits);
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
