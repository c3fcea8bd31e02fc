import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { type ConnectionLimit, limitConnections } from './connection-limit.ts';
import { REQUEST_LIMITS } from './request-limits.ts';
import type { HostEnv } from './responses.ts';

const CLOSE_GRACE_MS = 1_000;

export interface ListenAddress {
  readonly host: string;
  /** 0 selects a free port. */
  readonly port: number;
  /** Certificate chain and key, PEM; omitted = plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Maximum number of connections; omitted = `REQUEST_LIMITS.connections`. */
  readonly connections?: number;
}

/** Starts an HTTP server for the routes. Rejects if the port is taken. */
export async function listen(
  app: Hono<HostEnv>,
  { host, port, tls, connections = REQUEST_LIMITS.connections }: ListenAddress,
  headersTimeoutMs: number = REQUEST_LIMITS.headersMs,
): Promise<{ readonly server: Server; readonly limit: ConnectionLimit }> {
  const serverOptions = {
    maxHeaderSize: REQUEST_LIMITS.headerBytes,
    headersTimeout: headersTimeoutMs,
    requestTimeout: REQUEST_LIMITS.requestMs,
    keepAliveTimeout: REQUEST_LIMITS.keepAliveMs,
    connectionsCheckingInterval: 1_000,
  };
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    ...(tls === undefined
      ? { serverOptions }
      : { createServer: createTlsServer, serverOptions: { ...serverOptions, ...tls, minVersion: 'TLSv1.2' } }),
  }) as Server;
  const limit = limitConnections(server, connections);
  // Protocol upgrades are not supported.
  server.on('upgrade', (_request, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => resolve(server.off('error', reject) && undefined));
  });
  return { server, limit };
}

/** Stops accepting connections, and ends those that do not finish within a second. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(force);
}
