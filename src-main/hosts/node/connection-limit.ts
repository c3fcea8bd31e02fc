import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Held {
  /** Running requests. */
  requests: number;
  /** Whether a page with a session spoke over it. */
  trusted: boolean;
  /** Increases with every connection and request: the lowest has been idle longest. */
  lastActive: number;
}

export interface ConnectionLimit {
  /** Marks the connection of a request with a valid bearer: closed last, and never during a request. */
  trust(request: IncomingMessage): void;
}

/**
 * Limits the number of connections by closing the idlest for each new one: first unauthenticated connections without request, then idle
 * ones of the page, then unauthenticated requests. Idle foreign connections cannot block the console; a new one is refused only if the
 * page itself uses all.
 */
export function limitConnections(server: Server, most: number): ConnectionLimit {
  const held = new Map<Socket, Held>();
  let clock = 0;

  /** Order of closing; `null` = never. */
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
