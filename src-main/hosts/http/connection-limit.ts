import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Held {
  /** Number of running requests. */
  requests: number;
  /** Whether a request with a valid session used this connection. */
  trusted: boolean;
  /** Counter value of the last connection or request; the connection with the lowest value has been idle longest. */
  lastActive: number;
}

export interface ConnectionLimit {
  /**
   * Marks the connection of a request with a valid bearer. It is never closed during a request, and when idle only after idle connections
   * without a valid bearer.
   */
  trust(request: IncomingMessage): void;
}

/**
 * Limits the number of connections by closing the one that is idle longest for each new one: first unauthenticated connections without a
 * request, then idle ones of the page, then unauthenticated requests. So idle foreign connections cannot block the console; a new
 * connection is refused only if the page itself uses all.
 */
export function limitConnections(server: Server, most: number): ConnectionLimit {
  const held = new Map<Socket, Held>();
  let clock = 0;

  /** Returns the order of closing, lowest first; `null` = never closed. */
  const rank = ({ requests, trusted }: Held): number | null => (requests === 0 ? (trusted ? 1 : 0) : trusted ? null : 2);

  function idlest(): Socket | null {
    let found: { readonly socket: Socket; readonly rank: number; readonly lastActive: number } | null = null;
    for (const [socket, each] of held) {
      const its = rank(each);
      if (its === null) continue;
      if (found === null || its < found.rank || (its === found.rank && each.lastActive < found.lastActive))
        found = { socket, rank: its, lastActive: each.lastActive };
    }
    return found?.socket ?? null;
  }

  server.on('connection', (socket: Socket) => {
    if (held.size >= most) {
      const leaves = idlest();
      if (leaves === null) return void socket.destroy();
      held.delete(leaves);
      leaves.destroy();
    }
    held.set(socket, { requests: 0, trusted: false, lastActive: ++clock });
    socket.once('close', () => held.delete(socket));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const its = held.get(request.socket);
    if (its === undefined) return;
    its.requests++;
    its.lastActive = ++clock;
    response.once('close', () => {
      its.requests--;
      its.lastActive = ++clock;
    });
  });
  return {
    trust(request) {
      const its = held.get(request.socket);
      if (its !== undefined) its.trusted = true;
    },
  };
}
