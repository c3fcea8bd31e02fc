import { randomUUID } from 'node:crypto';
import { createTexts, type Translate } from '#shared/messages/texts.ts';
import { pauseFor, sendWithRetries } from '../../delivery/channel.ts';
import { type MailServer, sendMail } from '../../delivery/mail.ts';
import type { Person } from '../../storage/control/control-store.ts';
import type { Log } from '../../storage/log/log.ts';
import type { Team } from '../../team/team.ts';
import { deliver } from './deliver.ts';

export interface PersonMailOptions {
  readonly server: MailServer;
  /** Address of the sender. */
  readonly from: string;
  readonly team: Team;
  readonly log: Log;
}

/**
 * Sends a mail to one person in the person's language. Returns whether it was accepted; a mail that was not is a warning in the log. `kind`
 * names the mail in the log.
 */
export async function sendPersonMail(
  person: Person,
  kind: string,
  write: (text: Translate) => { readonly title: string; readonly text: string },
  { server, from, team, log }: PersonMailOptions,
): Promise<boolean> {
  const { language } = await team.readSettings(person.id);
  const { title, text } = write(createTexts(language));
  const message = { id: randomUUID(), at: new Date().toISOString(), title, text, brief: title, numbers: {}, attachment: null };
  return deliver(`${kind} mail`, { person: person.id }, log, (signal) =>
    sendWithRetries(() => sendMail(server, from, [person.email], message), pauseFor, signal),
  );
}
