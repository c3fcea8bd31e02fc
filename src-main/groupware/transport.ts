import { isUtf8 } from 'node:buffer';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { redirectKind } from '#shared/domain/integration/web-addresses/web-address.ts';
import { type AnswerBody, limitBytes, readBytesWithin, readTextWithin, utf8Parts } from '../network/answers/bounded-body.ts';
import { decodeContent } from '../network/answers/content-encoding.ts';
import { headerValue, headerValues, momentOf, originOfLocation } from '../network/answers/headers.ts';
import { withinWholeAnswer } from '../network/answers/whole-answer.ts';
import { createDispatcher } from '../network/dispatcher.ts';
import { basicAuthorization, type Credentials, type Network, secretsOf } from '../network/network.ts';
import { isCut } from '../network/problem.ts';
import { createMask } from '../redaction/redactor.ts';
import { type AnswerLimits, MAX_LIST_BYTES, SMALL_ANSWER } from './answer-limits.ts';
import { isNoRight, isRecord, lenientText } from './answer-schemas.ts';
import { connectionFailure } from './connection-failure.ts';
import { ListRefused, ListStream } from './list-stream.ts';
import { type Clock, createTurns, isRetryStatus, LONGEST_PAUSE_MS, type Pacing, pauseBeforeRetry } from './pacing.ts';
import { moduleUrl, type ServerPlace } from './server-address.ts';

export interface TransportOptions {
  readonly place: ServerPlace;
  /** `null` = none yet: the call requests one. */
  readonly accessKey: string | null;
  /** HTTP Basic in front of the server. */
  readonly basic: Credentials | null;
  readonly network: Network;
  readonly pacing: Pacing;
  readonly clock: Clock;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onPause?: ((milliseconds: number) => void) | undefined;
  /** Aborts waiting for Retry-After only: a running call finishes. */
  readonly leave?: AbortSignal | undefined;
  /** Limits of the response; omitted = those of a single object. */
  readonly limits?: AnswerLimits | undefined;
  /** Receives the items of the response's `list` while they arrive; the body then has none. */
  readonly onItem?: ((item: unknown) => void) | undefined;
  /** The call changes nothing: it is repeated if the connection ended before a response began, as a kept-alive one may. */
  readonly readsOnly?: boolean | undefined;
  /** Parameter values that no failure may repeat. */
  readonly secrets?: readonly string[] | undefined;
}

/** The result: JSON of a `status: ok` response, a missing module, or a `status: ng` with its fields. */
export type Answer =
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>>; readonly date: string | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly failure: ExpectedError; readonly body: Readonly<Record<string, unknown>> };

export interface Transport {
  /** The address of NEO's page beside the modules. */
  readonly address: string;
  /** One call, after all earlier ones. Throws `ExpectedError`; 404 and `status: ng` are results. */
  call(module: string, parameters: Readonly<Record<string, string>>, options: CallOptions): Promise<Answer>;
  /** A failure for an unreadable response, without secrets. */
  invalidAnswer(why: string, sample: string): ExpectedError;
  close(): Promise<void>;
}

const SAMPLE_LENGTH = 80;

const MOVED = { 'to-https': 'movedToHttps', 'to-http': 'movedToHttp', inside: 'movedInside', elsewhere: 'moved' } as const;

/** Whether a header can contain the key; usually a line break was pasted with it. */
export const isKey = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

/** NEO's protocol over HTTP: form in, JSON out, one call at a time, with retries on request. Redirects are not followed. */
export function createTransport(options: TransportOptions): Transport {
  const { place, pacing, clock } = options;
  const { destination, page } = place;
  const { host } = new URL(page);
  const dispatcher = createDispatcher(options.network, { maxAnswerBytes: MAX_LIST_BYTES, onlyPrivate: destination.onlyPrivate });
  const inTurn = createTurns();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    accept: 'application/json',
    ...(options.accessKey === null ? {} : { 'x-desknets-auth': options.accessKey }),
    ...(options.basic ? { authorization: basicAuthorization(options.basic) } : {}),
  };
  const ownSecrets = [...(options.accessKey === null ? [] : [options.accessKey]), ...(options.basic ? secretsOf(options.basic) : [])];

  const readable = (text: string, secrets: readonly string[] = []): string =>
    createMask([...ownSecrets, ...secrets])(text)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, SAMPLE_LENGTH);
  const invalidAnswer = (why: string, sample: string, secrets?: readonly string[]): ExpectedError =>
    new ExpectedError('server-answer-invalid', { address: host, why, detail: readable(sample, secrets) });

  const send = async (url: URL, body: string, { signal, limits = SMALL_ANSWER, onItem, readsOnly = false }: CallOptions) => {
    try {
      signal?.throwIfAborted();
      const { pathname: path } = url;
      const { origin } = destination;
      return await withinWholeAnswer(options.network, signal, async (limit) => {
        const ask = () => dispatcher.request({ origin, path, method: 'POST', headers, body, signal: limit });
        const response = await ask().catch((error: unknown) => {
          if (!readsOnly || limit.aborted || !isCut(error)) throw error;
          return ask();
        });
        const { statusCode: status, headers: received } = response;
        const decoded = decodeContent(response.body, headerValue(received['content-encoding']));
        if (status !== 200) return { status, headers: received, answer: null, text: await readTextWithin(decoded, SMALL_ANSWER.bytes) };
        const answer = onItem === undefined ? await readWhole(decoded, limits) : await readListed(decoded, onItem);
        return { status, headers: received, answer, text: '' };
      });
    } catch (error) {
      throw await connectionFailure(error, url, options.network, signal);
    }
  };

  const callNow = async (module: string, parameters: Readonly<Record<string, string>>, callOptions: CallOptions): Promise<Answer> => {
    const { signal, onPause, leave, secrets } = callOptions;
    const url = moduleUrl(place, module);
    const body = new URLSearchParams(parameters).toString();
    for (let attempt = 0; ; attempt++) {
      const response = await send(url, body, callOptions);
      const { status, text, answer } = response;
      if (isRetryStatus(status)) {
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
      if (status === 401) {
        const asksForBasic = headerValues(response.headers['www-authenticate']).some((challenge) => /^\s*basic\b/i.test(challenge));
        throw new ExpectedError('server-key-refused', { address: host, part: asksForBasic ? 'basic' : 'access-key' });
      }
      if (status === 403) throw new ExpectedError('server-key-refused', { address: host, part: 'access-key' });
      if (status === 404) return { kind: 'absent' };
      if (status >= 300 && status < 400) {
        const location = originOfLocation(headerValue(response.headers.location), url);
        throw new ExpectedError('server-not-neo', { address: host, status, why: MOVED[redirectKind(url.origin, location)], location });
      }
      if (answer === null) throw new ExpectedError('server-refused', { address: host, status, detail: readable(text, secrets) });
      return understand(answer, momentOf(headerValue(response.headers.date)), secrets);
    }
  };

  const understand = (answer: RawJson, date: string | null, secrets: readonly string[] | undefined): Answer => {
    if (answer.kind === 'refused') throw invalidAnswer(answer.why, answer.sample, secrets);
    const body = answer.value;
    if (!isRecord(body)) throw invalidAnswer('other-shape', answer.sample, secrets);
    const fields = body;
    if (fields['status'] === 'ok') return { kind: 'ok', body: fields, date };
    if (fields['status'] !== 'ng') throw invalidAnswer('other-shape', answer.sample, secrets);
    const failure = new ExpectedError(isNoRight(fields) ? 'server-no-right' : 'server-refused', {
      address: host,
      errorno: Number(plainText(fields['errorno'])) || 0,
      detail: readable(plainText(fields['errormessage']), secrets),
      field: readable(plainText(fields['errmsgadd']), secrets),
    });
    return { kind: 'refused', failure, body: fields };
  };

  return {
    address: page,
    call: (module, parameters, callOptions) => inTurn(() => callNow(module, parameters, callOptions)),
    invalidAnswer,
    close: () => dispatcher.close(),
  };
}

/** The response as JSON, or why it is not read; `sample`: its start. */
type RawJson =
  | { readonly kind: 'read'; readonly value: unknown; readonly sample: string }
  | { readonly kind: 'refused'; readonly why: string; readonly sample: string };

/** More than is displayed, so that a secret is masked before it is cut. */
const SAMPLE_READ = 20_000;

async function readWhole(body: AnswerBody, limits: AnswerLimits): Promise<RawJson> {
  const bytes = await readBytesWithin(body, limits.bytes);
  const text = bytes.toString('utf8');
  const sample = text.slice(0, SAMPLE_READ);
  if (text.trimStart().startsWith('<')) return { kind: 'refused', why: 'html', sample };
  // Replaced characters would be taken for names and written back.
  if (!isUtf8(bytes)) return { kind: 'refused', why: 'encoding', sample };
  const reading = readBoundedJson(text, limits);
  return reading.kind === 'read' ? { ...reading, sample } : { ...reading, sample };
}

async function readListed(body: AnswerBody, onItem: (item: unknown) => void): Promise<RawJson> {
  // A truncated last part also truncates the JSON.
  const decoded = utf8Parts();
  const list = new ListStream(onItem);
  let sample = '';
  try {
    for await (const part of limitBytes(body, MAX_LIST_BYTES)) {
      const text = decoded(part);
      if (text === null) {
        const shown = (sample + Buffer.from(part).toString('utf8')).slice(0, SAMPLE_READ);
        return { kind: 'refused', why: shown.trimStart().startsWith('<') ? 'html' : 'encoding', sample: shown };
      }
      if (sample.length < SAMPLE_READ) sample += text.slice(0, SAMPLE_READ);
      if (sample.trimStart().startsWith('<')) return { kind: 'refused', why: 'html', sample };
      list.push(text);
    }
    return { kind: 'read', value: list.end(), sample };
  } catch (error) {
    if (error instanceof ListRefused) return { kind: 'refused', why: error.why, sample };
    throw error;
  }
}

/** The value of a refusal's field, which may be anything. */
const plainText = (value: unknown): string => {
  const text = lenientText.safeParse(value);
  if (text.success) return text.data;
  return JSON.stringify(value)?.slice(0, SAMPLE_READ) ?? '';
};
