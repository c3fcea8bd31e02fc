import type { IncomingMessage } from 'node:http';

const isLoopbackAddress = (address: string): boolean => /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);

/**
 * Returns the address that a request came from, for limits by address. Behind a reverse proxy on this machine it is the last one in
 * `X-Forwarded-For`, which the proxy wrote itself; earlier ones can be invented by the client.
 */
export function getClientAddress(
  { socket, headers }: { readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'>; readonly headers: IncomingMessage['headers'] },
  isBehindProxy: boolean,
): string {
  const address = socket.remoteAddress ?? '';
  if (!isBehindProxy || !isLoopbackAddress(address)) return address;
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return forwarded === '' ? address : forwarded;
}
