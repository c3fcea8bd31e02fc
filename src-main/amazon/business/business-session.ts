import { setTimeout as wait } from 'node:timers/promises';
import type { AmazonBusinessConnection, AmazonBusinessServers } from '#shared/domain/integration/amazon-business.ts';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { type JsonAnswer, JsonHttp, type JsonRequest } from '../../network/json-http.ts';
import type { Network } from '../../network/network.ts';
import { createMask } from '../../redaction/redactor.ts';
import { type AccessToken, parseToken, type RefusedAnswer, readErrorTexts, toCallProblem, toTokenProblem } from './business-answers.ts';
import { BusinessProblem } from './business-problem.ts';

export interface BusinessSecrets {
  readonly clientSecret: string;
  readonly refreshToken: string;
}

export interface BusinessAccess {
  readonly connection: AmazonBusinessConnection;
  readonly servers: AmazonBusinessServers;
  readonly secrets: BusinessSecrets;
  /** Returns the network for an address. Throws `NetworkProblem` if the proxy settings permit no connection. */
  readonly networkFor: (url: string) => Promise<Network>;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Source: docs/domain/amazon-business-api.md#requests. */
const RETRIED: ReadonlySet<number> = new Set([429, 500, 503, 504]);
const MOST_RETRIES = 6;
const FIRST_PAUSE_MS = 500;
const LONGEST_MESSAGE = 200;
/** Renews a token this long before it expires, but not before half of its life. */
const RENEWED_BEFORE_MS = 60_000;

/** One run against the Amazon Business API: one access token at a time, renewed when it expires or is rejected. Must be closed. */
export class BusinessSession {
  readonly #access: BusinessAccess;
  readonly #connections = new Map<string, JsonHttp>();
  #token: { readonly value: string; readonly endsAt: number } | null = null;
  readonly #onPause: () => void;
  #patienceMs: number;

  /** `patienceMs`: sum of all pauses that the server may request. `onPause` is called before each of them. */
  constructor(access: BusinessAccess, patienceMs: number, onPause: () => void = () => undefined) {
    this.#access = access;
    this.#patienceMs = patienceMs;
    this.#onPause = onPause;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()));
  }

  /** Exchanges the refresh token for an access token. Throws `BusinessProblem`, `NetworkProblem` or the signal's reason. */
  async signIn(signal: AbortSignal): Promise<void> {
    const { connection, secrets, servers, networkFor } = this.#access;
    const form = {
      grant_type: 'refresh_token',
      refresh_token: secrets.refreshToken,
      client_id: connection.clientId,
      client_secret: secrets.clientSecret,
    };
    const startedAt = performance.now();
    const answer = await this.#patiently(
      await this.#connectionTo(servers.signIn, networkFor),
      () => ({ url: servers.signIn, form }),
      signal,
    );
    if (answer.status !== 200) throw toTokenProblem(this.#refusal(answer));
    const { value, lifeMs }: AccessToken = parseToken(answer);
    this.#token = { value, endsAt: startedAt + Math.max(lifeMs - RENEWED_BEFORE_MS, lifeMs / 2) };
  }

  /** Reads a path of the API. A rejected token is renewed once: Amazon documents 403 for it, clients also see 401. Throws like `signIn`. */
  async read(path: string, signal: AbortSignal): Promise<unknown> {
    const { servers, networkFor } = this.#access;
    const connection = await this.#connectionTo(servers.api, networkFor);
    for (let hasRenewed = false; ; hasRenewed = true) {
      const token = await this.#validToken(signal);
      const url = `${servers.api}${path}`;
      const answer = await this.#patiently(connection, () => ({ url, headers: this.#headers(token) }), signal);
      if (answer.status === 200) {
        if (answer.body === undefined) throw new BusinessProblem('business-unreadable', { part: 'answer' });
        return answer.body;
      }
      if (hasRenewed || (answer.status !== 401 && answer.status !== 403)) throw toCallProblem(this.#refusal(answer));
      this.#token = null;
    }
  }

  #headers(token: string): Readonly<Record<string, string>> {
    const { now, userAgent } = this.#access;
    const date = new Date(now()).toISOString().replace(/[-:]|\.\d{3}/g, '');
    return { 'x-amz-access-token': token, 'x-amz-date': date, 'user-agent': userAgent };
  }

  async #connectionTo(base: string, networkFor: BusinessAccess['networkFor']): Promise<JsonHttp> {
    const known = this.#connections.get(base);
    if (known !== undefined) return known;
    const opened = new JsonHttp(await networkFor(base));
    this.#connections.set(base, opened);
    return opened;
  }

  async #validToken(signal: AbortSignal): Promise<string> {
    if (this.#token === null || performance.now() > this.#token.endsAt) await this.signIn(signal);
    const token: { readonly value: string } | null = this.#token;
    if (token === null) throw new Error('signing in must return a token');
    return token.value;
  }

  /** Repeats a request, which changes nothing, for as long as the server asks to wait and patience is left. */
  async #patiently(
    connection: JsonHttp,
    create: () => Omit<JsonRequest, 'destination'> & { readonly url: string },
    signal: AbortSignal,
  ): Promise<JsonAnswer> {
    for (let retry = 0; ; retry++) {
      const { url, ...request } = create();
      const destination = SecretDestination.of(this.#access.servers.purpose, url);
      if (typeof destination === 'string') throw new Error('an address that may receive no secret');
      const answer = await connection.ask({ destination, ...request }, signal);
      if (!RETRIED.has(answer.status)) return answer;
      const pause = Math.max(answer.retryAfterMs ?? 0, FIRST_PAUSE_MS * 2 ** retry * (0.75 + Math.random() / 2));
      if (pause > this.#patienceMs || retry >= MOST_RETRIES) throw toWaitProblem(answer, pause);
      this.#patienceMs -= pause;
      this.#onPause();
      await wait(pause, undefined, { signal }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
    }
  }

  #refusal(answer: JsonAnswer): RefusedAnswer {
    const { code, message } = readErrorTexts(answer);
    const { serverTime, status } = answer;
    const skewMs = serverTime === null ? 0 : Math.abs(serverTime - this.#access.now());
    return { status, code: this.#shown(code), message: this.#shown(message), skewMs };
  }

  /** Returns a text of the server without secrets and control characters. */
  #shown(text: string): string {
    const { clientSecret, refreshToken } = this.#access.secrets;
    const mask = createMask([clientSecret, refreshToken, this.#token?.value ?? ''].filter((secret) => secret !== ''));
    return mask(text)
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, LONGEST_MESSAGE);
  }
}

function toWaitProblem({ status, retryAfterMs }: JsonAnswer, pause: number): BusinessProblem {
  if (status >= 500) return new BusinessProblem('business-busy', { httpStatus: status });
  return new BusinessProblem('business-throttled', {
    httpStatus: status,
    ...(retryAfterMs !== null && { minutes: Math.ceil(pause / 60_000) }),
  });
}
