import { create } from 'zustand';
import type { Result } from '#shared/contract/call/result.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { onShownCompany, shownCompanyId } from './shown-company.ts';
import type { Transport } from './transport.ts';

interface JobsState {
  /** Every job this window knows of, in the order of their start. */
  readonly all: readonly Job[];
  /** Those of them that are about the company that is shown, or about none. */
  readonly jobs: readonly Job[];
  /** Ended jobs the user has seen and put away. */
  readonly dismissed: ReadonlySet<string>;
  /** Jobs whose file this window saves by itself, and how far that is; the file of any other is only offered. */
  readonly keeping: ReadonlyMap<string, Keeping>;
}

/** `saving`: saved as soon as it is written. `offered`: not saved yet, can be saved. */
export type Keeping = 'saving' | 'saved' | 'offered';

/** Running and ended jobs. They live in the main process; leaving a screen stops nothing. */
export const useJobs = create<JobsState>(() => ({ all: [], jobs: [], dismissed: new Set(), keeping: new Map() }));

const ofShown = (all: readonly Job[]): readonly Job[] => {
  const shown = shownCompanyId();
  return all.filter(({ companyId }) => companyId === null || companyId === shown);
};

const put = (job: Job): void =>
  useJobs.setState((state) => {
    const at = state.all.findIndex((known) => known.id === job.id);
    // Events may overtake an answer: an ended job never runs again.
    if (state.all[at] !== undefined && state.all[at].state !== 'running' && job.state === 'running') return state;
    const all = at < 0 ? [...state.all, job] : state.all.with(at, job);
    return { all, jobs: ofShown(all) };
  });

onShownCompany(() => useJobs.setState(({ all }) => ({ jobs: ofShown(all) })));

/** Asks for the jobs; those that ended before this window knew of them are `old` news. */
const refresh = async (client: Transport, old: boolean): Promise<void> => {
  const result = await client.call('jobs.list', {});
  if (!result.ok) return;
  for (const job of result.value.jobs) {
    const unknown = useJobs.getState().all.every((known) => known.id !== job.id);
    put(job);
    if (old && unknown && job.state !== 'running') dismissJob(job.id);
  }
};

/** Follows the events, and asks for the list at the start and after a broken connection. Returns the way to stop. */
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

export const keepFile = (id: string, state: Keeping): void =>
  useJobs.setState(({ keeping }) => ({ keeping: new Map([...keeping, [id, state]]) }));

/** Resolves with the job once it has ended, however it ended. */
export const jobEnd = (id: string): Promise<Job> =>
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

/** Starts a job by the call that answers with its id, and waits for its end. A refused start is its `Result`. */
export const runJob = async (client: Transport, start: Promise<Result<{ jobId: string }>>): Promise<Result<Job>> => {
  const started = await start;
  if (!started.ok) return started;
  // The first event may have gone out before this window listened.
  void refresh(client, false);
  return { ok: true, value: await jobEnd(started.value.jobId) };
};
