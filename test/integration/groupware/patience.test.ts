import { afterEach, describe, expect, it } from 'vitest';
import type { Groupware } from '#main/groupware/groupware.ts';
import { systemRetryTimer } from '#main/groupware/pacing.ts';
import type { Sandbox, SandboxOptions } from '../../support/sandbox/sandbox.ts';
import { connectTo, everything, failureOf, objectsOf, patientClock, startServer } from './support.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});
const start = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const sandbox = await startServer(options);
  open.push(sandbox);
  return sandbox;
};
const connect = async (...parameters: Parameters<typeof connectTo>): Promise<Groupware> => {
  const groupware = await connectTo(...parameters);
  open.push(groupware);
  return groupware;
};

describe('a server that asks for patience', () => {
  it('is given at least 10 s after every 429, and the pause is reported', async () => {
    const sandbox = await start();
    const clock = patientClock();
    const groupware = await connect(sandbox, { clock });
    sandbox.misbehave({ kind: 'throttle', action: 'list_users', times: 2 });
    const pauses: number[] = [];
    const { items } = await everything(groupware.readUsers, { onPause: (milliseconds) => pauses.push(milliseconds) });
    expect(items).toHaveLength(1600);
    expect(clock.waits).toEqual([10_000, 10_000]);
    expect(pauses).toEqual(clock.waits);
  });

  it('is asked again more and more rarely after 503', async () => {
    const sandbox = await start();
    const clock = patientClock();
    const groupware = await connect(sandbox, { clock });
    sandbox.misbehave({ kind: 'unavailable', action: 'list_users', times: 3 });
    expect((await everything(groupware.readUsers)).items).toHaveLength(1600);
    expect(clock.waits).toEqual([1000, 2000, 4000]);
  });

  it('is abandoned in the end', async () => {
    const sandbox = await start();
    const groupware = await connect(sandbox, { pacing: { retries: 2 } });
    sandbox.misbehave({ kind: 'unavailable' });
    const before = sandbox.calls.length;
    expect(await failureOf(groupware.describe())).toMatchObject({ code: 'server-busy', params: { status: 503 } });
    expect(sandbox.calls.length - before).toBe(3);
  });

  it('is waited for as long as it asks, at most a quarter of an hour', async () => {
    const sandbox = await start();
    const clock = patientClock();
    const groupware = await connect(sandbox, { clock });
    sandbox.misbehave({ kind: 'throttle', action: 'describe', times: 1, ms: 14 * 60_000 });
    await groupware.describe();
    expect(clock.waits).toEqual([14 * 60_000]);
    sandbox.misbehave({ kind: 'throttle', action: 'describe', ms: 20 * 60_000 });
    expect(await failureOf(groupware.describe())).toMatchObject({ code: 'server-busy', params: { status: 429, minutes: 20 } });
    expect(clock.waits).toHaveLength(1);
  });

  it('can be aborted while waiting, and a call in progress is completed', async () => {
    const sandbox = await start();
    const objects = objectsOf(await connect(sandbox, { clock: systemRetryTimer }));
    const leave = new AbortController();
    leave.abort();
    expect((await objects.list('serials', { leave: leave.signal })).unreadable).toEqual([]);
    sandbox.misbehave({ kind: 'throttle', ms: 600_000 });
    expect(await failureOf(objects.list('serials', { leave: leave.signal }))).toMatchObject({ code: 'cancelled' });
  });

  it('can be left while waiting for it', async () => {
    const sandbox = await start();
    const groupware = await connect(sandbox, { clock: systemRetryTimer });
    sandbox.misbehave({ kind: 'throttle' });
    const cancel = new AbortController();
    const reading = groupware.readUsers({ signal: cancel.signal, onPage: () => undefined, onPause: () => cancel.abort() });
    expect(await failureOf(reading)).toMatchObject({ code: 'cancelled' });
  });
});

describe('the queue of the server', () => {
  const flood = (sandbox: Sandbox, calls: number): Promise<number[]> =>
    Promise.all(
      Array.from({ length: calls }, async () => {
        const response = await fetch(sandbox.moduleAddress('tsunagi'), {
          method: 'POST',
          headers: { 'X-Desknets-Auth': sandbox.accessKey },
          body: new URLSearchParams({ action: 'describe' }),
        });
        await response.arrayBuffer();
        return response.status;
      }),
    );

  it('serves one and lets ten wait; more are turned away', async () => {
    const sandbox = await start({ throttleMs: 50 });
    // The first call takes long enough for all others to wait behind it.
    sandbox.misbehave({ kind: 'latency', ms: 500, times: 1 });
    const statuses = await flood(sandbox, 15);
    expect(statuses.filter((status) => status === 200)).toHaveLength(11);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  });

  it('rejects every call for a while after it was full, and accepts calls again afterwards', async () => {
    const sandbox = await start({ throttleMs: 1200 });
    const groupware = await connect(sandbox, { clock: systemRetryTimer, pacing: { throttleWaitMs: 100, retries: 10 } });
    sandbox.misbehave({ kind: 'latency', ms: 500, times: 1 });
    await flood(sandbox, 12);
    const pauses: number[] = [];
    const { items } = await everything(groupware.readOrganizations, { onPause: (milliseconds) => pauses.push(milliseconds) });
    expect(items).toHaveLength(130);
    expect(pauses.length).toBeGreaterThanOrEqual(2);
  });
});
