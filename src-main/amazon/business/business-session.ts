import type { AmazonBusinessConnection, AmazonBusinessServers } from '#shared/domain/integration/amazon-business.ts';
import type { NetworkReason } from '#shared/domain/integration/connection-test/connection-reasons-network.ts';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { type JsonAnswer, JsonHttp, type JsonRequest, LostAnswer } from '../../network/json-http.ts';
import type { Network } from '../../network/network.ts';
import { createMask } from '../../redaction/redactor.ts';
import { type AccessToken, parseToken, type RefusedAnswer, readErrorTexts, toCallProblem, toTokenProblem } from './business-answers.ts';
import { BusinessProblem } from './business-problem.ts';
import { pauseFor } from './request-pace.ts';

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
const RETRIED_WITH_EFFECT: ReadonlySet<number> = new Set([429]);
const MOST_RETRIES = 6;
const FIRST_PAUSE_MS = 500;
const LONGEST_MESSAGE = 200;
/** Renews a token this long before it expires, but not before half of its life. */
const RENEWED_BEFORE_MS = 60_000;

/** The answer to a request whose effect cannot be repeated. `lost`: it is not known whether the request had an effect. */
export type PostedAnswer = ({ readonly kind: 'answered' } & RefusedAnswer) | { readonly kind: 'lost'; readonly reason: NetworkReason };

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
    const answer = await this.#withToken(
      (connection, headers) =>
        this.#patiently(connection, () => ({ url: `${this.#access.servers.api}${path}`, headers: headers() }), signal),
      signal,
    );
    if (answer.status !== 200) throw toCallProblem(this.#refusal(answer));
    if (answer.body === undefined) throw new BusinessProblem('business-unreadable', { part: 'answer' });
    return answer.body;
  }

  /**
   * Posts an object whose effect cannot be repeated. It is sent again only after 401, 403 (once, with a new token) and 429, which mean that
   * nothing was done. The signal takes effect only while nothing is sent. Throws like `signIn`, which also means that nothing was done.
   */
  async post(path: string, json: object, signal: AbortSignal): Promise<PostedAnswer> {
    try {
      const answer = await this.#withToken(
        (connection, headers) =>
          this.#patiently(connection, () => ({ url: `${this.#access.servers.api}${path}`, headers: headers(), json }), signal),
        signal,
      );
      const refusal = this.#refusal(answer);
      if (answer.status === 401 || answer.status === 403) throw toCallProblem(refusal);
      return { kind: 'answered', ...refusal };
    } catch (error) {
      if (error instanceof LostAnswer) return { kind: 'lost', reason: error.reason };
      throw error;
    }
  }

  /** Calls the API with a valid token, and once more with a new one if it was rejected. */
  async #withToken(
    call: (connection: JsonHttp, headers: () => Readonly<Record<string, string>>) => Promise<JsonAnswer>,
    signal: AbortSignal,
  ): Promise<JsonAnswer> {
    const { servers, networkFor } = this.#access;
    const connection = await this.#connectionTo(servers.api, networkFor);
    for (let hasRenewed = false; ; hasRenewed = true) {
      const token = await this.#validToken(signal);
      const answer = await call(connection, () => this.#headers(token));
      if (hasRenewed || (answer.status !== 401 && answer.status !== 403)) return answer;
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

  /** Signs in if there is no valid access token. Throws like `signIn`. */
  async requireToken(signal: AbortSignal): Promise<void> {
    await this.#validToken(signal);
  }

  async #validToken(signal: AbortSignal): Promise<string> {
    if (this.#token === null || performance.now() > this.#token.endsAt) await this.signIn(signal);
    const token: { readonly value: string } | null = this.#token;
    if (token === null) throw new Error('signing in must return a token');
    return token.value;
  }

  /**
   * Repeats a request for as long as the server asks to wait and patience is left. A JSON body is sent again only after 429, and never
   * interrupted, because its effect would be unknown.
   */
  async #patiently(
    connection: JsonHttp,
    create: () => Omit<JsonRequest, 'destination'> & { readonly url: string },
    signal: AbortSignal,
  ): Promise<JsonAnswer> {
    for (let retry = 0; ; retry++) {
      const { url, ...request } = create();
      const destination = SecretDestination.of(this.#access.servers.purpose, url);
      if (typeof destination === 'string') throw new Error('an address that may receive no secret');
      const answer = await connection.ask({ destination, ...request }, request.json === undefined ? signal : new AbortController().signal);
      if (!(request.json === undefined ? RETRIED : RETRIED_WITH_EFFECT).has(answer.status)) return answer;
      const pause = Math.max(answer.retryAfterMs ?? 0, FIRST_PAUSE_MS * 2 ** retry * (0.75 + Math.random() / 2));
      if (pause > this.#patienceMs || retry >= MOST_RETRIES) throw toWaitProblem(answer, pause);
      this.#patienceMs -= pause;
      this.#onPause();
      await pauseFor(pause, signal);
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
