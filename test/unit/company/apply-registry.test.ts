import { expect, test } from 'vitest';
import { ApplyRegistry } from '#main/company/apply/apply-registry.ts';

test('only one apply runs at a time, also for the same run', async () => {
  const applies = new ApplyRegistry({ now: () => 0, whileSending: (work) => work() });
  let end = (): void => undefined;
  const first = applies.work('a', () => new Promise<void>((resolve) => (end = resolve)));
  for (const runId of ['a', 'b'])
    await expect(applies.work(runId, async () => undefined)).rejects.toMatchObject({ failure: { code: 'apply-running' } });
  expect([applies.isWorking('a'), applies.isWorking('b')]).toEqual([true, false]);
  end();
  await first;
  expect(await applies.work('b', async () => 'done')).toBe('done');
});
