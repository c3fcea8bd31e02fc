import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import {
  type AmazonBusinessConnection,
  type AmazonBusinessServers,
  getAmazonBusinessSecretDestination,
  getAmazonBusinessServers,
} from '#shared/domain/integration/amazon-business.ts';
import { DEMO_AMAZON_BUSINESS } from '#shared/domain/integration/demo-amazon-business.ts';
import type { BusinessAccess } from '../../amazon/business/business-session.ts';
import type { BusinessSecret, BusinessTest } from '../../amazon/business/business-test.ts';
import type { CompanySession } from '../../company/session.ts';
import { type ConfirmTrust, compareTrustedConnections, requireTrust } from '../../company/trust/trust-changes.ts';
import { createConnectionService } from './connection-service.ts';
import type { NetworkService } from './network-service.ts';
import type { SecretService, TestSecretValue } from './secret-service.ts';
import { VERSION } from './version.ts';

const SECRETS = ['amazon-client-secret', 'amazon-refresh-token'] as const;

/** Settings of the Amazon Business API, and the inputs of its test. */
export interface AmazonBusinessService {
  /** Returns the connection; `null` = not set. */
  connection(): Promise<AmazonBusinessConnection | null>;
  /** Changes the settings. Throws `trust-refused` or `trust-unasked`; the settings are then unchanged. */
  change(connection: AmazonBusinessConnection | null): Promise<void>;
  /** Returns the inputs of a test. `passed` records that both secrets are correct. Throws `keychain-*` and `trust-unconfirmed`. */
  forTest(): Promise<Omit<BusinessTest, 'signal'> & Pick<TestSecretValue, 'passed'>>;
  /**
   * Returns the inputs of a run. Throws `amazon-business-unset`, `secret-not-set`, `secret-bound-elsewhere`, `keychain-*` and
   * `trust-unconfirmed`.
   */
  access(): Promise<BusinessAccess>;
}

interface ServiceParts {
  readonly session: CompanySession;
  readonly secretService: Pick<SecretService, 'forTest' | 'read' | 'providePlace'>;
  readonly networkService: Pick<NetworkService, 'networkFor'>;
  readonly confirmTrust: ConfirmTrust;
}

export function createAmazonBusinessService(parts: ServiceParts): AmazonBusinessService {
  const { session, secretService, networkService, confirmTrust } = parts;
  const connections = createConnectionService(session);
  const connection = async (): Promise<AmazonBusinessConnection | null> => (await connections.connection()).amazonBusiness ?? null;
  /** Returns Amazon's servers, or that of the demo company; never an address of the settings. */
  const serversOf = async (known: AmazonBusinessConnection): Promise<AmazonBusinessServers> =>
    session.file().company().kind === 'demo' ? (await session.demo()).amazonBusiness : getAmazonBusinessServers(known);
  const placeOf = async (known: AmazonBusinessConnection): Promise<string> =>
    getAmazonBusinessSecretDestination(known, await serversOf(known));
  const shared = { networkFor: networkService.networkFor, userAgent: `Tsunagi ${VERSION}`, now: Date.now };
  const requireSecret = async (name: (typeof SECRETS)[number], place: string): Promise<string> => {
    const value = await secretService.read(name, place);
    if (value === null || value === '') throw new ExpectedError('secret-not-set', { name });
    return value;
  };
  for (const name of SECRETS)
    secretService.providePlace(name, () =>
      connection().then(
        (known) => known && placeOf(known),
        // Without readable settings there is no destination; the secret can still be listed and deleted.
        () => null,
      ),
    );

  return {
    connection,
    async change(wanted) {
      const asked = await connections.connection();
      const { name: company } = session.file().company();
      await requireTrust(confirmTrust, { company, changes: compareTrustedConnections(asked, { ...asked, amazonBusiness: wanted }) });
      await connections.changeConnection(() => ({ amazonBusiness: wanted }));
    },
    async forTest() {
      const known = await connection();
      if (known === null) {
        const servers = getAmazonBusinessServers(DEMO_AMAZON_BUSINESS);
        return { ...shared, servers, connection: null, clientSecret: NONE, refreshToken: NONE, passed: async () => undefined };
      }
      // The connection must be confirmed before the keychain is asked for the secrets.
      await session.trust.confirm(confirmTrust);
      const place = await placeOf(known);
      // One after the other, so that a locked keychain asks once.
      const secret = await secretService.forTest('amazon-client-secret', place);
      const token = await secretService.forTest('amazon-refresh-token', place);
      return {
        ...shared,
        connection: known,
        servers: await serversOf(known),
        clientSecret: toBusinessSecret(secret),
        refreshToken: toBusinessSecret(token),
        async passed() {
          await secret.passed();
          await token.passed();
        },
      };
    },
    async access() {
      const known = await connection();
      if (known === null) throw new ExpectedError('amazon-business-unset');
      // The connection must be confirmed before the keychain is asked for the secrets.
      await session.trust.confirm(confirmTrust);
      const place = await placeOf(known);
      const clientSecret = await requireSecret('amazon-client-secret', place);
      const refreshToken = await requireSecret('amazon-refresh-token', place);
      return { ...shared, connection: known, servers: await serversOf(known), secrets: { clientSecret, refreshToken } };
    },
  };
}

const NONE: BusinessSecret = { kind: 'none' };

function toBusinessSecret({ value, elsewhere }: TestSecretValue): BusinessSecret {
  if (elsewhere !== null) return { kind: 'elsewhere' };
  return value === null ? NONE : { kind: 'value', value };
}
