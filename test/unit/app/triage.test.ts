import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExclusionService } from '#main/app/triage/exclusion-service.ts';
import { createTriageService, type TriageService } from '#main/app/triage/triage-service.ts';
import type { CallParsedInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { STANDARD_EXCLUSIONS } from '#shared/domain/triage/exclusions.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

const HEADER = 'ID,氏名,ログインID,職場用メールアドレス,使用停止フラグ';
const NEO = [
  HEADER,
  '1,田中 太郎,tanaka,tanaka@example.co.jp,0',
  '2,鈴木 花子,suzuki,suzuki@example.co.jp,0',
  '3,佐藤 次郎,sato,,0',
  '4,共有 受付,uketsuke,uketsuke@example.co.jp,0',
  '5,退職 五,taishoku,taishoku@example.co.jp,1',
];
const AMAZON = ['メールアドレス,氏名,役割,グループ', 'ghost@example.co.jp,幽霊,パンチアウト,購買'];
const DAY = 86_400_000;

describe('decisions about findings', () => {
  let company: OwnCompany;
  let triage: TriageService;
  beforeAll(async () => {
    company = await openOwnCompany();
    triage = createTriageService(company.session);
  });
  afterAll(() => company.close());

  type Decision = CallParsedInput<'triage.change'>;
  const revision = (): number => company.session.requireFindings().revision;
  const change = (selection: object, what: object) => triage.changeTriage({ selection, change: what } as Decision);
  const accept = (until: string | null = null) => ({ kind: 'accept', reason: '退職予定', until });
  const assign = { kind: 'assign', side: 'neo', person: '総務部' };
  /** Returns the rows of a finding code, in the order of the list. */
  const rowsOf = (code: string): number[] =>
    company.session.requireFindings().audit.findings.flatMap((finding, row) => (finding.code === code ? [row] : []));
  type Filter = CallParsedInput<'triage.ledger'>['filter'];
  const ledger = async (filter: Partial<Filter> = {}, window = { offset: 0, limit: 20 }) => {
    const { total, counts, entries } = await triage.ledger({ filter: { states: [], kinds: [], search: '', ...filter }, ...window });
    return {
      total,
      counts: Object.entries(counts).flatMap(([state, count]) => (count === 0 ? [] : [`${state} ${count}`])),
      lines: entries.map(({ kind, state, name, reason, until, side, person, note }) =>
        [kind, state, name, reason, until, side, person, note].filter((part) => part !== '' && part !== null).join(' '),
      ),
    };
  };

  it('are empty before there are findings', async () => {
    await expect(change({ revision: 1, rows: [0] }, accept())).rejects.toThrow('run-not-found');
    expect(await change({ keys: ['x'] }, accept())).toEqual({ commandId: null, findings: 0, blocking: 0 });
    expect(await ledger()).toEqual({ total: 0, counts: [], lines: [] });
  });

  it('count the findings, and how many of them block a person from ordering', async () => {
    await company.take('neo-users', NEO);
    await company.take('amazon-users', AMAZON);
    const rows = rowsOf('amazon-user-missing');
    expect(rows).toHaveLength(2);
    const beyond = company.session.requireFindings().audit.findings.length;
    await expect(change({ revision: revision(), rows: [beyond] }, accept())).rejects.toThrow('run-not-found');
    await expect(change({ revision: revision() - 1, rows }, accept())).rejects.toThrow('run-not-found');
    await expect(change({ revision: revision(), rows }, accept('2026-11-25'))).rejects.toThrow('invalid-input');
    expect(await change({ revision: revision(), rows }, accept('2026-11-26'))).toEqual({ commandId: 1, findings: 2, blocking: 2 });
    expect(await change({ revision: revision(), rows: rowsOf('amazon-orphan') }, assign)).toMatchObject({ findings: 1, blocking: 0 });
    expect(await change({ revision: revision(), rows: rowsOf('work-email-missing') }, assign)).toMatchObject({ findings: 1, blocking: 1 });
    expect(await change({ revision: revision(), rows: rows.slice(0, 1) }, { kind: 'note', text: '確認中' })).toMatchObject({ findings: 1 });
    // Setting the existing value changes nothing.
    const again = await change({ revision: revision(), rows: rows.slice(0, 1) }, { kind: 'note', text: '確認中' });
    expect(again).toEqual({ commandId: null, findings: 0, blocking: 0 });
    expect((await change({ revision: revision(), rows: rowsOf('amazon-orphan') }, { kind: 'reopen' })).findings).toBe(0);
    expect((await change({ revision: revision(), rows }, { kind: 'unassign' })).findings).toBe(0);
  });

  it('appear in the ledger, counted by state, and are found by their text', async () => {
    const lines = [
      'accept active 田中 太郎 退職予定 2026-11-26 確認中',
      'accept active 鈴木 花子 退職予定 2026-11-26',
      'assign active 佐藤 次郎 neo 総務部',
      'assign active 幽霊 neo 総務部',
    ];
    const all = await ledger();
    expect({ ...all, lines: all.lines.toSorted() }).toEqual({ total: 4, counts: ['active 4'], lines });
    expect(await ledger({}, { offset: 1, limit: 2 })).toEqual({ ...all, lines: all.lines.slice(1, 3) });
    expect((await ledger({ kinds: ['assign'] })).lines.toSorted()).toEqual(lines.slice(2));
    expect(await ledger({ states: ['expired'] })).toEqual({ total: 0, counts: ['active 4'], lines: [] });
    expect(await ledger({ kinds: ['accept'], states: ['expired'] })).toMatchObject({ total: 0, counts: ['active 2'] });
    expect((await ledger({ search: '総務 佐藤' })).lines).toEqual(lines.slice(2, 3));
    expect((await ledger({ search: '退職予定' })).total).toBe(2);
    expect((await ledger({ search: '確認中' })).lines).toEqual(lines.slice(0, 1));
    expect((await ledger({ search: '確認中 鈴木' })).total).toBe(0);
    const { entries } = await triage.ledger({ filter: { states: [], kinds: ['assign'], search: '幽霊' }, offset: 0, limit: 1 });
    expect(entries[0]).toMatchObject({ code: 'amazon-orphan', by: 'tanaka', at: '2026-11-26T01:00:00.000Z', reason: '', until: null });
    expect(entries[0]?.place).toMatchObject({ row: rowsOf('amazon-orphan')[0] });
  });

  it('end on their date, and are removed by their ledger lines', async () => {
    company.clock.now += DAY;
    await company.session.ready();
    expect((await ledger()).counts).toEqual(['active 2', 'expired 2']);
    const filter: Filter = { states: ['expired'], kinds: [], search: '' };
    expect(await change({ ledger: filter }, { kind: 'reopen' })).toMatchObject({ findings: 2, blocking: 2 });
    expect((await ledger()).counts).toEqual(['active 2']);
    expect((await change({ ledger: { ...filter, states: [] } }, { kind: 'reopen' })).findings).toBe(0);
    expect((await change({ ledger: { ...filter, states: [], search: '幽霊' } }, { kind: 'unassign' })).findings).toBe(1);
    expect((await ledger()).total).toBe(1);
  });

  it('are undone and redone by number, without changing any other', async () => {
    const rows = rowsOf('amazon-user-missing');
    const { commandId } = await change({ revision: revision(), rows }, accept());
    await expect(triage.undoTriage(99)).rejects.toThrow('command-not-found');
    expect(await triage.undoTriage(commandId ?? 0)).toEqual({ findings: 2 });
    expect((await ledger()).total).toBe(1);
    await expect(triage.redoTriage(99)).rejects.toThrow('command-not-found');
    expect(await triage.redoTriage(commandId ?? 0)).toMatchObject({ findings: 2, blocking: 2 });
    expect((await ledger()).total).toBe(3);
  });

  it('listed in another line of the ledger are kept', async () => {
    const [row = 0] = rowsOf('amazon-user-missing');
    await change({ revision: revision(), rows: [row] }, assign);
    const assigned: Filter = { states: [], kinds: ['assign'], search: '' };
    expect((await change({ ledger: assigned }, { kind: 'reopen' })).findings).toBe(0);
    expect((await change({ ledger: { ...assigned, kinds: ['accept'] } }, { kind: 'unassign' })).findings).toBe(0);
    expect((await change({ ledger: { ...assigned, search: '田中' } }, { kind: 'unassign' })).findings).toBe(1);
  });

  it('cover all findings of a filter except the deselected ones', async () => {
    const [ghost = 0] = rowsOf('amazon-orphan');
    const selection = { revision: revision(), filter: EMPTY_FINDING_FILTER };
    // Accepted findings are not selected.
    expect((await change({ ...selection, except: [] }, assign)).findings).toBe(2);
    expect((await change({ ...selection, except: [ghost] }, assign)).findings).toBe(1);
  });
});

describe('the exclusion list', () => {
  it('shows for each line the people it excludes, counted once by the first matching line', async () => {
    const company = await openOwnCompany();
    const service = createExclusionService(company.session);
    await company.take('neo-users', NEO);
    const { entries, people, sample, standard } = await service.exclusions();
    expect([standard, entries.length, people]).toEqual([true, STANDARD_EXCLUSIONS.length, 1]);
    expect(entries.filter((entry) => entry.people > 0)).toMatchObject([{ value: '共有', people: 1 }]);
    const entry = entries.findIndex(({ value }) => value === '共有');
    expect(sample).toEqual([{ name: '共有 受付', loginId: 'uketsuke', workEmail: 'uketsuke@example.co.jp', entry }]);
    const line = (field: 'login' | 'name-begins', value: string, on = true) => ({ field, value, note: '', on });
    // A suspended person is out of scope anyway, and a disabled line excludes no one.
    const own = [line('login', 'tanaka'), line('name-begins', '田中'), line('login', 'suzuki', false), line('login', 'taishoku')];
    const preview = await service.previewExclusions(own);
    expect([preview.people, preview.entries.map(({ people: count }) => count), preview.standard]).toEqual([1, [1, 0, 0, 0], false]);
    expect((await service.exclusions()).standard).toBe(true);
    expect((await service.changeExclusions({ entries: own })).entries.map(({ value }) => value)).toEqual([
      'tanaka',
      '田中',
      'suzuki',
      'taishoku',
    ]);
    // Two concurrent changes are merged.
    const mine = [...own, line('login', 'mine')];
    await service.changeExclusions({ entries: [...own, line('login', 'theirs')], before: own });
    const merged = await service.changeExclusions({ entries: mine, before: own });
    expect(merged.entries.map(({ value }) => value)).toEqual(expect.arrayContaining(['mine', 'theirs']));
    const reordered = [...STANDARD_EXCLUSIONS].reverse();
    expect((await service.changeExclusions({ entries: reordered })).standard).toBe(false);
    expect((await service.changeExclusions({ entries: [...STANDARD_EXCLUSIONS] })).standard).toBe(true);
    expect(company.session.file().policy('exclusions')).toBeNull();
    await service.changeExclusions({ entries: own });
    expect((await service.changeExclusions({ entries: null })).standard).toBe(true);
    await company.close();
  });
});
