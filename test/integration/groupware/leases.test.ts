import { afterEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '#main/groupware/object-store.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import type { Sandbox, SandboxOptions } from '../../support/sandbox/sandbox.ts';
import { connectTo, failureOf, leaseOf, objectsOf, startServer } from './support.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});
const start = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const sandbox = await startServer(options);
  open.push(sandbox);
  return sandbox;
};
const connect = async (sandbox: Sandbox): Promise<ObjectStore> => {
  const groupware = await connectTo(sandbox);
  open.push(groupware);
  return objectsOf(groupware);
};
const twoConsoles = async (options: SandboxOptions = {}): Promise<readonly [ObjectStore, ObjectStore, Sandbox]> => {
  const sandbox = await start(options);
  return [await connect(sandbox), await connect(sandbox), sandbox];
};
const NOON = Date.parse('2026-04-01T03:00:00Z');
/** Returns a server clock that the test advances. */
const handClock = () => {
  let at = NOON;
  return {
    now: () => at,
    forward(seconds: number): void {
      at += seconds * 1000;
    },
  };
};
let requests = 0;
const write = (objects: ObjectStore, lease: string, id = `serial-${requests}`) =>
  objects.put({ section: 'serials', id, body: createSerial(id), ifRevision: 0, requestId: `request-${++requests}`, lease });

describe('the right to write', () => {
  it('is held by one console: the other learns who holds it, since when and until when', async () => {
    const clock = handClock();
    const [ours, theirs] = await twoConsoles({ now: clock.now });
    const held = await ours.acquireLease({ holder: '田中 一郎 (PC-0123)', ttlSeconds: 90 });
    expect(held).toEqual({ kind: 'held', lease: expect.stringMatching(/^\S{16,}$/), expiresAt: '2026-04-01T03:01:30.000Z' });
    clock.forward(30);
    expect(await theirs.acquireLease({ holder: '鈴木', ttlSeconds: 90 })).toEqual({
      kind: 'taken',
      holder: '田中 一郎 (PC-0123)',
      since: '2026-04-01T03:00:00.000Z',
      expiresAt: '2026-04-01T03:01:30.000Z',
    });
  });

  it('is not lost to ourselves when the answer was: the same request gets the same lease', async () => {
    const sandbox = await start();
    const [ours, theirs] = await Promise.all([connect(sandbox), connect(sandbox)]);
    const order = { holder: '田中', ttlSeconds: 60, requestId: 'lease-request-1' } as const;
    sandbox.misbehave({ kind: 'cut-after', action: 'acquire_lease', times: 1 });
    await expect(ours.acquireLease(order)).rejects.toMatchObject({ failure: { code: 'server-unreachable' } });
    const held = await ours.acquireLease(order);
    expect(held).toMatchObject({ kind: 'held' });
    expect(await ours.acquireLease(order)).toMatchObject({ kind: 'held', lease: held.kind === 'held' ? held.lease : '' });
    expect(await theirs.acquireLease({ ...order, requestId: 'lease-request-2' })).toMatchObject({ kind: 'taken', holder: '田中' });
    // The lease stays with the holder who took it over; a repeated old request does not get it back.
    const taken = await theirs.acquireLease({ holder: '鈴木', ttlSeconds: 60, requestId: 'lease-request-3', takeOver: true });
    expect(taken).toMatchObject({ kind: 'held' });
    expect(await ours.acquireLease(order)).toMatchObject({ kind: 'taken', holder: '鈴木' });
    await expect(ours.acquireLease({ ...order, ttlSeconds: 61 })).rejects.toMatchObject({
      failure: { code: 'server-refused', params: { errorno: -422, field: 'request_id' } },
    });
  });

  it('is granted to one console only, even if many ask at once', async () => {
    const sandbox = await start();
    const consoles = await Promise.all(Array.from({ length: 8 }, () => connect(sandbox)));
    const outcomes = await Promise.all(consoles.map((objects, at) => objects.acquireLease({ holder: `端末 ${at}`, ttlSeconds: 60 })));
    const winner = outcomes.findIndex(({ kind }) => kind === 'held');
    expect(outcomes.filter(({ kind }) => kind === 'held')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.kind === 'taken') expect(outcome.holder).toBe(`端末 ${winner}`);
  });

  it('is needed for every write', async () => {
    const [ours, theirs] = await twoConsoles();
    await leaseOf(ours, '田中');
    const strangers = ['', 'made-up', 'f'.repeat(32)];
    for (const lease of strangers) {
      const lost = { code: 'server-lease-lost', params: { holder: '田中' } };
      expect(await failureOf(write(theirs, lease))).toMatchObject(lost);
      const target = { section: 'serials', id: 'demo-serial-overflows', ifRevision: 1, lease } as const;
      expect(await failureOf(theirs.delete({ ...target, requestId: `delete-${requests++}` }))).toMatchObject(lost);
      const secret = { name: 'catalog-password', value: 'x', lease } as const;
      expect(await failureOf(theirs.setSecret({ ...secret, requestId: `secret-${requests++}` }))).toMatchObject(lost);
    }
    expect((await ours.changes('1')).changes).toEqual([]);
  });

  it('can be taken over on purpose; the former holder writes nothing more', async () => {
    const [ours, theirs] = await twoConsoles();
    const lease = await leaseOf(ours, '田中');
    expect(await write(ours, lease)).toMatchObject({ kind: 'written' });
    const taken = await theirs.acquireLease({ holder: '鈴木', ttlSeconds: 60, takeOver: true });
    if (taken.kind !== 'held') throw new Error('not taken over');
    const lost = { code: 'server-lease-lost', params: { holder: '鈴木' } };
    expect(await failureOf(write(ours, lease))).toMatchObject(lost);
    expect(await failureOf(ours.renewLease(lease, 60))).toMatchObject(lost);
    await ours.releaseLease(lease);
    expect(await write(theirs, taken.lease)).toMatchObject({ kind: 'written' });
    expect((await ours.changes('1')).changes.map(({ by }) => by)).toEqual(['田中', '鈴木']);
  });

  it('runs out by the clock of the server, unless it is renewed', async () => {
    const clock = handClock();
    const [ours, theirs] = await twoConsoles({ now: clock.now });
    const first = await ours.acquireLease({ holder: '田中', ttlSeconds: 30 });
    if (first.kind !== 'held') throw new Error('not held');
    clock.forward(29);
    expect(await ours.renewLease(first.lease, 60)).toEqual({ expiresAt: '2026-04-01T03:01:29.000Z' });
    clock.forward(59);
    expect(await write(ours, first.lease)).toMatchObject({ kind: 'written' });
    clock.forward(1);
    expect(await failureOf(write(ours, first.lease))).toMatchObject({ code: 'server-lease-lost', params: { holder: 'none' } });

    // A console that was suspended continues if no other holder had the lease since.
    expect(await ours.renewLease(first.lease, 60)).toEqual({ expiresAt: '2026-04-01T03:02:29.000Z' });
    expect(await write(ours, first.lease)).toMatchObject({ kind: 'written' });
    clock.forward(61);
    expect(await theirs.acquireLease({ holder: '鈴木', ttlSeconds: 10 })).toMatchObject({ kind: 'held' });
    clock.forward(11);
    expect(await failureOf(ours.renewLease(first.lease, 60))).toMatchObject({ code: 'server-lease-lost' });
  });

  it('is free again once it is given back', async () => {
    const [ours, theirs] = await twoConsoles();
    const lease = await leaseOf(ours, '田中');
    await ours.releaseLease(lease);
    const next = await leaseOf(theirs, '鈴木');
    await ours.releaseLease(lease);
    expect(await write(theirs, next)).toMatchObject({ kind: 'written' });
  });
});

describe('two consoles that race', () => {
  const COUNTER = 'demo-serial-collides';

  it('never write both under one lease, and lose no update of the other', async () => {
    const [ours, theirs] = await twoConsoles();
    let written = 0;
    /** Reads a counter, adds one and writes it; acquires the lease each time, every third time by takeover. */
    const count = async (objects: ObjectStore, name: string, times: number): Promise<void> => {
      for (let round = 0; round < times; round++) {
        const outcome = await objects.acquireLease({ holder: name, ttlSeconds: 60, takeOver: round % 3 === 0 });
        if (outcome.kind === 'taken') continue;
        const counter = (await objects.list('serials')).objects.find(({ id }) => id === COUNTER);
        if (counter === undefined) throw new Error('no counter');
        const { body, revision } = counter;
        const order = {
          section: 'serials',
          id: COUNTER,
          body: { ...body, startValue: body.startValue + 1 },
          ifRevision: revision,
        } as const;
        try {
          const put = await objects.put({ ...order, requestId: `${name}-round-${round}`, lease: outcome.lease });
          if (put.kind === 'written') written++;
          await objects.releaseLease(outcome.lease);
        } catch (error) {
          expect(error).toMatchObject({ failure: { code: 'server-lease-lost' } });
        }
      }
    };
    await Promise.all([count(ours, 'console-a', 40), count(theirs, 'console-b', 40)]);
    const counter = (await ours.list('serials')).objects.find(({ id }) => id === COUNTER);
    expect(written).toBeGreaterThan(10);
    expect(counter?.body.startValue).toBe(1 + written);
    expect((await ours.changes('1')).changes).toHaveLength(written);
  });
});
