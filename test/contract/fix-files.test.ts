import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NEO = 'ID,氏名,ログインID,社員番号,パスワード,職場用メールアドレス,備考';
const PEOPLE = [
  NEO,
  '1,田中 太郎,tanaka,E1,secret,Tanaka@example.co.jp,"a,b"',
  '2,鈴木 花子,suzuki,E2,********,suzuki@example.co.jp,',
  '3,佐藤 次郎,sato,E3,********,sato@example.co.jp,',
  '4,高橋 一,takahashi,E4,********,Takahashi@example.co.jp,',
];
const AMAZON = [
  'メールアドレス,氏名,役割,グループ',
  'takahashi@example.co.jp,高橋 一,パンチアウト,総務',
  'tanaka@example.co.jp,田中 太郎,パンチアウト,購買',
  'mori@example.co.jp,森 六,パンチアウト,購買',
  'hara@example.co.jp,原 七,Requisitioner,見るだけ',
];
const TEMPLATE = [
  'メールアドレス,姓,名,従業員ID,グループ,役割,操作',
  'x@example.com,,,,営業,管理者,招待',
  'y@example.com,,,,,PunchOut,',
  '記入例,,,,,,アカウントから削除',
];
const REPORT = '\ufeffresult,side,name,neoUserId,loginId,from,to,oldAccount,file,row,found,change,fromGroup,toGroup';
const TODAY = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);

describe('files of fixes', () => {
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
  const textOf = async (file: string | undefined): Promise<string> =>
    readFileSync((await client.console.files.find(file ?? '')).path, 'utf8');
  const writings = async () => unwrapResult(await client.call('fixes.writings', {})).writings;
  /** Since the import, the address of 高橋 was changed outside this console; the second line of 田中 is blank. */
  const ofExport = async (name = 'export.txt') => {
    const lines = PEOPLE.map((line) => line.replace('Takahashi@', 'other@')).toSpliced(1, 0, '');
    return { token: await token(name, lines), reading: {}, again: false };
  };
  const ofTemplate = async () => ({ token: await token('template.csv', TEMPLATE), reading: {}, again: false });
  const rowOf = async (loginId: string) => {
    const { revision, rows } = unwrapResult(
      await client.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, severities: ['block'] },
        sort: { by: 'severity', direction: 'ascending' },
        offset: 0,
        limit: 500,
      }),
    );
    return { revision, row: rows.find((row) => row.loginId === loginId)?.row ?? -1, all: rows };
  };
  const adopt = async (loginId: string, choice: CallInput<'fixes.adopt'>['choice']): Promise<void> => {
    const { revision, row } = await rowOf(loginId);
    unwrapResult(await client.call('fixes.adopt', { revision, row, choice }));
  };

  beforeAll(async () => {
    lists = temporaryFolder('fix-files');
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    await importList('neo-users', PEOPLE);
    await importList('amazon-users', AMAZON);
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });

  it('can be made from the export that the current list was imported from, until another replaces it', async () => {
    await adopt('tanaka', { kind: 'suggestion' });
    const { file } = unwrapResult(await client.call('fixes.loadedFile', {}));
    expect(file).toMatchObject({ name: 'neo-users.csv', reading: {} });
    const { token: loaded = '' } = file ?? {};
    expect(unwrapResult(await client.call('fixes.previewNeoFile', { token: loaded, reading: {}, again: false })).changes).toBe(1);

    await importList(
      'neo-users',
      PEOPLE.map((line) => line.replace('鈴木 花子', '鈴木 華子')),
    );
    expect(unwrapResult(await client.call('fixes.loadedFile', {})).file?.token).not.toBe(loaded);
    expect(await client.call('fixes.previewNeoFile', { token: loaded, reading: {}, again: false })).toMatchObject({
      error: { code: 'file-token-unknown' },
    });
    const [former] = unwrapResult(await client.call('imports.former', {})).lists.filter(({ side }) => side === 'neo');
    unwrapResult(await client.call('imports.takeFormer', { id: former?.id ?? -1 }));
    expect(unwrapResult(await client.call('fixes.loadedFile', {})).file).toBeNull();
    await importList('neo-users', PEOPLE);
  });

  it('can still be made from the loaded export after other companies were opened', async () => {
    const shown = unwrapResult(await client.call('companies.list', {})).companies[0]?.id ?? '';
    const { file } = unwrapResult(await client.call('fixes.loadedFile', {}, shown));
    expect(file).toMatchObject({ name: 'neo-users.csv', origin: 'imported' });
    // More companies than stay open without running work.
    for (const name of ['支社 1', '支社 2', '支社 3']) {
      const { id } = unwrapResult(await client.call('companies.create', { name, kind: 'test' }));
      unwrapResult(await client.call('fixes.loadedFile', {}, id));
    }
    unwrapResult(await client.call('companies.open', { id: shown }));
    expect(unwrapResult(await client.call('fixes.loadedFile', {})).file).toEqual(file);
  });

  it('are shown before they are written, of one’s own export', async () => {
    await adopt('tanaka', { kind: 'suggestion' });
    await adopt('takahashi', { kind: 'suggestion' });
    const preview = unwrapResult(await client.call('fixes.previewNeoFile', await ofExport()));
    const column = (index: number, header: string, ...samples: string[]) => ({ index, header, samples });
    const leftOut = { why: 'email-changed', person: 'id:4', name: '高橋 一', row: 6, found: 'other@example.co.jp' };
    expect(preview).toEqual({
      encoding: 'utf-8',
      delimiter: 'comma',
      columns: [
        column(0, 'ID', '1', '2', '3'),
        column(1, '氏名', '田中 太郎', '鈴木 花子', '佐藤 次郎'),
        column(2, 'ログインID', 'tanaka', 'suzuki', 'sato'),
        column(3, '社員番号', 'E1', 'E2', 'E3'),
        column(4, 'パスワード', 'secret', '********'),
        column(5, '職場用メールアドレス', 'Tanaka@example.co.jp', 'suzuki@example.co.jp', 'sato@example.co.jp'),
        column(6, '備考', 'a,b'),
      ],
      fields: [
        { id: 'loginId', required: false, column: 2, mappedBy: 'header' },
        { id: 'workEmail', required: true, column: 5, mappedBy: 'header' },
        { id: 'id', required: true, column: 0, mappedBy: 'header' },
        { id: 'deleted', required: false, column: null, mappedBy: 'none' },
        { id: 'password', required: true, column: 4, mappedBy: 'header' },
      ],
      missing: [],
      changes: 1,
      sample: [{ name: '田中 太郎', row: 3, from: 'Tanaka@example.co.jp', to: 'tanaka@example.co.jp' }],
      leftOut: { total: 1, first: [leftOut] },
      differs: null,
      unplaced: null,
    });
    const chosen = { ...(await ofExport()), reading: { mapping: { password: null } } };
    expect(unwrapResult(await client.call('fixes.previewNeoFile', chosen)).missing).toEqual(['password']);
  });

  it('report where the export differs from the current list in values that the row would restore', async () => {
    const saying = async (from: string, to: string) => {
      const lines = PEOPLE.map((line) => line.replace(from, to));
      expect(lines).not.toEqual(PEOPLE);
      return unwrapResult(await client.call('fixes.previewNeoFile', { token: await token('old.txt', lines), reading: {}, again: false }));
    };
    const old = await saying('1,田中 太郎,tanaka,E1', '1,田中 太朗,tanaka,E9');
    expect(old.differs).toEqual({ people: 1, fields: ['name', 'employeeCode'], takenAt: expect.stringMatching(/^20.*Z$/) });
    expect(old.changes).toBe(2);
    // A difference is reported only for people who are written to the file.
    expect((await saying('鈴木 花子', '鈴木 花代')).differs).toBeNull();
  });

  it('are named by purpose and date, with a record of included and skipped people', async () => {
    const job = await client.finish(client.call('fixes.writeNeoFile', { ...(await ofExport()), language: 'ja' }));
    const name = `NEO取り込み用 職場メール ${TODAY}.txt`;
    expect(job).toMatchObject({ error: null, phase: 'writing', total: 1, result: { people: 1, leftOut: 1, files: 1, name } });
    const [writing] = await writings();
    expect(writing).toEqual({
      id: job.result?.['writingId'],
      at: expect.stringMatching(/^20.*Z$/),
      side: 'neo',
      source: 'export.txt',
      people: 1,
      files: [{ name, rows: 1, file: { token: job.result?.['token'], name, bytes: expect.any(Number) } }],
      report: { token: expect.any(String), name: `修正の書き出し記録 ${TODAY}.csv`, bytes: expect.any(Number) },
      leftOut: { total: 1, first: [{ why: 'email-changed', person: 'id:4', name: '高橋 一', row: 6, found: 'other@example.co.jp' }] },
    });
    expect((await textOf(writing?.files[0]?.file?.token)).split('\r\n')).toEqual([
      NEO,
      '1,田中 太郎,tanaka,E1,********,tanaka@example.co.jp,"a,b"',
      '',
    ]);
    expect((await textOf(writing?.report?.token)).split('\r\n')).toEqual([
      REPORT,
      `written,neo,田中 太郎,1,tanaka,Tanaka@example.co.jp,tanaka@example.co.jp,,${name},2,,,,`,
      'email-changed,neo,高橋 一,4,takahashi,Takahashi@example.co.jp,takahashi@example.co.jp,,,6,other@example.co.jp,,,',
      '',
    ]);
    // A person who was already written is not written again unless requested.
    const again = await client.call('fixes.previewNeoFile', { ...(await ofExport()), again: true });
    expect(unwrapResult(again)).toMatchObject({ changes: 1, leftOut: { total: 1 } });
    const english = await client.finish(client.call('fixes.writeNeoFile', { ...(await ofExport('export')), again: true, language: 'en' }));
    expect(english.result).toMatchObject({ name: `NEO import work e-mails ${TODAY}.csv` });
  });

  it('fill Amazon’s template with values of the template and the company', async () => {
    await adopt('suzuki', { kind: 'invitation' });
    await adopt('sato', { kind: 'invitation' });
    const { revision, rows } = unwrapResult(await client.call('fixes.accounts', {}));
    expect(rows.map(({ email, changes }) => [email, changes.map(({ kind }) => kind)])).toEqual([
      ['mori@example.co.jp', ['remove-account', 'leave-group']],
      ['hara@example.co.jp', ['remove-account', 'leave-group']],
    ]);
    const change = { email: 'mori@example.co.jp', kind: 'remove-account', from: '', group: '' } as const;
    expect(unwrapResult(await client.call('fixes.adoptAccounts', { revision, changes: [change] })).adopted).toBe(1);

    const preview = unwrapResult(await client.call('fixes.previewTemplate', await ofTemplate()));
    const { columns, fields, ...rest } = preview;
    expect(columns[5]).toEqual({ index: 5, header: '役割', samples: ['管理者', 'PunchOut'] });
    expect(fields.filter(({ column }) => column !== null).map(({ id }) => id)).toEqual([
      'email',
      'familyName',
      'givenName',
      'role',
      'group',
      'employeeCode',
      'action',
    ]);
    const invited = (email: string, familyName: string, givenName: string, employeeCode: string) => ({
      name: `${familyName} ${givenName}`,
      change: 'invite',
      values: { email, familyName, givenName, employeeCode, role: 'PunchOut', group: '営業', action: '招待' },
    });
    expect(rest).toEqual({
      format: 'csv',
      encoding: 'utf-8',
      delimiter: 'comma',
      missing: [],
      existing: { rows: 3, withEmail: 2 },
      // Accounts that cannot order are ignored for the groups in use.
      values: { group: ['営業', '購買', '総務'], role: ['管理者', 'PunchOut', 'パンチアウト'], action: ['招待', 'アカウントから削除'] },
      defaults: { group: '営業', role: 'PunchOut', action: '招待' },
      invited: 2,
      changes: [{ kind: 'remove-account', people: 1, word: 'アカウントから削除', refused: null }],
      sample: [
        {
          name: '森 六',
          change: 'remove-account',
          values: {
            email: 'mori@example.co.jp',
            familyName: '森',
            givenName: '六',
            employeeCode: '',
            role: '',
            group: '',
            action: 'アカウントから削除',
          },
        },
        invited('sato@example.co.jp', '佐藤', '次郎', 'E3'),
        invited('suzuki@example.co.jp', '鈴木', '花子', 'E2'),
      ],
      people: 3,
      files: 1,
      unsplitNames: 0,
      leftOut: { total: 0, first: [] },
    });
    // Users of a group without the purchasing system cannot order, so the group is not suggested, even if the template lists it first.
    const policy = { caseComparison: 'exact', amazonUsersFrom: 'invitations' } as const;
    unwrapResult(await client.call('companies.changeMatchingPolicy', { ...policy, purchasingGroups: ['購買 '] }));
    const purchasing = unwrapResult(await client.call('fixes.previewTemplate', await ofTemplate()));
    expect([purchasing.defaults.group, purchasing.values.group]).toEqual(['購買', ['購買', '営業', '総務']]);
    unwrapResult(await client.call('companies.changeMatchingPolicy', { ...policy, purchasingGroups: ['新しいグループ'] }));
    expect(unwrapResult(await client.call('fixes.previewTemplate', await ofTemplate())).defaults.group).toBe('新しいグループ');
    unwrapResult(await client.call('companies.changeMatchingPolicy', { ...policy, purchasingGroups: [] }));
    const unsaid = unwrapResult(
      await client.call('fixes.previewTemplate', { ...(await ofTemplate()), words: { 'remove-account': '消す' } }),
    );
    expect(unsaid.changes).toEqual([{ kind: 'remove-account', people: 1, word: '消す', refused: 'no-action-word' }]);
    expect(unsaid.leftOut.first).toEqual([
      { why: 'no-action-word', person: expect.any(String), name: '森 六', row: null, found: 'mori@example.co.jp' },
    ]);
  });

  it('leave out fixes that newer lists made obsolete after their adoption', async () => {
    await importList('neo-users', [...PEOPLE, '6,森 六,mori,E6,********,mori@example.co.jp,']);
    await importList('amazon-users', [
      ...AMAZON.filter((line) => !line.startsWith('takahashi')),
      'Suzuki@example.co.jp,鈴木 花子,パンチアウト,購買',
    ]);
    const { leftOut, people } = unwrapResult(await client.call('fixes.previewTemplate', await ofTemplate()));
    expect(leftOut.first.map(({ why, name, found }) => [why, name, found])).toEqual([
      ['no-longer-advised', '森 六', 'mori@example.co.jp'],
      ['already-on-amazon', '鈴木 花子', 'suzuki@example.co.jp'],
    ]);
    expect(people).toBe(1);
    // An address in the template is already invited, unless its rows are removed.
    const held = async () => ({
      token: await token('template', [...TEMPLATE, 'SATO@example.co.jp,,,,,,']),
      reading: {},
      again: false,
      values: { group: '購買', role: 'PunchOut', action: '招待', words: {} },
      language: 'ja' as const,
    });
    const { values: _, language: __, ...shown } = await held();
    const held1 = unwrapResult(await client.call('fixes.previewTemplate', shown));
    expect([held1.people, held1.files, held1.leftOut.first.map(({ why }) => why)]).toEqual([
      0,
      0,
      ['no-longer-advised', 'already-on-amazon', 'already-in-template'],
    ]);
    const kept = await client.finish(client.call('fixes.writeAmazonSheet', { ...(await held()), existing: 'keep' }));
    expect(kept.error).toEqual({ code: 'fix-nothing-to-write', params: { side: 'amazon' } });
    const removed = await client.finish(client.call('fixes.writeAmazonSheet', { ...(await held()), existing: 'remove' }));
    expect(removed).toMatchObject({ error: null, result: { people: 1, leftOut: 2, name: `Amazon一括招待 ${TODAY}.csv` } });
    expect(await textOf(String(removed.result?.['token']))).toBe(
      `${TEMPLATE[0]}\r\nsato@example.co.jp,佐藤,次郎,E3,購買,PunchOut,招待\r\n`,
    );
    const [writing] = await writings();
    expect(writing?.leftOut.first.map(({ why }) => why)).toEqual(['no-longer-advised', 'already-on-amazon']);
    expect((await textOf(writing?.report?.token)).split('\r\n').slice(1)).toEqual([
      `written,amazon,佐藤 次郎,3,sato,sato@example.co.jp,sato@example.co.jp,,Amazon一括招待 ${TODAY}.csv,2,,,,`,
      'no-longer-advised,amazon,森 六,,,,mori@example.co.jp,,,,mori@example.co.jp,remove-account,,',
      'already-on-amazon,amazon,鈴木 花子,2,suzuki,suzuki@example.co.jp,suzuki@example.co.jp,,,,suzuki@example.co.jp,,,',
      '',
    ]);
    const neo = unwrapResult(await client.call('fixes.previewNeoFile', await ofExport()));
    expect(neo.leftOut.first).toEqual([
      { why: 'no-longer-advised', person: 'id:4', name: '高橋 一', row: null, found: 'takahashi@example.co.jp' },
    ]);
  });

  it('reinvite a person whose account is spelled differently, with the columns chosen earlier', async () => {
    await importList('neo-users', [...PEOPLE, '5,山本 五,yamamoto,E5,********,Yamamoto@example.co.jp,']);
    await importList('amazon-users', [...AMAZON, 'yamamoto@example.co.jp,山本 五,パンチアウト,購買']);
    await adopt('yamamoto', { kind: 'typed', side: 'amazon', address: 'Yamamoto@example.co.jp' });
    const lines = ['宛先,だれ', ''];
    const unknown = await client.call('fixes.previewTemplate', { token: await token('own.csv', lines), reading: {}, again: false });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'fix-template-no-email' } });
    const chosen = { token: await token('own.csv', lines), reading: { mapping: { email: 0, name: 1 } }, again: false };
    expect(unwrapResult(await client.call('fixes.previewTemplate', chosen)).leftOut.first.map(({ name }) => name)).not.toContain('山本 五');
    const values = { group: '', role: '', action: '', words: {} };
    const job = await client.finish(client.call('fixes.writeAmazonSheet', { ...chosen, values, existing: 'remove', language: 'en' }));
    expect(job).toMatchObject({ error: null, result: { oldAccounts: 1 } });
    expect(await textOf(String(job.result?.['token']))).toContain('\r\nYamamoto@example.co.jp,山本 五\r\n');
    const report = await textOf((await writings())[0]?.report?.token);
    const both = 'Yamamoto@example.co.jp,Yamamoto@example.co.jp,yamamoto@example.co.jp';
    expect(report).toContain(`\r\nwritten,amazon,山本 五,5,yamamoto,${both},Amazon bulk invitation ${TODAY}.csv,`);
    const again = { token: await token('own.csv', lines), reading: {}, again: true };
    const { fields } = unwrapResult(await client.call('fixes.previewTemplate', again));
    expect(fields.slice(0, 2)).toEqual([
      { id: 'email', required: true, column: 0, mappedBy: 'remembered' },
      { id: 'name', required: false, column: 1, mappedBy: 'remembered' },
    ]);
  });

  it('are made from the last selected export while the imported list is unchanged', async () => {
    await importList('amazon-users', AMAZON);
    await importList('neo-users', PEOPLE);
    const [former] = unwrapResult(await client.call('imports.former', {})).lists.filter(({ side }) => side === 'neo');
    unwrapResult(await client.call('imports.takeFormer', { id: former?.id ?? -1 }));
    // The former list was imported from a file that is gone.
    expect(unwrapResult(await client.call('fixes.loadedFile', {}))).toMatchObject({ file: null, missing: 'ended' });
    await importList('neo-users', PEOPLE);
    await adopt('tanaka', { kind: 'suggestion' });
    const chosen = { token: await token('chosen.csv', PEOPLE), reading: {}, again: false };
    const job = await client.finish(client.call('fixes.writeNeoFile', { ...chosen, language: 'ja' }));
    expect(job.error).toBeNull();
    expect(unwrapResult(await client.call('fixes.loadedFile', {}))).toMatchObject({
      file: { name: 'chosen.csv', token: chosen.token, origin: 'chosen' },
      missing: null,
    });
    await importList('neo-users', PEOPLE);
    expect(unwrapResult(await client.call('fixes.loadedFile', {})).file).toMatchObject({ name: 'neo-users.csv', origin: 'imported' });
  });

  it('are split into several numbered files if one file cannot hold everyone', async () => {
    const many = Array.from({ length: 1_001 }, (_, at) => `${100 + at},新人 ${at},new${at},N${at},********,new${at}@example.co.jp,`);
    await importList('neo-users', [...PEOPLE, ...many]);
    const { revision } = await rowOf('new0');
    const selection = { revision, filter: EMPTY_FINDING_FILTER, except: [] };
    expect(unwrapResult(await client.call('fixes.adoptMany', { selection, ticked: [], invite: true })).adopted).toBeGreaterThan(1_000);
    const { sample, files } = unwrapResult(await client.call('fixes.previewTemplate', await ofTemplate()));
    expect([sample.filter(({ change }) => change === 'invite').length, files]).toEqual([5, 2]);
    const order = {
      ...(await ofTemplate()),
      values: { group: '購買', role: 'PunchOut', action: '招待', words: {} },
      language: 'ja',
    } as const;
    const job = await client.finish(client.call('fixes.writeAmazonSheet', { ...order, existing: 'keep' }));
    expect(job).toMatchObject({ error: null, phase: 'writing', done: 1, total: 2, result: { files: 2 } });
    const [writing] = await writings();
    // The next steps cover all people, regardless of the number of files.
    const { people, invited, changed } = job.result ?? {};
    expect(Number(invited)).toBeGreaterThan(1_000);
    expect(Number(invited) + Number(changed)).toBe(people);
    expect(writing?.files.map(({ name, rows }) => [name, rows])).toEqual([
      [`Amazon一括変更 ${TODAY} (1).csv`, 997],
      [`Amazon一括招待 ${TODAY} (2).csv`, (writing?.people ?? 0) - 997],
    ]);
    // The template and its values are known for the next sheet, whichever window asks.
    const { token: used, reading, values, existing } = { ...order, existing: 'keep' };
    expect(unwrapResult(await client.call('fixes.loadedFile', {})).template).toMatchObject({
      name: 'template.csv',
      token: used,
      reading,
      values,
      existing,
    });
    // The template's own rows are only in the first file.
    const texts = await Promise.all((writing?.files ?? []).map(({ file }) => textOf(file?.token)));
    expect(texts.map((text) => text.includes('x@example.com'))).toEqual([true, false]);
    expect(texts.map((text) => text.trimEnd().split('\r\n').length)).toEqual([997 + 4, (writing?.people ?? 0) - 997 + 1]);
  });
});
