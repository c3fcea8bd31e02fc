import { getCheckOutcome } from '#shared/domain/team/check-outcome.ts';
import { getRoles, joinAccess } from '#shared/domain/team/roles.ts';
import { withoutServerText } from '#shared/messages/server-text.ts';
import type { CheckNotice, TeamPort } from '../../app/ports.ts';
import { getWatchSecretName, WATCH_ACCOUNT } from '../../app/services/watch-accounts.ts';
import { getWebhookName } from '../../schedule/watch-words.ts';
import type { Keychain } from '../../storage/keychain.ts';
import type { Log } from '../../storage/log/log.ts';
import type { Team } from '../../team/team.ts';
import { postCheckMessage, writeCheckMessage } from './check-messages.ts';
import type { CheckSchedules } from './check-schedules.ts';
import { type PersonMailOptions, sendPersonMail } from './person-mail.ts';

export interface ScheduledCheckOptions {
  readonly schedules: CheckSchedules;
  readonly team: Team;
  readonly keychain: Keychain;
  readonly log: Log;
  /** Mail server of the configuration; `null` = no mails. */
  readonly mail: Pick<PersonMailOptions, 'server' | 'from'> | null;
  /** Address that people open, without a trailing slash. */
  readonly publicUrl: string;
}

type CheckPort = Pick<TeamPort, 'checkState' | 'saveCheckSchedule' | 'deleteChecks' | 'reportCheck'>;

/** The functions of the team server for scheduled checks. */
export function createScheduledChecks({ schedules, team, keychain, log, mail, publicUrl }: ScheduledCheckOptions): CheckPort {
  /** Returns the people with access to a company and an e-mail. */
  const listReachablePeople = async (company: string) =>
    (await team.members())
      .filter(({ person, granted, claimed }) => {
        return !person.disabled && person.email !== '' && getRoles(joinAccess(granted, claimed), company).length > 0;
      })
      .map(({ person }) => person);

  /**
   * Sends the messages about a check to the people and the chat service of its schedule; returns the number that was not accepted. A check
   * that a person or the end of the server stopped is recorded only.
   */
  async function send(notice: CheckNotice): Promise<number> {
    if (notice.run.failure?.code === 'cancelled') return 0;
    const { schedule } = await schedules.read(notice.company);
    const link = `${publicUrl}/#/${encodeURIComponent(notice.company)}/readiness`;
    if (schedule === null || (notice.run.startedBy === '' && getCheckOutcome(notice.run) === 'same')) return 0;
    const people = (await listReachablePeople(notice.company)).filter(({ id }) => schedule.recipients.includes(id));
    const accepted = await Promise.all([
      ...people.map((person) =>
        mail === null ? false : sendPersonMail(person, 'check', (text) => writeCheckMessage(notice, link, text), { ...mail, team, log }),
      ),
      ...(schedule.webhook === null
        ? []
        : [
            keychain
              .get(WATCH_ACCOUNT, getWatchSecretName({ kind: 'webhook', name: getWebhookName(notice.company) }))
              .then((address) => postCheckMessage(notice, schedule.webhook ?? 'json', address, link, log)),
          ]),
    ]);
    // A recipient who left the company receives nothing, which the screen shows.
    return accepted.filter((isAccepted) => !isAccepted).length + schedule.recipients.length - people.length;
  }

  return {
    async checkState(company) {
      const people = (await listReachablePeople(company)).map(({ id, name, email }) => ({ id, name, email }));
      return { ...(await schedules.read(company)), hasMail: mail !== null, people };
    },
    saveCheckSchedule: (company, schedule) => schedules.save(company, schedule),
    deleteChecks: (company) => schedules.deleteCompany(company),
    async reportCheck(notice) {
      const undelivered = await send(notice);
      const failure = notice.run.failure && withoutServerText(notice.run.failure);
      await schedules.addRun(notice.company, { ...notice.run, failure, undelivered });
      return { undelivered };
    },
  };
}
