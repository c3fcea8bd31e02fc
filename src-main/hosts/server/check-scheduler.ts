import type { Dispatcher } from '../../app/dispatcher.ts';
import type { TeamPort } from '../../app/ports.ts';
import type { Log } from '../../storage/log/log.ts';
import type { CheckSchedules } from './check-schedules.ts';
import { SERVER_CALLER } from './server-host.ts';

/** Interval at which due checks are looked up, in milliseconds. */
const CHECK_INTERVAL_MS = 15_000;

interface SchedulerOptions {
  readonly dispatcher: Dispatcher;
  readonly schedules: CheckSchedules;
  readonly checks: Pick<TeamPort, 'reportCheck'>;
  readonly log: Log;
  /** Omitted = 15 s. */
  readonly intervalMs?: number | undefined;
}

/** Starts due checks one after another, so that many companies with the same time do not run at once. */
export function startCheckScheduler({ dispatcher, schedules, checks, log, intervalMs = CHECK_INTERVAL_MS }: SchedulerOptions) {
  let running: Promise<void> | null = null;
  const closing = new AbortController();

  /** Runs the check of a company and waits until its job has ended. */
  async function runCheck(company: string): Promise<void> {
    const startedAt = new Date().toISOString();
    const ended = Promise.withResolvers<void>();
    const endedJobs = new Set<string>();
    let jobId: string | null = null;
    const stop = dispatcher.on((event, data) => {
      if (event !== 'job' || !('state' in data) || data.state === 'running') return;
      endedJobs.add(data.id);
      if (data.id === jobId) ended.resolve();
    });
    closing.signal.addEventListener('abort', () => ended.resolve(), { once: true });
    try {
      await schedules.recordStart(company, startedAt);
      const result = await dispatcher.call('checkSchedule.run', {}, { caller: SERVER_CALLER, company });
      if (result.ok) {
        ({ jobId } = result.value as { jobId: string });
        if (!endedJobs.has(jobId)) await ended.promise;
      } else if (result.error.code === 'company-not-found') await schedules.deleteCompany(company);
      // A person is running the same check.
      else if (result.error.code === 'job-already-running') await schedules.endStart(company);
      else {
        const run = { startedAt, endedAt: new Date().toISOString(), startedBy: '', numbers: null, revision: null, failure: result.error };
        await checks.reportCheck({ company, companyName: await readCompanyName(company), run, lists: [] });
      }
    } finally {
      stop();
    }
  }

  async function readCompanyName(company: string): Promise<string> {
    const list = await dispatcher.call('companies.list', {}, { caller: SERVER_CALLER });
    const { companies } = list.ok ? (list.value as { companies: readonly { id: string; name: string }[] }) : { companies: [] };
    return companies.find(({ id }) => id === company)?.name ?? company;
  }

  /** Checks that the end of an earlier process cut are recorded before the first check starts. */
  let isCutRecorded = false;

  async function runDueChecks(): Promise<void> {
    if (!isCutRecorded) await schedules.addCutRuns();
    isCutRecorded = true;
    for (const company of await schedules.takeDue()) {
      if (closing.signal.aborted) return;
      await runCheck(company).catch((error: unknown) => void log.reportBug('scheduled check', error));
    }
  }

  const timer = setInterval(() => {
    running ??= runDueChecks()
      .catch((error: unknown) => void log.reportBug('scheduled checks', error))
      .finally(() => {
        running = null;
      });
  }, intervalMs).unref();
  return {
    async close(): Promise<void> {
      clearInterval(timer);
      closing.abort();
      await running;
    },
  };
}
