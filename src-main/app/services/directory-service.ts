import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import {
  CLOUD_SERVERS,
  type CloudServers,
  type CompanyDirectory,
  getDirectorySecretDestination,
} from '#shared/domain/integration/cloud-directory.ts';
import { CLOUD_LAYERS, type DirectoryLayer, LDAP_LAYERS } from '#shared/domain/integration/connection-test/connection-test.ts';
import type { DirectoryServer } from '#shared/domain/integration/directory-server.ts';
import type { CompanySession } from '../../company/session.ts';
import { type ConfirmTrust, compareTrustedConnections, requireTrust } from '../../company/trust/trust-changes.ts';
import { createCloudAdapter } from '../../directory/cloud/cloud-adapter.ts';
import { ENTRA } from '../../directory/cloud/entra.ts';
import { GOOGLE } from '../../directory/cloud/google.ts';
import type { DirectoryAdapter, DirectoryPassword } from '../../directory/directory-adapter.ts';
import { DirectoryProblem } from '../../directory/directory-problem.ts';
import { parseFilter } from '../../directory/filter.ts';
import { createLdapAdapter } from '../../directory/ldap-adapter.ts';
import { requireDirectoryDestination } from '../../directory/open-ldap.ts';
import { createConnectionService } from './connection-service.ts';
import type { NetworkService } from './network-service.ts';
import type { SecretService, TestSecretValue } from './secret-service.ts';

const SECRET = 'directory-password';

/** Settings of the company's directory, and the access to it. */
export interface DirectoryService {
  /** Returns the configured directory; `null` = none. */
  directory(): Promise<CompanyDirectory | null>;
  /** Changes the settings. Throws `connection-directory-invalid`, `trust-refused` or `trust-unasked`; the settings are then unchanged. */
  change(directory: CompanyDirectory | null): Promise<void>;
  /**
   * Returns the access to the directory. Throws `directory-unset`, `secret-not-set`, `secret-bound-elsewhere`, `keychain-*` and
   * `trust-unconfirmed`.
   */
  adapter(): Promise<DirectoryAdapter>;
  /** Returns the inputs for testing the saved directory. `passed` records that its secret is correct. */
  forTest(): Promise<{ readonly adapter: DirectoryAdapter; readonly layers: readonly DirectoryLayer[] } & Pick<TestSecretValue, 'passed'>>;
}

interface ServiceParts {
  readonly session: CompanySession;
  readonly secretService: Pick<SecretService, 'read' | 'forTest' | 'providePlace'>;
  readonly networkService: Pick<NetworkService, 'directoryNetwork' | 'networkFor'>;
  readonly confirmTrust: ConfirmTrust;
}

export function createDirectoryService({ session, secretService, networkService, confirmTrust }: ServiceParts): DirectoryService {
  const connections = createConnectionService(session);
  const directory = async (): Promise<CompanyDirectory | null> => (await connections.connection()).directory ?? null;
  /** Returns the vendor's servers, or those of the demo company; never an address of the settings. `null` for LDAP. */
  const serversOf = async (known: CompanyDirectory): Promise<CloudServers | null> => {
    if (!('kind' in known)) return null;
    return session.file().company().kind === 'demo' ? (await session.demo()).cloudServers[known.kind] : CLOUD_SERVERS[known.kind];
  };
  const placeOf = async (known: CompanyDirectory): Promise<string> => getDirectorySecretDestination(known, await serversOf(known));
  secretService.providePlace(SECRET, () =>
    directory().then(
      (known) => known && placeOf(known),
      // Without readable settings there is no destination; the secret can still be listed and deleted.
      () => null,
    ),
  );

  async function adapterOf(known: CompanyDirectory, secret: DirectoryPassword): Promise<DirectoryAdapter> {
    if (!('kind' in known)) return ldapAdapter(known, secret);
    const servers = (await serversOf(known)) ?? CLOUD_SERVERS[known.kind];
    const { networkFor } = networkService;
    const parts = { servers, secret, networkFor, now: Date.now };
    return known.kind === 'entra'
      ? createCloudAdapter(ENTRA, { ...parts, directory: known })
      : createCloudAdapter(GOOGLE, { ...parts, directory: known });
  }

  const ldapAdapter = async (server: DirectoryServer | null, password: DirectoryPassword): Promise<DirectoryAdapter> =>
    createLdapAdapter({ server, password, network: await networkService.directoryNetwork(), now: Date.now });

  return {
    directory,
    async change(wanted) {
      if (wanted !== null) requireUsable(wanted);
      const asked = await connections.connection();
      const { name: company } = session.file().company();
      await requireTrust(confirmTrust, { company, changes: compareTrustedConnections(asked, { ...asked, directory: wanted }) });
      await connections.changeConnection(() => ({ directory: wanted }));
    },
    async adapter() {
      const known = await directory();
      if (known === null) throw new ExpectedError('directory-unset');
      // The servers, proxies and authorities must be confirmed before the keychain is asked for the secret.
      await session.trust.confirm(confirmTrust);
      const value = await secretService.read(SECRET, await placeOf(known));
      if (value === null || value === '') throw new ExpectedError('secret-not-set', { name: SECRET });
      return adapterOf(known, { kind: 'password', value });
    },
    async forTest() {
      const known = await directory();
      if (known === null) return { adapter: await ldapAdapter(null, { kind: 'none' }), layers: LDAP_LAYERS, passed: async () => undefined };
      await session.trust.confirm(confirmTrust);
      const { value, elsewhere, passed } = await secretService.forTest(SECRET, await placeOf(known));
      const secret: DirectoryPassword =
        elsewhere !== null ? { kind: 'of-another-server' } : value === null ? { kind: 'none' } : { kind: 'password', value };
      return { adapter: await adapterOf(known, secret), layers: 'kind' in known ? CLOUD_LAYERS : LDAP_LAYERS, passed };
    },
  };
}

function requireUsable(directory: CompanyDirectory): void {
  if ('kind' in directory) return;
  try {
    requireDirectoryDestination(directory);
    parseFilter(directory.filter);
  } catch (error) {
    if (!(error instanceof DirectoryProblem)) throw error;
    throw new ExpectedError('connection-directory-invalid', { why: error.reason === 'directory-filter-malformed' ? 'filter' : 'host' });
  }
}
