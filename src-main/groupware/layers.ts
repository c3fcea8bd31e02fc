import { ExpectedError } from '#shared/contract/result.ts';
import {
  type ConnectionFacts,
  type ConnectionField,
  GROUPWARE_LAYERS,
  type GroupwareLayer,
  type LayerResult,
  type ReasonFound,
  type ReasonId,
  reasonFound,
  skippedLayer,
} from '#shared/domain/integration/connection-test.ts';
import { basicAuthorization, type Credentials, endpointOf, type Network } from '../network/network.ts';
import { NetworkProblem } from '../network/problem.ts';
import {
  failed,
  judgeBasic,
  judgeClock,
  judgeGateway,
  judgeHttp,
  judgeKey,
  judgeNeo,
  judgeUsers,
  passed,
  type Verdict,
} from './layer-answers.ts';
import { createQuestions, type Questions, type RawAnswer } from './layer-question.ts';
import { reachByTls, reachPort, reachThroughProxy, resolveHost, type Way } from './layer-way.ts';
import { parseServerAddress } from './server-address.ts';

/** The access key, if one may be sent: the key of one server is not shown to another. */
export type TestKey = { readonly kind: 'key'; readonly value: string } | { readonly kind: 'none' | 'of-another-server' };

export interface GroupwareTest {
  /** As it was typed. */
  readonly address: string;
  readonly key: TestKey;
  readonly basic: Credentials | null;
  /** How an address is reached. Throws `NetworkProblem`. */
  readonly networkFor: (url: string) => Promise<Network>;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Reasons that speak of the address: the field is the server's here. */
const ABOUT_THE_ADDRESS: ReadonlySet<ReasonId> = new Set([
  'dns-not-found',
  'tcp-refused',
  'tls-not-spoken',
  'tls-host-mismatch',
  'proxy-cannot-reach',
]);
const ADDRESS_REASONS: Readonly<Record<string, ReasonId>> = {
  empty: 'server-address-empty',
  scheme: 'server-address-scheme',
  http: 'server-address-http',
  credentials: 'server-address-credentials',
};

/**
 * Tests the groupware layer by layer: every layer of `GROUPWARE_LAYERS` once, in order. Reads only. Failures are results; throws only the signal's reason.
 */
export async function* testGroupware(test: GroupwareTest): AsyncGenerator<LayerResult<GroupwareLayer>, void, void> {
  const run = new GroupwareRun(test);
  let closed = false;
  try {
    for (const layer of GROUPWARE_LAYERS) {
      test.signal.throwIfAborted();
      if (closed) {
        yield skippedLayer(layer, 'earlier');
        continue;
      }
      const result = await run.measure(layer);
      closed = result.state === 'failed';
      yield result;
    }
  } finally {
    await run.close();
  }
}

/** What the layers learn from each other. */
class GroupwareRun {
  readonly #test: GroupwareTest;
  #folder = '';
  #way: Way | null = null;
  #noWay: NetworkProblem | null = null;
  #questions: Questions | null = null;
  /** The answer of the gateway's module to `describe`. */
  #described: RawAnswer | null = null;
  /** The answer that lists users: the gateway's or NEO's own. */
  #users: RawAnswer | null = null;

  constructor(test: GroupwareTest) {
    this.#test = test;
  }

  async close(): Promise<void> {
    await this.#questions?.close();
  }

  /** Runs a layer, names what it failed of, and says how long it took. `null` of its work = not needed here. */
  async measure(layer: GroupwareLayer): Promise<LayerResult<GroupwareLayer>> {
    const started = performance.now();
    const result = (state: LayerResult['state'], reasons: readonly ReasonFound[], facts: LayerResult['facts']) => ({
      layer,
      state,
      milliseconds: Math.round(performance.now() - started),
      reasons: reasons.map((reason) => anchored({ ...reason, params: this.#scrubbed(reason.params) })),
      facts: this.#scrubbed(facts),
    });
    try {
      const verdict = await this.#work(layer);
      if (verdict === null) return skippedLayer(layer, 'not-needed');
      const { failed: reasons, warned, facts } = verdict;
      return result(reasons.length > 0 ? 'failed' : warned.length > 0 ? 'warning' : 'passed', [...reasons, ...warned], facts);
    } catch (error) {
      this.#test.signal.throwIfAborted();
      if (!(error instanceof NetworkProblem)) throw error;
      const { reason, params } = error;
      const product = String(params['product'] ?? '');
      const inspected = product === '' ? [] : [reasonFound('tls-inspected', { ...params, product })];
      return result('failed', [reasonFound(reason, params), ...inspected], params);
    }
  }

  #work(layer: GroupwareLayer): Promise<Verdict | null> {
    const proxied = this.#way?.network.route.kind === 'proxy';
    switch (layer) {
      case 'groupware-address':
        return this.#address();
      case 'groupware-dns':
        // A proxy resolves names itself.
        return this.#way === null || proxied ? nothing() : resolveHost(this.#way);
      case 'groupware-proxy':
        if (this.#noWay !== null) throw this.#noWay;
        return this.#way !== null && proxied ? reachThroughProxy(this.#way) : nothing();
      case 'groupware-tcp':
        return this.#way === null || proxied ? nothing() : reachPort(this.#way);
      case 'groupware-tls':
        return this.#way === null || this.#way.url.protocol === 'http:' ? nothing() : reachByTls(this.#way);
      case 'groupware-http':
        return this.#http();
      case 'groupware-basic':
        return Promise.resolve(judgeBasic(this.#answer(), this.#test.basic?.user ?? null));
      case 'groupware-neo':
        return this.#neo();
      case 'groupware-key':
        return this.#key();
      case 'groupware-gateway':
        return Promise.resolve(judgeGateway(this.#isStock() ? null : this.#answer()));
      case 'groupware-users':
        return Promise.resolve(judgeUsers(this.#users ?? this.#answer(), this.#isStock() ? 'stock-neo' : 'gateway'));
      case 'groupware-clock':
        return Promise.resolve(judgeClock(this.#isStock() ? (this.#users ?? this.#answer()) : this.#answer()));
    }
  }

  async #address(): Promise<Verdict> {
    const { address, networkFor, signal, now } = this.#test;
    try {
      this.#folder = parseServerAddress(address).folder;
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      const why = String(error.failure.params['why']);
      // Full-width letters and blanks come of typing with an input method, and look right.
      const width = why !== 'empty' && /[^\x21-\x7e]/.test(address.trim());
      return failed(reasonFound(width ? 'server-address-width' : (ADDRESS_REASONS[why] ?? 'server-address-malformed')));
    }
    const url = new URL(this.#folder);
    try {
      this.#way = { url, network: await networkFor(url.href), signal, now };
    } catch (error) {
      if (!(error instanceof NetworkProblem)) throw error;
      this.#noWay = error;
    }
    const { host, port } = endpointOf(url);
    return passed({ host, port, folder: url.pathname });
  }

  async #http(): Promise<Verdict> {
    const { key, basic, signal, now } = this.#test;
    const network = this.#way?.network;
    if (network === undefined) throw new Error('a layer before this one must have failed');
    // What no header can carry is not sent; the layer of the key says so.
    this.#questions = createQuestions({
      folder: this.#folder,
      accessKey: key.kind === 'key' && isKey(key.value) ? key.value : null,
      basic,
      network,
      signal,
      now,
    });
    this.#described = await this.#questions.ask('tsunagi', { action: 'describe' });
    return judgeHttp(this.#described);
  }

  async #neo(): Promise<Verdict> {
    if (!this.#isStock()) return judgeNeo(this.#answer());
    this.#users = (await this.#questions?.ask('zrconst', { action: 'list_users', limit: '1' })) ?? null;
    return judgeNeo(this.#users ?? this.#answer());
  }

  async #key(): Promise<Verdict> {
    const { key } = this.#test;
    if (key.kind !== 'key') return failed(reasonFound(key.kind === 'none' ? 'key-empty' : 'key-of-another-server'));
    if (!isKey(key.value)) return failed(reasonFound('key-malformed'));
    const before = judgeKey(this.#users ?? this.#answer());
    if (before.failed.length > 0 || this.#users !== null) return before;
    // A gateway may say what it is to anybody: only a list asks for the key for sure.
    this.#users = (await this.#questions?.ask('tsunagi', { action: 'list_users', offset: '0', limit: '1' })) ?? null;
    return judgeKey(this.#users ?? this.#answer());
  }

  /** A server may say back what it was told: no secret of ours gets into a result that way. */
  #scrubbed(values: ConnectionFacts): ConnectionFacts {
    const { key, basic } = this.#test;
    const secrets = [key.kind === 'key' ? key.value : '', basic?.password ?? '', basic === null ? '' : basicAuthorization(basic).slice(6)];
    const scrub = (text: string): string =>
      secrets
        .filter((secret) => secret !== '')
        .flatMap((secret) => [secret, encodeURIComponent(secret)])
        .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? scrub(value) : value]));
  }

  #isStock(): boolean {
    return this.#described?.status === 404;
  }

  #answer(): RawAnswer {
    if (this.#described === null) throw new Error('a layer before this one must have failed');
    return this.#described;
  }
}

const nothing = (): Promise<null> => Promise.resolve(null);
const isKey = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

const anchored = (reason: ReasonFound): ReasonFound =>
  reason.field === null && ABOUT_THE_ADDRESS.has(reason.id) ? { ...reason, field: 'serverAddress' satisfies ConnectionField } : reason;
