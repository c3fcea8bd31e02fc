import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Held {
  /** Requests under way. */
  requests: number;
  /** Whether a page with a session spoke over it. */
  trusted: boolean;
  /** Counts up with every connection and request: the lowest is the one that has been silent for longest. */
  lastActive: number;
}

export interface ConnectionLimit {
  /** The connection of a request whose bearer was right: it is the last to be let go, and never during a request. */
  trust(request: IncomingMessage): void;
}

/**
 * Keeps a server at a number of connections by closing the idlest one for each that comes too many: first those of strangers without a
 * request, then idle ones of the page, then strangers' requests. Whoever holds connections open and says nothing keeps nobody out; only
 * where the page itself is at work on all of them is a new one refused.
 */
export function limitConnections(server: Server, most: number): ConnectionLimit {
  const held = new Map<Socket, Held>();
  let clock = 0;

  /** How soon a connection is let go; `null` = not at all. */
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
