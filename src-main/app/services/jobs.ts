import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { getCallerId } from '../../company/caller.ts';
import type { Publish } from '../dispatcher.ts';
import { type RedactText, type ReportBug, toFailure } from '../failures.ts';

/** Progress of a job. It may be reported often: by default at most ten events per second are sent, and always the last one. */
export interface JobProgress {
  readonly signal: AbortSignal;
  report(progress: { readonly phase?: string; readonly done?: number; readonly total?: number | null }): void;
}

export type JobResult = NonNullable<Job['result']>;

export interface Jobs {
  /**
   * Starts background work and returns the job id. `companyId: null` = no company. Throws `job-already-running` if a job of the same kind
   * is running for the company.
   */
  start(kind: Job['kind'], companyId: string | null, work: (progress: JobProgress) => Promise<JobResult>): string;
  /** Cancels a job of the caller. Throws job-not-found, also for jobs of another caller. */
  cancel(id: string): void;
  /** Returns the jobs of the caller. */
  list(): readonly Job[];
  /** Cancels all jobs and waits until they have ended. */
  close(): Promise<void>;
}

/** Starts jobs of one company. */
export interface CompanyJobs {
  start(kind: Job['kind'], work: (progress: JobProgress) => Promise<JobResult>): string;
}

/** Minimum time between two progress events of a job in ms. */
const EVENT_INTERVAL_MS = 100;
const MAX_ENDED_JOBS = 20;

/** Creates the job runner: progress with estimated remaining time, cancellation, and failures as values. `now`: ms since 1970. */
export function createJobs(
  publish: Publish,
  reportBug: ReportBug,
  redact: RedactText,
  {
    now = Date.now,
    eventIntervalMs = EVENT_INTERVAL_MS,
  }: { readonly now?: () => number; readonly eventIntervalMs?: number | undefined } = {},
): Jobs {
  const jobs = new Map<string, { job: Job; readonly owner: string; readonly abort: AbortController; ended: Promise<void> }>();

  function forgetOldJobs(): void {
    const ended = [...jobs.values()].filter((entry) => entry.job.state !== 'running');
    for (const entry of ended.slice(0, Math.max(0, ended.length - MAX_ENDED_JOBS))) jobs.delete(entry.job.id);
  }

  return {
    start(kind, companyId, work) {
      for (const { job } of jobs.values())
        if (job.kind === kind && job.companyId === companyId && job.state === 'running')
          throw new ExpectedError('job-already-running', { kind });
      const id = randomUUID();
      const abort = new AbortController();
      const started = now();
      let phaseStarted = started;
      let lastEvent = 0;
      let lastWord: NodeJS.Timeout | undefined;
      const entry = {
        job: {
          id,
          kind,
          companyId,
          state: 'running',
          phase: 'starting',
          done: 0,
          total: null,
          remainingMs: null,
          startedAt: new Date(started).toISOString(),
          error: null,
          result: null,
        } as Job,
        owner: getCallerId(),
        abort,
        ended: Promise.resolve(),
      };
      const tell = (): void => {
        clearTimeout(lastWord);
        lastWord = undefined;
        lastEvent = now();
        publish('job', entry.job, entry.owner);
      };
      const update = (change: Partial<Job>, urgent: boolean): void => {
        entry.job = { ...entry.job, ...change };
        const rest = lastEvent + eventIntervalMs - now();
        if (urgent || rest <= 0) tell();
        // Send skipped progress after the interval, because the next report may take long.
        else lastWord ??= setTimeout(tell, rest);
      };
      const progress: JobProgress = {
        signal: abort.signal,
        report({ phase, done, total }) {
          if (entry.job.state !== 'running') return;
          const newPhase = phase !== undefined && phase !== entry.job.phase;
          if (newPhase) phaseStarted = now();
          const next = {
            phase: phase ?? entry.job.phase,
            done: done ?? (newPhase ? 0 : entry.job.done),
            total: total === undefined ? (newPhase ? null : entry.job.total) : total,
          };
          const elapsed = now() - phaseStarted;
          const remainingMs =
            next.total && next.done > 0 && elapsed > 500 ? Math.round((elapsed / next.done) * Math.max(0, next.total - next.done)) : null;
          update({ ...next, remainingMs }, newPhase);
        },
      };
      const run = async (): Promise<void> => {
        try {
          const result = await work(progress);
          update({ state: 'done', result, remainingMs: 0 }, true);
        } catch (error) {
          const failure = abort.signal.aborted ? null : toFailure(error, `job ${kind}`, reportBug, redact);
          update(
            failure && !failure.ok && failure.error.code !== 'cancelled'
              ? { state: 'failed', error: failure.error, remainingMs: null }
              : { state: 'cancelled', remainingMs: null },
            true,
          );
        }
        forgetOldJobs();
      };
      jobs.set(id, entry);
      publish('job', entry.job, entry.owner);
      // Start after `start` has returned, so that the caller knows the job id before the job can end.
      entry.ended = Promise.resolve().then(run);
      return id;
    },
    cancel(id) {
      const entry = jobs.get(id);
      if (entry?.owner !== getCallerId()) throw new ExpectedError('job-not-found');
      entry.abort.abort();
    },
    list: () => [...jobs.values()].filter(({ owner }) => owner === getCallerId()).map(({ job }) => job),
    async close() {
      for (const entry of jobs.values()) entry.abort.abort();
      await Promise.allSettled([...jobs.values()].map((entry) => entry.ended));
    },
  };
}
