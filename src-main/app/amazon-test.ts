import type { CallParsedInput } from '#shared/contract/calls.ts';
import type { AmazonLayer, LayerResult } from '#shared/domain/integration/connection-test.ts';
import { testAmazon } from '../amazon/amazon-test.ts';
import type { Engine } from './engine/engine.ts';
import type { NetworkDesk } from './network-desk.ts';
import type { SecretDesk } from './secret-desk.ts';
import { VERSION } from './version.ts';

interface AmazonTestParts {
  readonly engine: Pick<Engine, 'amazonAccess'>;
  readonly secretDesk: Pick<SecretDesk, 'read' | 'markVerified'>;
  readonly networkDesk: Pick<NetworkDesk, 'networkFor'>;
  readonly registerSecret: (value: string) => void;
}

/** Layers whose success shows that Amazon took the catalog password. */
const PROVE_THE_SECRET: ReadonlySet<AmazonLayer> = new Set(['amazon-punchout-test', 'amazon-punchout-production']);

/**
 * Tests the open company's connection to Amazon, each layer of `AMAZON_LAYERS` once and in order. Marks the catalog password verified
 * when Amazon took it. The demo company asks its own Amazon, with its own password unless another one was set.
 */
export async function* testOwnAmazon(
  { engine, secretDesk, networkDesk, registerSecret }: AmazonTestParts,
  asked: CallParsedInput<'connections.testAmazon'>,
  signal: AbortSignal,
): AsyncGenerator<LayerResult<AmazonLayer>, void, void> {
  const { integration, demo } = await engine.amazonAccess();
  const own = await secretDesk.read('catalog-password');
  const sharedSecret = own ?? demo?.sharedSecret ?? null;
  if (sharedSecret !== null) registerSecret(sharedSecret);
  const test = testAmazon({
    integration,
    sharedSecret,
    company: demo === null ? 'real' : 'demo',
    demoOrigin: demo?.origin ?? null,
    testEmail: asked.testEmail.trim(),
    extras: asked.extras,
    networkFor: (address) => networkDesk.networkFor(address),
    signal,
    now: Date.now,
    userAgent: `Tsunagi ${VERSION}`,
  });
  for await (const result of test) {
    if (own !== null && PROVE_THE_SECRET.has(result.layer) && result.state !== 'failed' && result.state !== 'skipped')
      await secretDesk.markVerified('catalog-password');
    yield result;
  }
}
