import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { readSheet } from 'read-excel-file/node';
import { afterEach, describe, expect, it } from 'vitest';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import { writeDemoFiles } from '#main/sandbox/demo-files.ts';
import { runSandbox, type SandboxMessage } from '#main/sandbox/run.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});
const start = async (...options: Parameters<typeof startSandbox>): Promise<Sandbox> => {
  const sandbox = await startSandbox(...options);
  cleanUp.push(() => sandbox.close());
  return sandbox;
};
const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
};
const call = async (
  sandbox: Pick<Sandbox, 'moduleAddress' | 'accessKey'>,
  parameters: Record<string, string>,
  module = 'tsunagi',
): Promise<Record<string, unknown>> => {
  const response = await fetch(sandbox.moduleAddress(module), {
    method: 'POST',
    headers: { 'X-Desknets-Auth': sandbox.accessKey },
    body: new URLSearchParams(parameters),
  });
  return response.ok ? ((await response.json()) as Record<string, unknown>) : { httpStatus: response.status };
};

describe('the demo groupware', () => {
  it('speaks as NEO does: counts as texts, a list of one as the item', async () => {
    const sandbox = await start();
    const page = await call(sandbox, { action: 'list_users', offset: '0', limit: '2' });
    expect(page).toMatchObject({ status: 'ok', allcnt: '1600', revision: '1', list: { item: [{ id: '1001' }, { id: '1002' }] } });
    const single = await call(sandbox, { action: 'list_users', offset: '5', limit: '1' });
    expect(single).toMatchObject({ list: { item: { id: '1006', state: 'active', organizations: { item: { default: 1 } } } } });
    expect(await call(sandbox, { action: 'list_users', since: '1' })).toMatchObject({ status: 'ok', allcnt: '0', list: { item: [] } });
  });

  it.each([
    [{ action: 'list_users', limit: '1001' }, -422, 'limit'],
    [{ action: 'list_users', limit: '0' }, -422, 'limit'],
    [{ action: 'list_users', offset: '-1' }, -422, 'offset'],
    [{ action: 'list_users', since: 'yesterday' }, -422, 'since'],
    [{ action: 'drop_users' }, -10, 'action'],
    [{}, -10, 'action'],
  ] as [Record<string, string>, number, string][])('refuses %j', async (parameters, errorno, errmsgadd) => {
    expect(await call(await start(), parameters)).toMatchObject({ status: 'ng', errorno, errmsgadd });
  });

  it('does all that the protocol is written down to do, and nothing else', async () => {
    const written = await readFile(new URL('../../../docs/gateway.md', import.meta.url), 'utf8');
    const actions = [...written.matchAll(/^\| (`[a-z_]+`(?: `[a-z_]+`)*) +\|/gm)].flatMap(([, names]) => names?.match(/[a-z_]+/g) ?? []);
    const { capabilities } = await call(await start(), { action: 'describe' });
    expect(actions.filter((action) => action !== 'describe').toSorted()).toEqual((capabilities as string[]).toSorted());
  });

  it('accepts no other module and no GET', async () => {
    const sandbox = await start();
    expect(await call(sandbox, { action: 'describe' }, 'appsr')).toEqual({ httpStatus: 404 });
    expect((await fetch(sandbox.address.replace('dneo', 'tsunagi'))).status).toBe(404);
    expect((await fetch(sandbox.address)).status).toBe(200);
  });

  it('answers on the loopback address for its own host names only', async () => {
    const sandbox = await start();
    expect(new URL(sandbox.address).hostname).toBe('127.0.0.1');
    const status = await new Promise((resolve, reject) => {
      const asked = request(sandbox.address, { headers: { host: 'rebound.example' } }, (response) => resolve(response.resume().statusCode));
      asked.once('error', reject).end();
    });
    expect(status).toBe(421);
  });

  it('keeps its company in a file', async () => {
    const database = join(await temporaryFolder(), 'neo.sqlite');
    const first = await startSandbox({ database, seed: 7 });
    const before = await call(first, { action: 'list_users', limit: '3' });
    await first.close();
    // The file already contains a company, so another seed has no effect.
    expect(await call(await start({ database, seed: 8 }), { action: 'list_users', limit: '3' })).toEqual(before);
  });

  it('moves people and orders along on another day; written values stay', async () => {
    const database = join(await temporaryFolder(), 'neo.sqlite');
    const first = await startSandbox({ database, seed: 7, today: '2026-04-01' });
    const users = await call(first, { action: 'list_users', limit: '1000' });
    const orders = await call(first, { action: 'list_orders', limit: '1' });
    expect(first.edit({ section: 'serials', id: 'demo-serial-standard', by: '高橋', fields: { startValue: 77 } })).toBeNull();
    await first.close();
    const later = await start({ database, seed: 8, today: '2026-04-20' });
    expect((await call(later, { action: 'list_users', limit: '1000' }))['list']).toEqual(users['list']);
    expect((await call(later, { action: 'list_orders', limit: '1' }))['list']).not.toEqual(orders['list']);
    expect(await call(later, { action: 'list_users', since: '2' })).toMatchObject({ allcnt: '1600', revision: '3' });
    const serials = (await call(later, { action: 'list_objects', section: 'serials' }))['list'];
    expect(serials).toMatchObject({ item: [{ revision: '2', updated_by: '高橋', body: { startValue: 77 } }, {}, {}] });
  });

  it('may have colleagues who changed something since the company was set up', async () => {
    const sandbox = await start({ colleagues: true, today: '2026-05-07' });
    const changes = { item: [{ id: 'demo-serial-overflows', at: '2026-04-30T01:35:00.000Z' }, { at: '2026-05-01T06:50:00.000Z' }] };
    expect(await call(sandbox, { action: 'list_changes' })).toMatchObject({ allcnt: '2', list: changes });
    expect(await call(sandbox, { action: 'list_objects', section: 'common_settings' })).toMatchObject({
      list: { item: { revision: '3', updated_by: expect.stringMatching(/\S/), body: { title: 'Amazonビジネス購入申請（全社）' } } },
    });
  });

  it('can be reset: written values are deleted, and it can be written to again', async () => {
    const sandbox = await start({ database: join(await temporaryFolder(), 'neo.sqlite') });
    const serials = (): Promise<Record<string, unknown>> => call(sandbox, { action: 'list_objects', section: 'serials' });
    const founded = await serials();
    const write = { action: 'set_secret', name: 'catalog_password', value: 'x', request_id: 'request-1' };
    expect(await call(sandbox, write)).toEqual({ status: 'ok', revision: '2' });
    sandbox.edit({ section: 'serials', id: 'demo-serial-standard', fields: { startValue: 9 } });
    sandbox.startOver();
    expect(await serials()).toEqual(founded);
    expect(await call(sandbox, { action: 'list_changes' })).toMatchObject({ allcnt: '0', revision: '1' });
    expect(await call(sandbox, write)).toEqual({ status: 'ok', revision: '2' });
  });

  it('creates a new company in place of a file of an older version', async () => {
    const path = join(await temporaryFolder(), 'neo.sqlite');
    const old = new DatabaseSync(path);
    old.exec("CREATE TABLE meta (name TEXT); CREATE TABLE listed (body TEXT); INSERT INTO meta VALUES ('revision')");
    old.close();
    expect(await call(await start({ database: path }), { action: 'describe' })).toMatchObject({ status: 'ok', revision: 1 });
  });

  it('reports that the port is taken', async () => {
    const port = Number(new URL((await start()).address).port);
    await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('a fault of the test servers', () => {
  it('lasts until it is ended', async () => {
    const sandbox = await start();
    sandbox.misbehave({ kind: 'unavailable' });
    expect(await call(sandbox, { action: 'describe' })).toEqual({ httpStatus: 503 });
    sandbox.misbehave(null);
    expect(await call(sandbox, { action: 'describe' })).toMatchObject({ status: 'ok', api: 1 });
  });
});

describe('a delayed answer', () => {
  it('is sent as soon as the fault is removed', async () => {
    const sandbox = await start();
    sandbox.misbehave({ kind: 'latency', ms: 600_000 });
    const answer = call(sandbox, { action: 'describe' });
    sandbox.misbehave({ kind: 'unavailable', action: 'list_users' });
    expect(await Promise.race([answer.then(() => 'answered'), wait(500).then(() => 'delayed')])).toBe('delayed');
    sandbox.misbehave(null);
    expect(await answer).toMatchObject({ status: 'ok' });
  });
});

describe('another administrator', () => {
  const target = { section: 'common_settings', id: 'common_settings' } as const;

  it('changes, makes and deletes by his own name, under the rules', async () => {
    const sandbox = await start();
    expect(sandbox.edit({ ...target, by: '高橋', fields: { title: '備品の購入' } })).toBeNull();
    expect(await call(sandbox, { action: 'list_objects', section: 'common_settings' })).toMatchObject({
      list: { item: { revision: '2', updated_by: '高橋', body: { title: '備品の購入', routeId: 'demo-route-standard' } } },
    });
    expect(sandbox.edit({ ...target, fields: { routeId: 'gone' } })).toEqual({ field: 'routeId', message: expect.any(String) });
    expect(sandbox.edit({ section: 'routes', id: 'demo-route-fukuoka', body: null })).toBeNull();
    expect(await call(sandbox, { action: 'list_changes', since: '1' })).toMatchObject({
      allcnt: '2',
      list: {
        item: [
          { kind: 'put', by: '高橋' },
          { kind: 'delete', by: '別の管理者', id: 'demo-route-fukuoka' },
        ],
      },
    });
  });
});

describe('running alone', () => {
  it('reports its address and the files it wrote', async () => {
    const dataFolder = await temporaryFolder();
    const news: SandboxMessage[] = [];
    const sandbox = await runSandbox({ dataFolder, today: '2026-04-01', print: (item) => news.push(item) });
    cleanUp.push(() => sandbox.close());
    expect(news.map(({ key }) => key)).toEqual([
      ...['listening', 'accessKey', 'login', 'amazon', ...Array(6).fill('file')],
      ...['byHand', ...Array(3).fill('command')],
    ]);
    expect(news[0]).toEqual({ key: 'listening', params: { address: sandbox.address } });
    expect(await call(sandbox, { action: 'describe' })).toMatchObject({ status: 'ok' });
  });
});

describe('the files', () => {
  const company = createDemoCompany();
  /** Parses files without line breaks inside cells. */
  const rows = (text: string): string[][] =>
    text
      .trimEnd()
      .split('\r\n')
      .map((line) =>
        [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ''),
      );

  it('contain both sides in the formats of both vendors', async () => {
    const paths = await writeDemoFiles(await temporaryFolder(), company);
    expect(paths.map((path) => basename(path))).toEqual([
      ...['amazon-users.csv', 'amazon-users-utf8.csv', 'amazon-users.xlsx'],
      ...['neo-users.csv', 'neo-users-utf8.csv', 'organizations.csv'],
    ]);
    const [amazonCp932, amazonUtf8, amazonXlsx, neoCp932, neoUtf8, organizations] = await Promise.all(paths.map((path) => readFile(path)));
    const decode = (bytes: Buffer | undefined, encoding: string): string =>
      new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);

    const utf8 = decode(neoUtf8, 'utf-8');
    expect(utf8.startsWith('\ufeff"ID"')).toBe(true);
    const users = rows(utf8.slice(1));
    const column = (name: string): number => users[0]?.indexOf(name) ?? -1;
    expect(users.slice(1).map((row) => row[column('職場用メールアドレス')])).toEqual(company.users.map(({ workEmail }) => workEmail));
    expect(users.slice(1).map((row) => row[column('社員番号')])).toEqual(company.users.map(({ employeeCode }) => employeeCode));
    expect(users.slice(1).filter((row) => row[column('使用停止フラグ')] === '1')).toHaveLength(20);

    // CP932 cannot encode every character; the others became question marks, and nothing else changed.
    const lossy = rows(decode(neoCp932, 'shift_jis'));
    expect(lossy).toHaveLength(1601);
    const changed = lossy.flatMap((row, index) => (row.join() === users[index]?.join() ? [] : [row.join()]));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(40);
    for (const row of changed) expect(row).toMatch(/[?－]/);

    const accounts = rows(decode(amazonUtf8, 'utf-8').slice(1));
    expect(accounts.slice(1).map((row) => row[1])).toEqual(company.amazonUsers.map(({ email }) => email));
    expect(rows(decode(amazonCp932, 'shift_jis'))).toHaveLength(company.amazonUsers.length + 1);
    expect(rows(decode(organizations, 'shift_jis'))).toHaveLength(131);

    const sheet = await readSheet(amazonXlsx as Buffer);
    expect(sheet[0]).toEqual(['氏名', 'Eメールアドレス', '役割', 'グループ', 'ステータス', '招待日', '従業員ID']);
    expect(sheet.slice(1).map((row) => row[1])).toEqual(company.amazonUsers.map(({ email }) => email));
    expect(sheet.slice(1).map((row) => row[6] ?? '')).toEqual(company.amazonUsers.map(({ employeeCode }) => employeeCode));
    expect(sheet[1]?.[5]).toEqual(new Date(`${company.amazonUsers[0]?.invitedOn}T00:00:00Z`));
  });
});
