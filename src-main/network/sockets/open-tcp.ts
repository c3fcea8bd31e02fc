import { connect, type Socket } from 'node:net';
import type { Endpoint } from '../network.ts';
import { getErrorCode, getTcpReason, NetworkProblem } from '../problem.ts';
import { awaitFirstEvent, type Limits, TimeoutReached } from '../timeouts.ts';

/** Opens a TCP connection. Throws `dns-*` or `tcp-*`; no connection stays open then. */
export async function openTcp({ host, port }: Endpoint, limits: Limits): Promise<Socket> {
  limits.signal?.throwIfAborted();
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 });
  try {
    await awaitFirstEvent(socket, 'connect', limits);
    return socket;
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    if (limits.signal?.aborted) throw limits.signal.reason;
    if (error instanceof TimeoutReached) throw new NetworkProblem('tcp-timeout', 'tcp', { host, port });
    const code = getErrorCode(error);
    if (code === 'ENOTFOUND') throw new NetworkProblem('dns-not-found', 'dns', { host, code });
    if (code.startsWith('EAI_')) throw new NetworkProblem('dns-failed', 'dns', { host, code });
    throw new NetworkProblem(getTcpReason(code), 'tcp', { host, port, code });
  }
}
