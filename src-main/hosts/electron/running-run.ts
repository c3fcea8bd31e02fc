import type { CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Job } from '#shared/contract/jobs.ts';
import type { Result } from '#shared/contract/result.ts';
import type { Dispatcher } from '../../app/dispatcher.ts';
import type { Writing } from './quit.ts';

/** The run that writes to the company's server, as the end of the desktop sees it. */
export interface RunningRun {
  /** `null` while none runs. */
  writing(): Promise<Writing | null>;
  /** Pauses it and waits for the answer to what is on its way. What is left can be gone on with. */
  finish(): Promise<void>;
}

/** Asks the application itself, as the window does. */
export function createRunningRun(dispatcher: Pick<Dispatcher, 'call' | 'on'>): RunningRun {
  const ask = async <N extends CallName>(name: N, input: unknown): Promise<CallOutput<N> | null> => {
    const answer = (await dispatcher.call(name, input, {})) as Result<CallOutput<N>>;
    return answer.ok ? answer.value : null;
  };
  const running = async (): Promise<Job | undefined> =>
    (await ask('jobs.list', {}))?.jobs.find(({ kind, state }) => kind === 'apply' && state === 'running');
  return {
    async writing() {
      const job = await running();
      return job === undefined ? null : { done: job.done, total: job.total ?? job.done };
    },
    async finish() {
      const job = await running();
      if (job === undefined) return;
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      const stop = dispatcher.on((event, data) => {
        if (event === 'job' && (data as Job).id === job.id && (data as Job).state !== 'running') resolve();
      });
      try {
        const runId = (await ask('apply.state', { runId: null, states: [], offset: 0, limit: 1 }))?.run?.id;
        if (runId !== undefined) await ask('apply.pause', { runId });
        // It may have ended before anybody listened.
        if ((await running()) !== undefined) await ended;
      } finally {
        stop();
      }
    },
  };
}
