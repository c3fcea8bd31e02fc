import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ObjectStore, WriteOutcome } from '#main/groupware/object-store.ts';
import { createDemoCompany, DEMO_TODAY } from '#main/sandbox/company/company.ts';
import { createDemoConfiguration } from '#main/sandbox/company/configuration.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { GATEWAY_SECTIONS, type GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { Fault } from '../../support/sandbox/groupware-faults.ts';
import type { Sandbox, SandboxOptions } from '../../support/sandbox/sandbox.ts';
import { connectTo, failureOf, leaseOf, objectsOf, patientClock, startServer } from './support.ts';

const company = createDemoCompany();
const configuration = createDemoConfiguration(company, DEMO_TODAY);
const configured = (section: GatewaySection) =>
  configuration.flatMap((one) => (one.section === section ? [{ id: one.id, body: one.body }] : []));

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});
const start = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const sandbox = await startServer(options);
  open.push(sandbox);
  return sandbox;
};
const connect = async (...parameters: Parameters<typeof connectTo>): Promise<ObjectStore> => {
  const groupware = await connectTo(...parameters);
  open.push(groupware);
  return objectsOf(groupware);
};
/** Starts a server and a console that may write to it. */
const begin = async (options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; objects: ObjectStore; lease: string }> => {
  const sandbox = await start(options);
  const objects = await connect(sandbox, options.basic ? { basic: options.basic } : {});
  return { sandbox, objects, lease: await leaseOf(objects) };
};
let requests = 0;
const requestId = (): string => `request-${++requests}`;
const find = async <S extends GatewaySection>(objects: ObjectStore, section: S, id: string) =>
  (await objects.list(section)).objects.find((one) => one.id === id) ?? null;
const revisionOf = (outcome: WriteOutcome): number => (outcome.kind === 'written' ? outcome.revision : -1);

describe('reading objects', () => {
  it.each(GATEWAY_SECTIONS)('%s: returns exactly the demo company’s drafts', async (section) => {
    const { objects, secrets, unreadable, revision } = await (await connect(await start())).list(section);
    expect(objects.map(({ id, body }) => ({ id, body }))).toEqual(configured(section));
    expect(unreadable).toEqual([]);
    expect(revision).toBe('1');
    expect(secrets).toEqual(section === 'integration' ? [{ name: 'catalog-password', set: false, revision: 0 }] : []);
    for (const object of objects) {
      expect(object).toMatchObject({ section, revision: 1, updatedBy: expect.stringMatching(/\S/) });
      expect(Date.parse(object.updatedAt)).toBeLessThan(Date.parse(DEMO_TODAY));
    }
  });
});

describe('writing', () => {
  const bodies: { readonly [S in GatewaySection]: Bodies[S] } = {
    routes: {
      ...createRoute('new', '文房具の購入'),
      status: 'complete',
      steps: [
        {
          ...createRouteStep('s1'),
          approvers: { kind: 'users', users: ['1001', '1002'] },
          branch: { summary: '金額', raw: { if: [1, null, 'x'] } },
        },
        { ...createRouteStep('s2'), approvers: { kind: 'hierarchy', from: 2, to: 3, resolver: { kind: 'approvers' } }, finalDecider: true },
      ],
    },
    serials: { ...createSerial('文房具 & 備品 + 100%="番号"'), startValue: 42 },
    invoice_groups: { code: 'KAIGAI01', name: '海外\n事業部', users: ['1003'], organizations: [{ id: '105', descendants: true }] },
    integration: { systemLogin: 'DEMOSHOJI1', poRequestUrl: 'https://example.com/po?a=1&b=2', punchoutUrl: '' },
    common_settings: { title: 'Amazon 購入 🛒', routeId: 'demo-route-committee', serialId: null },
    allowed_users: {
      everyone: false,
      users: company.users.flatMap(({ id, state }) => (state === 'deleted' ? [] : [id])),
      organizations: [],
      roles: ['501'],
    },
  };

  it.each(GATEWAY_SECTIONS)('%s: reads back the written values', async (section) => {
    const { objects, lease } = await begin();
    const id = configured(section).some((one) => one.id === section) ? section : 'new';
    const ifRevision = (await find(objects, section, id))?.revision ?? 0;
    const written = await objects.put({ section, id, body: bodies[section], ifRevision, requestId: requestId(), lease });
    expect(written).toEqual({ kind: 'written', revision: 2 });
    expect(await find(objects, section, id)).toMatchObject({ id, revision: 2, updatedBy: '試験 (PC-1)', body: bodies[section] });
    expect((await objects.changes('1')).changes).toEqual([
      { section, id, revision: 2, kind: 'put', by: '試験 (PC-1)', at: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
  });

  it('changes, deletes and recreates objects, each time with a new revision', async () => {
    const { objects, lease } = await begin();
    const put = (name: string, ifRevision: number) =>
      objects.put({ section: 'serials', id: 'x', body: createSerial(name), ifRevision, requestId: requestId(), lease });
    const first = revisionOf(await put('一', 0));
    const second = revisionOf(await put('二', first));
    expect(second).toBeGreaterThan(first);
    const gone = await objects.delete({ section: 'serials', id: 'x', ifRevision: second, requestId: requestId(), lease });
    expect(revisionOf(gone)).toBeGreaterThan(second);
    expect(await find(objects, 'serials', 'x')).toBeNull();
    const third = revisionOf(await put('三', 0));
    expect(third).toBeGreaterThan(revisionOf(gone));
    expect((await find(objects, 'serials', 'x'))?.body.name).toBe('三');
    expect((await objects.changes('1')).changes.map(({ kind, revision }) => [kind, revision])).toEqual([
      ['put', first],
      ['put', second],
      ['delete', revisionOf(gone)],
      ['put', third],
    ]);
  });

  it('returns the object that is in conflict', async () => {
    const { objects, sandbox, lease } = await begin();
    sandbox.edit({ section: 'serials', id: 'demo-serial-standard', by: '高橋 花子', fields: { name: '購入番号' } });
    const target = { section: 'serials', id: 'demo-serial-standard', lease } as const;
    const current = { section: 'serials', revision: 2, updatedBy: '高橋 花子', body: { name: '購入番号', reset: 'fiscal-year' } };
    for (const ifRevision of [1, 0, 3])
      expect(await objects.put({ ...target, body: createSerial('x'), ifRevision, requestId: requestId() })).toMatchObject({
        kind: 'conflict',
        current,
      });
    expect(await objects.delete({ ...target, ifRevision: 1, requestId: requestId() })).toMatchObject({ kind: 'conflict', current });
    expect(await objects.delete({ ...target, id: 'nobody', ifRevision: 1, requestId: requestId() })).toEqual({
      kind: 'conflict',
      current: null,
    });
    expect(await objects.put({ ...target, id: 'nobody', body: createSerial('x'), ifRevision: 1, requestId: requestId() })).toEqual({
      kind: 'conflict',
      current: null,
    });
    expect((await objects.changes('2')).changes).toEqual([]);
  });

  it('finds out when another administrator is quicker by a moment', async () => {
    const { objects, sandbox, lease } = await begin();
    sandbox.misbehave({ kind: 'edited-meanwhile', times: 3 });
    for (const section of ['routes', 'serials', 'invoice_groups'] as const) {
      const [object] = (await objects.list(section)).objects;
      if (object === undefined) throw new Error('nothing there');
      const order = { section, id: object.id, body: object.body, ifRevision: object.revision, requestId: requestId(), lease };
      expect(await objects.put(order)).toMatchObject({
        kind: 'conflict',
        current: { id: object.id, updatedBy: '別の管理者', body: { name: `${object.body.name}改` } },
      });
    }
  });
});

describe('a write whose answer is lost', () => {
  const losses: readonly [Fault['kind'], string, done: boolean][] = [
    ['cut-before', 'server-unreachable', false],
    ['cut-after', 'server-unreachable', true],
    ['cut', 'server-unreachable', true],
    ['broken-json', 'server-answer-invalid', true],
    ['html', 'server-answer-invalid', false],
    ['wrong-shape', 'server-answer-invalid', false],
    ['key-expired', 'server-key-refused', false],
  ];
  it.each(losses)('%s: is written once, however often it is sent again', async (kind, code, done) => {
    const { objects, sandbox, lease } = await begin();
    const writes = {
      put: () => objects.put({ section: 'serials', id: 'x', body: createSerial('一'), ifRevision: 0, requestId: 'put-this-once', lease }),
      secret: () => objects.setSecret({ name: 'catalog-password', value: 'geheim', requestId: 'set-this-once', lease }),
      delete: () =>
        objects.delete({ section: 'serials', id: 'demo-serial-overflows', ifRevision: 1, requestId: 'delete-this-once', lease }),
    };
    let revision = 1;
    for (const write of Object.values(writes)) {
      sandbox.misbehave({ kind, times: 1 });
      expect(await failureOf(write())).toMatchObject({ code });
      expect((await objects.changes(String(revision))).changes).toHaveLength(done ? 1 : 0);
      sandbox.misbehave({ kind, times: 1, after: 0 });
      expect(await failureOf(write())).toMatchObject({ code });
      expect(await write()).toEqual({ kind: 'written', revision: revision + 1 });
      expect(await write()).toEqual({ kind: 'written', revision: revision + 1 });
      expect((await objects.changes(String(revision))).changes).toHaveLength(1);
      revision++;
    }
  });

  it('gets its first answer after a restart of the server, and after the lease went elsewhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tsunagi-writing-'));
    open.push({ close: () => rm(folder, { recursive: true }) });
    const database = join(folder, 'neo.sqlite');
    const first = await startServer({ database });
    const before = objectsOf(await connectTo(first));
    const lease = await leaseOf(before);
    const order = { section: 'serials', id: 'x', body: createSerial('一'), ifRevision: 0, requestId: 'only-once', lease } as const;
    first.misbehave({ kind: 'cut-after', times: 1, action: 'put_object' });
    expect(await failureOf(before.put(order))).toMatchObject({ code: 'server-unreachable' });
    await first.close();

    // A day later, people and orders have changed, and written objects are unchanged.
    const objects = await connect(await start({ database, today: '2026-04-02' }));
    expect(await objects.acquireLease({ holder: '別の端末', ttlSeconds: 60, takeOver: true })).toMatchObject({ kind: 'held' });
    expect(await objects.put(order)).toEqual({ kind: 'written', revision: 2 });
    expect(await failureOf(objects.put({ ...order, requestId: 'once-more', ifRevision: 2 }))).toMatchObject({
      code: 'server-lease-lost',
      params: { holder: '別の端末' },
    });
    expect((await objects.list('serials')).objects.map(({ id }) => id)).toContain('x');
  });

  it('keeps one request id for one request', async () => {
    const { objects, lease } = await begin();
    const order = { section: 'serials', id: 'x', body: createSerial('一'), ifRevision: 0, requestId: 'request-of-one', lease } as const;
    await objects.put(order);
    expect(await objects.put({ ...order, body: createSerial('二') })).toMatchObject({ kind: 'refused', field: 'request_id' });
    expect((await find(objects, 'serials', 'x'))?.body.name).toBe('一');
  });

  it('answers a conflict and a refusal again as it did at first', async () => {
    const { objects, sandbox, lease } = await begin();
    const order = {
      section: 'serials',
      id: 'demo-serial-standard',
      body: createSerial('x'),
      ifRevision: 7,
      requestId: 'too-late-1',
      lease,
    } as const;
    const first = await objects.put(order);
    sandbox.edit({ section: 'serials', id: 'demo-serial-standard', fields: { startValue: 5 } });
    expect(await objects.put(order)).toEqual(first);
    expect(first).toMatchObject({ kind: 'conflict', current: { revision: 1 } });
  });
});

describe('a server that asks for patience', () => {
  it('gets the same write again, and does it once', async () => {
    const sandbox = await start();
    const clock = patientClock();
    const objects = await connect(sandbox, { clock });
    const lease = await leaseOf(objects);
    const pauses: number[] = [];
    sandbox.misbehave({ kind: 'throttle', action: 'put_object', times: 2 });
    sandbox.misbehave({ kind: 'unavailable', action: 'put_object', times: 1 });
    const order = { section: 'serials', id: 'x', body: createSerial('一'), ifRevision: 0, requestId: 'patience', lease } as const;
    expect(await objects.put(order, { onPause: (pause) => pauses.push(pause) })).toEqual({ kind: 'written', revision: 2 });
    expect(clock.waits.filter((wait) => wait === 10_000)).toHaveLength(2);
    expect(pauses).toEqual(clock.waits);
  });

  it('works the same behind HTTP Basic and a slow line', async () => {
    const { objects, sandbox, lease } = await begin({ basic: { user: '管理', password: 'ひみつ' } });
    sandbox.misbehave({ kind: 'latency', ms: 60 });
    const writes = ['一', '二', '三'].map((name) =>
      objects.put({ section: 'serials', id: name, body: createSerial(name), ifRevision: 0, requestId: requestId(), lease }),
    );
    expect((await Promise.all(writes)).map(revisionOf)).toEqual([2, 3, 4]);
    expect(sandbox.calls.map(({ inFlight }) => inFlight)).toEqual(sandbox.calls.map(() => 1));
  });

  it('can be left; what became of the write is asked with the same request', async () => {
    const { objects, sandbox, lease } = await begin();
    sandbox.misbehave({ kind: 'latency', ms: 200, times: 1, action: 'put_object' });
    const cancel = new AbortController();
    const order = { section: 'serials', id: 'x', body: createSerial('一'), ifRevision: 0, requestId: 'left-alone', lease } as const;
    const writing = failureOf(objects.put(order, { signal: cancel.signal }));
    cancel.abort();
    expect(await writing).toMatchObject({ code: 'cancelled' });
    expect(await objects.put(order)).toMatchObject({ kind: 'written' });
    expect((await objects.changes('1')).changes).toHaveLength(1);
  });
});

describe('the secret', () => {
  const SECRET = 'p4ss/w0rd+of=catalog&9';

  it('is kept and never given back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tsunagi-secret-'));
    open.push({ close: () => rm(folder, { recursive: true }) });
    const { objects, sandbox, lease } = await begin({ database: join(folder, 'neo.sqlite') });
    const outcome = await objects.setSecret({ name: 'catalog-password', value: SECRET, requestId: requestId(), lease });
    expect(outcome).toEqual({ kind: 'written', revision: 2 });
    const list = await objects.list('integration');
    expect(list.secrets).toEqual([{ name: 'catalog-password', set: true, revision: 2 }]);
    expect((await objects.changes('1')).changes).toMatchObject([{ section: 'integration', id: 'catalog-password', kind: 'secret' }]);
    const kept = [JSON.stringify(list), JSON.stringify(sandbox.calls), await readFile(join(folder, 'neo.sqlite'), 'latin1')];
    for (const text of kept) expect(text).not.toContain(SECRET);
  });

  it('is refused without being disclosed', async () => {
    const { objects, lease } = await begin();
    for (const value of ['', 'ぜんかく', 'with blank'])
      expect(await objects.setSecret({ name: 'catalog-password', value, requestId: requestId(), lease })).toMatchObject({
        kind: 'refused',
        field: 'value',
      });
    expect((await objects.list('integration')).secrets).toMatchObject([{ set: false }]);
  });
});

describe('changes', () => {
  it('are listed oldest first, for any number of changes', async () => {
    const { objects, sandbox } = await begin();
    for (let at = 0; at < 1200; at++)
      sandbox.edit({ section: 'allowed_users', id: 'allowed_users', by: `管理者 ${at % 3}`, fields: { everyone: at % 2 === 0 } });
    const { changes, revision } = await objects.changes('1');
    expect(changes.map((change) => change.revision)).toEqual(Array.from({ length: 1200 }, (_, at) => at + 2));
    expect(revision).toBe('1201');
    expect(changes.at(-1)).toMatchObject({ section: 'allowed_users', id: 'allowed_users', kind: 'put', by: '管理者 2' });
    expect((await objects.changes(revision)).changes).toEqual([]);
  });
});
