import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Returns a free port of this computer, because a provider must know the server's address before the server listens. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
