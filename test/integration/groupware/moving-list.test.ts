import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { readOrdersFromServer } from '#main/company/orders/order-read.ts';
import { readPeopleFromServer } from '#main/company/server/server-read.ts';
import { connectGroupware } from '#main/groupware/connect.ts';
import type { Groupware } from '#main/groupware/groupware.ts';
import type { CompanyFile } from '#main/storage/company-file.ts';
import { newCompanyFile } from '../../support/company-file.ts';
import { listen } from '../../support/network/servers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { everything, failureOf, patientClock } from './support.ts';

/** A gateway whose users and requests change while the console reads them page by page. */

const PAGE = 3;

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

const itemOf = (id: string) => ({ id, state: 'active', work_email: '', organizations: '', requested_at: '2026-04-01T09:00:00+09:00' });

/** Has `u0` to `u9` as its users and as its requests. `meanwhile` changes them after each response with a full page. */
async function gateway(meanwhile: (ids: string[], pages: number) => void): Promise<Groupware> {
  const ids = Array.from({ length: 10 }, (_, at) => `u${at}`);
  let revision = 7;
  let pages = 0;
  const answer = (parameters: URLSearchParams): object => {
    const action = parameters.get('action') ?? '';
    if (action === 'describe') return { api: '1', server: 'x', time: '', capabilities: [], revision };
    if (!['list_users', 'list_orders'].includes(action)) return { allcnt: 0, list: '', revision };
    const [offset, limit] = [Number(parameters.get('offset')), Number(parameters.get('limit'))];
    const item = ids
      .slice(offset, offset + limit)
      .map((id) => ({ ...itemOf(id), ...(action === 'list_orders' && { state: 'approved', step: '' }) }));
    const page = { allcnt: ids.length, list: { item }, revision };
    if (limit === PAGE) {
      const before = ids.join();
      meanwhile(ids, ++pages);
      if (ids.join() !== before) revision++;
    }
    return page;
  };
  const server = await listen(
    createServer(async (request, response) => {
      response.end(JSON.stringify({ status: 'ok', ...answer(new URLSearchParams(await text(request))) }));
    }),
  );
  open.push(server);
  const groupware = await connectGroupware({
    address: `http://127.0.0.1:${server.port}/`,
    accessKey: 'k',
    clock: patientClock(),
    pageSize: PAGE,
  });
  open.push(groupware);
  return groupware;
}

const idsOf = (items: readonly { readonly id: string }[]): string => items.map(({ id }) => id).join();

describe('a list that changes while it is read', () => {
  const read = async (server: Groupware): Promise<string> => idsOf((await everything(server.readUsers)).items);

  it('is read from its start if a person above was removed, which would have hidden the next one', async () => {
    expect(await read(await gateway((ids, pages) => pages === 2 && ids.shift()))).toBe('u1,u2,u3,u4,u5,u6,u7,u8,u9');
  });

  it('is read from its start if a person above was added, which would have repeated one', async () => {
    expect(await read(await gateway((ids, pages) => pages === 1 && ids.unshift('new')))).toBe('new,u0,u1,u2,u3,u4,u5,u6,u7,u8,u9');
  });

  it('is read from the start if so many earlier rows were deleted that no later page exists', async () => {
    expect(await read(await gateway((ids, pages) => pages === 3 && ids.splice(0, 4)))).toBe('u4,u5,u6,u7,u8,u9');
  });

  it('continues if only later entries changed', async () => {
    const server = await gateway((ids, pages) => pages === 1 && ids.splice(7, 1, 'other', 'more'));
    const { items, pages } = await everything(server.readUsers);
    expect(idsOf(items)).toBe('u0,u1,u2,u3,u4,u5,u6,other,more,u8,u9');
    expect(pages.map(({ done }) => done)).toEqual([3, 6, 9, 11]);
  });

  it('is abandoned if it changes on every attempt', async () => {
    const server = await gateway((ids, pages) => ids.unshift(`new${pages}`));
    expect(await failureOf(everything(server.readUsers))).toMatchObject({ code: 'server-list-moving' });
  });

  it('fails if the caller cannot start again', async () => {
    const server = await gateway((ids, pages) => pages === 2 && ids.shift());
    expect(await failureOf(server.readUsers({ onPage: () => undefined }))).toMatchObject({ code: 'server-list-moving' });
  });
});

describe('a company whose server changes while it is read', () => {
  const work = { signal: new AbortController().signal, report: () => undefined };
  const takenAt = '2026-11-26T01:00:00.000Z';

  function companyFile(): CompanyFile {
    const folder = temporaryFolder('moving');
    const file = newCompanyFile(join(folder, 'company.tsunagi'));
    open.push({ close: () => rmSync(folder, { recursive: true, force: true }) }, file);
    return file;
  }

  it('contains everyone once', async () => {
    const file = companyFile();
    const server = await gateway((ids, pages) => pages === 2 && ids.shift());
    await readPeopleFromServer(server, file, { address: server.address, origin: 'server', takenAt, confirmed: 'unasked' }, work);
    expect(idsOf(file.people.directory().neoUsers)).toBe('u1,u2,u3,u4,u5,u6,u7,u8,u9');
  });

  it('has every request once', async () => {
    const file = companyFile();
    const server = await gateway((ids, pages) => pages === 2 && ids.unshift('new'));
    await readOrdersFromServer(server, file, { label: server.address, origin: 'server', takenAt }, work);
    expect(idsOf(file.orders.orders())).toBe('new,u0,u1,u2,u3,u4,u5,u6,u7,u8,u9');
  });

  it('keeps its data if the list changes on every attempt', async () => {
    const file = companyFile();
    const server = await gateway((ids, pages) => pages > 4 && ids.unshift(`new${pages}`));
    const read = () =>
      readPeopleFromServer(server, file, { address: server.address, origin: 'server', takenAt, confirmed: 'unasked' }, work);
    await read();
    const before = idsOf(file.people.directory().neoUsers);
    // The first read took four pages; from then on, a user is added after each page.
    expect(await failureOf(read())).toMatchObject({ code: 'server-list-moving' });
    expect(idsOf(file.people.directory().neoUsers)).toBe(before);
  });
});
