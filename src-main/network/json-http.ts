import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import type { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { readBytesWithin } from './answers/bounded-body.ts';
import { decodeContent } from './answers/content-encoding.ts';
import { getHeaderValue, getLocationOrigin } from './answers/headers.ts';
import { withinWholeAnswer } from './answers/whole-answer.ts';
import { createDispatcher, type HttpDispatcher } from './dispatcher.ts';
import type { Network } from './network.ts';
import { isConnectionCut, NetworkProblem, toRequestProblem } from './problem.ts';

/** Maximum size of a response in bytes. A page of 999 people has about one megabyte. */
const MOST_ANSWER_BYTES = 16 * 1024 * 1024;
const JSON_LIMITS = { depth: 16, entries: 1_000_000 } as const;

/** A response with a status other than a redirect. `body`: its JSON value; `undefined` = not JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Requested pause in milliseconds; `null` = none. */
  readonly retryAfterMs: number | null;
  /** The server's clock in milliseconds since 1970; `null` = not sent. */
  readonly serverTime: number | null;
}

export interface JsonRequest {
  readonly destination: SecretDestination;
  /** A form to post. */
  readonly form?: Readonly<Record<string, string>>;
  /** An object to post as JSON at most once; without it and without a form = GET. */
  readonly json?: object;
  /** Headers such as the access token. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The response to a JSON body was lost after the body was sent, so that its effect is unknown. */
export class LostAnswer extends NetworkProblem {
  constructor({ reason, step, params }: NetworkProblem) {
    super(reason, step, params);
    this.name = 'LostAnswer';
  }
}

/** Requests with JSON answers to one server of a vendor. Follows no redirects. Must be closed. */
export class JsonHttp {
  readonly #network: Network;
  readonly #dispatcher: HttpDispatcher;

  constructor(network: Network) {
    this.#network = network;
    this.#dispatcher = createDispatcher(network, { maxAnswerBytes: MOST_ANSWER_BYTES });
  }

  /**
   * Sends a request and reads the whole response. Throws `NetworkProblem`, or the signal's reason. With a JSON body: `LostAnswer` for every
   * failure after the body was sent, also by the signal; any other error means that it was not sent.
   */
  async ask({ destination, headers = {}, ...content }: JsonRequest, signal: AbortSignal): Promise<JsonAnswer> {
    const address = new URL(destination.address.href);
    let isJsonSent = false;
    const body = createBody(content, () => {
      isJsonSent = true;
    });
    try {
      return await withinWholeAnswer(this.#network, signal, async (limit) => {
        const send = () =>
          this.#dispatcher.request({
            origin: address.origin,
            path: `${address.pathname}${address.search}`,
            ...body,
            headers: { accept: 'application/json', ...headers, ...body.headers },
            signal: limit,
          });
        // A connection that was kept open may have ended in the meantime. A request without a JSON body changes nothing.
        const response = await send().catch((error: unknown) => {
          if (limit.aborted || content.json !== undefined || !isConnectionCut(error)) throw error;
          return send();
        });
        const { statusCode: status, headers: received } = response;
        const bytes = await readBytesWithin(decodeContent(response.body, getHeaderValue(received['content-encoding'])), MOST_ANSWER_BYTES);
        if (status >= 300 && status < 400) {
          const location = getLocationOrigin(getHeaderValue(received.location), address);
          throw new NetworkProblem('redirected', 'http', { status, ...(location !== '' && { location }) });
        }
        const sentAt = Date.parse(getHeaderValue(received['date']));
        return {
          status,
          body: jsonOf(bytes),
          retryAfterMs: pauseOf(getHeaderValue(received['retry-after']), getHeaderValue(received['date'])),
          serverTime: Number.isNaN(sentAt) ? null : sentAt,
        };
      });
    } catch (error) {
      const problem = () => toRequestProblem(error, this.#network.clientCertificate !== null);
      if (isJsonSent) throw new LostAnswer(problem());
      signal.throwIfAborted();
      throw problem();
    }
  }

  close(): Promise<void> {
    return this.#dispatcher.destroy();
  }
}

/** Returns method, headers and body of a request. `onSend` is called when a JSON body is requested by the open connection. */
function createBody({ form, json }: Pick<JsonRequest, 'form' | 'json'>, onSend: () => void) {
  if (json !== undefined) {
    const bytes = Buffer.from(JSON.stringify(json));
    const body = Readable.from(
      (function* () {
        onSend();
        yield bytes;
      })(),
      { objectMode: false },
    );
    const headers = { 'content-type': 'application/json', 'content-length': String(bytes.length) };
    // On a connection of its own, because one that was kept open may end while the body is sent.
    return { method: 'POST', headers, body, reset: true } as const;
  }
  if (form === undefined) return { method: 'GET', headers: {}, body: null } as const;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', headers, body: new URLSearchParams(form).toString() } as const;
}

function jsonOf(bytes: Buffer): unknown {
  // Replacement characters would become parts of names.
  if (!isUtf8(bytes)) return undefined;
  const reading = readBoundedJson(bytes.toString('utf8'), JSON_LIMITS);
  return reading.kind === 'read' ? reading.value : undefined;
}

/** Converts `Retry-After`, in seconds or as a date relative to the server's clock, to milliseconds. */
function pauseOf(text: string, date: string): number | null {
  if (/^\d{1,7}$/.test(text)) return Number(text) * 1_000;
  const [until, now] = [Date.parse(text), Date.parse(date)];
  return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, until - now);
}
