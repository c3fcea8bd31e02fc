import { type ConnectionRun, connectionRunSchema } from '#shared/contract/connections.ts';
import { phrase } from '#shared/domain/sync/phrase.ts';
import type { ConnectionStore } from '../../storage/connection-store.ts';
import type { HistoryRecord } from '../../storage/history-log.ts';
import { usableConnection } from '../stored-connection.ts';
import { type TrustChange, trustChanges } from '../trust-changes.ts';
import type { Engine } from './engine.ts';
import type { EngineSession } from './session.ts';

type ConnectionCalls = Pick<
  Engine,
  'connection' | 'changeConnection' | 'lastConnectionTest' | 'keepConnectionTest' | 'changeServer' | 'demoAccess'
>;

/** What was kept by an earlier version and is understood no more counts as not tested. */
const keptRunSchema = connectionRunSchema.loose();

/** The engine's calls about how servers are reached, and what the last tests found. */
export function connectionCalls(session: EngineSession): ConnectionCalls {
  const recordOf = ({ kind, params }: TrustChange): HistoryRecord => ({
    at: session.timestamp(),
    by: session.operator,
    kind: 'trust',
    section: null,
    id: '',
    name: '',
    sentence: phrase(`historyLog.sentence.connection.${kind}`, params),
    reason: '',
    runId: null,
    requestId: null,
    before: null,
    after: null,
  });
  const store = (): ConnectionStore => session.workspace().connection;
  const settings = () => usableConnection(store().settings());
  return {
    connection: async () => settings(),
    async changeConnection(change) {
      const before = settings();
      const changed = { ...before, ...change };
      store().changeSettings(changed, trustChanges(before, changed).map(recordOf));
      return changed;
    },
    async lastConnectionTest(target) {
      const kept = keptRunSchema.safeParse(store().lastTest(target));
      return kept.success ? (kept.data as ConnectionRun) : null;
    },
    async keepConnectionTest(target, run) {
      store().keepTest(target, run);
    },
    async changeServer(address) {
      session.workspace().changeServer(address);
    },
    async demoAccess() {
      if (session.workspace().profile().kind !== 'demo') return null;
      const { access } = await session.demo();
      // Its port is another one with every start.
      session.workspace().changeServer(access.address);
      return access;
    },
  };
}
