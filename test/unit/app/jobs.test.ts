import { describe, expect, test, vi } from 'vitest';
import { createJobs } from '#main/app/services/jobs.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Job } from '#shared/contract/jobs.ts';

const setUp = () => {
  const told: Job[] = [];
  const publish = (_: string, job: unknown): void => void told.push(job as Job);
  return {
    told,
    jobs: createJobs(
      publish,
      () => 'a bug',
      (text) => text,
    ),
  };
};

test('the last progress of a job is reported, even if nothing follows for a long time', async () => {
  const { told, jobs } = setUp();
  jobs.start('apply', null, async ({ signal, report }) => {
    report({ phase: 'writing', done: 0, total: 6 });
    report({ done: 1 });
    report({ done: 2 });
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return {};
  });
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'running', done: 2, total: 6 }));
  await jobs.close();
  expect(told.at(-1)?.state).not.toBe('running');
});

test('frequent words leave as few', async () => {
  const { told, jobs } = setUp();
  jobs.start('apply', null, async ({ report }) => {
    for (let done = 0; done < 1_000; done++) report({ phase: 'writing', done, total: 1_000 });
    return {};
  });
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'done' }));
  expect(told.filter(({ state }) => state === 'running').length).toBeLessThan(20);
});

describe('jobs by a clock that only the test moves', () => {
  const setUpAt = () => {
    const clock = { now: Date.parse('2026-11-26T01:00:00.000Z') };
    const told: string[] = [];
    const bugs: unknown[] = [];
    const jobs = createJobs(
      (_, job) => {
        const { state, phase, done, total, remainingMs } = job as Job;
        told.push([state, phase, done, total, remainingMs].join(' '));
      },
      (error) => {
        bugs.push(error);
        return 'a bug';
      },
      (text) => text,
      { now: () => clock.now },
    );
    const ended = async () => {
      while (jobs.list().some(({ state }) => state === 'running')) await new Promise((resolve) => setImmediate(resolve));
      return jobs.list();
    };
    return { clock, told, bugs, jobs, ended };
  };

  test('report progress every tenth of a second, each phase at once, and estimate the remaining time', async () => {
    const { clock, told, jobs, ended } = setUpAt();
    jobs.start('apply', null, async ({ report }) => {
      report({ phase: 'writing', done: 0, total: 10 });
      clock.now += 99;
      report({ done: 1 });
      clock.now += 1;
      report({ done: 2 });
      clock.now += 400;
      report({ done: 4 });
      clock.now += 100;
      report({ done: 6 });
      report({ phase: 'auditing' });
      clock.now += 1000;
      report({ done: 3 });
      clock.now += 1000;
      report({ total: 2 });
      clock.now += 1000;
      report({ total: null });
      return {};
    });
    const [job] = await ended();
    expect(job).toMatchObject({ startedAt: '2026-11-26T01:00:00.000Z', companyId: null, kind: 'apply', error: null, result: {} });
    expect(told).toEqual([
      'running starting 0  ',
      'running writing 0 10 ',
      'running writing 2 10 ',
      'running writing 4 10 ',
      'running writing 6 10 400',
      'running auditing 0  ',
      'running auditing 3  ',
      'running auditing 3 2 0',
      'running auditing 3  ',
      'done auditing 3  0',
    ]);
  });

  test('report nothing after they have ended', async () => {
    const { told, jobs, ended } = setUpAt();
    let late: (progress: { done: number }) => void = () => undefined;
    jobs.start('apply', null, async ({ report }) => {
      late = report;
      return {};
    });
    await ended();
    const before = told.length;
    late({ done: 9 });
    expect(told).toHaveLength(before);
    expect(jobs.list()[0]?.done).toBe(0);
  });

  test('run one of a kind per company, and any number of other kinds', async () => {
    const { jobs } = setUpAt();
    const forever = async ({ signal }: { signal: AbortSignal }) => {
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new Error('ended');
    };
    jobs.start('apply', 'a', forever);
    expect(() => jobs.start('apply', 'a', forever)).toThrow('job-already-running');
    jobs.start('apply', 'b', forever);
    jobs.start('import', 'a', forever);
    expect(() => jobs.cancel('gone')).toThrow('job-not-found');
    await jobs.close();
    expect(jobs.list().map(({ state, error, remainingMs }) => [state, error, remainingMs])).toEqual([
      ['cancelled', null, null],
      ['cancelled', null, null],
      ['cancelled', null, null],
    ]);
    jobs.start('apply', 'a', async () => ({}));
    await jobs.close();
  });

  test('that fail report the reason, a bug with its reference, and a canceled job nothing', async () => {
    const { jobs, bugs, ended } = setUpAt();
    const failing = (kind: Job['kind'], error: unknown) =>
      jobs.start(kind, null, async () => {
        throw error;
      });
    failing('apply', new ExpectedError('list-cut', { file: 'x' }));
    failing('import', new Error('broken'));
    failing('report', new ExpectedError('cancelled'));
    expect((await ended()).map(({ state, error }) => [state, error?.code ?? null])).toEqual([
      ['failed', 'list-cut'],
      ['failed', 'internal'],
      ['cancelled', null],
    ]);
    expect(bugs).toHaveLength(1);
  });

  test('are remembered, the last twenty that ended', async () => {
    const { jobs, ended } = setUpAt();
    const ids: string[] = [];
    for (let at = 0; at < 22; at++) {
      ids.push(jobs.start('apply', null, async () => ({})));
      await ended();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(jobs.list().map(({ id }) => id)).toEqual(ids.slice(2));
  });
});
