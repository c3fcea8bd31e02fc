import type { SecretName } from '#shared/contract/connections/secrets.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import type { CompanySession } from '../../company/session.ts';
import { EMPTY_EVENT_FIELDS, type HistoryRecord } from '../../storage/history-log.ts';

/** An event about a secret. `generation`: that of its value. */
export type SecretEvent =
  | { readonly kind: 'set'; readonly keptIn: 'system' | 'session'; readonly boundTo: string | null; readonly mark: string }
  | { readonly kind: 'bound'; readonly generation: number; readonly boundTo: string }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'verified'; readonly generation: number };

/** Records an event about a secret in the company's file, never its value. */
export function recordSecretEvent(session: CompanySession, name: SecretName, note: SecretEvent): void {
  const { secrets, log } = session.file();
  if (note.kind === 'set') secrets.noteSet(name, note.keptIn, session.timestamp(), note.boundTo, note.mark);
  else if (note.kind === 'bound') secrets.noteBound(name, note.generation, note.boundTo);
  else if (note.kind === 'cleared') secrets.noteCleared(name);
  else secrets.noteVerified(name, note.generation, session.timestamp());
  if (note.kind === 'set' || note.kind === 'cleared') log.append([recordOf(session, name, note.kind)]);
}

/** Returns the history entry for a secret that was set or cleared, without the value. */
const recordOf = (session: CompanySession, name: SecretName, change: 'set' | 'cleared'): HistoryRecord => ({
  ...EMPTY_EVENT_FIELDS,
  at: session.timestamp(),
  by: session.operator,
  kind: `secret-${change}`,
  id: name,
  sentence: createPhrase(`historyLog.sentence.secret-${change}`, { secret: createPhrase(`secret.name.${name}`) }),
});
