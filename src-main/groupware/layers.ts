import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import {
  type ConnectionFacts,
  type ConnectionField,
  type ConnectionReason,
  type ConnectionReasonId,
  createConnectionReason,
  createSkippedLayerResult,
  createTestedLayerResult,
  GROUPWARE_LAYERS,
  type GroupwareLayer,
  type LayerResult,
  type LayerVerdict,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import { getUnencryptedOrigin, isNeoModule } from '#shared/domain/integration/web-addresses/neo-address.ts';
import type { PlainHttpPermission } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { createFailedVerdict, createPassedVerdict, findExpiryWarnings, toNetworkVerdict } from '../network/layer-verdicts.ts';
import { listCredentialSecrets, type Network, type ProxyRoute, toEndpoint } from '../network/network.ts';
import { NetworkProblem } from '../network/problem.ts';
import type { VerifiedPeer } from '../network/sockets/peer.ts';
import { type ReachTarget, reachByTls, reachPort, reachThroughProxy, resolveHost } from '../network/sockets/reach.ts';
import { createMask } from '../redaction/redactor.ts';
import { createOtherProductReason, findMissingModuleReason, findModules, type ModuleAnswers } from './find-modules.ts';
import { judgeBasic, judgeClock, judgeGateway, judgeHttp, judgeKey, judgeNeo, judgeUsers } from './layer-answers.ts';
import { createModuleProbe, type ModuleProbe, type RawAnswer, type TestBasicCredentials } from './layer-question.ts';
import { getModuleUrl, parseServerAddress, type ServerAddress } from './server-address.ts';
import { isValidAccessKey } from './transport.ts';

/** The access key, if it may be sent to this server. */
export type TestAccessKey =
  /** `keptFor`: another server for which the same key is stored. */
  { readonly kind: 'key'; readonly value: string; readonly keptFor?: string | null } | { readonly kind: 'none' | 'of-another-server' };

export interface GroupwareTest {
  /** Address as the administrator typed it. */
  readonly address: string;
  readonly key: TestAccessKey;
  readonly basic: TestBasicCredentials;
  /** Permission for unencrypted http; `null` = none. `forbidden`: the policy does not permit it. */
  readonly plainHttp?: { readonly allowed: PlainHttpPermission | null; readonly forbidden: boolean };
  /** Returns the network settings for an address. Throws `NetworkProblem`. */
  readonly networkFor: (url: string) => Promise<Network>;
  /** Called with the address of NEO's page. */
  readonly found?: (address: string) => void;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Reasons caused by the address; in this test they belong to the field of the server's address. */
const ABOUT_THE_ADDRESS: ReadonlySet<ConnectionReasonId> = new Set([
  'dns-not-found',
  'tcp-refused',
  'tls-not-spoken',
  'tls-host-mismatch',
  'proxy-cannot-reach',
]);
/** Reasons which mean that the response is not from NEO. */
const OTHER_SERVER_REASONS: ReadonlySet<ConnectionReasonId> = new Set([
  'redirected',
  'redirected-inside',
  'neo-web-page',
  'neo-sign-on-page',
  'neo-not-json',
  'neo-answer-other',
]);
/** Maximum length of a value shown beside a layer. */
const MAX_VALUE_LENGTH = 120;
/** Reasons by `why` of `server-address-invalid`; all other values are `server-address-malformed`. */
const ADDRESS_REASONS: Readonly<Record<string, ConnectionReasonId>> = {
  empty: 'server-address-empty',
  scheme: 'server-address-scheme',
  http: 'server-address-http',
  'http-public': 'server-address-http-public',
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
        yield createSkippedLayerResult(layer, 'earlier');
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

/** State shared by the layers. */
class GroupwareRun {
  readonly #test: GroupwareTest;
  #server: ServerAddress | null = null;
  #way: ReachTarget | null = null;
  #noWay: NetworkProblem | null = null;
  #questions: ModuleProbe | null = null;
  #seen: ModuleAnswers | null = null;
  /** Response with the list of users, from the gateway or NEO's own module. */
  #users: RawAnswer | null = null;

  readonly #mask: (text: string) => string;

  constructor(test: GroupwareTest) {
    const { key, basic } = test;
    this.#test = test;
    this.#mask = createMask([key.kind === 'key' ? key.value : '', ...(basic.kind === 'basic' ? listCredentialSecrets(basic) : [])]);
  }

  async close(): Promise<void> {
    await this.#questions?.close();
  }

  /** Runs a layer, adds the reason of a failure, and measures its time. If its work returns `null`, the layer was not needed. */
  async measure(layer: GroupwareLayer): Promise<LayerResult<GroupwareLayer>> {
    const started = performance.now();
    const verdict = await this.#work(layer).catch((error: unknown) => {
      this.#test.signal.throwIfAborted();
      if (!(error instanceof NetworkProblem)) throw error;
      return toNetworkVerdict(error);
    });
    if (verdict === null) return createSkippedLayerResult(layer, 'not-needed');
    const { reasons, facts, ...result } = createTestedLayerResult(layer, verdict, performance.now() - started);
    return {
      ...result,
      reasons: reasons.map((reason) => anchored({ ...reason, params: this.#shown(reason.params) })),
      facts: this.#shown(facts),
    };
  }

  async #work(layer: GroupwareLayer): Promise<LayerVerdict | null> {
    const way = this.#way;
    const route = way?.network.route;
    switch (layer) {
      case 'groupware-address':
        return this.#address();
      case 'groupware-dns':
        // The proxy resolves the name.
        return way === null || route?.kind === 'proxy' ? null : createPassedVerdict(await resolveHost(way));
      case 'groupware-proxy':
        if (this.#noWay !== null) throw this.#noWay;
        return way !== null && route?.kind === 'proxy' ? this.#proxy(way, route) : null;
      case 'groupware-tcp':
        return way === null || route?.kind === 'proxy' ? null : createPassedVerdict(await reachPort(way));
      case 'groupware-tls':
        return way === null ? null : way.url.protocol === 'http:' ? this.#unprotected(way) : this.#tls(way);
      case 'groupware-http':
        return this.#http();
      case 'groupware-basic':
        return judgeBasic(this.#answer(), this.#test.basic);
      case 'groupware-neo':
        return this.#neo();
      case 'groupware-key':
        return this.#key();
      case 'groupware-gateway':
        return judgeGateway(this.#isStock() ? null : this.#answer());
      case 'groupware-users':
        return judgeUsers(this.#users ?? this.#answer(), this.#isStock() ? 'stock-neo' : 'gateway');
      case 'groupware-clock':
        return judgeClock(this.#isStock() ? (this.#users ?? this.#answer()) : this.#answer());
    }
  }

  async #address(): Promise<LayerVerdict> {
    const { address, networkFor, signal, plainHttp } = this.#test;
    try {
      this.#server = parseServerAddress(address, plainHttp?.allowed ?? null);
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      const why = String(error.failure.params['why']);
      if (why === 'http' && plainHttp?.forbidden === true)
        return createFailedVerdict(createConnectionReason('server-address-http-forbidden'));
      // An input method may write full-width letters and blanks, which look correct.
      const width = why !== 'empty' && /[^\x21-\x7e]/.test(address.trim());
      return createFailedVerdict(
        createConnectionReason(width ? 'server-address-width' : (ADDRESS_REASONS[why] ?? 'server-address-malformed')),
      );
    }
    const { places } = this.#server;
    const url = new URL(places[0].folder);
    try {
      this.#way = { url, network: await networkFor(url.href), signal };
    } catch (error) {
      if (!(error instanceof NetworkProblem)) throw error;
      this.#noWay = error;
    }
    const { host, port } = toEndpoint(url);
    return createPassedVerdict({ host, port, folder: [...new Set(places.map(({ folder }) => new URL(folder).pathname))].join(', ') });
  }

  /** Tests the proxies. Later layers use the proxy that responded first. */
  async #proxy(way: ReachTarget, route: ProxyRoute): Promise<LayerVerdict> {
    const reached = await reachThroughProxy(way, route);
    this.#way = reached.way;
    return reached.verdict;
  }

  async #tls(way: ReachTarget): Promise<LayerVerdict> {
    const { facts, peer } = await reachByTls(way);
    return createPassedVerdict(facts, worthKnowing(peer, toEndpoint(way.url).host, this.#test.now()));
  }

  /** Reports an unencrypted connection, except to this machine. */
  #unprotected({ url }: ReachTarget): LayerVerdict | null {
    const { host } = toEndpoint(url);
    return getUnencryptedOrigin(url.href) === null
      ? null
      : createPassedVerdict({ host }, [createConnectionReason('http-unprotected', { host })]);
  }

  async #http(): Promise<LayerVerdict> {
    const { key, basic, signal, now } = this.#test;
    const network = this.#way?.network;
    const server = this.#server;
    if (network === undefined || server === null) throw new Error('a layer before this one must have failed');
    // A key with characters that are invalid in a header is not sent; the layer of the key reports it.
    this.#questions = createModuleProbe({
      destination: server.places[0].destination,
      accessKey: key.kind === 'key' && isValidAccessKey(key.value) ? key.value : null,
      basic: basic.kind === 'basic' ? basic : null,
      network,
      signal,
      now,
    });
    this.#seen = await findModules(this.#questions, server);
    this.#users = this.#seen.users;
    return this.#explained(judgeHttp(this.#users ?? this.#seen.described, server.origin));
  }

  async #neo(): Promise<LayerVerdict> {
    const [server, questions, seen] = [this.#server, this.#questions, this.#seen];
    if (server === null || questions === null || seen === null) throw new Error('a layer before this one must have failed');
    const answer = this.#users ?? this.#answer();
    if (answer.status === 404)
      return createFailedVerdict(await findMissingModuleReason(questions, server, seen.place), { httpStatus: 404 });
    const verdict = judgeNeo(answer);
    if (verdict.failed.length > 0) return this.#explained(verdict);
    const { page } = seen.place;
    this.#test.found?.(page);
    return { ...verdict, facts: { ...verdict.facts, modules: page } };
  }

  async #key(): Promise<LayerVerdict> {
    const { key } = this.#test;
    if (key.kind !== 'key') return createFailedVerdict(createConnectionReason(key.kind === 'none' ? 'key-empty' : 'key-of-another-server'));
    if (!isValidAccessKey(key.value)) return createFailedVerdict(createConnectionReason('key-malformed'));
    const keptFor = key.keptFor ?? null;
    const [server, questions, seen] = [this.#server, this.#questions, this.#seen];
    if (server === null || questions === null || seen === null) throw new Error('a layer before this one must have failed');
    const before = judgeKey(this.#users ?? this.#answer(), keptFor, server.origin);
    if (before.failed.length > 0 || this.#users !== null) return before;
    // A gateway may respond to `describe` without a key, but a list always requires it.
    this.#users = await questions.ask(getModuleUrl(seen.place, 'tsunagi'), { action: 'list_users', offset: '0', limit: '1' });
    return judgeKey(this.#users, keptFor, server.origin);
  }

  /** Masks secrets before shortening, because a server may return parts of the request. */
  #shown(values: ConnectionFacts): ConnectionFacts {
    const shown = (text: string): string => this.#mask(text).slice(0, MAX_VALUE_LENGTH);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? shown(value) : value]));
  }

  /** Adds the reason that the address names another program, if the response is not from NEO. */
  #explained(verdict: LayerVerdict): LayerVerdict {
    const module = this.#server?.module ?? '';
    const [first] = verdict.failed;
    if (first === undefined || module === '' || isNeoModule(module) || !OTHER_SERVER_REASONS.has(first.id)) return verdict;
    return { ...verdict, failed: [createOtherProductReason(module), ...verdict.failed] };
  }

  #isStock(): boolean {
    return this.#seen?.described.status === 404;
  }

  #answer(): RawAnswer {
    if (this.#seen === null) throw new Error('a layer before this one must have failed');
    return this.#seen.described;
  }
}

/**
 * Returns warnings about the certificate. An internal server may use the company's own authority, so TLS inspection is reported only if a
 * product's name is found.
 */
function worthKnowing(peer: VerifiedPeer, host: string, now: number): readonly ConnectionReason[] {
  const { inspectedBy, issuer } = peer;
  return [
    ...findExpiryWarnings(peer, host, now),
    ...(inspectedBy === '' ? [] : [createConnectionReason('tls-inspected', { host, issuer, product: inspectedBy })]),
  ];
}

const anchored = (reason: ConnectionReason): ConnectionReason =>
  reason.field === null && ABOUT_THE_ADDRESS.has(reason.id) ? { ...reason, field: 'serverAddress' satisfies ConnectionField } : reason;
