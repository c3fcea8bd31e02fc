import { ExpectedError } from '#shared/contract/call/expected-error.ts';
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
import { checkCompany } from './check-company.ts';

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
      const report = (result: Awaited<ReturnType<typeof checkCompany>> | { readonly failure: unknown }) => {
        const base = { startedAt, endedAt: session.timestamp(), startedBy, revision: null, numbers: null, failure: null };
        const run = 'numbers' in result ? { ...base, revision: result.revision, numbers: result.numbers } : base;
        const failed = 'failure' in result ? toFailure(result.failure, 'scheduled check', reportBug, redact) : null;
        return team().reportCheck({
          company: companyId,
          companyName: session.file().company().name,
          lists: 'lists' in result ? result.lists : [],
          run: { ...run, ...(failed !== null && !failed.ok && { failure: failed.error }) },
        });
      };
      return {
        jobId: jobs.start('scheduled-check', async (work) => {
          try {
            const result = await checkCompany(context, last, work);
            const { undelivered } = await report(result);
            const { new: came = 0, fixed = 0 } = result.numbers?.changes ?? {};
            return { undelivered, new: came, fixed };
          } catch (failure) {
            await report({ failure });
            throw failure;
          }
        }),
      };
    },
  };
};
