import { isUtf8 } from 'node:buffer';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { classifyRedirect } from '#shared/domain/integration/web-addresses/web-address.ts';
import { type AnswerBody, createUtf8Decoder, limitBytes, readBytesWithin, readTextWithin } from '../network/answers/bounded-body.ts';
import { decodeContent } from '../network/answers/content-encoding.ts';
import { getHeaderValue, getHeaderValues, getLocationOrigin, parseHttpDate } from '../network/answers/headers.ts';
import { withinWholeAnswer } from '../network/answers/whole-answer.ts';
import { createDispatcher } from '../network/dispatcher.ts';
import { type Credentials, formatBasicAuthorization, listCredentialSecrets, type Network } from '../network/network.ts';
import { isConnectionCut } from '../network/problem.ts';
import { createMask } from '../redaction/redactor.ts';
import { type AnswerLimits, MAX_LIST_BYTES, SMALL_ANSWER_LIMITS } from './answer-limits.ts';
import { isPermissionRefusal, isRecord, lenientText } from './answer-schemas.ts';
import { findConnectionFailure } from './connection-failure.ts';
import { ListRefusedError, ListStream } from './list-stream.ts';
import { createSequentialQueue, getRetryDelayMs, isRetryStatus, MAX_PAUSE_MS, type Pacing, type RetryTimer } from './pacing.ts';
import { getModuleUrl, type ServerModulePath } from './server-address.ts';

export interface TransportOptions {
  readonly place: ServerModulePath;
  /** `null` = no key yet; this call requests one. */
  readonly accessKey: string | null;
  /** Credentials of HTTP Basic for the web server in front of NEO. */
  readonly basic: Credentials | null;
  readonly network: Network;
  readonly pacing: Pacing;
  readonly clock: RetryTimer;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onPause?: ((milliseconds: number) => void) | undefined;
  /** Ends a wait for Retry-After; a running call finishes. */
  readonly leave?: AbortSignal | undefined;
  /** Limits of the response; omitted = `SMALL_ANSWER_LIMITS`. */
  readonly limits?: AnswerLimits | undefined;
  /** Called with each item of the response's `list` while it arrives; the returned body then has no items. */
  readonly onItem?: ((item: unknown) => void) | undefined;
  /** The call changes no data, so it may be repeated if a kept-alive connection ended before the response began. */
  readonly readsOnly?: boolean | undefined;
  /** Parameter values that must not appear in a failure. */
  readonly secrets?: readonly string[] | undefined;
}

/** The result of a call: the fields of a `status: ok` response, a missing module, or a `status: ng` with its fields. */
export type TransportAnswer =
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>>; readonly date: string | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly failure: ExpectedError; readonly body: Readonly<Record<string, unknown>> };

export interface Transport {
  /** Address of NEO's page at the path of the modules. */
  readonly address: string;
  /** Sends one call after all earlier ones finished. Throws `ExpectedError`; 404 and `status: ng` are results. */
  call(module: string, parameters: Readonly<Record<string, string>>, options: CallOptions): Promise<TransportAnswer>;
  /** Creates the failure for an unreadable response; secrets are masked. */
  invalidAnswer(why: string, sample: string): ExpectedError;
  close(): Promise<void>;
}

const SAMPLE_LENGTH = 80;

const MOVED = { 'to-https': 'movedToHttps', 'to-http': 'movedToHttp', inside: 'movedInside', elsewhere: 'moved' } as const;

/** Whether a header can contain the key. Usually an invalid key was pasted with a line break. */
export const isValidAccessKey = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

/**
 * Implements NEO's protocol over HTTP: form in, JSON out, one call at a time, with retries if the server requests them. Redirects are not
 * followed.
 */
export function createTransport(options: TransportOptions): Transport {
  const { place, pacing, clock } = options;
  const { destination, page } = place;
  const { host } = new URL(page);
  const dispatcher = createDispatcher(options.network, { maxAnswerBytes: MAX_LIST_BYTES, onlyPrivate: destination.onlyPrivate });
  const inTurn = createSequentialQueue();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    accept: 'application/json',
    ...(options.accessKey === null ? {} : { 'x-desknets-auth': options.accessKey }),
    ...(options.basic ? { authorization: formatBasicAuthorization(options.basic) } : {}),
  };
  const ownSecrets = [
    ...(options.accessKey === null ? [] : [options.accessKey]),
    ...(options.basic ? listCredentialSecrets(options.basic) : []),
  ];

  const readable = (text: string, secrets: readonly string[] = []): string =>
    createMask([...ownSecrets, ...secrets])(text)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, SAMPLE_LENGTH);
  const invalidAnswer = (why: string, sample: string, secrets?: readonly string[]): ExpectedError =>
    new ExpectedError('server-answer-invalid', { address: host, why, detail: readable(sample, secrets) });

  const send = async (url: URL, body: string, { signal, limits = SMALL_ANSWER_LIMITS, onItem, readsOnly = false }: CallOptions) => {
    try {
      signal?.throwIfAborted();
      const { pathname: path } = url;
      const { origin } = destination;
      return await withinWholeAnswer(options.network, signal, async (limit) => {
        const ask = () => dispatcher.request({ origin, path, method: 'POST', headers, body, signal: limit });
        const response = await ask().catch((error: unknown) => {
          if (!readsOnly || limit.aborted || !isConnectionCut(error)) throw error;
          return ask();
        });
        const { statusCode: status, headers: received } = response;
        const decoded = decodeContent(response.body, getHeaderValue(received['content-encoding']));
        if (status !== 200)
          return { status, headers: received, answer: null, text: await readTextWithin(decoded, SMALL_ANSWER_LIMITS.bytes) };
        const answer = onItem === undefined ? await readWhole(decoded, limits) : await readListed(decoded, onItem);
        return { status, headers: received, answer, text: '' };
      });
    } catch (error) {
      throw await findConnectionFailure(error, url, options.network, signal);
    }
  };

  const callNow = async (
    module: string,
    parameters: Readonly<Record<string, string>>,
    callOptions: CallOptions,
  ): Promise<TransportAnswer> => {
    const { signal, onPause, leave, secrets } = callOptions;
    const url = getModuleUrl(place, module);
    const body = new URLSearchParams(parameters).toString();
    for (let attempt = 0; ; attempt++) {
      const response = await send(url, body, callOptions);
      const { status, text, answer } = response;
      if (isRetryStatus(status)) {
        if (attempt >= pacing.retries) throw new ExpectedError('server-busy', { address: host, status });
        const date = getHeaderValue(response.headers['date']);
        const pause = getRetryDelayMs(pacing, { status, attempt, retryAfter: getHeaderValue(response.headers['retry-after']), date });
        if (pause > MAX_PAUSE_MS) throw new ExpectedError('server-busy', { address: host, status, minutes: Math.ceil(pause / 60_000) });
        onPause?.(pause);
        const ends = [signal, leave].filter((end) => end !== undefined);
        await clock.wait(pause, ends.length > 1 ? AbortSignal.any(ends) : ends[0]).catch((error: unknown) => {
          throw ends.some(({ aborted }) => aborted) ? new ExpectedError('cancelled') : error;
        });
        continue;
      }
      if (status === 401) {
        const asksForBasic = getHeaderValues(response.headers['www-authenticate']).some((challenge) => /^\s*basic\b/i.test(challenge));
        throw new ExpectedError('server-key-refused', { address: host, part: asksForBasic ? 'basic' : 'access-key' });
      }
      if (status === 403) throw new ExpectedError('server-key-refused', { address: host, part: 'access-key' });
      if (status === 404) return { kind: 'absent' };
      if (status >= 300 && status < 400) {
        const location = getLocationOrigin(getHeaderValue(response.headers.location), url);
        throw new ExpectedError('server-not-neo', { address: host, status, why: MOVED[classifyRedirect(url.origin, location)], location });
      }
      if (answer === null) throw new ExpectedError('server-refused', { address: host, status, detail: readable(text, secrets) });
      return understand(answer, parseHttpDate(getHeaderValue(response.headers.date)), secrets);
    }
  };

  const understand = (answer: RawJson, date: string | null, secrets: readonly string[] | undefined): TransportAnswer => {
    if (answer.kind === 'refused') throw invalidAnswer(answer.why, answer.sample, secrets);
    const body = answer.value;
    if (!isRecord(body)) throw invalidAnswer('other-shape', answer.sample, secrets);
    const fields = body;
    if (fields['status'] === 'ok') return { kind: 'ok', body: fields, date };
    if (fields['status'] !== 'ng') throw invalidAnswer('other-shape', answer.sample, secrets);
    const failure = new ExpectedError(isPermissionRefusal(fields) ? 'server-no-right' : 'server-refused', {
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

/** The response as JSON, or the reason for refusing it. `sample` is the start of its text. */
type RawJson =
  | { readonly kind: 'read'; readonly value: unknown; readonly sample: string }
  | { readonly kind: 'refused'; readonly why: string; readonly sample: string };

/** Maximum characters of a sample. It exceeds the displayed length, so that secrets are masked before it is shortened. */
const SAMPLE_READ = 20_000;

async function readWhole(body: AnswerBody, limits: AnswerLimits): Promise<RawJson> {
  const bytes = await readBytesWithin(body, limits.bytes);
  const text = bytes.toString('utf8');
  const sample = text.slice(0, SAMPLE_READ);
  if (text.trimStart().startsWith('<')) return { kind: 'refused', why: 'html', sample };
  // Replacement characters would become part of names and be written back.
  if (!isUtf8(bytes)) return { kind: 'refused', why: 'encoding', sample };
  const reading = readBoundedJson(text, limits);
  return reading.kind === 'read' ? { ...reading, sample } : { ...reading, sample };
}

async function readListed(body: AnswerBody, onItem: (item: unknown) => void): Promise<RawJson> {
  // If the last part is truncated, the JSON is truncated too and is refused.
  const decoded = createUtf8Decoder();
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
    if (error instanceof ListRefusedError) return { kind: 'refused', why: error.why, sample };
    throw error;
  }
}

/** Returns a refusal's field, which can have any type, as text. */
const plainText = (value: unknown): string => {
  const text = lenientText.safeParse(value);
  if (text.success) return text.data;
  return JSON.stringify(value)?.slice(0, SAMPLE_READ) ?? '';
};
