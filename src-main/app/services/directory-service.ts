import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type DirectoryServer, directoryPlace } from '#shared/domain/integration/directory-server.ts';
import type { CompanySession } from '../../company/session.ts';
import { type ConfirmTrust, requireTrust, trustChanges } from '../../company/trust/trust-changes.ts';
import { parseFilter } from '../../directory/filter.ts';
import type { DirectoryTest } from '../../directory/layers.ts';
import { LdapProblem } from '../../directory/ldap-problem.ts';
import { requireDestination } from '../../directory/open-ldap.ts';
import type { DirectoryAccess } from '../../directory/read-directory.ts';
import { connectionService } from './connection-service.ts';
import type { NetworkService } from './network-service.ts';
import type { SecretService, TestedSecret } from './secret-service.ts';

const PASSWORD = 'directory-password';

/** Settings of the company's LDAP directory, and the access to it. */
export interface DirectoryService {
  /** Returns the configured server; `null` = none. */
  server(): Promise<DirectoryServer | null>;
  /** Changes the settings. Throws `connection-directory-invalid`, `trust-refused` or `trust-unasked`; the settings are then unchanged. */
  change(server: DirectoryServer | null): Promise<void>;
  /**
   * Returns the access to the directory. Throws `directory-unset`, `secret-not-set`, `secret-bound-elsewhere`, `keychain-*` and
   * `trust-unconfirmed`.
   */
  access(): Promise<DirectoryAccess>;
  /** Returns the inputs for testing the saved directory. `passed` records that its password is correct. */
  forTest(): Promise<Pick<DirectoryTest, 'server' | 'password' | 'network'> & Pick<TestedSecret, 'passed'>>;
}

interface ServiceParts {
  readonly session: CompanySession;
  readonly secretService: Pick<SecretService, 'read' | 'forTest' | 'providePlace'>;
  readonly networkService: Pick<NetworkService, 'directoryNetwork'>;
  readonly confirmTrust: ConfirmTrust;
}

export function createDirectoryService({ session, secretService, networkService, confirmTrust }: ServiceParts): DirectoryService {
  const connections = connectionService(session);
  const server = async (): Promise<DirectoryServer | null> => (await connections.connection()).directory ?? null;
  secretService.providePlace(PASSWORD, () =>
    server().then(
      (known) => known && directoryPlace(known),
      // Without readable settings there is no destination; the secret can still be listed and deleted.
      () => null,
    ),
  );

  return {
    server,
    async change(wanted) {
      if (wanted !== null) requireUsable(wanted);
      const asked = await connections.connection();
      const { name: company } = session.file().company();
      await requireTrust(confirmTrust, { company, changes: trustChanges(asked, { ...asked, directory: wanted }) });
      await connections.changeConnection(() => ({ directory: wanted }));
    },
    async access() {
      const known = await server();
      if (known === null) throw new ExpectedError('directory-unset');
      const network = await networkService.directoryNetwork();
      const password = await secretService.read(PASSWORD, directoryPlace(known));
      if (password === null || password === '') throw new ExpectedError('secret-not-set', { name: PASSWORD });
      return { server: known, password, network };
    },
    async forTest() {
      const known = await server();
      const network = await networkService.directoryNetwork();
      if (known === null) return { server: null, password: { kind: 'none' }, network, passed: async () => undefined };
      const { value, elsewhere, passed } = await secretService.forTest(PASSWORD, directoryPlace(known));
      if (elsewhere !== null) return { server: known, password: { kind: 'of-another-server' }, network, passed };
      return { server: known, password: value === null ? { kind: 'none' } : { kind: 'password', value }, network, passed };
    },
  };
}

function requireUsable(server: DirectoryServer): void {
  try {
    requireDestination(server);
    parseFilter(server.filter);
  } catch (error) {
    if (!(error instanceof LdapProblem)) throw error;
    throw new ExpectedError('connection-directory-invalid', { why: error.reason === 'directory-filter-malformed' ? 'filter' : 'host' });
  }
}
