import { randomBytes, randomUUID } from 'node:crypto';
import type { AmazonTestOption } from '#shared/contract/connections/connections.ts';
import { type AmazonSettings, judgeAmazonSettings } from '#shared/domain/integration/amazon-settings.ts';
import {
  AMAZON_LAYERS,
  type AmazonLayer,
  type ConnectionField,
  createConnectionReason,
  createSkippedLayerResult,
  createTestedLayerResult,
  type LayerResult,
  type LayerVerdict,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import { DEFAULT_PUNCHOUT_URL, DEMO_PUNCHOUT_URL, getPunchoutAddresses } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import { type Network, toEndpoint } from '../network/network.ts';
import { NetworkProblem } from '../network/problem.ts';
import { getInspectionFacts } from '../network/sockets/peer.ts';
import { type ReachTarget, reachByTls, reachPort, reachThroughProxy, resolveHost } from '../network/sockets/reach.ts';
import { getSecureContext } from '../network/tls/trust.ts';
import { type AmazonHttp, createAmazonHttp, type HttpAnswer } from './amazon-http.ts';
import { type CxmlCaller, type RequestStamp, writeProfileRequest, writeSetupRequest } from './cxml-request.ts';
import { judgePoAddress, judgeProfile, judgeSetup } from './judge-answer.ts';
import { createRedact, type Redact } from './redact.ts';

export interface AmazonTest extends AmazonSettings {
  /** The destination for which the password is stored, if that is why it was withheld; `null` = available, or not set. */
  readonly secretOf?: string | null;
  /** Additional steps that the user requested. */
  readonly extras: readonly AmazonTestOption[];
  /** Origin of the demo company's servers such as `http://127.0.0.1:1234`; `null` in a real company. */
  readonly demoOrigin: string | null;
  /** Returns the network settings for an address. Throws `NetworkProblem`. */
  readonly networkFor: (address: string) => Promise<Network>;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Name and version of this program, sent to Amazon. */
  readonly userAgent: string;
}

/** Return address of the cart: an unreachable host, which is never opened because no browser is involved. */
const RETURN_ADDRESS = 'https://tsunagi.invalid/punchout-return';
const LOST_ON_THE_WAY: ReadonlySet<string> = new Set(['answer-cut', 'connection-reset']);
/** Reasons that are caused by the address. */
const ABOUT_THE_ADDRESS: ReadonlySet<string> = new Set([
  'dns-not-found',
  'tls-not-spoken',
  'tls-host-mismatch',
  'http-not-found',
  'redirected',
]);

type End = 'punchout' | 'order';
const FIELD: Readonly<Record<End, ConnectionField>> = { punchout: 'punchoutUrl', order: 'poRequestUrl' };

/**
 * Tests the connection to Amazon layer by layer: every layer of `AMAZON_LAYERS` once, in order. Sends no order, and neither opens nor
 * stores a StartPage. Failures are results; throws only the signal's reason. Source: docs/domain/amazon-cxml.md#connection-test.
 */
export async function* testAmazon(test: AmazonTest): AsyncGenerator<LayerResult<AmazonLayer>, void, void> {
  const run = new AmazonRun(test);
  try {
    for (const layer of AMAZON_LAYERS) {
      test.signal.throwIfAborted();
      yield await run.layer(layer);
    }
  } finally {
    await run.close();
  }
}

class AmazonRun {
  readonly #test: AmazonTest;
  readonly #redact: Redact;
  readonly #asked: ReadonlySet<AmazonTestOption>;
  /** Ends that later layers skip, because their address or connection failed; `credentials` if other settings are invalid. */
  readonly #closed = new Set<End | 'credentials'>();
  readonly #ways = new Map<End, ReachTarget>();
  readonly #destinations = new Map<End, SecretDestination>();
  readonly #connections = new Map<End, AmazonHttp>();
  #setupPassed: 'test' | 'production' | null = null;

  constructor(test: AmazonTest) {
    this.#test = test;
    this.#asked = new Set(test.extras);
    this.#redact = createRedact([test.sharedSecret ?? '', test.integration.poRequestUrl]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()));
  }

  layer(layer: AmazonLayer): Promise<LayerResult<AmazonLayer>> {
    switch (layer) {
      case 'amazon-settings':
        return this.#measure(layer, () => this.#settings());
      case 'amazon-punchout-proxy':
        return this.#proxy('punchout', layer);
      case 'amazon-order-proxy':
        return this.#proxy('order', layer);
      case 'amazon-punchout-dns':
      case 'amazon-order-dns':
        return this.#step(layer, plainly(resolveHost), ({ network }) => network.route.kind === 'proxy');
      case 'amazon-punchout-tcp':
      case 'amazon-order-tcp':
        // The proxy opened the port.
        return this.#step(layer, plainly(reachPort), ({ network }) => network.route.kind === 'proxy');
      case 'amazon-punchout-tls':
      case 'amazon-order-tls':
        return this.#step(layer, lookForInspection, ({ url }) => url.protocol === 'http:');
      case 'amazon-punchout-test':
        return this.#setup(layer, 'test');
      case 'amazon-punchout-production':
        return this.#asked.has('production') ? this.#setup(layer, 'production') : skip(layer, 'not-asked');
      case 'amazon-order-reached':
        return this.#at('order', layer, () => this.#reached());
      case 'amazon-order-profile':
        return this.#asked.has('profile') ? this.#profile(layer) : skip(layer, 'not-asked');
      case 'amazon-wrong-secret':
        return this.#asked.has('wrong-secret') ? this.#wrongSecret(layer) : skip(layer, 'not-asked');
    }
  }

  /** Runs a layer, adds the reason of a failure, and measures its time. */
  async #measure(
    layer: AmazonLayer,
    work: () => Promise<LayerVerdict>,
    field: ConnectionField | null = null,
  ): Promise<LayerResult<AmazonLayer>> {
    const started = performance.now();
    const verdict = await work().catch((error: unknown): LayerVerdict => {
      this.#test.signal.throwIfAborted();
      if (!(error instanceof NetworkProblem)) throw error;
      return { failed: [createConnectionReason(error.reason, error.params)], warned: [], facts: {} };
    });
    const result = createTestedLayerResult(layer, verdict, performance.now() - started);
    const anchored = result.reasons.map((reason) =>
      reason.field === null && ABOUT_THE_ADDRESS.has(reason.id) ? { ...reason, field } : reason,
    );
    return { ...result, reasons: anchored };
  }

  /**
   * Runs `#measure` for one end. The layer is skipped if an earlier layer of this end failed; a failure closes the end for later layers.
   */
  async #at(end: End, layer: AmazonLayer, work: () => Promise<LayerVerdict>): Promise<LayerResult<AmazonLayer>> {
    if (this.#closed.has(end)) return createSkippedLayerResult(layer, 'earlier');
    const result = await this.#measure(layer, work, FIELD[end]);
    if (result.state === 'failed') this.#closed.add(end);
    return result;
  }

  async #settings(): Promise<LayerVerdict> {
    const { failed: found, warned } = judgeAmazonSettings(this.#test);
    const failed = [...found];
    if (this.#test.secretOf) {
      const at = failed.findIndex(({ id }) => id === 'secret-empty');
      const kept = createConnectionReason('secret-of-another-place', { place: this.#test.secretOf });
      if (at >= 0) failed.splice(at, 1, kept);
    }
    for (const { field } of failed) {
      if (field === 'poRequestUrl') this.#closed.add('order');
      else if (field === 'punchoutUrl') this.#closed.add('punchout');
      else this.#closed.add('credentials');
    }
    return { failed, warned, facts: {} };
  }

  /** Determines the route to one end, and tests its proxy if there is one. A failure closes only this end. */
  async #proxy(end: End, layer: AmazonLayer): Promise<LayerResult<AmazonLayer>> {
    let needed = true;
    const result = await this.#at(end, layer, async () => {
      const destination = this.#destinationOf(this.#addressOf(end));
      if (destination === null) return { failed: [createConnectionReason('amazon-address-malformed')], warned: [], facts: {} };
      this.#destinations.set(end, destination);
      const url = new URL(destination.address.href);
      const network = await this.#test.networkFor(url.href);
      // Created before the measurement, because it is slow with hundreds of authorities.
      getSecureContext(network);
      const way = { url, network, signal: this.#test.signal };
      needed = network.route.kind === 'proxy';
      const reached = network.route.kind === 'proxy' ? await reachThroughProxy(way, network.route) : { way, verdict: NOTHING };
      this.#ways.set(end, reached.way);
      return reached.verdict;
    });
    return needed ? result : createSkippedLayerResult(layer, 'not-needed');
  }

  #addressOf(end: End): string {
    const { integration, company } = this.#test;
    if (end === 'order') return integration.poRequestUrl;
    return integration.punchoutUrl || (company === 'demo' ? DEMO_PUNCHOUT_URL : DEFAULT_PUNCHOUT_URL);
  }

  /**
   * Returns the destination of an address if the password may be sent there. In the demo company, Amazon's host names lead to the local
   * server.
   */
  #destinationOf(text: string): SecretDestination | null {
    const { demoOrigin } = this.#test;
    const address = readWebAddress(text);
    const isDemo = typeof address !== 'string' && address.local === 'demo' && demoOrigin !== null;
    const destination = isDemo ? SecretDestination.of('demo', `${demoOrigin}${address.path}`) : SecretDestination.of('amazon', text);
    return typeof destination === 'string' ? null : destination;
  }

  /** Returns the destination of an end whose address was accepted. */
  #destination(end: End): SecretDestination {
    const destination = this.#destinations.get(end);
    if (destination === undefined) throw new Error(`no way to ${end}`);
    return destination;
  }

  async #step(
    layer: AmazonLayer,
    step: (way: ReachTarget) => Promise<LayerVerdict>,
    needless: (way: ReachTarget) => boolean,
  ): Promise<LayerResult<AmazonLayer>> {
    const end = layer.startsWith('amazon-order') ? 'order' : 'punchout';
    const way = this.#ways.get(end);
    if (way !== undefined && !this.#closed.has(end) && needless(way)) return createSkippedLayerResult(layer, 'not-needed');
    return this.#at(end, layer, () => step(this.#way(end)));
  }

  #way(end: End): ReachTarget {
    const way = this.#ways.get(end);
    if (way === undefined) throw new Error(`no way to ${end}`);
    return way;
  }

  /** Sends one request, and repeats it unchanged if the response was lost (docs/domain/amazon-cxml.md#envelope and #connection-test). */
  async #ask(end: End, destination: SecretDestination, document: string): Promise<HttpAnswer> {
    const question = { destination, method: 'POST', document } as const;
    const connection = this.#connection(end);
    try {
      return await connection.ask(question, this.#test.signal);
    } catch (error) {
      if (!(error instanceof NetworkProblem) || !LOST_ON_THE_WAY.has(error.reason)) throw error;
      return connection.ask(question, this.#test.signal);
    }
  }

  #connection(end: End): AmazonHttp {
    const connection = this.#connections.get(end) ?? createAmazonHttp(this.#way(end).network);
    this.#connections.set(end, connection);
    return connection;
  }

  #stamp(): RequestStamp {
    const at = this.#test.now();
    return { payloadId: `${at}.${randomUUID()}@tsunagi.invalid`, timestamp: new Date(at).toISOString() };
  }

  #caller(sharedSecret: string): CxmlCaller {
    return { identity: this.#test.integration.systemLogin, sharedSecret, userAgent: this.#test.userAgent };
  }

  async #askSetup(mode: 'test' | 'production', sharedSecret: string, redact: Redact): Promise<LayerVerdict> {
    const set = this.#destination('punchout');
    const destination = set.at(getPunchoutAddresses(set.address.href)[mode]);
    if (typeof destination === 'string') return { failed: [createConnectionReason('amazon-address-malformed')], warned: [], facts: {} };
    const stamp = this.#stamp();
    const document = writeSetupRequest({
      ...this.#caller(sharedSecret),
      ...stamp,
      deploymentMode: mode,
      buyerCookie: randomUUID(),
      userEmail: this.#test.testEmail,
      returnAddress: RETURN_ADDRESS,
    });
    const verdict = judgeSetup(await this.#ask('punchout', destination, document), redact);
    // With this id Amazon's support can find the request.
    return { ...verdict, facts: { ...verdict.facts, payloadId: stamp.payloadId } };
  }

  async #setup(layer: AmazonLayer, mode: 'test' | 'production'): Promise<LayerResult<AmazonLayer>> {
    if (this.#closed.has('punchout') || this.#closed.has('credentials')) return createSkippedLayerResult(layer, 'earlier');
    const result = await this.#measure(layer, () => this.#askSetup(mode, this.#test.sharedSecret ?? '', this.#redact), 'punchoutUrl');
    if (result.state !== 'failed') this.#setupPassed ??= mode;
    return result;
  }

  /** Requests the PO address without credentials and body: HEAD, or GET if HEAD is not supported. Never sends an order. */
  async #reached(): Promise<LayerVerdict> {
    const destination = this.#destination('order');
    const { signal } = this.#test;
    const connection = this.#connection('order');
    const ask = async (method: 'HEAD' | 'GET'): Promise<LayerVerdict> =>
      judgePoAddress(await connection.ask({ destination, method }, signal), this.#redact);
    const head = await ask('HEAD').catch((error: unknown) => {
      if (error instanceof NetworkProblem && LOST_ON_THE_WAY.has(error.reason)) return null;
      throw error;
    });
    return head === null || head.facts['httpStatus'] === 405 || head.facts['httpStatus'] === 501 ? ask('GET') : head;
  }

  async #profile(layer: AmazonLayer): Promise<LayerResult<AmazonLayer>> {
    if (this.#closed.has('credentials')) return createSkippedLayerResult(layer, 'earlier');
    return this.#at('order', layer, async () => {
      const document = writeProfileRequest({ ...this.#caller(this.#test.sharedSecret ?? ''), ...this.#stamp() });
      return judgeProfile(await this.#ask('order', this.#destination('order'), document), this.#redact);
    });
  }

  /**
   * Tests whether a wrong password is refused. Runs only after the correct one was accepted, and only once, because Amazon's lock-out rules
   * are unknown.
   */
  async #wrongSecret(layer: AmazonLayer): Promise<LayerResult<AmazonLayer>> {
    const mode = this.#setupPassed;
    if (mode === null) return createSkippedLayerResult(layer, 'earlier');
    const wrong = randomBytes(24).toString('base64url').slice(0, 30);
    return this.#measure(layer, async () => {
      const { failed, facts } = await this.#askSetup(mode, wrong, createRedact([wrong, this.#test.sharedSecret ?? '']));
      const [reason] = failed;
      if (reason === undefined) return { failed: [], warned: [createConnectionReason('wrong-secret-accepted')], facts };
      if (reason.id === 'status-credentials' || reason.id === 'http-auth-required') return { failed: [], warned: [], facts };
      const unclear = createConnectionReason('wrong-secret-unclear', { status: facts['status'] ?? facts['httpStatus'] ?? '' });
      return { failed: [], warned: [unclear], facts };
    });
  }
}

const NOTHING: LayerVerdict = { failed: [], warned: [], facts: {} };

/** Converts a step that returns facts to one that returns a verdict without warnings. */
const plainly =
  (step: (way: ReachTarget) => Promise<LayerVerdict['facts']>) =>
  async (way: ReachTarget): Promise<LayerVerdict> => ({ failed: [], warned: [], facts: await step(way) });

/** Amazon's certificates are signed by public authorities, so any other authority indicates TLS inspection. */
async function lookForInspection(way: ReachTarget): Promise<LayerVerdict> {
  const { facts, peer } = await reachByTls(way);
  const inspected = peer.inspectedBy !== '' || peer.trustedBy !== 'bundled';
  const { host } = toEndpoint(way.url);
  return {
    failed: [],
    warned: inspected ? [createConnectionReason('tls-inspected', { host, issuer: peer.issuer, ...getInspectionFacts(peer) })] : [],
    facts,
  };
}

const skip = async (layer: AmazonLayer, because: 'not-asked'): Promise<LayerResult<AmazonLayer>> =>
  createSkippedLayerResult(layer, because);
