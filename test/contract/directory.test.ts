import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const NEO = [
  '氏名,ログインID,社員番号,職場用メールアドレス',
  '阿部 愛,abe,001,abe@example.co.jp',
  '井上 功,inoue,002,inoue@example.co.jp',
  '上野 海,ueno,003,ueno@exmaple.co.jp',
];
const AMAZON = [
  '氏名,Eメールアドレス,役割,ステータス',
  '阿部 愛,abe@example.co.jp,パンチアウト,有効',
  '井上 功,inoue@example.co.jp,パンチアウト,有効',
  '上野 海,ueno@example.co.jp,パンチアウト,有効',
];
const DIRECTORY = [
  'displayName,mail,userPrincipalName,employeeID,accountEnabled',
  '阿部 愛,abe@example.co.jp,abe@corp.local,001,True',
  '井上 功,inoue@example.co.jp,inoue@corp.local,002,False',
  '上野 海,ueno@example.co.jp,ueno@corp.local,003,True',
];

describe('the company’s directory, through both hosts', () => {
  let client: HostClient;
  let files: string;
  beforeAll(async () => {
    files = mkdtempSync(join(tmpdir(), 'tsunagi-directory-'));
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '例示商事', kind: 'test' }));
    for (const [kind, lines] of [
      ['neo-users', NEO],
      ['amazon-users', AMAZON],
    ] as const)
      expect((await commit(kind, lines)).error).toBeNull();
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(files);
  });
  const give = async (lines: readonly string[]): Promise<string> => {
    const path = join(files, 'list.csv');
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
    return (await client.console.files.add({ path, origin: 'upload', name: 'list.csv' })).token;
  };
  const commit = async (kind: 'neo-users' | 'amazon-users' | 'directory-people', lines: readonly string[]) =>
    client.finish(client.call('imports.commit', { token: await give(lines), kind, reading: {} }));
  const rows = async () =>
    unwrapResult(
      await client.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, triage: 'all' },
        sort: { by: 'severity', direction: 'ascending' },
        offset: 0,
        limit: 100,
      }),
    );
  const found = async () => (await rows()).rows.map(({ code, name, suggestion }) => [code, name, suggestion?.reasons[0] ?? null]);
  const inDirectory = async () => {
    const { revision, rows: all } = await rows();
    const [first] = all;
    return unwrapResult(await client.call('matching.finding', { revision, row: first?.row ?? 0 })).directory;
  };
  const sides = async () => unwrapResult(await client.call('companies.current', {})).sources.map(({ side, rows: count }) => [side, count]);

  const WITHOUT = [['email-differs-typo', '上野 海', null]];
  const WITH = [
    ['email-differs-typo', '上野 海', 'directory-address'],
    ['directory-disabled', '井上 功', null],
  ];

  it('is previewed, imported, used in the audit, removed and restored', async () => {
    expect([await found(), await inDirectory()]).toEqual([WITHOUT, null]);
    const preview = unwrapResult(
      await client.call('imports.preview', { token: await give(DIRECTORY), kind: 'directory-people', reading: {} }),
    );
    expect(preview).toMatchObject({ rows: 3, missing: [], looksLike: null, badRows: { rows: 0 } });
    expect(preview.words.map(({ field, kind }) => [field, kind])).toEqual([['enabled', 'directory-state']]);

    expect((await commit('directory-people', DIRECTORY)).result).toMatchObject({ rows: 3 });
    expect(await sides()).toEqual([
      ['neo', 3],
      ['amazon', 3],
      ['directory', 3],
    ]);
    expect(await found()).toEqual(WITH);
    expect(await inDirectory()).toEqual({
      found: 'found',
      person: {
        mail: 'ueno@example.co.jp',
        principalName: 'ueno@corp.local',
        accountName: '',
        employeeId: '003',
        name: '上野 海',
        state: 'enabled',
        group: '',
      },
    });

    const { formerId } = unwrapResult(await client.call('imports.removeDirectory', {}));
    expect([await found(), await inDirectory(), (await sides()).length]).toEqual([WITHOUT, null, 2]);
    expect(unwrapResult(await client.call('imports.removeDirectory', {}))).toEqual({ formerId: null });
    expect(unwrapResult(await client.call('imports.takeFormer', { id: formerId ?? 0 })).lists).toEqual([
      { side: 'directory', rows: 3, label: 'list.csv' },
    ]);
    expect(await found()).toEqual(WITH);
  });

  it('is the list imported last, even if the one before it was just removed', async () => {
    unwrapResult(await client.call('imports.removeDirectory', {}));
    expect((await commit('directory-people', DIRECTORY)).error).toBeNull();
    expect(await found()).toEqual(WITH);
    unwrapResult(await client.call('imports.removeDirectory', {}));
    const present = DIRECTORY.map((line) => line.replace(',False', ',True'));
    expect((await commit('directory-people', present)).error).toBeNull();
    expect((await found()).map(([code]) => code)).not.toContain('directory-disabled');
  });

  it('is refused without any change if too many people are missing', async () => {
    const everybody = [
      ...DIRECTORY,
      ...Array.from({ length: 60 }, (_, at) => `社員 ${at},p${at}@example.co.jp,p${at}@corp.local,9${at},True`),
    ];
    expect((await commit('directory-people', everybody)).error).toBeNull();
    const token = await give(DIRECTORY);
    const compared = await client.finish(client.call('imports.compare', { token, kind: 'directory-people', reading: {} }));
    const { changes } = unwrapResult(await client.call('imports.changes', { jobId: compared.id }));
    expect(changes).toMatchObject({ side: 'directory', before: 63, after: 3, gone: 60, guard: { over: true } });
    expect((await commit('directory-people', DIRECTORY)).error).toMatchObject({ code: 'list-shrinks' });
    expect((await sides()).at(-1)).toEqual(['directory', 63]);
  });

  it('is refused if rows identify no person, until exactly those rows are skipped', async () => {
    const bad = [...DIRECTORY, ',,,,True'];
    const token = await give(bad);
    const refused = await client.finish(client.call('imports.commit', { token, kind: 'directory-people', reading: {} }));
    expect(refused.error).toMatchObject({ code: 'file-rows-bad' });
  });
});
