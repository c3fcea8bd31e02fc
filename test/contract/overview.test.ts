import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NEO = ['氏名,ログインID,職場用メールアドレス', '阿部 愛,abe,abe@example.co.jp', '井上 功,inoue,', '上野 海,ueno,ueno@example.co.jp'];
// The invitation ends within a week of today.
const INVITED_ON = new Date(Date.now() - 87 * 86_400_000).toISOString().slice(0, 10);
const AMAZON = [
  '氏名,Eメールアドレス,役割,ステータス,招待日',
  '阿部 愛,abe@example.co.jp,パンチアウト,有効,',
  `上野 海,ueno@example.co.jp,パンチアウト,招待中,${INVITED_ON}`,
];

describe('all companies at a glance, through both hosts', () => {
  let client: HostClient;
  let files: string;
  beforeAll(async () => {
    files = temporaryFolder('overview');
    client = await openHostClient('both hosts');
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(files);
  });
  const create = async (name: string): Promise<string> => unwrapResult(await client.call('companies.create', { name, kind: 'test' })).id;
  const take = async (company: string, kind: 'neo-users' | 'amazon-users', lines: readonly string[]): Promise<void> => {
    const path = join(files, 'list.csv');
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
    const { token } = await client.console.files.add({ path, origin: 'upload', name: 'list.csv' });
    unwrapResult(await client.call('companies.open', { id: company }));
    const job = await client.finish(client.call('imports.commit', { token, kind, reading: {} }, company));
    expect(job.error).toBeNull();
  };
  const overview = async () => unwrapResult(await client.call('companies.overview', {})).companies;

  it('shows each from the results of its last audit, without running an audit', async () => {
    const [first, second] = [await create('第一'), await create('第二')];
    for (const each of ['第三', '第四', '第五']) await create(each);
    for (const company of [first, second]) {
      await take(company, 'neo-users', NEO);
      await take(company, 'amazon-users', AMAZON);
    }
    const before = await overview();
    expect(before.map(({ company, glance }) => [company?.name, glance])).toEqual(
      ['第一', '第二', '第三', '第四', '第五'].map((name) => [name, null]),
    );
    expect(before[0]?.sources.map(({ side, rows }) => [side, rows])).toEqual([
      ['neo', 3],
      ['amazon', 2],
    ]);
    expect(await overview()).toEqual(before);

    unwrapResult(await client.call('readiness.summary', {}, first));
    const [audited, other] = await overview();
    expect(audited?.glance).toMatchObject({
      ...{ inScope: 3, ready: 0, blocked: 2, notChecked: 1 },
      waiting: { neo: 1, amazon: 1, both: 0 },
      endings: [{ kind: 'invitation', subject: '', count: 1, lost: true }],
    });
    expect(other?.glance).toBeNull();
    unwrapResult(await client.call('readiness.summary', {}, second));
    expect((await overview())[1]?.glance).toMatchObject({ inScope: 3 });
  });

  it('lists a damaged company with the reason, next to the others', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    writeFileSync(join(client.folder, 'workspaces', `${id}.tsunagi`), 'no database at all, and long enough to be looked at as one');
    const companies = await overview();
    expect(companies).toHaveLength(6);
    expect(companies.at(-1)).toMatchObject({ id, company: null, glance: null, failure: { code: 'company-file-corrupt' } });
    expect(companies[0]?.glance?.inScope).toBe(3);
  });

  it('shows deadlines from decisions and dated changes made after the last audit', async () => {
    const [first] = await overview();
    const id = first?.id ?? '';
    const endings = async () => (await overview())[0]?.glance?.endings.map(({ kind, subject }) => [kind, subject]);
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const { revision, rows } = unwrapResult(
      await client.call(
        'matching.rows',
        { filter: EMPTY_FINDING_FILTER, sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 1 },
        id,
      ),
    );
    const selection = { revision, rows: rows.map(({ row }) => row) };
    await endings();
    const accepted = unwrapResult(
      await client.call('triage.change', { selection, change: { kind: 'accept', reason: '既知', until: day } }, id),
    );
    expect(await endings()).toEqual([
      ['invitation', ''],
      ['acceptance', ''],
    ]);
    unwrapResult(await client.call('triage.undo', { commandId: accepted.commandId ?? -1 }, id));
    const kept = unwrapResult(
      await client.call('datedChanges.keep', { name: '改編', day, objects: [], people: [{ id: '1', by: null }], rehearsed: false }, id),
    );
    expect(await endings()).toEqual([
      ['invitation', ''],
      ['dated-change', '改編'],
    ]);
    unwrapResult(await client.call('datedChanges.withdraw', { id: kept.id }, id));
    expect(await endings()).toEqual([['invitation', '']]);
  });

  it('keeps the numbers after the console is closed, without the name of any person', async () => {
    await client.close();
    client = await openHostClient('both hosts', client.folder);
    const [first] = await overview();
    expect(first?.glance).toMatchObject({ blocked: 2 });
    expect(JSON.stringify(first?.glance)).not.toMatch(/@|阿部|井上|上野/);
  });
});
