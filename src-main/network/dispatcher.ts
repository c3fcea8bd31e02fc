import type { Agent, buildConnector, Dispatcher } from 'undici';
import { endpointOf, type Network } from './network.ts';
import { openPrivateWay, openWay, secureWay } from './sockets/open-way.ts';
import { secureContextOf } from './tls/trust.ts';

/** Options of the requests. */
export interface DispatcherOptions {
  /** Maximum response size in bytes. */
  readonly maxAnswerBytes: number;
  /** Maximum parallel connections to one server. */
  readonly connections?: number;
  /** Unencrypted requests stay internal: no proxy, and a private address. */
  readonly onlyPrivate?: boolean;
}

/** Sends requests to whatever server they name. */
export interface HttpDispatcher {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  /** Waits for running requests. */
  close(): Promise<void>;
  /** Aborts running requests. */
  destroy(): Promise<void>;
}

/**
 * HTTP over a network: its proxy, authorities, client certificate and timeouts. Follows no redirects, so no header reaches another host.
 * Failures below HTTP are `NetworkProblem`s (see `requestProblem`).
 */
export function createDispatcher(
  network: Network,
  { maxAnswerBytes, connections = 1, onlyPrivate = false }: DispatcherOptions,
): HttpDispatcher {
  // Slow with hundreds of authorities, which is not connection time.
  secureContextOf(network);
  const { connectMs, headersMs, bodyMs } = network.timeouts;
  const open = async ({ hostname, port, protocol }: buildConnector.Options) => {
    const deadline = performance.now() + connectMs;
    const left = () => ({ timeoutMs: deadline - performance.now() });
    const target = endpointOf({ hostname, port, protocol });
    const way = await (onlyPrivate && protocol === 'http:' ? openPrivateWay : openWay)(network, target, left());
    return protocol === 'https:' ? secureWay(network, way, target.host, left()) : way;
  };
  let agent: Promise<Agent> | null = null;
  const begin = async (): Promise<Agent> => {
    // Loaded with the first request, so that other starts do not wait for it.
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
