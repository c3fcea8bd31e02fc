import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTriageService } from '#main/app/triage/triage-service.ts';
import type { CallParsedInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { NEO_EXPORT, openFixCompany } from '../../support/fix-company.ts';

let company: Awaited<ReturnType<typeof openFixCompany>>;
beforeEach(async () => {
  company = await openFixCompany();
});
afterEach(() => company.close());

const ROW = { tanaka: 1, suzuki: 2, sato: 3, takahashi: 4, taishoku: 5 } as const;
const revision = (): number => company.session.requireFindings().revision;
const at = (who: keyof typeof ROW) => ({ revision: revision(), row: ROW[who] });
const bulk = (over: Partial<CallParsedInput<'fixes.preview'>> = {}): CallParsedInput<'fixes.preview'> => ({
  selection: { revision: revision(), filter: EMPTY_FINDING_FILTER, except: [] },
  invite: true,
  ticked: [],
  ...over,
});
type FixFilter = CallParsedInput<'fixes.list'>['filter'];
const names = async (filter: Partial<FixFilter> = {}, window = { offset: 0, limit: 50 }) => {
  const { total, fixes } = await company.fixes.fixes({ filter: { states: [], sides: [], search: '', ...filter }, ...window });
  return `${total}: ${fixes.map(({ name }) => name).join(', ')}`;
};
const adoptEverything = async (): Promise<void> => {
  await company.fixes.adoptFixes(bulk({ ticked: [ROW.takahashi] }));
  const { rows } = await company.fixes.accountChanges();
  const changes = rows.flatMap(({ email, changes: offered }) => offered.slice(0, 1).map((change) => ({ email, ...change })));
  await company.fixes.adoptAccounts({ revision: revision(), changes });
};
const ofExport = () => ({
  path: company.fileOf('export.csv', NEO_EXPORT),
  name: 'export.csv',
  reading: {},
  again: false,
  language: 'ja' as const,
  out: join(company.folder, 'neo'),
});
const textOf = (name: string): string[] => readFileSync(join(company.folder, name), 'utf8').split('\r\n');

describe('fixes of many findings', () => {
  it('are previewed by action, with skipped people and reasons, and with cases that need a check', async () => {
    const planned = (row: number, name: string, side: string, action: string, from: string, to: string) => ({
      row,
      name,
      side,
      action,
      from,
      to,
    });
    const tanaka = planned(1, '田中 太郎', 'neo', 'change-neo-email', 'tanaka１@example.co.jp', 'tanaka1@example.co.jp');
    const suzuki = planned(2, '鈴木 花子', 'amazon', 'invite-on-amazon', '', 'suzuki@example.co.jp');
    const sato = planned(3, '佐藤 次郎', 'amazon', 'invite-on-amazon', '', 'sato@example.co.jp');
    const takahashi = {
      ...planned(4, '髙橋 一', 'neo', 'change-neo-email', '', 'takahashi.old@example.co.jp'),
      code: 'work-email-missing',
      workEmail: '',
      amazonEmail: 'takahashi.old@example.co.jp',
      confidence: 'low',
      reasons: ['other-empty', 'same-name'],
    };
    const leftOut = [
      { why: 'no-suggestion', rows: 2, first: [] },
      { why: 'account', rows: 2, first: [{ row: 5, name: '退職 五', found: '' }] },
    ];
    expect(await company.fixes.previewFixes(bulk())).toEqual({
      adoptable: 3,
      actions: [
        { action: 'change-neo-email', adoptable: 1, open: 1 },
        { action: 'invite-on-amazon', adoptable: 2, open: 0 },
      ],
      asksToInvite: true,
      leftOut,
      sample: [tanaka, suzuki, sato],
      toLookAt: { total: 1, first: [{ ...takahashi, ticked: false }] },
    });
    const ticked = await company.fixes.previewFixes(bulk({ ticked: [ROW.takahashi] }));
    expect(ticked).toMatchObject({ adoptable: 4, actions: [{ adoptable: 2, open: 0 }, { adoptable: 2 }] });
    expect(ticked.toLookAt.first).toEqual([{ ...takahashi, ticked: true }]);
    const some = { revision: revision(), rows: [1, 1, 5] };
    expect(await company.fixes.previewFixes(bulk({ selection: some }))).toMatchObject({ adoptable: 1, leftOut: [{ rows: 1 }] });
    const but = { revision: revision(), filter: EMPTY_FINDING_FILTER, except: [1, 2] };
    expect(await company.fixes.previewFixes(bulk({ selection: but }))).toMatchObject({ adoptable: 1, sample: [sato] });
    const old = { revision: revision() - 1, rows: [1] };
    await expect(company.fixes.previewFixes(bulk({ selection: old }))).rejects.toThrow('run-not-found');
  });

  it('skip people whose finding was accepted, and say so; a row selected individually is included', async () => {
    const { changeTriage } = createTriageService(company.session);
    const accept = (row: number) =>
      changeTriage({ selection: { revision: revision(), rows: [row] }, change: { kind: 'accept', reason: '入社前', until: null } });
    await accept(ROW.suzuki);
    const all = { revision: revision(), filter: { ...EMPTY_FINDING_FILTER, triage: 'all' as const }, except: [] };
    const { adoptable, leftOut } = await company.fixes.previewFixes(bulk({ selection: all }));
    expect([adoptable, leftOut.find(({ why }) => why === 'accepted')]).toEqual([
      2,
      { why: 'accepted', rows: 1, first: [{ row: ROW.suzuki, name: '鈴木 花子', found: '' }] },
    ]);
    const accepted = { ...all, filter: { ...EMPTY_FINDING_FILTER, triage: 'accepted' as const } };
    for (const selection of [accepted, { revision: revision(), rows: [ROW.suzuki] }])
      expect(await company.fixes.previewFixes(bulk({ selection }))).toMatchObject({ adoptable: 1, leftOut: [] });
    expect(await company.fixes.adoptFixes(bulk({ selection: all }))).toMatchObject({ adopted: 2 });
    expect(await names()).toBe('2: 佐藤 次郎, 田中 太郎');
  });

  it('are adopted once, listed by name, and found by their subject', async () => {
    expect(await company.fixes.adoptFixes(bulk())).toMatchObject({ stepId: 1, adopted: 3 });
    expect(await company.fixes.adoptFixes(bulk())).toMatchObject({ stepId: null, adopted: 0 });
    await company.fixes.adoptFixes(bulk({ ticked: [ROW.takahashi] }));
    const rows = { revision: revision(), rows: [ROW.tanaka, ROW.taishoku, 6] };
    const { leftOut } = await company.fixes.previewFixes(bulk({ selection: rows }));
    expect(leftOut.map(({ why, rows: count, first }) => [why, count, first.length])).toEqual([
      ['already-adopted', 1, 1],
      ['account', 1, 1],
      ['no-suggestion', 1, 0],
    ]);
    expect(await names()).toBe('4: 佐藤 次郎, 田中 太郎, 鈴木 花子, 髙橋 一');
    expect(await names({}, { offset: 1, limit: 2 })).toBe('4: 田中 太郎, 鈴木 花子');
    expect(await names({ sides: ['neo'] })).toBe('2: 田中 太郎, 髙橋 一');
    expect(await names({ states: ['written'] })).toBe('0: ');
    expect(await names({ states: ['adopted'], search: '花子' })).toBe('1: 鈴木 花子');
    for (const search of ['田中太郎', '中 太', 'TANAKA', 'tanaka1@', 'tanaka １'])
      expect(await names({ search }), search).toBe('1: 田中 太郎');
    expect(await names({ search: 'takahashi.old' })).toBe('1: 髙橋 一');
    expect(await names({ search: '田中 花子' })).toBe('0: ');
    const counted = await company.fixes.fixes({ filter: { states: ['lost'], sides: ['amazon'], search: '' }, offset: 0, limit: 1 });
    expect(counted).toMatchObject({ total: 0, counts: { adopted: 2, written: 0, arrived: 0, overtaken: 0, lost: 0 } });
    expect(counted.lastStep).toMatchObject({ id: 2, kind: 'adopt', people: 1 });
  });

  it('are dropped by name or by filter, without a step if nothing is dropped', async () => {
    await company.fixes.adoptFixes(bulk());
    expect(await company.fixes.dropFixes({ people: ['id:1', 'nobody'] })).toEqual({ stepId: 2, dropped: 1 });
    expect(await company.fixes.dropFixes({ people: ['nobody'] })).toEqual({ stepId: null, dropped: 0 });
    expect(await company.fixes.dropFixes({ filter: { states: [], sides: ['amazon'], search: '佐藤' } })).toEqual({ stepId: 3, dropped: 1 });
    expect(await names()).toBe('1: 鈴木 花子');
    await expect(company.fixes.undoFixes(99)).rejects.toThrow('command-not-found');
    expect(await company.fixes.undoFixes(3)).toEqual({ restored: 1, kept: 0 });
    expect(await names()).toBe('2: 佐藤 次郎, 鈴木 花子');
    await expect(company.fixes.redoFixes(99)).rejects.toThrow('command-not-found');
    expect(await company.fixes.redoFixes(3)).toEqual({ restored: 1, kept: 0 });
    expect(await names()).toBe('1: 鈴木 花子');
  });
});

describe('a fix of one finding', () => {
  it('is one of the offered options, and is shown once it was adopted', async () => {
    const offered = async (who: keyof typeof ROW) => {
      const { options, adopted, withheld } = await company.fixes.fixOptions(at(who));
      return [options.map(({ action, address, recommended }) => [action, address, recommended].join(' ')), adopted?.to ?? null, withheld];
    };
    expect(await offered('tanaka')).toEqual([['change-neo-email tanaka1@example.co.jp true'], null, null]);
    expect(await offered('suzuki')).toEqual([['invite-on-amazon suzuki@example.co.jp true'], null, null]);
    expect(await offered('takahashi')).toEqual([['change-neo-email takahashi.old@example.co.jp false'], null, null]);
    expect(await offered('taishoku')).toEqual([['remove-on-amazon  true', 'leave-group-on-amazon  false'], null, null]);
    await adoptEverything();
    expect((await offered('tanaka'))[1]).toBe('tanaka1@example.co.jp');
    expect((await offered('taishoku'))[1]).toBe('taishoku@example.co.jp');
    await expect(company.fixes.fixOptions({ revision: revision(), row: 99 })).rejects.toThrow('run-not-found');
    await expect(company.fixes.fixOptions({ revision: revision() - 1, row: 1 })).rejects.toThrow('run-not-found');
  });

  it('is nothing that is not offered', async () => {
    for (const [who, choice] of [
      ['tanaka', { kind: 'invitation' }],
      ['taishoku', { kind: 'invitation' }],
      ['suzuki', { kind: 'suggestion' }],
      ['tanaka', { kind: 'alternative', address: 'other@example.co.jp' }],
      ['taishoku', { kind: 'account', account: { kind: 'leave-group', from: '総務', group: '' } }],
      ['tanaka', { kind: 'account', account: { kind: 'remove-account', from: '', group: '' } }],
      ['tanaka', { kind: 'typed', side: 'neo', address: 'tanaka１@example.co.jp' }],
    ] as const) {
      const adopting = company.fixes.adoptFix({ ...at(who), choice } as CallParsedInput<'fixes.adopt'>);
      await expect(adopting, JSON.stringify(choice)).rejects.toThrow('fix-not-offered');
    }
    expect(await names()).toBe('0: ');
  });

  it('is adopted by suggestion, invitation, own words or change of the account', async () => {
    const { adoptFix } = company.fixes;
    expect(await adoptFix({ ...at('tanaka'), choice: { kind: 'suggestion' } })).toEqual({ stepId: 1, adopted: 1, leftOut: [] });
    await adoptFix({ ...at('suzuki'), choice: { kind: 'invitation' } });
    await adoptFix({ ...at('sato'), choice: { kind: 'typed', side: 'neo', address: 'sato.jiro@example.co.jp' } });
    const account = { kind: 'leave-group', from: '購買', group: '' } as const;
    await adoptFix({ ...at('taishoku'), choice: { kind: 'account', account } });
    const { fixes } = await company.fixes.fixes({ filter: { states: [], sides: [], search: '' }, offset: 0, limit: 9 });
    expect(fixes.map(({ name, side, choice, to, account: change }) => [name, side, choice, to, change?.kind ?? ''].join(' '))).toEqual([
      '佐藤 次郎 neo typed sato.jiro@example.co.jp ',
      '田中 太郎 neo suggestion tanaka1@example.co.jp ',
      '退職 五 amazon account taishoku@example.co.jp leave-group',
      '鈴木 花子 amazon invitation suzuki@example.co.jp ',
    ]);
  });

  it('in own words is no blank, no broken and no taken address', async () => {
    const typed = (address: string) =>
      company.fixes.adoptFix({ ...at('sato'), choice: { kind: 'typed', side: 'neo', address } } as CallParsedInput<'fixes.adopt'>);
    const failure = (code: string, params: object) => ({ failure: { code, params } });
    await expect(typed('')).rejects.toMatchObject(failure('fix-address-malformed', { address: '', problem: 'empty' }));
    await expect(typed('sato')).rejects.toMatchObject(failure('fix-address-malformed', { address: 'sato' }));
    await expect(typed('suzuki@example.co.jp')).rejects.toMatchObject(
      failure('fix-address-taken', { address: 'suzuki@example.co.jp', where: 'neo', name: '鈴木 花子' }),
    );
    const check = async (address: string) => {
      const { adoptable, unchanged, problems, collisions } = await company.fixes.checkFix({ ...at('sato'), side: 'neo', address });
      return [adoptable, unchanged, problems.length, collisions.map(({ name }) => name).join()];
    };
    expect(await check('sato.jiro@example.co.jp')).toEqual([true, false, 0, '']);
    expect(await check('sato@example.co.jp')).toEqual([false, true, 0, '']);
    expect(await check('suzuki@example.co.jp')).toEqual([false, false, 0, '鈴木 花子']);
    expect((await check('sato'))[0]).toBe(false);
    expect((await check(''))[0]).toBe(false);
    await expect(company.fixes.checkFix({ revision: revision(), row: 0, side: 'neo', address: 'a@b.jp' })).rejects.toThrow(
      'fix-not-offered',
    );
  });
});

describe('changes of accounts', () => {
  it('are listed by reason, with the wanted change, and adopted once', async () => {
    const rows = [
      ['taishoku@example.co.jp', '退職 五', 'taishoku', 'leaver', '購買', '', 'remove-account, leave-group 購買', true],
      ['ghost@example.co.jp', '幽霊', '', 'nobody', '購買', '', 'remove-account, leave-group 購買', false],
      ['watanabe@example.co.jp', '渡辺 六', 'watanabe', 'mover', '総務', '購買', 'move-group 総務 購買', false],
    ];
    const told = async () => {
      const { rows: found, ...rest } = await company.fixes.accountChanges();
      const brief = found.map(({ email, name, loginId, why, groups, wanted, changes, certain }) => [
        email,
        name,
        loginId,
        why,
        groups.join(),
        wanted.join(),
        changes.map(({ kind, from, group }) => [kind, from, group].filter((part) => part !== '').join(' ')).join(', '),
        certain,
      ]);
      return { ...rest, brief, adopted: found.map(({ adopted }) => adopted) };
    };
    const total = { leaver: 1, nobody: 1, mover: 1, 'no-group': 0, 'no-role': 0 };
    expect(await told()).toEqual({ revision: revision(), total, endedElsewhere: false, brief: rows, adopted: [null, null, null] });
    const change = { email: 'watanabe@example.co.jp', kind: 'move-group', from: '総務', group: '購買' } as const;
    const adopt = (...changes: CallParsedInput<'fixes.adoptAccounts'>['changes']) =>
      company.fixes.adoptAccounts({ revision: revision(), changes });
    await expect(adopt({ ...change, group: '総務' })).rejects.toThrow('fix-not-offered');
    await expect(adopt({ ...change, email: 'suzuki@example.co.jp' })).rejects.toThrow('fix-not-offered');
    await expect(company.fixes.adoptAccounts({ revision: revision() - 1, changes: [change] })).rejects.toThrow('run-not-found');
    expect(await adopt(change)).toEqual({ stepId: 1, adopted: 1, leftOut: [] });
    expect(await adopt(change)).toEqual({ stepId: null, adopted: 0, leftOut: [] });
    expect((await told()).adopted).toEqual([null, null, 'adopted']);
  });

  it('mark those that were accepted', async () => {
    await createTriageService(company.session).changeTriage({
      selection: { revision: revision(), rows: [7] },
      change: { kind: 'accept', reason: '委託先', until: null },
    });
    const { rows } = await company.fixes.accountChanges();
    expect(rows.map(({ why, accepted }) => [why, accepted])).toEqual([
      ['leaver', false],
      ['nobody', true],
      ['mover', false],
    ]);
  });

  it('do not end an account whose address is being assigned to a person', async () => {
    const give = { kind: 'typed', side: 'neo', address: 'Ghost@example.co.jp' } as const;
    await company.fixes.adoptFix({ ...at('takahashi'), choice: give });
    expect((await company.fixes.accountChanges()).rows.map(({ email }) => email)).toEqual([
      'taishoku@example.co.jp',
      'watanabe@example.co.jp',
    ]);
    expect((await company.fixes.fixOptions({ revision: revision(), row: 7 })).options).toEqual([]);
  });
});

describe('files of fixes', () => {
  const HEADER = '\ufeffresult,side,name,neoUserId,loginId,from,to,oldAccount,file,row,found,change,fromGroup,toGroup';

  it('are not created if they would be empty', async () => {
    await expect(company.fixes.previewNeoFile(ofExport())).rejects.toThrow('fix-nothing-to-write');
  });

  it('for NEO hold the rows that change, and a record of them', async () => {
    await adoptEverything();
    const { columns, fields, ...preview } = await company.fixes.previewNeoFile(ofExport());
    expect(preview).toEqual({
      encoding: 'utf-8',
      delimiter: 'comma',
      missing: [],
      changes: 2,
      sample: [
        { name: '田中 太郎', row: 2, from: 'tanaka１@example.co.jp', to: 'tanaka1@example.co.jp' },
        { name: '髙橋 一', row: 5, from: '', to: 'takahashi.old@example.co.jp' },
      ],
      leftOut: { total: 0, first: [] },
      differs: null,
      unplaced: null,
    });
    expect(columns.map(({ index, header, samples }) => [index, header, ...samples].join(' '))).toEqual([
      '0 ID 1 2 3',
      '1 氏名 田中 太郎 鈴木 花子 佐藤 次郎',
      '2 ログインID tanaka suzuki sato',
      '3 社員番号 E1 E2 E3',
      '4 パスワード ********',
      '5 職場用メールアドレス tanaka１@example.co.jp suzuki@example.co.jp sato@example.co.jp',
      '6 使用停止フラグ 0 1',
      '7 所属組織 営業部 総務部',
      '8 備考 a,b',
    ]);
    expect(fields.find(({ id }) => id === 'workEmail')).toMatchObject({ required: true, column: 5 });
    const told: unknown[] = [];
    const work = { ...createSilentJobContext(), report: (progress: unknown) => void told.push(progress) };
    const name = 'NEO取り込み用 職場メール 2026-11-26.csv';
    const report = { path: join(company.folder, 'neo-report'), name: '修正の書き出し記録 2026-11-26' };
    expect(await company.fixes.writeNeoFile(ofExport(), work)).toEqual({
      writingId: 1,
      people: 2,
      invited: 0,
      oldAccounts: 0,
      changed: 0,
      leftOut: 0,
      files: [{ path: join(company.folder, 'neo-1'), name, rows: 2 }],
      report,
    });
    expect(told).toEqual([
      { phase: 'reading-file', done: 0, total: null },
      { phase: 'writing', done: 0, total: 1 },
    ]);
    expect(textOf('neo-1')).toEqual([
      NEO_EXPORT[0],
      '1,田中 太郎,tanaka,E1,********,tanaka1@example.co.jp,0,営業部,"a,b"',
      '4,髙橋 一,takahashi,E4,********,takahashi.old@example.co.jp,0,総務部,',
      '',
    ]);
    expect(textOf('neo-report')).toEqual([
      HEADER,
      `written,neo,田中 太郎,1,tanaka,tanaka１@example.co.jp,tanaka1@example.co.jp,,${name},2,,,,`,
      `written,neo,髙橋 一,4,takahashi,,takahashi.old@example.co.jp,,${name},3,,,,`,
      '',
    ]);
    // People in a written file are not written to a second one unless requested.
    await expect(company.fixes.writeNeoFile(ofExport(), createSilentJobContext())).rejects.toThrow('fix-nothing-to-write');
    expect(await company.fixes.previewNeoFile({ ...ofExport(), again: true })).toMatchObject({ changes: 2 });
  });
});
