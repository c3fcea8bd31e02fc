import type { ConnectionRun, ConnectionRunView, ConnectionTarget } from '#shared/contract/connections/connections.ts';
import { computeTestedValuesFingerprint, getStoredConnectionTest } from '../../company/connections/connection-proof.ts';
import type { StoredConnection } from '../../company/connections/stored-connection.ts';
import { requireStoredConnection } from '../../company/connections/stored-connection.ts';
import type { ServerAccess } from '../../company/server/server-access.ts';
import type { CompanySession } from '../../company/session.ts';
import { compareTrustedConnections, createTrustHistoryRecord } from '../../company/trust/trust-changes.ts';
import type { ConnectionStore } from '../../storage/connections/connection-store.ts';

/** Connection settings of a company, and its last connection tests. */
export interface ConnectionService {
  connection(): Promise<StoredConnection>;
  /** Changes the current settings and returns the former ones. */
  changeConnection(change: (now: StoredConnection) => Partial<StoredConnection>): Promise<StoredConnection>;
  lastConnectionTest(target: ConnectionTarget): Promise<ConnectionRunView | null>;
  /** Returns the fingerprint of the values that a test would use now. */
  testedValues(target: ConnectionTarget): string;
  /** Stores the result of a test. `values`: fingerprint of the tested values, from `computeTestedValuesFingerprint`. */
  keepConnectionTest(target: ConnectionTarget, run: ConnectionRun, values: string): Promise<void>;
  /** Stores the address of the company's server. */
  changeServer(address: string): Promise<void>;
  /** Returns access to the demo company's server and starts it if needed; `null` for other companies. */
  demoAccess(): Promise<ServerAccess | null>;
}

export function createConnectionService(session: CompanySession): ConnectionService {
  const store = (): ConnectionStore => session.file().connection;
  const settings = () => requireStoredConnection(store().settings());
  return {
    connection: async () => settings(),
    changeConnection: (change) =>
      session.trust.change(() => {
        const before = settings();
        const changed = { ...before, ...change(before) };
        const step = { at: session.timestamp(), by: session.operator };
        store().changeSettings(
          changed,
          compareTrustedConnections(before, changed).map((each) => createTrustHistoryRecord(each, step)),
        );
        return before;
      }),
    lastConnectionTest: async (target) => getStoredConnectionTest(session.file(), target),
    testedValues: (target) => computeTestedValuesFingerprint(session.file(), target),
    async keepConnectionTest(target, run, values) {
      store().keepTest(target, { ...run, values });
    },
    changeServer: (address) => session.trust.change(() => session.file().changeServer(address)),
    async demoAccess() {
      if (session.file().company().kind !== 'demo') return null;
      const { access } = await session.demo();
      // The port changes with every start.
      session.file().changeServer(access.address);
      return access;
    },
  };
}
