import type { Result } from '#shared/contract/call/result.ts';
import type { CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { createWindowCaller, type Dispatcher } from '../../../app/dispatcher.ts';
import type { WriteProgress } from './quit.ts';

/** Access to the running applies of all companies when the desktop quits. */
export interface RunningApplies {
  /** Returns their progress; `null` if none runs. */
  writing(): Promise<WriteProgress | null>;
  /** Pauses the runs and waits for the responses to their current calls. They can be resumed later. */
  finish(): Promise<void>;
}

/** Creates this access. It calls the application like a window does. */
export function createRunningApplies(dispatcher: Pick<Dispatcher, 'call' | 'on'>): RunningApplies {
  const ask = async <N extends CallName>(name: N, input: unknown, company?: string): Promise<CallOutput<N> | null> => {
    const answer = (await dispatcher.call(name, input, { company, caller: createWindowCaller() })) as Result<CallOutput<N>>;
    return answer.ok ? answer.value : null;
  };
  const running = async (): Promise<readonly Job[]> =>
    (await ask('jobs.list', {}))?.jobs.filter(({ kind, state }) => kind === 'apply' && state === 'running') ?? [];

  async function finishOne(job: Job): Promise<void> {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const stop = dispatcher.on((event, data) => {
      if (event === 'job' && (data as Job).id === job.id && (data as Job).state !== 'running') resolve();
    });
    try {
      const company = job.companyId ?? undefined;
      const run = (await ask('apply.state', { runId: null, states: [], offset: 0, limit: 1 }, company))?.run;
      if (run?.state === 'running') await ask('apply.pause', { runId: run.id }, company);
      // The run is still reading the server, so nothing is being written.
      else await ask('jobs.cancel', { id: job.id });
      // It may have ended before the listener was added.
      if ((await running()).some(({ id }) => id === job.id)) await ended;
    } finally {
      stop();
    }
  }

  return {
    async writing() {
      const jobs = await running();
      if (jobs.length === 0) return null;
      const done = jobs.reduce((sum, job) => sum + job.done, 0);
      return { done, total: jobs.reduce((sum, job) => sum + (job.total ?? job.done), 0) };
    },
    async finish() {
      await Promise.all((await running()).map(finishOne));
    },
  };
}
