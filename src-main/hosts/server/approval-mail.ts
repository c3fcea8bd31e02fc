import { randomUUID } from 'node:crypto';
import { getRoles, joinAccess } from '#shared/domain/team/roles.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { ApprovalNotice } from '../../app/ports.ts';
import { DeliveryProblem, pauseFor, sendWithRetries } from '../../delivery/channel.ts';
import { type MailServer, sendMail } from '../../delivery/mail.ts';
import type { Log } from '../../storage/log/log.ts';
import type { Team } from '../../team/team.ts';

export interface ApprovalMailOptions {
  readonly server: MailServer;
  /** Address of the sender. */
  readonly from: string;
  /** Address that people open, without a trailing slash. */
  readonly publicUrl: string;
  readonly team: Team;
  readonly log: Log;
}

/** Time limit for one mail with its retries, in milliseconds. */
const MAX_DURATION_MS = 5 * 60_000;

/**
 * Sends every approver of the company but the requester a mail about an approval request, in the approver's language and with the approver
 * as only recipient. Resolves when all mails are accepted or given up; a mail that is not accepted is a warning in the log.
 */
export async function sendApprovalMails(
  notice: ApprovalNotice,
  { server, from, publicUrl, team, log }: ApprovalMailOptions,
): Promise<void> {
  const approvers = (await team.members()).filter(
    ({ person, granted, claimed }) =>
      !person.disabled &&
      person.email !== '' &&
      person.id !== notice.requester &&
      getRoles(joinAccess(granted, claimed), notice.company).includes('approver'),
  );
  const { items, requestedBy } = notice;
  const link = `${publicUrl}/#/${encodeURIComponent(notice.company)}/plan?dialog=approval`;
  await Promise.all(
    approvers.map(async ({ person }) => {
      const { language } = await team.readSettings(person.id);
      const text = createTexts(language);
      const words = { company: notice.companyName, items, requestedBy, comment: notice.comment || 'none', link };
      const title = text('serve.approvalMail.title', words);
      const message = {
        id: randomUUID(),
        at: new Date().toISOString(),
        title,
        text: text('serve.approvalMail.text', words),
        brief: title,
        numbers: { items },
        attachment: null,
      };
      try {
        const signal = AbortSignal.timeout(MAX_DURATION_MS);
        await sendWithRetries(() => sendMail(server, from, [person.email], message), pauseFor, signal);
      } catch (error) {
        if (!(error instanceof DeliveryProblem)) throw error;
        log.warning('approval mail not sent', { person: person.id, fault: error.fault, status: error.status });
      }
    }),
  );
}
