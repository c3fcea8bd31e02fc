import type { SecretDestination } from '#shared/domain/integration/secret-destination.ts';
import { createDispatcher } from '../network/dispatcher.ts';
import { headerValue, headerValues, momentOf, originOfLocation } from '../network/headers.ts';
import { basicAuthorization, type Credentials, type Network } from '../network/network.ts';
import { requestProblem } from '../network/problem.ts';
import { withinWholeAnswer } from '../network/whole-answer.ts';
import { MAX_ANSWER_BYTES } from './transport.ts';

/** User and password of HTTP Basic, if they may be sent: like a key they are not shown to another server. */
export type TestBasic = ({ readonly kind: 'basic' } & Credentials) | { readonly kind: 'none' | 'of-another-server' };

/** One answer as it came, whatever it is. */
export interface RawAnswer {
  readonly status: number;
  /** Of a redirect: where to, without path and query; `''` otherwise. */
  readonly redirect: string;
  /** What the server asks a caller for, lower case. */
  readonly challenges: readonly string[];
  /** The server's clock, ISO 8601; `null` when it does not tell. */
  readonly date: string | null;
  readonly text: string;
  /** When the answer began, ms since 1970. */
  readonly at: number;
}

export interface Questions {
  /** Throws `NetworkProblem`, or the signal's reason. */
  ask(module: string, parameters: Readonly<Record<string, string>>): Promise<RawAnswer>;
  close(): Promise<void>;
}

/** Asks NEO's modules without patience and without judging: for the test of a connection. `accessKey` `null` sends none. */
export function createQuestions(options: {
  /** The folder the modules lie in, with a slash at its end. */
  readonly destination: SecretDestination;
  readonly accessKey: string | null;
  readonly basic: Credentials | null;
  readonly network: Network;
  readonly signal: AbortSignal;
  readonly now: () => number;
}): Questions {
  const { destination, accessKey, basic, network, signal, now } = options;
  const dispatcher = createDispatcher(network, { maxAnswerBytes: MAX_ANSWER_BYTES });
  return {
    async ask(module, parameters) {
      const url = new URL(`${module}.cgi`, destination.address.href);
      try {
        const { statusCode, headers, text, at } = await withinWholeAnswer(network, signal, async (limit) => {
          const answer = await dispatcher.request({
            origin: destination.origin,
            path: url.pathname,
            method: 'POST',
            headers: {
              'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
              accept: 'application/json',
              ...(accessKey === null ? {} : { 'x-desknets-auth': accessKey }),
              ...(basic === null ? {} : { authorization: basicAuthorization(basic) }),
            },
            body: new URLSearchParams(parameters).toString(),
            signal: limit,
          });
          const at = now();
          return { statusCode: answer.statusCode, headers: answer.headers, at, text: await answer.body.text() };
        });
        return {
          status: statusCode,
          redirect: statusCode >= 300 && statusCode < 400 ? originOfLocation(headerValue(headers['location']), url) : '',
          challenges: headerValues(headers['www-authenticate']).map((challenge) =>
            (challenge.trim().split(/[\s,]/)[0] ?? '').toLowerCase(),
          ),
          date: momentOf(headerValue(headers['date'])),
          text,
          at,
        };
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw requestProblem(error, network.clientCertificate !== null);
      }
    },
    close: () => dispatcher.destroy(),
  };
}
