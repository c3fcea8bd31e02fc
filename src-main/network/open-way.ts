import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Endpoint, Network } from './network.ts';
import { openTcp } from './open-tcp.ts';
import { openProxy, openTunnel } from './open-tunnel.ts';
import { startTls } from './start-tls.ts';
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
