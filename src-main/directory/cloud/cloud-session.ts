import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import type { CloudDirectory, CloudServers } from '#shared/domain/integration/cloud-directory.ts';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { JsonHttp } from '../../network/json-http.ts';
import type { Network } from '../../network/network.ts';
import { createMask } from '../../redaction/redactor.ts';
import { DirectoryProblem } from '../directory-problem.ts';
import type { CloudAnswer, CloudPage, CloudVendor } from './vendor.ts';

export interface CloudAccess<Directory extends CloudDirectory> {
  readonly directory: Directory;
  readonly servers: CloudServers;
  readonly secret: string;
  /** Returns the network for an address. Throws `NetworkProblem` if the proxy settings permit no connection. */
  readonly networkFor: (url: string) => Promise<Network>;
}

/** Limits of the pauses that a directory may request. */
export interface RetryBudget {
  /** Sum of all pauses in milliseconds. */
  readonly waitMs: number;
}

const RETRIED: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const MOST_RETRIES = 6;
const FIRST_PAUSE_MS = 500;
const LONGEST_MESSAGE = 200;
/** Renews a token this long before it expires, but not before half of its life. */
const RENEWED_BEFORE_MS = 60_000;

const tokenSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16000}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000),
});

/** One run against a cloud directory: one token at a time, renewed when it expires or is rejected. Must be closed. */
export class CloudSession<Directory extends CloudDirectory> {
  readonly #vendor: CloudVendor<Directory>;
  readonly #access: CloudAccess<Directory>;
  /** Connections by base address, opened with the first request. */
  readonly #connections = new Map<string, JsonHttp>();
  #token: { readonly value: string; readonly endsAt: number } | null = null;
  #patienceMs: number;
  /** Values of the last token request, which a server may repeat. */
  #sent: readonly string[] = [];

  constructor(vendor: CloudVendor<Directory>, access: CloudAccess<Directory>, { waitMs }: RetryBudget) {
    this.#vendor = vendor;
    this.#access = access;
    this.#patienceMs = waitMs;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()));
  }

  /** Requests an access token. Throws `DirectoryProblem`, `NetworkProblem` or the signal's reason. */
  async signIn(signal: AbortSignal): Promise<void> {
    const { directory, secret, servers } = this.#access;
    const problem = this.#vendor.settingsProblem(directory, secret);
    if (problem !== null) throw problem;
    const { url, form } = this.#vendor.tokenRequest(directory, secret, servers, Date.now());
    this.#sent = [form['assertion'] ?? ''];
    const destination = this.#destination(url, servers.signIn);
    const connection = await this.#connectionTo(servers.signIn);
    const startedAt = performance.now();
    const answer = await this.#patiently(() => connection.ask({ destination, form }, signal), signal);
    if (answer.status !== 200) throw this.#vendor.tokenProblem(answer, this.#messageOf(answer));
    const token = safeParseUntrusted(tokenSchema, answer.body);
    if (!token.success) throw new DirectoryProblem('cloud-unreadable', { part: 'token' });
    const { access_token: value, expires_in: seconds } = token.data;
    this.#token = { value, endsAt: startedAt + Math.max(seconds * 1_000 - RENEWED_BEFORE_MS, (seconds * 1_000) / 2) };
  }

  /** Reads one page. A rejected token is renewed once. Throws like `signIn`. */
  async readPage(url: string, signal: AbortSignal): Promise<CloudPage> {
    const destination = this.#destination(url, this.#vendor.firstPage(this.#access.directory, this.#access.servers));
    const connection = await this.#connectionTo(this.#access.servers.api);
    let hasRenewed = false;
    for (;;) {
      const token = await this.#validToken(signal);
      const answer = await this.#patiently(
        () => connection.ask({ destination, headers: { authorization: `Bearer ${token}` } }, signal),
        signal,
      );
      if (answer.status === 200) {
        const page = answer.body === undefined ? null : this.#vendor.readPage(answer.body, url);
        if (page === null) throw new DirectoryProblem('cloud-unreadable', { part: 'page' });
        return page;
      }
      if (answer.status === 401 && !hasRenewed) {
        hasRenewed = true;
        this.#token = null;
        continue;
      }
      const message = this.#messageOf(answer);
      throw this.#vendor.pageProblem(answer, message) ?? new DirectoryProblem('cloud-refused', { httpStatus: answer.status, message });
    }
  }

  async #connectionTo(base: string): Promise<JsonHttp> {
    const known = this.#connections.get(base);
    if (known !== undefined) return known;
    const opened = new JsonHttp(await this.#access.networkFor(`${base}/`));
    this.#connections.set(base, opened);
    return opened;
  }

  async #validToken(signal: AbortSignal): Promise<string> {
    if (this.#token === null || performance.now() > this.#token.endsAt) await this.signIn(signal);
    const token: { readonly value: string } | null = this.#token;
    if (token === null) throw new Error('signing in must return a token');
    return token.value;
  }

  /** Repeats a request for as long as the server asks to wait and patience is left. */
  async #patiently(ask: () => Promise<CloudAnswer>, signal: AbortSignal): Promise<CloudAnswer> {
    for (let retry = 0; ; retry++) {
      const answer = await ask();
      const isToRepeat = RETRIED.has(answer.status) || this.#asksToWait(answer);
      if (!isToRepeat) return answer;
      const pause = Math.max(answer.retryAfterMs ?? 0, FIRST_PAUSE_MS * 2 ** retry * (0.75 + Math.random() / 2));
      if (pause > this.#patienceMs || retry >= MOST_RETRIES) throw throttled(answer, pause);
      this.#patienceMs -= pause;
      await wait(pause, undefined, { signal }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
    }
  }

  /** Whether a status that is no usual request to wait means one. */
  #asksToWait(answer: CloudAnswer): boolean {
    return answer.status === 403 && this.#vendor.pageProblem(answer, '') === null;
  }

  /**
   * Returns the destination for a secret. Throws `cloud-elsewhere` unless it has the origin and path of `base`: the address of the next page
   * comes from the server.
   */
  #destination(url: string, base: string): SecretDestination {
    const { purpose } = this.#access.servers;
    const destination = SecretDestination.of(purpose, url);
    const expected = new URL(base);
    if (
      typeof destination === 'string' ||
      destination.origin !== expected.origin ||
      !destination.address.path.startsWith(expected.pathname)
    )
      throw new DirectoryProblem('cloud-elsewhere', { host: URL.parse(url)?.host.slice(0, LONGEST_MESSAGE) ?? '' });
    return destination;
  }

  /** Returns the vendor's text about an error without secrets and control characters. */
  #messageOf({ body }: CloudAnswer): string {
    const mask = createMask([this.#access.secret, this.#token?.value ?? '', ...this.#sent].filter((secret) => secret !== ''));
    return mask(this.#vendor.errorText(body).slice(0, 20_000))
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, LONGEST_MESSAGE);
  }
}

function throttled({ status, retryAfterMs }: CloudAnswer, pause: number): DirectoryProblem {
  if (status >= 500) return new DirectoryProblem('cloud-busy', { httpStatus: status });
  return new DirectoryProblem('cloud-throttled', {
    httpStatus: status,
    ...(retryAfterMs !== null && { minutes: Math.ceil(pause / 60_000) }),
  });
}
