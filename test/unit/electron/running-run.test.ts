import { describe, expect, it } from 'vitest';
import { createRunningApplies } from '#main/hosts/electron/lifecycle/running-run.ts';
import { ok } from '#shared/contract/call/result.ts';

const COMPANY = 'company-1';
const JOB = { id: 'job-1', kind: 'apply', companyId: COMPANY, state: 'running', done: 0, total: null };

/** Returns a console with one running apply job, which ends when it is asked to. `latest` is the last run in the company's journal. */
function consoleWith(latest: { readonly id: string; readonly state: string } | null) {
  const asked: unknown[] = [];
  const listeners = new Set<(event: string, data: unknown) => void>();
  let job: object = JOB;
  const answers: Record<string, (input: { readonly runId?: string }) => unknown> = {
    'jobs.list': () => ({ jobs: [job] }),
    'apply.state': () => ({ run: latest }),
    'apply.pause': () => end('done'),
    'jobs.cancel': () => end('cancelled'),
  };
  function end(state: string): object {
    job = { ...JOB, state };
    for (const listener of listeners) listener('job', job);
    return {};
  }
  const dispatcher = {
    async call(name: unknown, input: unknown, { company }: { readonly company?: unknown }) {
      if (name === 'apply.pause' || name === 'jobs.cancel') asked.push([name, input, company]);
      return ok(answers[String(name)]?.(input as object));
    },
    on(listener: unknown) {
      listeners.add(listener as never);
      return () => listeners.delete(listener as never);
    },
  };
  return { asked, running: createRunningApplies(dispatcher as unknown as Parameters<typeof createRunningApplies>[0]) };
}

describe('leaving while a company is applied to', () => {
  it('pauses the run that writes', async () => {
    const { asked, running } = consoleWith({ id: 'run-2', state: 'running' });
    await running.finish();
    expect(asked).toEqual([['apply.pause', { runId: 'run-2' }, COMPANY]]);
  });

  it.each([null, { id: 'run-1', state: 'done' }, { id: 'run-1', state: 'paused' }])(
    'stops a run that has written nothing yet before it begins to (%o)',
    async (latest) => {
      const { asked, running } = consoleWith(latest);
      await running.finish();
      expect(asked).toEqual([['jobs.cancel', { id: JOB.id }, undefined]]);
    },
  );
});
