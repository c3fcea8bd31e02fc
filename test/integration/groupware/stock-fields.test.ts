import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listGatesWithoutColumn } from '#main/company/policies.ts';
import { readPeopleFromServer } from '#main/company/server/server-read.ts';
import { connectGroupware } from '#main/groupware/connect.ts';
import type { Groupware } from '#main/groupware/groupware.ts';
import { newCompanyFile } from '../../support/company-file.ts';
import { listen } from '../../support/network/servers.ts';
import { failureOf, patientClock } from './support.ts';

/** A NEO without the gateway, whose user list is not documented by NEO: facts that it does not return are unknown. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

async function stockNeo(users: readonly object[] | Readonly<Record<string, unknown>>): Promise<Groupware> {
  const fields = Array.isArray(users) ? { list: { item: users } } : users;
  const server = await listen(
    createServer((request, response) => {
      if (request.url?.includes('tsunagi')) response.writeHead(404).end();
      else response.end(JSON.stringify({ status: 'ok', ...fields }));
    }),
  );
  open.push(server);
  const address = `http://127.0.0.1:${server.port}/`;
  const groupware = await connectGroupware({ address, accessKey: 'k', clock: patientClock() });
  open.push(groupware);
  return groupware;
}

async function taken(users: Parameters<typeof stockNeo>[0]) {
  const groupware = await stockNeo(users);
  const file = newCompanyFile(':memory:');
  open.push(file);
  const server = { address: groupware.address, origin: 'server', takenAt: '2026-11-24T00:00:00.000Z', confirmed: 'unasked' } as const;
  const work = { signal: new AbortController().signal, report: () => undefined };
  return { file, read: () => readPeopleFromServer(groupware, file, server, work) };
}

const USER = { id: 1, login_id: 'u1', name: '佐藤' };

describe('people of a stock NEO', () => {
  it('record fields missing from its list, so that no person’s state counts as checked', async () => {
    const { file, read } = await taken([{ ...USER, email: 'u1@example.co.jp', employee_code: 'E1' }]);
    expect(await read()).toEqual({ users: 1, organizations: 0 });
    const [neo] = file.people.current();
    expect(neo?.missingFields).toEqual(expect.arrayContaining(['suspended', 'loginDenied', 'deleted', 'state', 'organization', 'kana']));
    for (const told of ['workEmail', 'employeeCode', 'loginId', 'name', 'id']) expect(neo?.missingFields).not.toContain(told);
    expect(listGatesWithoutColumn(file)).toEqual([2]);
  });

  it('are refused without a field for the work e-mail: everyone would appear to have none', async () => {
    const { file, read } = await taken([USER, { ...USER, id: 2 }]);
    expect(await failureOf(read())).toMatchObject({ code: 'server-no-work-email' });
    expect(file.people.current()).toEqual([]);
  });

  it('are accepted if a single address is empty, and if the list is empty', async () => {
    const { file, read } = await taken([{ ...USER, mail: '' }]);
    await read();
    expect(file.people.current().map(({ rows }) => rows)).toEqual([1]);
    expect(await (await taken([])).read()).toEqual({ users: 0, organizations: 0 });
  });

  it.each([
    ['has its list elsewhere', { users: [{ ...USER, mail: '' }] }, { why: 'other-shape', detail: 'list' }],
    [
      'gives less than it says there is',
      { allcnt: '2', list: { item: { ...USER, mail: '' } } },
      { why: 'list-ends-early', detail: '1 / 2' },
    ],
  ])('are not imported from an answer that %s', async (_, answer, params) => {
    const { file, read } = await taken(answer);
    expect(await failureOf(read())).toMatchObject({ code: 'server-answer-invalid', params });
    expect(file.people.current()).toEqual([]);
  });
});
