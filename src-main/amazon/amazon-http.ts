import type { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { readBytesWithin } from '../network/answers/bounded-body.ts';
import { decodeContent } from '../network/answers/content-encoding.ts';
import { getHeaderValue } from '../network/answers/headers.ts';
import { createDispatcher } from '../network/dispatcher.ts';
import type { Network } from '../network/network.ts';
import { NetworkProblem, toRequestProblem } from '../network/problem.ts';

/** Maximum response size in bytes. A setup response has a few thousand, a proxy's error page several hundred thousand. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/** The parts of an HTTP response that a test needs. Each header has one value; `''` = missing. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly location: string;
  readonly authenticate: string;
  readonly body: Uint8Array;
}

export interface AmazonHttpRequest {
  /** Host and path to which the document with the password may be sent. */
  readonly destination: SecretDestination;
  readonly method: 'POST' | 'HEAD' | 'GET';
  /** A cXML document; omitted = no body. */
  readonly document?: string;
}

/** Sends requests to one host over one network. Follows no redirects. Must be closed. */
export interface AmazonHttp {
  /** Sends a request. Throws `NetworkProblem`, or the signal's reason. */
  ask(question: AmazonHttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export function createAmazonHttp(network: Network): AmazonHttp {
  const dispatcher = createDispatcher(network, { maxAnswerBytes: MAX_ANSWER_BYTES });
  const { connectMs, headersMs, bodyMs } = network.timeouts;
  return {
    async ask({ destination, method, document }, signal) {
      const address = new URL(destination.address.href);
      // Limits the total time, because a response that arrives in small parts never triggers the other timeouts.
      const whole = AbortSignal.timeout(connectMs + headersMs + bodyMs);
      try {
        const response = await dispatcher.request({
          origin: address.origin,
          path: `${address.pathname}${address.search}`,
          method,
          headers: { accept: 'text/xml, application/xml', ...(document !== undefined && { 'content-type': 'text/xml; charset=UTF-8' }) },
          body: document ?? null,
          signal: AbortSignal.any([signal, whole]),
        });
        const body = await readBytesWithin(
          decodeContent(response.body, getHeaderValue(response.headers['content-encoding'])),
          MAX_ANSWER_BYTES,
        );
        return {
          status: response.statusCode,
          contentType: getHeaderValue(response.headers['content-type']),
          location: getHeaderValue(response.headers['location']),
          authenticate: getHeaderValue(response.headers['www-authenticate']),
          body,
        };
      } catch (error) {
        signal.throwIfAborted();
        if (whole.aborted) throw new NetworkProblem('answer-timeout', 'http', { phase: 'body' });
        throw toRequestProblem(error, network.clientCertificate !== null);
      }
    },
    close: () => dispatcher.destroy(),
  };
}
