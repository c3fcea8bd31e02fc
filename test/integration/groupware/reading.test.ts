import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import type { Groupware } from '#main/groupware/groupware.ts';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { listen } from '../../support/network/servers.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { connectTo, everything, failureOf, startServer } from './support.ts';

const company = createDemoCompany();
const plain = ({ family, given, titleCode, ...user }: (typeof company.users)[number]): NeoUser => user;
const users = company.users.map(plain);

let sandbox: Sandbox;
let groupware: Groupware;
beforeAll(async () => {
  sandbox = await startServer();
  groupware = await connectTo(sandbox, { pageSize: 100 });
});
afterEach(() => sandbox.misbehave(null));
afterAll(async () => {
  await groupware.close();
  await sandbox.close();
});

describe('reading lists from the gateway', () => {
  it('describes the gateway', async () => {
    expect(groupware.kind).toBe('gateway');
    expect(await groupware.describe()).toMatchObject({
      kind: 'gateway',
      revision: '1',
      capabilities: [
        ...['list_users', 'list_organizations', 'list_roles', 'list_approvers', 'list_objects', 'list_orders', 'list_changes'],
        ...['put_object', 'delete_object', 'set_secret', 'acquire_lease', 'renew_lease', 'release_lease'],
      ],
    });
  });

  it('brings every user over as stored, page by page', async () => {
    const { items, pages } = await everything(groupware.readUsers);
    expect(items).toEqual(users);
    expect(pages).toEqual(Array.from({ length: 16 }, (_, page) => ({ done: (page + 1) * 100, total: 1600 })));
  });

  it('brings organisations, roles and approvers over', async () => {
    expect((await everything(groupware.readOrganizations)).items).toEqual(
      company.organizations.map(({ id, code, name, parentId }) => ({ id, code, name, parentId })),
    );
    expect((await everything(groupware.readRoles)).items).toEqual(company.roles);
    expect((await everything(groupware.readApprovers)).items).toEqual(company.approvers);
  });

  it('understands a page of one, which arrives as the item itself', async () => {
    const single = await connectTo(sandbox, { pageSize: 1 });
    const { items } = await everything(single.readRoles);
    expect(items).toEqual(company.roles);
    expect(items[0]?.members).toHaveLength(1);
    await single.close();
  });

  it('reads nothing behind the end', async () => {
    const { items, pages } = await everything(groupware.readUsers, { from: 1600 });
    expect(items).toEqual([]);
    expect(pages).toEqual([{ done: 1600, total: 1600 }]);
  });

  it.each(Array.from({ length: 16 }, (_, page) => page))('continues where a connection was interrupted on page %i', async (page) => {
    const read: NeoUser[] = [];
    const onPage = (items: readonly NeoUser[]): void => void read.push(...items);
    sandbox.misbehave({ kind: 'cut', action: 'list_users', after: page, times: 1 });
    expect(await failureOf(groupware.readUsers({ onPage }))).toMatchObject({ code: 'server-unreachable' });
    expect(read).toHaveLength(page * 100);
    await groupware.readUsers({ from: read.length, onPage });
    expect(read).toEqual(users);
  });

  it.each(['cut-before', 'cut-after'] as const)('repeats a request whose connection ended before the answer began (%s)', async (kind) => {
    sandbox.misbehave({ kind, action: 'list_users', after: 3, times: 1 });
    expect((await everything(groupware.readUsers)).items).toEqual(users);
    sandbox.misbehave({ kind, action: 'list_users', times: 2 });
    expect(await failureOf(everything(groupware.readUsers))).toMatchObject({ code: 'server-unreachable' });
  });

  it('stores a page before it asks for the next', async () => {
    const before = sandbox.calls.length;
    // Calls are processed in order, so a page requested in advance would precede this call.
    await groupware.readUsers({ onPage: async () => void (await groupware.describe()) });
    const actions = sandbox.calls.slice(before).map(({ action }) => action);
    expect(actions).toEqual(Array.from({ length: 16 }, () => ['list_users', 'describe']).flat());
  });

  it('never has two calls in flight, for any mix of requests', async () => {
    const before = sandbox.calls.length;
    sandbox.misbehave({ kind: 'latency', ms: 3 });
    await Promise.all([
      everything(groupware.readUsers),
      everything(groupware.readOrganizations),
      everything(groupware.readApprovers),
      groupware.describe(),
    ]);
    const calls = sandbox.calls.slice(before);
    expect(calls.length).toBe(16 + 2 + Math.ceil(company.approvers.length / 100) + 1);
    expect(new Set(calls.map(({ inFlight }) => inFlight))).toEqual(new Set([1]));
  });
});

describe('cancelling', () => {
  it('stops between two pages', async () => {
    const cancel = new AbortController();
    const before = sandbox.calls.length;
    const reading = groupware.readUsers({
      signal: cancel.signal,
      onPage: (_, { done }) => {
        if (done === 300) cancel.abort();
      },
    });
    expect(await failureOf(reading)).toMatchObject({ code: 'cancelled' });
    expect(sandbox.calls.length - before).toBe(3);
  });

  it('aborts a running call', async () => {
    const cancel = new AbortController();
    const hungUp = Promise.withResolvers<void>();
    const silent = await listen(
      createServer(async (request, response) => {
        const body = await text(request);
        if (body.includes('describe'))
          response.end(JSON.stringify({ status: 'ok', api: 1, server: 's', time: '', capabilities: [], revision: 1 }));
        else {
          request.socket.once('close', hungUp.resolve);
          cancel.abort();
        }
      }),
    );
    const client = await connectGroupware({ address: `http://127.0.0.1:${silent.port}/`, accessKey: 'k' });
    expect(await failureOf(client.readUsers({ signal: cancel.signal, onPage: () => undefined }))).toMatchObject({ code: 'cancelled' });
    await hungUp.promise;
    await client.close();
    await silent.close();
  });
});
