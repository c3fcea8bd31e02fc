import type { ConnectionRun, ConnectionTarget, ShownRun } from '#shared/contract/connections.ts';
import { keptTest, testedValues } from '../../company/connection-proof.ts';
import type { ServerAccess } from '../../company/server-access.ts';
import type { CompanySession } from '../../company/session.ts';
import type { StoredConnection } from '../../company/stored-connection.ts';
import { usableConnection } from '../../company/stored-connection.ts';
import { trustChanges, trustRecord } from '../../company/trust-changes.ts';
import type { ConnectionStore } from '../../storage/connection-store.ts';

/** How a company's servers are reached, and what the last tests of them found. */
export interface ConnectionService {
  connection(): Promise<StoredConnection>;
  /** Changes what is set at the moment, and answers what was set until then. */
  changeConnection(change: (now: StoredConnection) => Partial<StoredConnection>): Promise<StoredConnection>;
  lastConnectionTest(target: ConnectionTarget): Promise<ShownRun | null>;
  /** A print of what a test of this moment is about. */
  testedValues(target: ConnectionTarget): string;
  /** `values`: what the test was about, as `testedValues` told. */
  keepConnectionTest(target: ConnectionTarget, run: ConnectionRun, values: string): Promise<void>;
  /** Notes which server a company has. */
  changeServer(address: string): Promise<void>;
  /** The demo company's server, started if need be; `null` for any other company. */
  demoAccess(): Promise<ServerAccess | null>;
}

export function connectionService(session: CompanySession): ConnectionService {
  const store = (): ConnectionStore => session.file().connection;
  const settings = () => usableConnection(store().settings());
  return {
    connection: async () => settings(),
    changeConnection: (change) =>
      session.trust.change(() => {
        const before = settings();
        const changed = { ...before, ...change(before) };
        const step = { at: session.timestamp(), by: session.operator };
        store().changeSettings(
          changed,
          trustChanges(before, changed).map((each) => trustRecord(each, step)),
        );
        return before;
      }),
    lastConnectionTest: async (target) => keptTest(session.file(), target),
    testedValues: (target) => testedValues(session.file(), target),
    async keepConnectionTest(target, run, values) {
      store().keepTest(target, { ...run, values });
    },
    changeServer: (address) => session.trust.change(() => session.file().changeServer(address)),
    async demoAccess() {
      if (session.file().company().kind !== 'demo') return null;
      const { access } = await session.demo();
      // Its port is another one with every start.
      session.file().changeServer(access.address);
      return access;
    },
  };
}
