import { randomUUID } from 'node:crypto';
import { getRoles, joinAccess } from '#shared/domain/team/roles.ts';
import { createTexts, type Translate } from '#shared/messages/texts.ts';
import type { ApprovalNotice } from '../../app/ports.ts';
import { getWatchSecretName, WATCH_ACCOUNT } from '../../app/services/watch-accounts.ts';
import { getWebhookName } from '../../schedule/watch-words.ts';
import type { Person } from '../../storage/control/control-store.ts';
import type { Keychain } from '../../storage/keychain.ts';
import type { Log } from '../../storage/log/log.ts';
import type { Team } from '../../team/team.ts';
import type { CheckSchedules } from './check-schedules.ts';
import { postToChat } from './deliver.ts';
import { type PersonMailOptions, sendPersonMail } from './person-mail.ts';

export interface ApprovalMessageOptions {
  readonly schedules: CheckSchedules;
  readonly team: Team;
  readonly keychain: Keychain;
  readonly log: Log;
  /** Mail server of the configuration; `null` = no mails. */
  readonly mail: Pick<PersonMailOptions, 'server' | 'from'> | null;
  /** Address that people open, without a trailing slash. */
  readonly publicUrl: string;
}

/**
 * Sends the messages about an approval request, or about the decision: a mail in the language of the person to every approver but the
 * requester, or to the requester; and a post in Japanese, without names of people and comments, to the chat service of the company's
 * scheduled check. Resolves when all messages are accepted or given up.
 */
export async function sendApprovalMessages(
  notice: ApprovalNotice,
  { schedules, team, keychain, log, mail, publicUrl }: ApprovalMessageOptions,
): Promise<void> {
  const link = `${publicUrl}/#/${encodeURIComponent(notice.company)}/plan?dialog=approval`;
  const { company } = notice;
  async function post(): Promise<void> {
    const { schedule } = await schedules.read(company);
    if (schedule === null || schedule.webhook === null) return;
    const savedAddress = await keychain.get(WATCH_ACCOUNT, getWatchSecretName({ kind: 'webhook', name: getWebhookName(company) }));
    const { title } = writeMessage(notice, link, createTexts('ja'));
    const message = {
      ...{ id: randomUUID(), at: new Date().toISOString(), about: 'approval' as const },
      ...{ title, text: '', brief: link, numbers: { items: notice.items }, attachment: null },
    };
    await postToChat('approval', company, { form: schedule.webhook, savedAddress }, message, log);
  }
  const people = mail === null ? [] : await listRecipients(notice, team);
  await Promise.all([
    post(),
    ...people.map((person) =>
      mail === null ? null : sendPersonMail(person, 'approval', (text) => writeMessage(notice, link, text), { ...mail, team, log }),
    ),
  ]);
}

/** Returns the people who are informed: with a role for it in the company, and with an e-mail. */
async function listRecipients({ company, requester, decision }: ApprovalNotice, team: Team): Promise<readonly Person[]> {
  return (await team.members())
    .filter(({ person, granted, claimed }) => {
      const roles = getRoles(joinAccess(granted, claimed), company);
      const isConcerned = decision === null ? person.id !== requester && roles.includes('approver') : person.id === requester;
      return isConcerned && roles.length > 0 && !person.disabled && person.email !== '';
    })
    .map(({ person }) => person);
}

/** Returns title and text of a mail. The title contains no name of a person and no comment. */
function writeMessage({ companyName: company, items, requestedBy, comment, decision }: ApprovalNotice, link: string, text: Translate) {
  if (decision === null) {
    const words = { company, items, requestedBy, comment: comment || 'none', link };
    return { title: text('serve.approvalMail.title', words), text: text('serve.approvalMail.text', words) };
  }
  const words = { company, items, ...decision, comment: decision.comment || 'none', link };
  return { title: text('serve.approvalMail.decidedTitle', words), text: text('serve.approvalMail.decidedText', words) };
}
