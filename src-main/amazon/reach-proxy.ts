import type { Network } from '../network/network.ts';
import { openProxy } from '../network/open-tunnel.ts';
import { secureContextOf } from '../network/trust.ts';

/** Connects to the proxy and closes; answers its name. Throws `proxy-*`. */
export async function reachProxy(network: Network, signal: AbortSignal): Promise<string> {
  const { route } = network;
  if (route.kind === 'direct') return '';
  const tls = { context: secureContextOf(network), withCertificate: network.clientCertificate !== null };
  const socket = await openProxy(route, tls, { timeoutMs: network.timeouts.connectMs, signal });
  socket.on('error', () => undefined).destroy();
  return `${route.host}:${route.port}`;
}
