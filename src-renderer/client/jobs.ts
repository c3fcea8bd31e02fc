import { create } from 'zustand';
import type { Result } from '#shared/contract/call/result.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { getShownCompanyId, subscribeShownCompany } from './shown-company.ts';
import type { Transport } from './transport.ts';

interface JobsState {
  /** All jobs known to this window, in the order of their start. */
  readonly all: readonly Job[];
  /** Jobs that concern the shown company or no company. */
  readonly jobs: readonly Job[];
  /** Completed jobs whose message was closed. */
  readonly dismissed: ReadonlySet<string>;
  /** Jobs whose file this window saves automatically, with the state of saving. Files of other jobs are only offered. */
  readonly keeping: ReadonlyMap<string, FileSaveState>;
}

/** `saving`: saved as soon as it is written. `offered`: not saved yet, can be saved. */
export type FileSaveState = 'saving' | 'saved' | 'offered';

/** Running and completed jobs. They run in the main process, so leaving a screen does not stop them. */
export const useJobs = create<JobsState>(() => ({ all: [], jobs: [], dismissed: new Set(), keeping: new Map() }));

const ofShown = (all: readonly Job[]): readonly Job[] => {
  const shown = getShownCompanyId();
  return all.filter(({ companyId }) => companyId === null || companyId === shown);
};

const put = (job: Job): void =>
  useJobs.setState((state) => {
    const at = state.all.findIndex((known) => known.id === job.id);
    // Events may arrive before an older response; a completed job never runs again.
    if (state.all[at] !== undefined && state.all[at].state !== 'running' && job.state === 'running') return state;
    const all = at < 0 ? [...state.all, job] : state.all.with(at, job);
    return { all, jobs: ofShown(all) };
  });

subscribeShownCompany(() => useJobs.setState(({ all }) => ({ jobs: ofShown(all) })));

/** Loads the list of jobs; with `old`, completed jobs that this window did not know are not announced. */
const refresh = async (client: Transport, old: boolean): Promise<void> => {
  const result = await client.call('jobs.list', {});
  if (!result.ok) return;
  for (const job of result.value.jobs) {
    const unknown = useJobs.getState().all.every((known) => known.id !== job.id);
    put(job);
    if (old && unknown && job.state !== 'running') dismissJob(job.id);
  }
};

/** Follows job events, and loads the list at the start and after a lost connection. Returns a function that stops it. */
export const followJobs = (client: Transport): (() => void) => {
  const stops = [
    client.on('job', put),
    client.onConnection((connection) => {
      if (connection === 'open') void refresh(client, true);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};

/** The job with this id; `undefined` until its first event. */
export const useJob = (id: string | null): Job | undefined =>
  useJobs((state) => (id === null ? undefined : state.all.find((job) => job.id === id)));

export const cancelJob = (client: Transport, id: string): void => void client.call('jobs.cancel', { id });

export const dismissJob = (id: string): void => useJobs.setState(({ dismissed }) => ({ dismissed: new Set([...dismissed, id]) }));

export const setFileSaveState = (id: string, state: FileSaveState): void =>
  useJobs.setState(({ keeping }) => ({ keeping: new Map([...keeping, [id, state]]) }));

/** Resolves once the job has ended: completed, failed or canceled. */
export const waitForJobEnd = (id: string): Promise<Job> =>
  new Promise((resolve) => {
    const look = (state: JobsState): boolean => {
      const job = state.all.find((known) => known.id === id);
      if (job === undefined || job.state === 'running') return false;
      resolve(job);
      return true;
    };
    if (look(useJobs.getState())) return;
    const stop = useJobs.subscribe((state) => {
      if (look(state)) stop();
    });
  });

/** Starts a job and waits for its end; `start` is the call that returns the job's id. A refused start is returned as its `Result`. */
export const runJob = async (client: Transport, start: Promise<Result<{ jobId: string }>>): Promise<Result<Job>> => {
  const started = await start;
  if (!started.ok) return started;
  // The first event may have been sent before this window subscribed.
  void refresh(client, false);
  return { ok: true, value: await waitForJobEnd(started.value.jobId) };
};
