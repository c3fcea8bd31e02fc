import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { type Desktop, describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { newGroup } from '../support/window-plan.ts';

const STEPS = 4;
/** Longer than a test waits for anything. */
const LATE_MS = 10 * 60_000;
const OPERATOR = { TSUNAGI_OPERATOR: '試験 担当' };

async function answered<N extends CallName>({ call }: Desktop, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = await call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

async function ended(desktop: Desktop, jobId: string): Promise<void> {
  const job = async () => (await answered(desktop, 'jobs.list', {})).jobs.find(({ id }) => id === jobId);
  await expect.poll(async () => (await job())?.state, { timeout: PATIENCE_MS }).not.toBe('running');
}

/** Starts a run whose second write is answered when the server behaves well again, and waits until it is on its way. */
async function writeSlowly(desktop: Desktop, sandbox: Sandbox): Promise<void> {
  const ask = <N extends CallName>(name: N, input: CallInput<N>) => answered(desktop, name, input);
  await ask('secrets.useSession', { use: true });
  await ask('companies.create', { name: '試験商事', kind: 'test' });
  await ask('server.connect', { address: sandbox.address, accessKey: sandbox.accessKey });
  const { policy } = await ask('plan.policy', {});
  await ask('plan.changePolicy', { policy: { ...policy, people: { count: null, percent: null, floor: 0 } } });
  await ended(desktop, (await ask('plan.readServer', {})).jobId);
  for (let at = 1; at <= STEPS; at++) await ask('drafts.apply', newGroup(at));
  await expect.poll(async () => (await ask('plan.state', {})).totals.chosen, { timeout: PATIENCE_MS }).toBe(STEPS);
  sandbox.misbehave({ kind: 'latency', action: 'put_object', ms: LATE_MS, after: 1 });
  await ask('apply.start', { digest: (await ask('plan.state', {})).digest, reason: '試験のため', ifHeld: 'refuse', onFailure: 'stop' });
  await expect.poll(() => statesOf(desktop), { timeout: PATIENCE_MS }).toMatchObject({ steps: ['done', 'sent', 'waiting', 'waiting'] });
  // Distinguishes the box, which has the console's title, from the window.
  await desktop.page.evaluate(() => {
    document.title = 'window';
  });
}

const putsOf = (sandbox: Sandbox) =>
  sandbox.calls.filter(({ action, parameters }) => action === 'put_object' && parameters['section'] === 'invoice_groups');
const statesOf = async (desktop: Desktop): Promise<unknown> => {
  const { run, steps } = await answered(desktop, 'apply.state', { runId: null, states: [], offset: 0, limit: 10 });
  return { state: run?.state, steps: steps.map(({ state }) => state) };
};

describeDesktop('closing the window while a run writes', ({ open, press, choose, windows, dataFolder }) => {
  const boxShown = () => expect.poll(() => windows().filter((name) => name === 'つなぎ'), { timeout: 10_000 }).toHaveLength(1);

  test('asks at once in a dialog; staying continues the run, finishing completes only the write in progress', async () => {
    const sandbox = await startSandbox();
    try {
      const desktop = await open({ env: OPERATOR });
      await writeSlowly(desktop, sandbox);
      void desktop.close();
      await boxShown();
      // The first button, and what Escape means: the window stays.
      await press('^つなぎ$', 'Escape');
      await expect.poll(() => windows().filter((name) => name === 'つなぎ')).toEqual([]);
      expect(await answered(desktop, 'jobs.list', {}).then(({ jobs }) => jobs.find(({ kind }) => kind === 'apply')?.state)).toBe('running');
      void desktop.close();
      await boxShown();
      await choose('^つなぎ$', 1, 3);
      await expect.poll(() => windows().filter((name) => name === 'つなぎ')).toEqual([]);
      // The console pauses the run by three calls in a row. Each of these is answered after one of them.
      for (let calls = 0; calls < 4; calls++) await answered(desktop, 'jobs.list', {});
      sandbox.misbehave(null);
      expect(await desktop.exited).toBe(0);
      const again = await open({ env: OPERATOR });
      expect(await statesOf(again)).toEqual({ state: 'paused', steps: ['done', 'done', 'waiting', 'waiting'] });
      expect(putsOf(sandbox)).toHaveLength(2);
      expect(readFileSync(path.join(dataFolder(), 'log/tsunagi.log'), 'utf8')).not.toContain('"level":"error"');
    } finally {
      await sandbox.close();
    }
  });

  test('quitting at once leaves the write in progress with outcome unknown', async () => {
    const sandbox = await startSandbox();
    try {
      const desktop = await open({ env: OPERATOR });
      await writeSlowly(desktop, sandbox);
      const asked = Date.now();
      void desktop.close();
      await boxShown();
      await choose('^つなぎ$', 2, 3);
      expect(await desktop.exited).toBe(1);
      expect(Date.now() - asked).toBeLessThan(30_000);
      sandbox.misbehave(null);
      const again = await open({ env: OPERATOR });
      expect(await statesOf(again)).toEqual({ state: 'interrupted', steps: ['done', 'sent', 'waiting', 'waiting'] });
    } finally {
      await sandbox.close();
    }
  });
});
