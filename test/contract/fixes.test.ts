import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openDemoWithLists, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { exportOf, importIntoNeo, rowsOfExport } from '../support/neo-import.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SORT = { by: 'severity', direction: 'ascending' } as const;
type FixFilter = CallInput<'fixes.list'>['filter'];
const ALL_FIXES: FixFilter = { states: [], sides: [], search: '' };

/** Returns helpers that call the console of these tests. */
function askingOf(client: () => HostClient) {
  const token = async (path: string): Promise<string> => (await client().console.files.add({ path, origin: 'chosen' })).token;
  return {
    token,
    async rows(filter: Partial<typeof EMPTY_FINDING_FILTER> = {}): Promise<{ revision: number; rows: FindingRow[] }> {
      const rows: FindingRow[] = [];
      for (;;) {
        const window = unwrapResult(
          await client().call('matching.rows', {
            filter: { ...EMPTY_FINDING_FILTER, ...filter },
            sort: SORT,
            offset: rows.length,
            limit: 500,
          }),
        );
        rows.push(...window.rows);
        if (rows.length >= window.total) return { revision: window.revision, rows };
      }
    },
    async fixes(filter: Partial<FixFilter> = {}) {
      return unwrapResult(await client().call('fixes.list', { filter: { ...ALL_FIXES, ...filter }, offset: 0, limit: 500 }));
    },
    async importList(path: string, kind: 'neo-users' | 'amazon-users' | 'organizations'): Promise<void> {
      const job = await client().finish(client().call('imports.commit', { token: await token(path), kind, reading: {} }));
      if (job.error !== null) throw new Error(JSON.stringify(job.error));
    },
    bytesOf: async (fileToken: string): Promise<Buffer> => readFileSync((await client().console.files.find(fileToken)).path),
  };
}

const bulk = (revision: number, invite = false, ticked: number[] = []) => ({
  selection: { revision, filter: EMPTY_FINDING_FILTER, except: [] },
  ticked,
  invite,
});

describe('fixes of the demo company through both hosts', () => {
  let client: HostClient;
  let lists: string;
  /** Selects certain fixes and all that need a review. */
  let everything: (revision: number) => ReturnType<typeof bulk>;
  const { token, rows, fixes, importList, bytesOf } = askingOf(() => client);

  beforeAll(async () => {
    ({ client, lists } = await openDemoWithLists('both hosts'));
  }, 60_000);
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });

  it('invites no one, individually or in bulk, while users come from an identity provider', async () => {
    const policy = { purchasingGroups: [] as string[], caseComparison: 'exact' as const };
    unwrapResult(await client.call('companies.changeMatchingPolicy', { ...policy, amazonUsersFrom: 'scim' }));
    const { revision, rows: all } = await rows();
    const preview = unwrapResult(await client.call('fixes.preview', bulk(revision, true)));
    expect(preview.actions.map(({ action }) => action)).toEqual(['change-neo-email']);
    expect(preview.asksToInvite).toBe(false);
    expect(preview.leftOut.find(({ why }) => why === 'directory')?.rows).toBeGreaterThan(0);
    const missing = all.find(({ code }) => code === 'amazon-user-missing');
    const place = { revision, row: missing?.row ?? -1 };
    const { options } = unwrapResult(await client.call('fixes.options', place));
    expect(options.filter(({ side }) => side === 'amazon').map(({ action, adoptable }) => [action, adoptable])).toContainEqual([
      'assign-in-directory',
      false,
    ]);
    expect(failureCodeOf(await client.call('fixes.adopt', { ...place, choice: { kind: 'invitation' } }))).toBe('fix-not-offered');
    const typed = { side: 'amazon', address: 'typed@example.co.jp' } as const;
    expect(unwrapResult(await client.call('fixes.check', { ...place, ...typed })).adoptable).toBe(false);
    expect(failureCodeOf(await client.call('fixes.adopt', { ...place, choice: { kind: 'typed', ...typed } }))).toBe('fix-not-offered');
    expect((await fixes()).total).toBe(0);
    unwrapResult(await client.call('companies.changeMatchingPolicy', { ...policy, amazonUsersFrom: 'invitations' }));
  });

  it('previews what adopting everything would do, and then does exactly that', async () => {
    const { revision } = await rows();
    const certain = unwrapResult(await client.call('fixes.preview', bulk(revision)));
    const ticked = certain.toLookAt.first.map(({ row }) => row);
    everything = (of) => bulk(of, false, ticked);
    expect(ticked).toHaveLength(certain.toLookAt.total);
    expect([certain.adoptable > 15, ticked.length > 15]).toEqual([true, true]);
    const preview = unwrapResult(await client.call('fixes.preview', everything(revision)));
    expect(preview.adoptable).toBe(certain.adoptable + ticked.length);
    expect(preview.actions.reduce((sum, { adoptable }) => sum + adoptable, 0)).toBe(preview.adoptable);
    expect(certain.actions.reduce((sum, { open }) => sum + open, 0)).toBe(ticked.length);
    // An account keeps its address, so a person who has an account is invited again, and this is shown before the selection.
    const again = certain.toLookAt.first.filter(({ side, code }) => side === 'amazon' && code === 'email-differs-case');
    expect(new Set(again.map(({ action }) => action))).toEqual(new Set(['reinvite-on-amazon']));
    expect(certain.actions.find(({ action }) => action === 'reinvite-on-amazon')?.open).toBeGreaterThanOrEqual(again.length);
    expect(preview.leftOut.length).toBeGreaterThan(0);
    const adopted = unwrapResult(await client.call('fixes.adoptMany', everything(revision)));
    expect(adopted).toMatchObject({ adopted: preview.adoptable, leftOut: preview.leftOut });
    const list = await fixes();
    expect([list.total, list.counts.adopted]).toEqual([preview.adoptable, preview.adoptable]);
    expect(list.lastStep).toMatchObject({ id: adopted.stepId, kind: 'adopt', people: preview.adoptable });
    // The findings show the adoption and can be filtered by it.
    const found = unwrapResult(
      await client.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, triage: 'adopted', perPerson: true },
        sort: { by: 'severity', direction: 'ascending' },
        offset: 0,
        limit: 500,
      }),
    );
    expect(found.total).toBe(preview.adoptable);
    expect(new Set(found.rows.map(({ triage }) => triage.fix))).toEqual(new Set(['adopted']));
    // No value is assigned to two people.
    expect(new Set(list.fixes.map(({ to }) => to)).size).toBe(list.total);
    expect(unwrapResult(await client.call('fixes.adoptMany', everything(revision)))).toMatchObject({ adopted: 0, stepId: null });
  });

  it('undoes only the last step', async () => {
    const { lastStep, total } = await fixes();
    if (lastStep === null) throw new Error('no step');
    expect(failureCodeOf(await client.call('fixes.undo', { stepId: lastStep.id + 1 }))).toBe('command-not-found');
    expect(unwrapResult(await client.call('fixes.undo', { stepId: lastStep.id }))).toEqual({ restored: total, kept: 0 });
    expect((await fixes()).total).toBe(0);
    const { revision } = await rows();
    expect(unwrapResult(await client.call('fixes.adoptMany', everything(revision))).adopted).toBe(total);
  });

  it('does the step again that was undone last, until another one is made', async () => {
    const standing = (await fixes()).fixes;
    const step = (await fixes()).lastStep?.id ?? -1;
    const drop = async (at: number): Promise<number> =>
      unwrapResult(await client.call('fixes.drop', { people: [standing[at]?.person ?? ''] })).stepId ?? -1;
    const dropped = [await drop(0), await drop(1)] as const;
    const left = (await fixes()).fixes;
    const redo = (stepId: number) => client.call('fixes.redo', { stepId });
    expect(failureCodeOf(await redo(dropped[1]))).toBe('command-not-found');
    for (const stepId of dropped.toReversed()) unwrapResult(await client.call('fixes.undo', { stepId }));
    expect((await fixes()).fixes).toEqual(standing);
    expect((await fixes()).lastStep?.id).toBe(step);
    expect(failureCodeOf(await redo(dropped[1]))).toBe('command-not-found');
    expect(unwrapResult(await redo(dropped[0]))).toEqual({ restored: 1, kept: 0 });
    expect(unwrapResult(await redo(dropped[1]))).toEqual({ restored: 1, kept: 0 });
    expect((await fixes()).fixes).toEqual(left);
    for (const stepId of dropped.toReversed()) unwrapResult(await client.call('fixes.undo', { stepId }));
    expect((await fixes()).fixes).toEqual(standing);
    const other = await drop(2);
    expect(failureCodeOf(await redo(dropped[0]))).toBe('command-not-found');
    unwrapResult(await client.call('fixes.undo', { stepId: other }));
    expect((await fixes()).fixes).toEqual(standing);
  });

  it('writes a file whose import into NEO makes exactly these people meet their accounts', async () => {
    const export932 = join(lists, 'neo-users.csv');
    const before = unwrapResult(await client.call('readiness.summary', {}));
    const order = { token: await token(export932), reading: {}, again: false };
    const preview = unwrapResult(await client.call('fixes.previewNeoFile', order));
    expect(preview).toMatchObject({ encoding: 'shift_jis', delimiter: 'comma', missing: [] });
    expect(preview.changes).toBeGreaterThan(30);
    expect(preview.leftOut.total).toBe(0);
    const open = (await fixes({ sides: ['neo'] })).fixes;
    const job = await client.finish(client.call('fixes.writeNeoFile', { ...order, language: 'ja' }));
    expect([job.state, job.error]).toEqual(['done', null]);
    expect(job.result).toMatchObject({ people: open.length, leftOut: 0 });
    const file = rowsOfExport(await bytesOf(String(job.result?.['token'])), 'cp932');
    expect(file).toHaveLength(open.length + 1);
    const written = (await fixes({ states: ['written'] })).fixes;
    expect(written.map(({ person }) => person).sort()).toEqual(open.map(({ person }) => person).sort());
    for (const { written: place, to, neoUserId } of written)
      expect(file[(place?.row ?? 0) - 1]).toEqual(expect.arrayContaining([to, neoUserId]));

    const after = join(lists, 'neo-after.csv');
    writeFileSync(after, exportOf(importIntoNeo(rowsOfExport(readFileSync(export932), 'cp932'), file), 'cp932'));
    await importList(after, 'neo-users');
    await importList(join(lists, 'amazon-users-utf8.csv'), 'amazon-users');
    const arrived = await fixes({ sides: ['neo'] });
    expect(arrived.counts).toMatchObject({ arrived: open.length, written: 0, overtaken: 0, lost: 0 });
    const blocked = new Map<string | null, string[]>();
    for (const { neoUserId, code, severity } of (await rows({ severities: ['block'] })).rows)
      if (severity === 'block') blocked.set(neoUserId, [...(blocked.get(neoUserId) ?? []), code]);
    for (const { neoUserId } of arrived.fixes)
      expect([
        neoUserId,
        (blocked.get(neoUserId) ?? []).filter(
          (code) => code.startsWith('email-') || code === 'person-match' || code.startsWith('work-email'),
        ),
      ]).toEqual([neoUserId, []]);
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    expect((summary?.ready ?? 0) - (before?.ready ?? 0)).toBeGreaterThan(25);
  });

  it('keeps a record of every writing, with its files', async () => {
    const [writing] = unwrapResult(await client.call('fixes.writings', {})).writings;
    expect(writing).toMatchObject({ side: 'neo', source: 'neo-users.csv' });
    const report = (await bytesOf(writing?.report?.token ?? '')).toString('utf8');
    expect(report.split('\r\n')[0]).toBe(
      '\ufeffresult,side,name,neoUserId,loginId,from,to,oldAccount,file,row,found,change,fromGroup,toGroup',
    );
    expect(report.trimEnd().split('\r\n')).toHaveLength((writing?.people ?? 0) + 1);
  });
});

describe('fixes of one\u2019s own lists', () => {
  let client: HostClient;
  let lists: string;
  const { token, rows, fixes, importList, bytesOf } = askingOf(() => client);
  const NEO = [
    'ID,氏名,ログインID,パスワード,職場用メールアドレス,備考',
    '1,田中 太郎,tanaka,secret,Tanaka@example.co.jp,"a,b"',
    '2,鈴木 花子,suzuki,********,suzuki@example.co.jp,',
    '3,佐藤 次郎,sato,********,sato@example.co.jp,',
    '4,高橋 一,takahashi,********,,',
  ];
  const AMAZON = [
    'メールアドレス,氏名,役割,グループ',
    'tanaka@example.co.jp,田中 太郎,パンチアウト,購買',
    'takahashi.old@example.co.jp,髙橋 一,パンチアウト,購買',
    'ghost@example.co.jp,幽霊,パンチアウト,購買',
  ];
  const write = (file: string, lines: readonly string[]): string => {
    const path = join(lists, file);
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
    return path;
  };

  beforeAll(async () => {
    lists = temporaryFolder('fixes');
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    await importList(write('neo.csv', NEO), 'neo-users');
    await importList(write('amazon.csv', AMAZON), 'amazon-users');
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });

  const rowOf = async (loginId: string): Promise<{ revision: number; row: FindingRow }> => {
    const { revision, rows: found } = await rows({ severities: ['block'] });
    const row = found.find((candidate) => candidate.loginId === loginId);
    if (row === undefined) throw new Error(`no finding of ${loginId}`);
    return { revision, row };
  };

  it('gives suggestions with confidence and reasons', async () => {
    const tanaka = await rowOf('tanaka');
    expect(tanaka.row.suggestion).toMatchObject({
      side: 'neo',
      address: 'tanaka@example.co.jp',
      ambiguous: false,
      confidence: 'high',
      reasons: ['other-capitals', 'same-name', 'differs-only-case'],
      alternatives: [],
    });
    const takahashi = await rowOf('takahashi');
    expect(takahashi.row.suggestion).toMatchObject({
      address: 'takahashi.old@example.co.jp',
      confidence: 'low',
      reasons: ['other-empty', 'same-name-variant'],
    });
  });

  it('shows the cheaper side to fix and the side effects of each option', async () => {
    const { revision, row } = await rowOf('tanaka');
    const { options } = unwrapResult(await client.call('fixes.options', { revision, row: row.row }));
    expect(options.map(({ action, recommended }) => [action, recommended])).toEqual([
      ['change-neo-email', true],
      ['reinvite-on-amazon', false],
    ]);
    const missing = await rowOf('suzuki');
    expect(unwrapResult(await client.call('fixes.options', { revision, row: missing.row.row })).options[0]).toMatchObject({
      action: 'invite-on-amazon',
      side: 'amazon',
      address: 'suzuki@example.co.jp',
      adoptable: true,
    });
    expect(failureCodeOf(await client.call('fixes.options', { revision: revision + 1, row: 0 }))).toBe('run-not-found');
  });

  it('checks a typed address before it is adopted', async () => {
    const { revision, row } = await rowOf('takahashi');
    const check = async (address: string, side: 'neo' | 'amazon' = 'neo') =>
      unwrapResult(await client.call('fixes.check', { revision, row: row.row, side, address }));
    expect(await check('takahashi.old@example.co.jp')).toMatchObject({
      adoptable: true,
      onOtherSide: true,
      collisions: [],
      effects: ['neo-one-cell', 'neo-mail-address-changes', 'neo-person-may-change-again'],
    });
    expect(await check('Suzuki@Example.co.jp')).toMatchObject({ adoptable: false, collisions: [{ where: 'neo', name: '鈴木 花子' }] });
    expect(await check('no address')).toMatchObject({ adoptable: false });
    expect(await check('takahashi@example.co.jp')).toMatchObject({ adoptable: true, onOtherSide: false });
    expect(await check('another@example.co.jp', 'amazon')).toMatchObject({ adoptable: true, onOtherSide: false });
    expect((await check(row.workEmail ?? '', 'amazon')).onOtherSide).toBe(true);
    const adopt = async (address: string) =>
      failureCodeOf(await client.call('fixes.adopt', { revision, row: row.row, choice: { kind: 'typed', side: 'neo', address } }));
    expect(await adopt('no address')).toBe('fix-address-malformed');
    expect(await adopt('suzuki@example.co.jp')).toBe('fix-address-taken');
    expect(
      failureCodeOf(
        await client.call('fixes.adopt', { revision, row: row.row, choice: { kind: 'alternative', address: 'ghost@example.co.jp' } }),
      ),
    ).toBe('fix-not-offered');
    expect(failureCodeOf(await client.call('fixes.adopt', { revision, row: row.row, choice: { kind: 'invitation' } }))).toBe(
      'fix-not-offered',
    );
    expect(await adopt('takahashi.old@example.co.jp')).toBe('ok');
  });

  it('invites whom Amazon does not know', async () => {
    const { revision, row } = await rowOf('tanaka');
    // A difference in case may be intended, so it requires a review.
    expect(unwrapResult(await client.call('fixes.adoptMany', bulk(revision))).adopted).toBe(0);
    expect(unwrapResult(await client.call('fixes.adoptMany', bulk(revision, false, [row.row]))).adopted).toBe(1);
    expect(unwrapResult(await client.call('fixes.adoptMany', bulk(revision, true))).adopted).toBe(2);
    expect((await fixes({ sides: ['amazon'] })).fixes.map(({ to, choice }) => [to, choice])).toEqual([
      ['sato@example.co.jp', 'invitation'],
      ['suzuki@example.co.jp', 'invitation'],
    ]);
  });

  it('refuses an export without a password column, and a file about another company', async () => {
    const attempt = async (path: string) =>
      (await client.finish(client.call('fixes.writeNeoFile', { token: await token(path), reading: {}, again: false, language: 'en' })))
        .error?.code;
    expect(
      await attempt(
        write(
          'no-password.csv',
          NEO.map((line) => line.replace(/^([^,]*,[^,]*,[^,]*),[^,]*/, '$1')),
        ),
      ),
    ).toBe('fix-no-password-column');
    expect(await attempt(write('others.csv', [NEO[0] as string, '9,別人,other,********,x@example.co.jp,']))).toBe('fix-export-mismatch');
    expect((await fixes({ sides: ['neo'] })).counts).toMatchObject({ adopted: 2, written: 0 });
  });

  it('writes only the changed rows, and keeps every other byte in them', async () => {
    const moved = NEO.map((line) => line.replace('takahashi,********,,', 'takahashi,********,moved@example.co.jp,'));
    const path = write('export.csv', moved);
    const preview = unwrapResult(await client.call('fixes.previewNeoFile', { token: await token(path), reading: {}, again: false }));
    expect(preview.sample).toEqual([{ name: '田中 太郎', row: 2, from: 'Tanaka@example.co.jp', to: 'tanaka@example.co.jp' }]);
    expect(preview.leftOut).toMatchObject({
      total: 1,
      first: [{ why: 'email-changed', name: '高橋 一', row: 5, found: 'moved@example.co.jp' }],
    });
    const job = await client.finish(
      client.call('fixes.writeNeoFile', { token: await token(path), reading: {}, again: false, language: 'en' }),
    );
    expect(job.result).toMatchObject({ people: 1, leftOut: 1 });
    expect((await bytesOf(String(job.result?.['token']))).toString('utf8')).toBe(
      `${NEO[0]}\r\n1,田中 太郎,tanaka,********,tanaka@example.co.jp,"a,b"\r\n`,
    );
    const again = await client.finish(
      client.call('fixes.writeNeoFile', { token: await token(path), reading: {}, again: true, language: 'en' }),
    );
    expect(again.result).toMatchObject({ people: 1 });
  });

  it('fills the template that was downloaded', async () => {
    const template = write('template.csv', [
      '"Email","Group","Role","First name","Last name","Note"',
      '"example@example.com","購買","PunchOut User","Taro","Yamada","sample"',
    ]);
    const order = { token: await token(template), reading: {}, again: false };
    const preview = unwrapResult(await client.call('fixes.previewTemplate', order));
    expect(preview).toMatchObject({
      format: 'csv',
      people: 2,
      files: 1,
      missing: [],
      existing: { rows: 1, withEmail: 1 },
      defaults: { group: '購買', role: 'PunchOut User', action: '' },
    });
    expect(
      failureCodeOf(
        await client.call('fixes.previewTemplate', { ...order, token: await token(write('bad.csv', ['Group,Role', '購買,x'])) }),
      ),
    ).toBe('fix-template-no-email');
    const job = await client.finish(
      client.call('fixes.writeAmazonSheet', { ...order, language: 'en', values: preview.defaults, existing: 'remove' }),
    );
    expect(job.result).toMatchObject({ people: 2, files: 1, leftOut: 0 });
    expect((await bytesOf(String(job.result?.['token']))).toString('utf8')).toBe(
      [
        '"Email","Group","Role","First name","Last name","Note"',
        '"sato@example.co.jp","購買","PunchOut User","次郎","佐藤",""',
        '"suzuki@example.co.jp","購買","PunchOut User","花子","鈴木",""',
        '',
      ].join('\r\n'),
    );
    const nothing = await client.finish(
      client.call('fixes.writeAmazonSheet', { ...order, language: 'en', values: preview.defaults, existing: 'remove' }),
    );
    expect(nothing.error?.code).toBe('fix-nothing-to-write');
  });

  it('detects fixes that arrived, fixes that became obsolete and people who are gone', async () => {
    const after = NEO.filter((line) => !line.startsWith('3,')).map((line) =>
      line.replace('Tanaka@', 'tanaka@').replace('takahashi,********,,', 'takahashi,********,other@example.co.jp,'),
    );
    await importList(write('neo-after.csv', after), 'neo-users');
    const states = Object.fromEntries((await fixes()).fixes.map(({ loginId, state }: FixRow) => [loginId, state]));
    expect(states).toEqual({ tanaka: 'arrived', takahashi: 'overtaken', sato: 'lost', suzuki: 'written' });
    await importList(write('amazon-after.csv', [...AMAZON, 'suzuki@example.co.jp,鈴木 花子,パンチアウト,購買']), 'amazon-users');
    expect((await fixes({ search: 'ｽｽﾞｷ' })).total).toBe(0);
    expect((await fixes({ search: '鈴木' })).fixes[0]).toMatchObject({ state: 'arrived' });
  });

  it('remembers them after a restart, and forgets them with undo', async () => {
    const { total } = await fixes();
    const dropped = unwrapResult(await client.call('fixes.drop', { filter: { ...ALL_FIXES, states: ['overtaken', 'lost'] } }));
    expect(dropped.dropped).toBe(2);
    await client.close();
    client = await openHostClient('dispatcher', client.folder);
    expect((await fixes()).total).toBe(total - 2);
    unwrapResult(await client.call('fixes.undo', { stepId: dropped.stepId ?? 0 }));
    expect((await fixes()).total).toBe(total);
    expect(
      unwrapResult(await client.call('fixes.writings', {})).writings.every(
        ({ report, files }) => report === null && files.every(({ file }) => file === null),
      ),
    ).toBe(true);
  });
});
