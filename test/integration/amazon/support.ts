import { type AmazonTest, testAmazon } from '#main/amazon/amazon-test.ts';
import { DIRECT_NETWORK, type Network } from '#main/network/network.ts';
import type { AmazonLayer, LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { DEMO_PO_REQUEST_URL, DEMO_PUNCHOUT_URL } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';

export const EMAIL = 'hanako@example.co.jp';

/** A direct connection with timeouts of two seconds. */
export const QUICK: Network = { ...DIRECT_NETWORK, timeouts: { connectMs: 2000, headersMs: 2000, bodyMs: 2000 } };

/** Returns a test of the demo's Amazon with the demo's credentials. */
export const demoTest = ({ amazon }: Sandbox, change: Partial<AmazonTest> = {}): AmazonTest => ({
  integration: { systemLogin: amazon.systemLogin, poRequestUrl: DEMO_PO_REQUEST_URL, punchoutUrl: DEMO_PUNCHOUT_URL },
  sharedSecret: amazon.sharedSecret,
  testEmail: EMAIL,
  company: 'demo',
  extras: [],
  demoOrigin: amazon.origin,
  networkFor: async () => QUICK,
  signal: new AbortController().signal,
  now: Date.now,
  userAgent: 'Tsunagi test',
  ...change,
});

export async function resultsOf(test: AmazonTest): Promise<LayerResult<AmazonLayer>[]> {
  const results: LayerResult<AmazonLayer>[] = [];
  for await (const result of testAmazon(test)) results.push(result);
  return results;
}

/** Returns `layer state first-reason` for each layer, or why it was skipped. */
export const inShort = (results: readonly LayerResult[]): readonly string[] =>
  results.map(({ layer, state, reasons, facts }) => [layer, state, reasons[0]?.id ?? facts['because'] ?? ''].join(' ').trim());

export function layerOf(results: readonly LayerResult<AmazonLayer>[], layer: AmazonLayer): LayerResult<AmazonLayer> {
  const found = results.find((result) => result.layer === layer);
  if (found === undefined) throw new Error(`no layer ${layer}`);
  return found;
}
