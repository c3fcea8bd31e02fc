import type { SecretName } from '#shared/contract/secrets.ts';
import { phrase } from '#shared/domain/sync/phrase.ts';
import type { HistoryRecord } from '../../storage/history-log.ts';
import type { Engine } from './engine.ts';
import type { EngineSession } from './session.ts';

/** The engine's calls about what is noted of secrets. The secrets themselves never come here. */
export function secretCalls(session: EngineSession): Pick<Engine, 'secretRecords' | 'noteSecret'> {
  return {
    secretRecords: async () => session.workspace().secrets.list(),
    async noteSecret(name, note) {
      const store = session.workspace().secrets;
      if (note.kind === 'set') store.noteSet(name, note.keptIn, session.timestamp(), note.boundTo);
      else if (note.kind === 'bound') store.noteBound(name, note.generation, note.boundTo);
      else if (note.kind === 'cleared') store.noteCleared(name);
      else store.noteVerified(name, note.generation, session.timestamp());
      if (note.kind === 'set' || note.kind === 'cleared') session.workspace().log.append([recordOf(session, name, note.kind)]);
    },
  };
}

/** That a secret was set or cleared, never what it is. */
const recordOf = (session: EngineSession, name: SecretName, change: 'set' | 'cleared'): HistoryRecord => ({
  at: session.timestamp(),
  by: session.operator,
  kind: `secret-${change}`,
  section: null,
  id: name,
  name: '',
  sentence: phrase(`historyLog.sentence.secret-${change}`, { secret: phrase(`secret.name.${name}`) }),
  reason: '',
  runId: null,
  requestId: null,
  before: null,
  after: null,
});
