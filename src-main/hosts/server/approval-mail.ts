import { getRoles, joinAccess } from '#shared/domain/team/roles.ts';
import type { ApprovalNotice } from '../../app/ports.ts';
import { type PersonMailOptions, sendPersonMail } from './person-mail.ts';

/**
 * Sends every approver of the company but the requester a mail about an approval request, in the approver's language and with the approver
 * as only recipient. `publicUrl`: address that people open, without a trailing slash. Resolves when all mails are accepted or given up.
 */
export async function sendApprovalMails(notice: ApprovalNotice, publicUrl: string, options: PersonMailOptions): Promise<void> {
  const approvers = (await options.team.members()).filter(
    ({ person, granted, claimed }) =>
      !person.disabled &&
      person.email !== '' &&
      person.id !== notice.requester &&
      getRoles(joinAccess(granted, claimed), notice.company).includes('approver'),
  );
  const { items, requestedBy } = notice;
  const link = `${publicUrl}/#/${encodeURIComponent(notice.company)}/plan?dialog=approval`;
  const words = { company: notice.companyName, items, requestedBy, comment: notice.comment || 'none', link };
  await Promise.all(
    approvers.map(({ person }) =>
      sendPersonMail(
        person,
        'approval',
        (text) => ({ title: text('serve.approvalMail.title', words), text: text('serve.approvalMail.text', words) }),
        options,
      ),
    ),
  );
}
