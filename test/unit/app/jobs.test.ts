import { expect, test, vi } from 'vitest';
import { createJobs } from '#main/app/services/jobs.ts';
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

test('what a job reached last is told although nothing follows for long', async () => {
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
