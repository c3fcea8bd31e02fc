import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallParsedInput } from '#shared/contract/calls.ts';
import type { AmazonLayer, LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { testAmazon } from '../../amazon/amazon-test.ts';
import { type AmazonAccess, getAmazonAccess, getAmazonDestination } from '../../company/connections/amazon-access.ts';
import type { CompanySession } from '../../company/session.ts';
import type { NetworkService } from '../services/network-service.ts';
import type { SecretService } from '../services/secret-service.ts';
import { VERSION } from '../services/version.ts';

type Asked = CallParsedInput<'connections.testAmazon'>;
type Layers = AsyncGenerator<LayerResult<AmazonLayer>, void, void>;

interface AmazonTestParts {
  readonly session: CompanySession;
  readonly secretService: Pick<SecretService, 'forTest' | 'provideTest' | 'providePlace'>;
  readonly networkService: Pick<NetworkService, 'networkFor'>;
  readonly registerSecret: (value: string) => void;
}

/** Layers whose success proves that Amazon accepted the catalog password. */
const PROVE_THE_SECRET: ReadonlySet<AmazonLayer> = new Set(['amazon-punchout-test', 'amazon-punchout-production']);
const went = ({ state }: LayerResult): boolean => state === 'passed' || state === 'warning';

/** Inputs of a connection test of Amazon. They are read together, so that password and addresses belong to the same settings. */
export interface AmazonTestInput {
  readonly access: AmazonAccess;
  readonly secret: Awaited<ReturnType<SecretService['forTest']>>;
}

export async function getAmazonTestInput({ session, secretService }: AmazonTestParts): Promise<AmazonTestInput> {
  const access = await getAmazonAccess(session);
  return { access, secret: await secretService.forTest('catalog-password', getAmazonDestination(access)) };
}

/**
 * Tests a company's connection to Amazon, each of `AMAZON_LAYERS` once and in order. Marks the catalog password as verified if Amazon
 * accepted it and, where tested, refused a wrong one. The demo company uses its own Amazon and password unless another password was set.
 */
export async function* testCompanyAmazon(
  parts: AmazonTestParts,
  { access, secret }: AmazonTestInput,
  asked: Asked,
  signal: AbortSignal,
): Layers {
  let proven = false;
  for await (const result of testWith(parts, access, secret, asked, signal)) {
    if (PROVE_THE_SECRET.has(result.layer) && went(result)) proven = true;
    if (result.reasons.some(({ id }) => id === 'wrong-secret-accepted')) proven = false;
    yield result;
  }
  if (proven) await secret.passed();
}

async function* testWith(
  { networkService, registerSecret }: AmazonTestParts,
  { integration, demo }: AmazonAccess,
  { value: own, elsewhere }: Pick<AmazonTestInput['secret'], 'value' | 'elsewhere'>,
  asked: Asked,
  signal: AbortSignal,
): Layers {
  const sharedSecret = own ?? demo?.sharedSecret ?? null;
  if (sharedSecret !== null) registerSecret(sharedSecret);
  yield* testAmazon({
    integration,
    sharedSecret,
    secretOf: elsewhere,
    company: demo === null ? 'real' : 'demo',
    demoOrigin: demo?.origin ?? null,
    testEmail: asked.testEmail.trim(),
    extras: asked.extras,
    networkFor: (address) => networkService.networkFor(address),
    signal,
    now: Date.now,
    userAgent: `Tsunagi ${VERSION}`,
  });
}

/**
 * Registers the test of a new catalog password, which runs before the old one is replaced. It uses the e-mail address of the last test
 * (`''` = none) and throws `amazon-secret-unproven` with the reason.
 */
export function registerCatalogPasswordTest(parts: AmazonTestParts, lastEmail: () => Promise<string>): void {
  parts.secretService.providePlace('catalog-password', async () => getAmazonDestination(await getAmazonAccess(parts.session)));
  parts.secretService.provideTest('catalog-password', {
    available: async () => (await lastEmail()) !== '',
    async run(value, signal) {
      const failed: string[] = [];
      const access = await getAmazonAccess(parts.session);
      for await (const result of testWith(
        parts,
        access,
        { value, elsewhere: null },
        { testEmail: await lastEmail(), extras: [] },
        signal,
      )) {
        if (result.layer === 'amazon-punchout-test') {
          if (went(result)) return;
          const reason = result.reasons[0]?.id ?? failed[0] ?? 'unknown';
          throw new ExpectedError('amazon-secret-unproven', { reason, outcome: reason === 'status-credentials' ? 'refused' : 'unclear' });
        }
        if (result.state === 'failed') failed.push(...result.reasons.map(({ id }) => id));
      }
    },
  });
}
