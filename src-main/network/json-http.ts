import { isUtf8 } from 'node:buffer';
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
  /** A form to post; omitted = GET. */
  readonly form?: Readonly<Record<string, string>>;
  /** Headers such as the access token. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Requests with JSON answers to one server of a vendor. Follows no redirects. Must be closed. */
export class JsonHttp {
  readonly #network: Network;
  readonly #dispatcher: HttpDispatcher;

  constructor(network: Network) {
    this.#network = network;
    this.#dispatcher = createDispatcher(network, { maxAnswerBytes: MOST_ANSWER_BYTES });
  }

  /** Sends a request and reads the whole response. Throws `NetworkProblem`, or the signal's reason. */
  async ask({ destination, form, headers: own = {} }: JsonRequest, signal: AbortSignal): Promise<JsonAnswer> {
    const address = new URL(destination.address.href);
    try {
      return await withinWholeAnswer(this.#network, signal, async (limit) => {
        const send = () =>
          this.#dispatcher.request({
            origin: address.origin,
            path: `${address.pathname}${address.search}`,
            method: form === undefined ? 'GET' : 'POST',
            headers: {
              accept: 'application/json',
              ...own,
              ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
            },
            body: form === undefined ? null : new URLSearchParams(form).toString(),
            signal: limit,
          });
        // A connection that was kept open may have ended in the meantime. Both kinds of request change nothing.
        const response = await send().catch((error: unknown) => {
          if (limit.aborted || !isConnectionCut(error)) throw error;
          return send();
        });
        const { statusCode: status, headers } = response;
        const bytes = await readBytesWithin(decodeContent(response.body, getHeaderValue(headers['content-encoding'])), MOST_ANSWER_BYTES);
        if (status >= 300 && status < 400) {
          const location = getLocationOrigin(getHeaderValue(headers.location), address);
          throw new NetworkProblem('redirected', 'http', { status, ...(location !== '' && { location }) });
        }
        const sentAt = Date.parse(getHeaderValue(headers['date']));
        return {
          status,
          body: jsonOf(bytes),
          retryAfterMs: pauseOf(getHeaderValue(headers['retry-after']), getHeaderValue(headers['date'])),
          serverTime: Number.isNaN(sentAt) ? null : sentAt,
        };
      });
    } catch (error) {
      signal.throwIfAborted();
      throw toRequestProblem(error, this.#network.clientCertificate !== null);
    }
  }

  close(): Promise<void> {
    return this.#dispatcher.destroy();
  }
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
