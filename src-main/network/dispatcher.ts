import type { Agent, buildConnector, Dispatcher } from 'undici';
import { type Network, toEndpoint } from './network.ts';
import { openPrivateSocket, openRoutedSocket, startTargetTls } from './sockets/routed-connection.ts';
import { getSecureContext } from './tls/trust.ts';

/** Options of all requests of a dispatcher. */
export interface DispatcherOptions {
  /** Maximum response size in bytes. */
  readonly maxAnswerBytes: number;
  /** Maximum parallel connections to one server. */
  readonly connections?: number;
  /** Restricts unencrypted requests to the internal network: no proxy, and a private address. */
  readonly onlyPrivate?: boolean;
}

/** Sends requests to any server. */
export interface HttpDispatcher {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  /** Closes after running requests have finished. */
  close(): Promise<void>;
  /** Closes and aborts running requests. */
  destroy(): Promise<void>;
}

/**
 * Creates HTTP requests over a network: its proxy, authorities, client certificate and timeouts. Follows no redirects, so headers never
 * reach another host. Failures below HTTP are `NetworkProblem`s (see `toRequestProblem`).
 */
export function createDispatcher(
  network: Network,
  { maxAnswerBytes, connections = 1, onlyPrivate = false }: DispatcherOptions,
): HttpDispatcher {
  // Created before connecting, because it is slow with hundreds of authorities and must not count as connection time.
  getSecureContext(network);
  const { connectMs, headersMs, bodyMs } = network.timeouts;
  const open = async ({ hostname, port, protocol }: buildConnector.Options) => {
    const deadline = performance.now() + connectMs;
    const left = () => ({ timeoutMs: deadline - performance.now() });
    const target = toEndpoint({ hostname, port, protocol });
    const way = await (onlyPrivate && protocol === 'http:' ? openPrivateSocket : openRoutedSocket)(network, target, left());
    return protocol === 'https:' ? startTargetTls(network, way, target.host, left()) : way;
  };
  let agent: Promise<Agent> | null = null;
  const begin = async (): Promise<Agent> => {
    // Loaded with the first request, so that it does not delay the start.
    const undici = await import('undici');
    return new undici.Agent({
      connect: (options, callback) => {
        open(options).then(
          (socket) => callback(null, socket),
          (error: Error) => callback(error, null),
        );
      },
      headersTimeout: headersMs,
      bodyTimeout: bodyMs,
      maxResponseSize: maxAnswerBytes,
      connections,
      allowH2: false,
      pipelining: 1,
    });
  };
  return {
    async request(options) {
      agent ??= begin();
      return (await agent).request(options);
    },
    close: async () => (await agent)?.close(),
    destroy: async () => (await agent)?.destroy(),
  };
}
