import { isUtf8 } from 'node:buffer';
import type { Dispatcher } from 'undici';
import type { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { type AnswerBody, createUtf8Decoder, limitBytes, readBytesWithin } from '../network/answers/bounded-body.ts';
import { decodeContent } from '../network/answers/content-encoding.ts';
import { getHeaderValue, getHeaderValues, getLocationOrigin, parseHttpDate } from '../network/answers/headers.ts';
import { withinWholeAnswer } from '../network/answers/whole-answer.ts';
import { createDispatcher } from '../network/dispatcher.ts';
import { type Credentials, formatBasicAuthorization, type Network } from '../network/network.ts';
import { NetworkProblem, toRequestProblem } from '../network/problem.ts';
import { MAX_LIST_BYTES, SMALL_ANSWER_LIMITS } from './answer-limits.ts';
import { ListRefusedError, ListStream } from './list-stream.ts';

/** User and password of HTTP Basic. Like a key, they are not sent to another server than the one for which they were stored. */
export type TestBasicCredentials = ({ readonly kind: 'basic' } & Credentials) | { readonly kind: 'none' | 'of-another-server' };

/** One raw response. */
export interface RawAnswer {
  readonly status: number;
  /** Origin of a redirect's target, without path and query; `''` = no redirect. */
  readonly redirect: string;
  /** Authentication schemes that the server requests, in lower case. */
  readonly challenges: readonly string[];
  /** The server's time in ISO 8601; `null` if missing. */
  readonly date: string | null;
  readonly text: string;
  /** `false` if the encoding is not UTF-8, so that characters were replaced. */
  readonly isUtf8: boolean;
  /** For a response read as a list: the number of items, and the first of them. `text` is then the response without the items. */
  readonly listed: { readonly count: number; readonly first: readonly unknown[] } | null;
  /** Time at which the response began, in ms since 1970. */
  readonly at: number;
}

export interface ModuleProbe {
  /**
   * Sends a request. Throws `NetworkProblem`, or the signal's reason. A response that is too long is `answer-too-large`; with `asList` the
   * response may contain all users and is parsed while it arrives.
   */
  ask(url: URL, parameters: Readonly<Record<string, string>>, asList?: boolean): Promise<RawAnswer>;
  /** Whether a web page exists at an address; sends no key or password. Throws the errors of `ask`. */
  isPage(url: URL): Promise<boolean>;
  close(): Promise<void>;
}

/** Calls NEO's modules for the connection test, without retries. An `accessKey` of `null` is not sent. */
export function createModuleProbe(options: {
  /** The server to call; no other server is contacted. */
  readonly destination: SecretDestination;
  readonly accessKey: string | null;
  readonly basic: Credentials | null;
  readonly network: Network;
  readonly signal: AbortSignal;
  readonly now: () => number;
}): ModuleProbe {
  const { destination, accessKey, basic, network, signal, now } = options;
  const dispatcher = createDispatcher(network, { maxAnswerBytes: MAX_LIST_BYTES, onlyPrivate: destination.onlyPrivate });
  return {
    async isPage(url) {
      try {
        const { origin } = destination;
        return await withinWholeAnswer(network, signal, async (limit) => {
          const answer = await dispatcher.request({
            origin,
            path: url.pathname,
            method: 'GET',
            headers: { accept: 'text/html' },
            signal: limit,
          });
          const beginning = await beginningOf(bodyOf(answer));
          return answer.statusCode === 200 && /^\s*</.test(beginning);
        });
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw toRequestProblem(error, network.clientCertificate !== null);
      }
    },
    async ask(url, parameters, asList = false) {
      try {
        const { statusCode, headers, at, ...body } = await withinWholeAnswer(network, signal, async (limit) => {
          const answer = await dispatcher.request({
            origin: destination.origin,
            path: url.pathname,
            method: 'POST',
            headers: {
              'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
              accept: 'application/json',
              ...(accessKey === null ? {} : { 'x-desknets-auth': accessKey }),
              ...(basic === null ? {} : { authorization: formatBasicAuthorization(basic) }),
            },
            body: new URLSearchParams(parameters).toString(),
            signal: limit,
          });
          const at = now();
          const { statusCode, headers } = answer;
          if (asList && statusCode === 200) return { statusCode, headers, at, ...(await readListed(bodyOf(answer))) };
          const bytes = await readBytesWithin(bodyOf(answer), SMALL_ANSWER_LIMITS.bytes);
          return { statusCode, headers, at, text: bytes.toString('utf8'), isUtf8: isUtf8(bytes), listed: null };
        });
        return {
          status: statusCode,
          redirect: statusCode >= 300 && statusCode < 400 ? getLocationOrigin(getHeaderValue(headers['location']), url) : '',
          challenges: getHeaderValues(headers['www-authenticate']).map((challenge) =>
            (challenge.trim().split(/[\s,]/)[0] ?? '').toLowerCase(),
          ),
          date: parseHttpDate(getHeaderValue(headers['date'])),
          ...body,
          at,
        };
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw toRequestProblem(error, network.clientCertificate !== null);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

/** Returns the decompressed body of a response. */
const bodyOf = ({ body, headers }: Dispatcher.ResponseData): AnswerBody => decodeContent(body, getHeaderValue(headers['content-encoding']));

async function beginningOf(body: AnswerBody): Promise<string> {
  for await (const part of body) return Buffer.from(part).toString('utf8');
  return '';
}

const FIRST_ITEMS = 1_000;
/** Maximum characters kept of a response that is not a list; enough to identify it. */
const SAMPLE = 200_000;

async function readListed(body: AnswerBody): Promise<Pick<RawAnswer, 'text' | 'isUtf8' | 'listed'>> {
  const decoder = new TextDecoder();
  const strict = createUtf8Decoder();
  let isUtf8 = true;
  const first: unknown[] = [];
  const list = new ListStream((item) => {
    if (first.length < FIRST_ITEMS) first.push(item);
  });
  let sample = '';
  try {
    for await (const part of limitBytes(body, MAX_LIST_BYTES)) {
      isUtf8 &&= strict(part) !== null;
      const text = decoder.decode(part, { stream: true });
      if (sample.length < SAMPLE) sample += text;
      list.push(text);
    }
    list.push(decoder.decode());
    return { text: JSON.stringify(list.end()), isUtf8, listed: { count: list.count, first } };
  } catch (error) {
    if (!(error instanceof ListRefusedError)) throw error;
    if (error.why !== 'not-json') throw new NetworkProblem('answer-too-large', 'http');
    return { text: sample, isUtf8, listed: null };
  }
}
