import type { Agent, buildConnector, Dispatcher } from 'undici';
import { endpointOf, type Network } from './network.ts';
import { openPrivateWay, openWay, secureWay } from './open-way.ts';
import { secureContextOf } from './trust.ts';

/** Options of the requests sent this way. */
export interface DispatcherOptions {
  /** Largest answer in bytes. */
  readonly maxAnswerBytes: number;
  /** Connections to one server at a time. */
  readonly connections?: number;
  /** What is sent unencrypted stays inside: no proxy on the way, and a private address at its end. */
  readonly onlyPrivate?: boolean;
}

/** Sends requests to whatever server they name. */
export interface HttpDispatcher {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  /** Waits for what is under way. */
  close(): Promise<void>;
  /** Gives up what is under way. */
  destroy(): Promise<void>;
}

/**
 * HTTP over a network: its proxy, its authorities, its client certificate, its timeouts. Follows no redirect, so no header ever goes
 * to another host than the one named. Failures below HTTP are `NetworkProblem`s (see `requestProblem`).
 */
export function createDispatcher(
  network: Network,
  { maxAnswerBytes, connections = 1, onlyPrivate = false }: DispatcherOptions,
): HttpDispatcher {
  // Takes its time with hundreds of authorities, which is no connection's.
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
    // Brought with the first request: a start that asks no server need not wait for it.
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
