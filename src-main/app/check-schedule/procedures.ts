import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CheckSchedule } from '#shared/contract/check-schedule.ts';
import { getCurrentCaller } from '../../company/caller.ts';
import { requireTrust } from '../../company/trust/trust-changes.ts';
import { parseWebhook } from '../../delivery/webhook.ts';
import { getWebhookName } from '../../schedule/watch-words.ts';
import type { CompanyContext } from '../context.ts';
import { toFailure } from '../failures.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { requireTeam } from '../services/require-team.ts';
import { getWatchSecretName } from '../services/watch-accounts.ts';
import { type CheckResult, checkCompany } from './check-company.ts';

export const createCheckScheduleProcedures = (context: CompanyContext): ProceduresOf<'checkSchedule'> => {
  const { companyId, session, secrets, directoryService, jobs, registerSecret, reportBug, redact } = context;
  const team = () => requireTeam(context.team);
  const secretName = getWatchSecretName({ kind: 'webhook', name: getWebhookName(companyId) });

  async function requireSource(): Promise<void> {
    const { kind, serverAddress } = session.file().company();
    if (kind !== 'demo' && serverAddress === null && (await directoryService.directory()) === null)
      throw new ExpectedError('server-address-unset');
  }

  /** Saves a new address of the chat service, after a confirmation outside the page. */
  async function saveAddress(form: NonNullable<CheckSchedule['webhook']>, address: string): Promise<void> {
    registerSecret(address);
    if (parseWebhook(address) === null) throw new ExpectedError('schedule-webhook-invalid');
    const change = { kind: 'watch-recipient', widens: true, params: { to: form } } as const;
    await requireTrust(context.confirmTrust, { company: session.file().company().name, changes: [change] });
    await secrets.watch.set(secretName, address);
  }

  return {
    async 'checkSchedule.state'() {
      const state = await team().checkState(companyId);
      const webhookSaved = await secrets.watch.has(secretName);
      return { ...state, webhookSaved };
    },
    async 'checkSchedule.save'({ schedule, address }) {
      await requireSource();
      const { people } = await team().checkState(companyId);
      if (!schedule.recipients.every((id) => people.some((person) => person.id === id))) throw new ExpectedError('person-not-found');
      if (schedule.webhook !== null) {
        if (address !== null) await saveAddress(schedule.webhook, address);
        else if (!(await secrets.watch.has(secretName))) throw new ExpectedError('secret-not-set', { name: 'webhook' });
      }
      await team().saveCheckSchedule(companyId, schedule);
      return {};
    },
    async 'checkSchedule.remove'() {
      await team().saveCheckSchedule(companyId, null);
      return {};
    },
    async 'checkSchedule.run'() {
      await requireSource();
      const { runs } = await team().checkState(companyId);
      const last = runs.find(({ revision }) => revision !== null)?.revision ?? null;
      const startedBy = getCurrentCaller()?.name ?? '';
      const startedAt = session.timestamp();
      const report = (result: CheckResult | null, failure: Failure | null) =>
        team().reportCheck({
          company: companyId,
          companyName: session.file().company().name,
          lists: result?.lists ?? [],
          run: {
            startedAt,
            endedAt: session.timestamp(),
            startedBy,
            revision: result?.revision ?? null,
            numbers: result?.numbers ?? null,
            failure,
          },
        });
      return {
        jobId: jobs.start('scheduled-check', async (work) => {
          const result = await checkCompany(context, last, work).catch(async (error: unknown) => {
            const failed = toFailure(error, 'scheduled check', reportBug, redact);
            if (failed.ok) throw error;
            await report(null, failed.error);
            // The error is already in the log, and the job must not report it again.
            throw new ExpectedError(failed.error.code, failed.error.params, failed.error.conflicts);
          });
          const { undelivered } = await report(result, null);
          const { new: came = 0, fixed = 0 } = result.numbers?.changes ?? {};
          return { undelivered, new: came, fixed };
        }),
      };
    },
  };
};
