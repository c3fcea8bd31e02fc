import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { SecretName } from '#shared/contract/secrets.ts';
import { phrase } from '#shared/domain/sync/phrase.ts';
import type { HistoryRecord } from '../../storage/history-log.ts';
import type { SecretStore } from '../../storage/secret-store.ts';
import type { Engine } from './engine.ts';
import type { EngineSession } from './session.ts';

/** The engine's calls about what is noted of secrets. The secrets themselves never come here. */
export function secretCalls(session: EngineSession): Pick<Engine, 'secretRecords' | 'noteSecret'> {
  /** A secret belongs to its company: another one may have been opened since. */
  function storeOf(profile: string): SecretStore {
    const file = session.workspace();
    if (file.profile().id !== profile) throw new ExpectedError('no-profile-open');
    return file.secrets;
  }
  return {
    secretRecords: async (profile) => storeOf(profile).list(),
    async noteSecret(profile, name, note) {
      const store = storeOf(profile);
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
