import { ExpectedError } from '#shared/contract/result.ts';
import type { SecretDestination } from '#shared/domain/integration/secret-destination.ts';
import { createDispatcher } from '../network/dispatcher.ts';
import { headerValue, momentOf, originOfLocation } from '../network/headers.ts';
import { createMask } from '../network/mask.ts';
import { basicAuthorization, type Credentials, type Network, secretsOf } from '../network/network.ts';
import { withinWholeAnswer } from '../network/whole-answer.ts';
import { connectionFailure } from './connection-failure.ts';
import { asksForPatience, type Clock, createTurns, LONGEST_PAUSE_MS, type Pacing, pauseBeforeRetry } from './pacing.ts';

export interface TransportOptions {
  /** The folder the modules lie in, with a slash at its end. */
  readonly destination: SecretDestination;
  readonly accessKey: string;
  /** HTTP Basic in front of the server. */
  readonly basic: Credentials | null;
  readonly network: Network;
  /** Largest answer in bytes. */
  readonly maxAnswerBytes: number;
  readonly pacing: Pacing;
  readonly clock: Clock;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onPause?: ((milliseconds: number) => void) | undefined;
  /** Ends waiting for a server that asked for patience, and nothing else: a call on its way is left to its end. */
  readonly leave?: AbortSignal | undefined;
  /** Values among the parameters that no failure may repeat, even when the server does. */
  readonly secrets?: readonly string[] | undefined;
}

/** What came back: the JSON of a `status: ok` answer, that the module is not there, or a `status: ng` with its fields as received. */
export type Answer =
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>>; readonly date: string | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly failure: ExpectedError; readonly body: Readonly<Record<string, unknown>> };

export interface Transport {
  /** One call, after all earlier ones. Throws `ExpectedError`; 404 and `status: ng` are answers. */
  call(module: string, parameters: Readonly<Record<string, string>>, options: CallOptions): Promise<Answer>;
  /** A failure for an answer that cannot be understood, without secrets. */
  invalidAnswer(why: string, sample: string): ExpectedError;
  close(): Promise<void>;
}

/** A list of 100,000 people with long names and addresses stays below this. */
export const MAX_ANSWER_BYTES = 128 * 1024 * 1024;

const SAMPLE_LENGTH = 80;

/** Whether a header can carry the key: no server can have issued another one; most often a line break was pasted along. */
export const isKey = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

/** Speaks NEO's manners over HTTP: form in, JSON out, one call in flight, patience where it is asked for. Redirects are not followed. */
export function createTransport(options: TransportOptions): Transport {
  const { destination, pacing, clock } = options;
  const folder = destination.address.href;
  const { host } = new URL(folder);
  const dispatcher = createDispatcher(options.network, { maxAnswerBytes: options.maxAnswerBytes });
  const inTurn = createTurns();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    accept: 'application/json',
    'x-desknets-auth': options.accessKey,
    ...(options.basic ? { authorization: basicAuthorization(options.basic) } : {}),
  };
  const ownSecrets = [options.accessKey, ...(options.basic ? secretsOf(options.basic) : [])];

  const readable = (text: string, secrets: readonly string[] = []): string =>
    createMask([...ownSecrets, ...secrets])(text)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, SAMPLE_LENGTH);
  const invalidAnswer = (why: string, sample: string, secrets?: readonly string[]): ExpectedError =>
    new ExpectedError('server-answer-invalid', { address: host, why, detail: readable(sample, secrets) });

  const send = async (url: URL, body: string, signal: AbortSignal | undefined) => {
    try {
      signal?.throwIfAborted();
      const { pathname: path } = url;
      const { origin } = destination;
      return await withinWholeAnswer(options.network, signal, async (limit) => {
        const response = await dispatcher.request({ origin, path, method: 'POST', headers, body, signal: limit });
        return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
      });
    } catch (error) {
      throw await connectionFailure(error, url, options.network, signal);
    }
  };

  const callNow = async (
    module: string,
    parameters: Readonly<Record<string, string>>,
    { signal, onPause, leave, secrets }: CallOptions,
  ): Promise<Answer> => {
    const url = new URL(`${module}.cgi`, folder);
    const body = new URLSearchParams(parameters).toString();
    for (let attempt = 0; ; attempt++) {
      const response = await send(url, body, signal);
      const { status, text } = response;
      if (asksForPatience(status)) {
        if (attempt >= pacing.retries) throw new ExpectedError('server-busy', { address: host, status });
        const date = headerValue(response.headers['date']);
        const pause = pauseBeforeRetry(pacing, { status, attempt, retryAfter: headerValue(response.headers['retry-after']), date });
        if (pause > LONGEST_PAUSE_MS) throw new ExpectedError('server-busy', { address: host, status, minutes: Math.ceil(pause / 60_000) });
        onPause?.(pause);
        const ends = [signal, leave].filter((end) => end !== undefined);
        await clock.wait(pause, ends.length > 1 ? AbortSignal.any(ends) : ends[0]).catch((error: unknown) => {
          throw ends.some(({ aborted }) => aborted) ? new ExpectedError('cancelled') : error;
        });
        continue;
      }
      if (status === 401) throw new ExpectedError('server-key-refused', { address: host, part: 'basic' });
      if (status === 403) throw new ExpectedError('server-key-refused', { address: host, part: 'access-key' });
      if (status === 404) return { kind: 'absent' };
      if (status >= 300 && status < 400)
        throw new ExpectedError('server-not-neo', {
          address: host,
          status,
          location: readable(originOfLocation(headerValue(response.headers.location), url)),
        });
      if (status !== 200) throw new ExpectedError('server-refused', { address: host, status, detail: readable(text, secrets) });
      return understand(text, momentOf(headerValue(response.headers.date)), secrets);
    }
  };

  const understand = (text: string, date: string | null, secrets: readonly string[] | undefined): Answer => {
    const start = text.trimStart().slice(0, 1);
    if (start === '<') throw invalidAnswer('html', text, secrets);
    let body: unknown;
    try {
      body = JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch {
      throw invalidAnswer('not-json', text, secrets);
    }
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidAnswer('other-shape', text, secrets);
    const fields = body as Record<string, unknown>;
    if (fields['status'] === 'ok') return { kind: 'ok', body: fields, date };
    if (fields['status'] !== 'ng') throw invalidAnswer('other-shape', text, secrets);
    const failure = new ExpectedError('server-refused', {
      address: host,
      errorno: Number(fields['errorno']) || 0,
      detail: readable(String(fields['errormessage'] ?? ''), secrets),
      field: readable(String(fields['errmsgadd'] ?? ''), secrets),
    });
    return { kind: 'refused', failure, body: fields };
  };

  return {
    call: (module, parameters, callOptions) => inTurn(() => callNow(module, parameters, callOptions)),
    invalidAnswer,
    close: () => dispatcher.close(),
  };
}
