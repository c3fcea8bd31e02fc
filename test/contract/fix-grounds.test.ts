import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NEO = 'ID,氏名,ログインID,社員番号,パスワード,職場用メールアドレス,使用停止フラグ';
const SUZUKI = '2,鈴木 花子,suzuki,E2,********,suzuki@example.co.jp,0';
const SATO = '3,佐藤 次郎,sato,E3,********,sato@example.co.jp,0';
const ITO = '4,伊藤 三郎,ito,E4,********,,0';
const AMAZON = [
  'メールアドレス,氏名,役割,グループ',
  'tanaka@example.co.jp,田中 太郎,パンチアウト,購買',
  'mori@example.co.jp,森 六,パンチアウト,購買',
];
const TEMPLATE = ['メールアドレス,氏名,従業員ID,グループ,役割,操作', 'x@example.com,,,,,招待', '記入例,,,,,アカウントから削除'];

describe('a fix that was adopted', () => {
  let client: HostClient;
  let lists: string;
  const token = async (name: string, lines: readonly string[]): Promise<string> => {
    const path = join(lists, name);
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
    return (await client.console.files.add({ path, origin: 'chosen' })).token;
  };
  const importList = async (kind: 'neo-users' | 'amazon-users', lines: readonly string[]): Promise<void> => {
    const job = await client.finish(client.call('imports.commit', { token: await token(`${kind}.csv`, lines), kind, reading: {} }));
    expect(job.error).toBeNull();
  };
  const findings = async () =>
    unwrapResult(
      await client.call('matching.rows', {
        filter: EMPTY_FINDING_FILTER,
        sort: { by: 'severity', direction: 'ascending' },
        offset: 0,
        limit: 500,
      }),
    );
  const adopt = async (loginId: string, choice: CallInput<'fixes.adopt'>['choice']): Promise<void> => {
    const { revision, rows } = await findings();
    const row = rows.find((one) => one.loginId === loginId && one.severity === 'block')?.row ?? -1;
    unwrapResult(await client.call('fixes.adopt', { revision, row, choice }));
  };
  const sheet = async () =>
    unwrapResult(await client.call('fixes.previewTemplate', { token: await token('template.csv', TEMPLATE), reading: {}, again: false }));
  const export_ = async (lines: readonly string[]) =>
    unwrapResult(await client.call('fixes.previewNeoFile', { token: await token('export.csv', lines), reading: {}, again: false }));
  const whyLeft = ({ leftOut }: { readonly leftOut: { readonly first: readonly { why: string; name: string }[] } }) =>
    leftOut.first.map(({ why, name }) => [why, name]);

  beforeEach(async () => {
    lists = temporaryFolder('fix-grounds');
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    await importList('neo-users', [NEO, SUZUKI, SATO, ITO]);
    await importList('amazon-users', AMAZON);
  });
  afterEach(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });

  it('invites no one who has since been suspended or has since received another account', async () => {
    await adopt('suzuki', { kind: 'invitation' });
    await adopt('sato', { kind: 'invitation' });
    await importList('neo-users', [NEO, SUZUKI.replace(/0$/, '1'), SATO, ITO]);
    await importList('amazon-users', [...AMAZON, 'satou@example.co.jp,佐藤 次郎,パンチアウト,購買']);
    const preview = await sheet();
    expect(whyLeft(preview)).toEqual([
      ['not-asked', '鈴木 花子'],
      ['no-longer-advised', '佐藤 次郎'],
    ]);
    expect(preview.people).toBe(0);
  });

  it('is recommended only where it is possible: no invitation to an address shared by two people', async () => {
    const shared = 'shared@example.co.jp';
    await importList('neo-users', [NEO, SUZUKI.replace('suzuki@example.co.jp', shared), SATO.replace('sato@example.co.jp', shared)]);
    const { revision, rows } = await findings();
    const missing = rows.filter(({ code }) => code === 'amazon-user-missing');
    expect(missing).toHaveLength(2);
    for (const { row } of missing) {
      const { options } = unwrapResult(await client.call('fixes.options', { revision, row }));
      expect(options.map(({ action, address, recommended }) => [action, address, recommended])).toEqual([['change-neo-email', null, true]]);
    }
  });

  it('invites no one once Amazon users come from an identity provider', async () => {
    await adopt('suzuki', { kind: 'invitation' });
    unwrapResult(
      await client.call('companies.changeMatchingPolicy', { purchasingGroups: [], caseComparison: 'exact', amazonUsersFrom: 'sso' }),
    );
    const preview = await sheet();
    expect([preview.people, whyLeft(preview)]).toEqual([0, [['directory', '鈴木 花子']]]);
  });

  it('assigns no address that another person has in the meantime', async () => {
    await adopt('ito', { kind: 'typed', side: 'neo', address: 'mori@example.co.jp' });
    const lines = [NEO, SUZUKI, SATO, ITO, '6,森 六,mori,E6,********,mori@example.co.jp,0'];
    await importList('neo-users', lines);
    const preview = await export_(lines);
    expect([preview.changes, whyLeft(preview)]).toEqual([0, [['collision', '伊藤 三郎']]]);
  });

  it('writes no address of an account that has gone since', async () => {
    await importList('amazon-users', [...AMAZON, 'jiro.s@example.co.jp,佐藤 次郎,パンチアウト,購買']);
    await adopt('sato', { kind: 'alternative', address: 'jiro.s@example.co.jp' });
    const lines = [NEO, SUZUKI, SATO, ITO];
    expect((await export_(lines)).sample).toMatchObject([{ from: 'sato@example.co.jp', to: 'jiro.s@example.co.jp' }]);
    await importList('amazon-users', AMAZON);
    const preview = await export_(lines);
    expect([preview.changes, whyLeft(preview)]).toEqual([0, [['no-longer-advised', '佐藤 次郎']]]);
  });

  it('removes no account whose address is being assigned to a person', async () => {
    const { revision, rows } = unwrapResult(await client.call('fixes.accounts', {}));
    const mori = rows.find(({ email }) => email === 'mori@example.co.jp');
    const change = { kind: 'remove-account', from: '', group: '' } as const;
    expect(mori?.changes).toContainEqual(change);
    unwrapResult(await client.call('fixes.adoptAccounts', { revision, changes: [{ email: 'mori@example.co.jp', ...change }] }));
    await adopt('ito', { kind: 'typed', side: 'neo', address: 'mori@example.co.jp' });

    expect(unwrapResult(await client.call('fixes.accounts', {})).rows.map(({ email }) => email)).toEqual(['tanaka@example.co.jp']);
    const { rows: all } = await findings();
    const orphan = all.find(({ code, amazonEmail }) => code === 'amazon-orphan' && amazonEmail === 'mori@example.co.jp');
    expect(unwrapResult(await client.call('fixes.options', { revision, row: orphan?.row ?? -1 })).options).toEqual([]);
    const preview = await sheet();
    expect([preview.people, whyLeft(preview)]).toEqual([0, [['no-longer-advised', '森 六']]]);
  });

  it('is written for the person it was adopted for, even if NEO has renumbered the users', async () => {
    await adopt('ito', { kind: 'typed', side: 'neo', address: 'ito@example.co.jp' });
    await adopt('sato', { kind: 'invitation' });
    const renumbered = [
      NEO,
      SUZUKI,
      '4,高橋 一,takahashi,E9,********,,0',
      '3,渡辺 二,watanabe,E8,********,watanabe@example.co.jp,0',
      '9,伊藤 三郎,ito,E4,********,,0',
      '8,佐藤 次郎,sato,E3,********,sato@example.co.jp,0',
    ];
    await importList('neo-users', renumbered);
    expect((await export_(renumbered)).sample).toEqual([{ name: '伊藤 三郎', row: 5, from: '', to: 'ito@example.co.jp' }]);
    expect((await sheet()).sample.map(({ name, values }) => [name, values['employeeCode']])).toEqual([['佐藤 次郎', 'E3']]);
  });
});
