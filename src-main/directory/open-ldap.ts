import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { ExtendedRequest } from 'ldapts';
import { type DirectoryServer, toDirectoryWebAddress } from '#shared/domain/integration/directory-server.ts';
import { type DestinationFault, SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { type Network, toEndpoint } from '../network/network.ts';
import { openTcp } from '../network/sockets/open-tcp.ts';
import { startTargetTls } from '../network/sockets/routed-connection.ts';
import { NO_ALPN } from '../network/tls/start-tls.ts';
import { DirectoryProblem } from './directory-problem.ts';
import { LdapConnection } from './ldap-connection.ts';
import { toLdapProblem } from './ldap-problem.ts';

const START_TLS = '1.3.6.1.4.1.1466.20037';

/** Returns the only destination to which the directory's password may be sent. */
export const toDirectoryDestination = (server: Pick<DirectoryServer, 'host' | 'port'>): SecretDestination | DestinationFault =>
  SecretDestination.of('directory', toDirectoryWebAddress(server));

export interface OpenedLdap {
  readonly connection: LdapConnection;
  readonly socket: TLSSocket;
}

/**
 * Connects and encrypts before any other request: by LDAPS, or StartTLS on an unencrypted connection. The certificate must contain the host
 * name. Always connects directly, because an HTTP proxy leads to the internet. Throws `NetworkProblem` and `DirectoryProblem`.
 */
export async function openLdap(
  destination: SecretDestination,
  protection: DirectoryServer['protection'],
  network: Network,
  signal: AbortSignal,
): Promise<OpenedLdap> {
  if (!destination.isFor('directory')) throw new Error('a destination of another secret');
  const target = toEndpoint(new URL(destination.address.href));
  const limits = { timeoutMs: network.timeouts.connectMs, signal };
  let socket: Socket = await openTcp(target, limits);
  if (protection === 'starttls') socket = await requestTls(socket, network, signal);
  const secure = await startTargetTls(network, socket, target.host, limits, NO_ALPN);
  return { connection: new LdapConnection(secure), socket: secure };
}

/** Requests TLS on an unencrypted connection. Throws `directory-starttls-refused`; the socket is closed then. */
async function requestTls(socket: Socket, { timeouts }: Network, signal: AbortSignal): Promise<Socket> {
  const plain = new LdapConnection(socket);
  try {
    const limits = { timeoutMs: timeouts.headersMs, signal };
    const problem = toLdapProblem(await plain.request(new ExtendedRequest({ messageId: 0, oid: START_TLS }), limits), 'starttls');
    if (problem !== null) throw problem;
    return plain.release();
  } catch (error) {
    plain.close();
    throw error;
  }
}

/** Returns the destination of the password. Throws `directory-host-malformed`. */
export function requireDirectoryDestination(server: Pick<DirectoryServer, 'host' | 'port'>): SecretDestination {
  const destination = toDirectoryDestination(server);
  if (typeof destination === 'string') throw new DirectoryProblem('directory-host-malformed', { host: server.host.slice(0, 200) });
  return destination;
}
