import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { ImportConfirmation } from '#main/company/lists/list-changes.ts';
import { readPeopleFromServer } from '#main/company/server/server-read.ts';
import { connectGroupware } from '#main/groupware/connect.ts';
import { newCompanyFile } from '../../support/company-file.ts';
import { listen } from '../../support/network/servers.ts';
import { failureOf, patientClock } from './support.ts';

/** A customer's own gateway: facts that it does not return are unknown. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

async function taken(users: readonly object[], { confirmed }: { readonly confirmed?: ImportConfirmation } = { confirmed: 'unasked' }) {
  const server = await listen(
    createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const parameters = new URLSearchParams(body);
      const action = parameters.get('action');
      const [offset, limit] = ['offset', 'limit'].map((name) => Number(parameters.get(name))) as [number, number];
      const all = action === 'list_users' ? users : [];
      const answer =
        action === 'describe'
          ? { api: 1, server: 's', time: '', capabilities: [], revision: 1 }
          : { allcnt: all.length, list: { item: all.slice(offset, offset + limit) }, revision: 1 };
      response.end(JSON.stringify({ status: 'ok', ...answer }));
    }),
  );
  open.push(server);
  const groupware = await connectGroupware({
    address: `http://127.0.0.1:${server.port}/`,
    accessKey: 'k',
    clock: patientClock(),
    pageSize: 1,
  });
  open.push(groupware);
  const file = newCompanyFile(':memory:');
  open.push(file);
  const from = { address: groupware.address, origin: 'server', takenAt: '2026-11-24T00:00:00.000Z', confirmed } as const;
  const work = { signal: new AbortController().signal, report: () => undefined };
  return { file, read: () => readPeopleFromServer(groupware, file, from, work) };
}

const USER = { id: 1, login_id: 'u1', name: '佐藤', state: 'active' };

describe('people of a gateway', () => {
  it('record fields that no person of the list has as missing', async () => {
    const { file, read } = await taken([
      { ...USER, work_email: 'u1@example.co.jp' },
      { ...USER, id: 2, work_email: '', employee_code: 'E2' },
    ]);
    await read();
    const missing = file.people.current().find(({ side }) => side === 'neo')?.missingFields;
    expect(missing).toEqual(expect.arrayContaining(['kana', 'title', 'mobileEmail', 'homeEmail', 'otherEmail', 'organization']));
    for (const told of ['id', 'loginId', 'name', 'workEmail', 'employeeCode', 'suspended', 'deleted']) expect(missing).not.toContain(told);
  });

  it('are refused if the work e-mail field has another name: everyone would appear to have none', async () => {
    const { file, read } = await taken([{ ...USER, mail: 'u1@example.co.jp' }]);
    expect(await failureOf(read())).toMatchObject({ code: 'server-no-work-email' });
    expect(file.people.current()).toEqual([]);
  });

  it('replace no list by one without any address until that is confirmed', async () => {
    const people = Array.from({ length: 30 }, (_, n) => ({ ...USER, id: n, login_id: `u${n}`, work_email: `u${n}@example.co.jp` }));
    const { file, read } = await taken(people, { confirmed: { gone: 0, cut: false } });
    await read();
    for (const person of people) person.work_email = '';
    expect(await failureOf(read())).toMatchObject({ code: 'list-loses-addresses', params: { lost: 30, before: 30, percent: 100 } });
    const current = file.people.currentId('neo') ?? 0;
    expect(file.people.neoUsersOf({ snapshot: current }).filter(({ workEmail }) => workEmail === '')).toEqual([]);
  });

  it('are read again after a list without addresses was refused, although the revision of the server is the same', async () => {
    const people = Array.from({ length: 30 }, (_, n) => ({ ...USER, id: n, login_id: `u${n}`, work_email: `u${n}@example.co.jp` }));
    const { file, read } = await taken(people, {});
    await read();
    for (const person of people) person.work_email = '';
    expect(await failureOf(read())).toMatchObject({ code: 'list-loses-addresses' });
    for (const person of people) person.work_email = `new-${person.login_id}@example.co.jp`;
    expect(await read()).toMatchObject({ users: 30 });
    const current = file.people.currentId('neo') ?? 0;
    expect(file.people.neoUsersOf({ snapshot: current }).map(({ workEmail }) => workEmail)).toContain('new-u7@example.co.jp');
  });
});
