import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#shared/contract/calls.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter } from '#shared/contract/readiness/matching.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const BY_SEVERITY = { by: 'severity', direction: 'ascending' } as const;
const WHOLE_LEDGER = { filter: { states: [], kinds: [], search: '' }, offset: 0, limit: 500 };

const rowsOf = async (client: HostClient, filter: Partial<FindingFilter> = {}) =>
  unwrapResult(
    await client.call('matching.rows', { filter: { ...EMPTY_FINDING_FILTER, ...filter }, sort: BY_SEVERITY, offset: 0, limit: 500 }),
  );
const change = async (client: HostClient, decision: CallInput<'triage.change'>) =>
  unwrapResult(await client.call('triage.change', decision));

describe('triage through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  it('accepts all findings of a filter but one, hides and counts them, and changes no readiness number', async () => {
    const readiness = unwrapResult(await client.call('readiness.summary', {}));
    const before = await rowsOf(client, { codes: ['work-email-missing'] });
    const spared = before.rows[0]?.row ?? -1;
    const done = await change(client, {
      selection: { revision: before.revision, filter: { ...EMPTY_FINDING_FILTER, codes: ['work-email-missing'] }, except: [spared] },
      change: { kind: 'accept', reason: '入社前', until: '2999-12-31' },
    });
    expect(done).toMatchObject({ findings: before.total - 1, blocking: before.total - 1 });

    const after = await rowsOf(client, { codes: ['work-email-missing'] });
    expect(after.rows.map(({ row }) => row)).toEqual([spared]);
    expect(after.triageCounts).toEqual({ open: 1, assigned: 0, accepted: before.total - 1, changed: 0, adopted: 0 });
    expect(after.triageVersion).toBeGreaterThan(before.triageVersion);
    const hidden = await rowsOf(client, { codes: ['work-email-missing'], triage: 'accepted' });
    expect(hidden.rows.map(({ row }) => row)).toEqual(before.rows.map(({ row }) => row).filter((row) => row !== spared));
    expect(hidden.rows[0]?.triage).toMatchObject({
      state: 'accepted',
      acceptance: { reason: '入社前', until: '2999-12-31', state: 'active' },
    });
    expect((await rowsOf(client, { codes: ['work-email-missing'], triage: 'all' })).total).toBe(before.total);
    expect({ ...unwrapResult(await client.call('readiness.summary', {})), computedAt: '' }).toEqual({ ...readiness, computedAt: '' });

    expect(unwrapResult(await client.call('triage.undo', { commandId: done.commandId ?? -1 }))).toEqual({ findings: before.total - 1 });
    const undone = await rowsOf(client, { codes: ['work-email-missing'] });
    expect(undone).toEqual({ ...before, triageVersion: undone.triageVersion });
    expect(failureCodeOf(await client.call('triage.undo', { commandId: done.commandId ?? -1 }))).toBe('command-not-found');
  });

  it('repeats an undone decision as a new one, and skips a decision that is still in effect', async () => {
    const before = await rowsOf(client, { codes: ['work-email-missing'] });
    const two = before.rows.slice(0, 2).map(({ row }) => row);
    const decide = (row: number | undefined, reason: string) =>
      change(client, { selection: { revision: before.revision, rows: [row ?? -1] }, change: { kind: 'accept', reason, until: null } });
    const [first, second] = [await decide(two[0], '一つ目'), await decide(two[1], '二つ目')];
    const accepted = async () =>
      (await rowsOf(client, { codes: ['work-email-missing'], triage: 'accepted' })).rows.map(({ row, triage }) => [
        row,
        triage.acceptance?.reason,
      ]);
    const both = await accepted();
    const versions = new Set<number>();
    const seen = async () => {
      const { triageVersion } = await rowsOf(client);
      expect(versions.has(triageVersion)).toBe(false);
      versions.add(triageVersion);
      return accepted();
    };
    const commands = [first.commandId ?? -1, second.commandId ?? -1];
    expect(failureCodeOf(await client.call('triage.redo', { commandId: commands[0] ?? -1 }))).toBe('command-not-found');
    for (const commandId of commands.toReversed()) unwrapResult(await client.call('triage.undo', { commandId }));
    expect(await seen()).toEqual([]);
    const again = unwrapResult(await client.call('triage.redo', { commandId: commands[0] ?? -1 }));
    expect(again).toMatchObject({ findings: 1, blocking: 1 });
    expect(await seen()).toEqual([[two[0], '一つ目']]);
    const last = unwrapResult(await client.call('triage.redo', { commandId: commands[1] ?? -1 }));
    expect(await seen()).toEqual(both);
    for (const { commandId } of [last, again]) unwrapResult(await client.call('triage.undo', { commandId }));
    expect(await seen()).toEqual([]);
    expect(failureCodeOf(await client.call('triage.undo', { commandId: commands[0] ?? -1 }))).toBe('command-not-found');
  });

  it('assigns rows to a side or a person, notes, and takes both away again', async () => {
    const all = await rowsOf(client);
    const [first, second] = all.rows.map(({ row }) => row) as [number, number];
    const select = (...rows: number[]) => ({ revision: all.revision, rows });
    await change(client, { selection: select(first), change: { kind: 'assign', side: 'amazon', person: '' } });
    await change(client, { selection: select(second), change: { kind: 'assign', side: null, person: '総務 佐藤' } });
    await change(client, { selection: select(first, second), change: { kind: 'note', text: ' 確認中 ' } });
    expect((await rowsOf(client, { triage: 'assigned-amazon' })).rows.map(({ row }) => row)).toEqual([first]);
    const assigned = await rowsOf(client, { triage: 'assigned' });
    expect(assigned.rows.map(({ row, triage }) => [row, triage.state, triage.assignment?.person, triage.note])).toEqual([
      [first, 'assigned', '', '確認中'],
      [second, 'assigned', '総務 佐藤', '確認中'],
    ]);
    expect((await rowsOf(client)).total).toBe(all.total);
    expect(
      unwrapResult(await client.call('triage.ledger', { ...WHOLE_LEDGER, filter: { states: [], kinds: ['assign'], search: 'サトウ' } }))
        .total,
    ).toBe(0);
    const found = unwrapResult(
      await client.call('triage.ledger', { ...WHOLE_LEDGER, filter: { states: [], kinds: ['assign'], search: '佐藤' } }),
    );
    expect(found.entries.some(({ place, person }) => place?.row === second && person === '総務 佐藤')).toBe(true);
    await change(client, { selection: { ledger: { states: [], kinds: ['assign'], search: '' } }, change: { kind: 'unassign' } });
    expect((await rowsOf(client, { triage: 'assigned' })).total).toBe(0);
    expect(await change(client, { selection: select(first), change: { kind: 'unassign' } })).toEqual({
      commandId: null,
      findings: 0,
      blocking: 0,
    });
  });

  it('removes the decisions listed in a part of the ledger, and no other decision on the same finding', async () => {
    const { revision, rows } = await rowsOf(client);
    const row = rows[0]?.row ?? -1;
    const decide = (decision: CallInput<'triage.change'>['change']) =>
      change(client, { selection: { revision, rows: [row] }, change: decision });
    const commands = [
      await decide({ kind: 'accept', reason: '休職中', until: null }),
      await decide({ kind: 'assign', side: null, person: '総務 佐藤' }),
    ];
    const part = (filter: { kinds: ('accept' | 'assign')[]; search: string }, kind: 'reopen' | 'unassign') =>
      change(client, { selection: { ledger: { states: [], ...filter } }, change: { kind } });
    const none = { commandId: null, findings: 0, blocking: 0 };
    expect(await part({ kinds: ['assign'], search: '' }, 'reopen')).toEqual(none);
    expect(await part({ kinds: [], search: '総務 佐藤' }, 'reopen')).toEqual(none);
    expect(await part({ kinds: ['accept'], search: '' }, 'unassign')).toEqual(none);
    const decided = (await rowsOf(client, { triage: 'accepted' })).rows.find((each) => each.row === row)?.triage;
    expect(decided).toMatchObject({ acceptance: { reason: '休職中' }, assignment: { person: '総務 佐藤' } });
    for (const { commandId } of commands.toReversed()) unwrapResult(await client.call('triage.undo', { commandId: commandId ?? -1 }));
  });

  it('refuses what cannot be meant', async () => {
    const { revision, rows } = await rowsOf(client);
    const row = rows[0]?.row ?? 0;
    const accept = (until: string | null, reason = '窓口') => ({ kind: 'accept', reason, until });
    const refused = async (selection: unknown, decision: unknown) =>
      failureCodeOf(await client.callAnything('triage.change', { selection, change: decision }));
    expect(await refused({ revision: revision + 1, rows: [row] }, accept(null))).toBe('run-not-found');
    expect(await refused({ revision, rows: [1_000_000] }, accept(null))).toBe('run-not-found');
    expect(await refused({ revision, rows: [row] }, accept('2020-01-01'))).toBe('invalid-input');
    expect(await refused({ revision, rows: [row] }, accept('2999-02-30'))).toBe('invalid-input');
    expect(await refused({ revision, rows: [row] }, accept(null, '  '))).toBe('invalid-input');
    expect(await refused({ revision, rows: [row] }, { kind: 'assign', side: null, person: '' })).toBe('invalid-input');
    expect(await refused({ revision, rows: [] }, accept(null))).toBe('invalid-input');
    expect(
      failureCodeOf(await client.call('triage.runChanges', { revision: revision + 5, change: 'new', codes: [], offset: 0, limit: 10 })),
    ).toBe('run-not-found');
  });

  it('previews whom an exclusion line matches, excludes them from all numbers, and can be undone', async () => {
    const before = unwrapResult(await client.call('readiness.summary', {}));
    const standard = unwrapResult(await client.call('triage.exclusions', {}));
    expect(standard).toMatchObject({ standard: true, people: before?.excluded });
    const someone = (await rowsOf(client, { severities: ['block'] })).rows.find(({ loginId }) => loginId !== null);
    const lines = [
      ...standard.entries.map(({ people, ...entry }) => entry),
      { field: 'login' as const, value: someone?.loginId ?? '', note: '試験用', on: true },
    ];
    const preview = unwrapResult(await client.call('triage.previewExclusions', { entries: lines }));
    expect(preview.people).toBe(standard.people + 1);
    expect(preview.entries.at(-1)).toMatchObject({ people: 1, note: '試験用' });
    expect(unwrapResult(await client.call('readiness.summary', {}))?.revision).toBe(before?.revision);

    expect(unwrapResult(await client.call('triage.changeExclusions', { entries: lines }))).toEqual({ ...preview, standard: false });
    const after = unwrapResult(await client.call('readiness.summary', {}));
    expect(after).toMatchObject({
      users: before?.users,
      inScope: (before?.inScope ?? 0) - 1,
      ready: before?.ready,
      blocked: (before?.blocked ?? 0) - 1,
      excluded: (before?.excluded ?? 0) + 1,
    });
    expect((await rowsOf(client, { triage: 'all' })).rows.some(({ loginId }) => loginId === someone?.loginId)).toBe(false);

    expect(unwrapResult(await client.call('triage.changeExclusions', { entries: null }))).toEqual(standard);
    const back = unwrapResult(await client.call('readiness.summary', {}));
    expect(back?.excluded).toBe(before?.excluded);
    expect(back?.changes).toMatchObject({ new: 0, fixed: 0 });
    const returned = await rowsOf(client, { since: ['back'], triage: 'all' });
    expect(returned.total).toBe(back?.changes?.back);
    expect(returned.rows.every((row) => row.since === 'back' && row.loginId === someone?.loginId)).toBe(true);
    expect(returned.sinceCounts).toEqual({ new: 0, back: returned.total });
  });
});

describe('the exclusions in two windows', () => {
  it('keep the lines that the other window added, when one saves and when it takes that back', async () => {
    const client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    const before = unwrapResult(await client.call('triage.exclusions', {})).entries.map(({ people, ...entry }) => entry);
    const line = (value: string) => ({ field: 'login' as const, value, note: '', on: true });
    const logins = async () =>
      unwrapResult(await client.call('triage.exclusions', {})).entries.flatMap(({ field, value }) => (field === 'login' ? value : []));
    const known = await logins();
    const [gone, ...rest] = before;
    unwrapResult(await client.call('triage.changeExclusions', { entries: [...rest, line('printer01')], before }));
    const mine = [...before, line('scanner02')];
    const saved = unwrapResult(await client.call('triage.changeExclusions', { entries: mine, before }));
    expect(await logins()).toEqual([...known, 'scanner02', 'printer01'].filter((login) => gone?.field !== 'login' || login !== gone.value));
    expect(saved.entries.some(({ field, value }) => field === gone?.field && value === gone.value)).toBe(false);
    unwrapResult(await client.call('triage.changeExclusions', { entries: before, before: mine }));
    expect(await logins()).toEqual([...known, 'printer01'].filter((login) => gone?.field !== 'login' || login !== gone.value));
    await client.close();
    removeFolder(client.folder);
  });
});

describe('triage from run to run', () => {
  let client: HostClient;
  const folderOf = (file: string): string => join(client.folder, file);
  const importList = async (kind: 'neo-users' | 'amazon-users', header: string, lines: readonly string[]): Promise<void> => {
    writeFileSync(folderOf(`${kind}.csv`), `${[header, ...lines].join('\r\n')}\r\n`);
    const { token } = await client.console.files.add({ path: folderOf(`${kind}.csv`), origin: 'chosen' });
    expect((await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).error).toBeNull();
  };
  const neo = (...lines: string[]) => importList('neo-users', 'ログインID,氏名,職場用メールアドレス', lines);
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    await importList('amazon-users', 'Eメールアドレス,氏名,グループ', [
      'sato@example.co.jp,佐藤,総務',
      'kato@example.co.jp,加藤,購買',
      'Mori@example.co.jp,森,購買',
    ]);
    await neo('sato,佐藤,', 'kato,加藤,kat0@example.co.jp', 'mori,森,mori@example.co.jp');
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const about = async (code: string) => (await rowsOf(client, { triage: 'all' })).rows.find((row) => row.code === code);

  it('has nothing to compare the first run with', async () => {
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    expect(summary?.changes).toBeNull();
    expect((await rowsOf(client)).rows.every(({ since }) => since === null)).toBe(true);
    expect(unwrapResult(await client.call('triage.history', { limit: 100 })).runs).toEqual([
      { revision: summary?.revision, at: expect.any(String), inScope: 3, ready: 0, blocked: 3, changes: null },
    ]);
  });

  it('keeps decisions for the same findings, and marks those that hide nothing or something new', async () => {
    const { revision } = await rowsOf(client);
    await change(client, {
      selection: { revision, filter: { ...EMPTY_FINDING_FILTER, triage: 'all' }, except: [] },
      change: { kind: 'accept', reason: '移行中', until: null },
    });
    // 佐藤 gets an address, 加藤 another wrong one, 森 stays, 林 is new. The order of rows changes.
    await neo('hayashi,林,', 'mori,森,mori@example.co.jp', 'kato,加藤,kato.@example.co.jp', 'sato,佐藤,sato@example.co.jp');
    const ledger = unwrapResult(await client.call('triage.ledger', WHOLE_LEDGER));
    const stateOf = (key: string) => ledger.entries.find((entry) => entry.key === key)?.state;
    expect(stateOf('work-email-missing login:sato')).toBe('gone');
    expect(stateOf('email-differs-case login:mori')).toBe('active');
    expect(ledger.counts.gone + ledger.counts.active + ledger.counts.changed + ledger.counts.expired).toBe(ledger.total);
    const page = unwrapResult(await client.call('triage.ledger', { ...WHOLE_LEDGER, offset: 1, limit: 1 }));
    expect([page.total, page.entries]).toEqual([ledger.total, ledger.entries.slice(1, 2)]);
    const gone = unwrapResult(await client.call('triage.ledger', { ...WHOLE_LEDGER, filter: { states: ['gone'], kinds: [], search: '' } }));
    expect([gone.total, gone.counts]).toEqual([ledger.counts.gone, ledger.counts]);
    expect((await about('email-differs-case'))?.triage.acceptance).toMatchObject({ reason: '移行中', state: 'active' });
    const open = await rowsOf(client);
    expect(open.rows.map(({ key }) => key)).toContain('work-email-missing login:hayashi');
    expect(open.rows.find(({ key }) => key === 'work-email-missing login:hayashi')?.since).toBe('new');

    const summary = unwrapResult(await client.call('readiness.summary', {}));
    const fixed = unwrapResult(
      await client.call('triage.runChanges', {
        revision: summary?.revision ?? 0,
        change: 'fixed',
        codes: ['work-email-missing'],
        offset: 0,
        limit: 10,
      }),
    );
    expect(fixed).toEqual({
      total: 1,
      findings: [{ key: 'work-email-missing login:sato', code: 'work-email-missing', name: '佐藤', place: null }],
    });
    expect(summary?.changes?.byCode).toContainEqual({ code: 'work-email-missing', new: 1, fixed: 1, back: 0 });
  });

  it('announces the end of an acceptance, also in the handover book, only if a finding would return', async () => {
    const { today } = unwrapResult(await client.call('notices.list', {}));
    const ending = async () => {
      const { deadlines } = unwrapResult(await client.call('notices.digest', { days: 1 }));
      return deadlines.filter(({ kind }) => kind === 'acceptance').reduce((sum, { count }) => sum + count, 0);
    };
    const book = async (): Promise<string> => {
      const job = await client.finish(client.call('handoverBook.write', { language: 'ja' }));
      return readFileSync((await client.console.files.find(String(job.result?.['token']))).path, 'utf8');
    };
    const { commandId } = await change(client, {
      selection: { keys: ['work-email-missing login:sato', 'email-differs-case login:mori'] },
      change: { kind: 'accept', reason: '今月まで', until: today },
    });
    const { entries } = unwrapResult(await client.call('triage.ledger', WHOLE_LEDGER));
    expect(entries.filter(({ reason }) => reason === '今月まで').map(({ key, state }) => [key, state])).toEqual([
      ['email-differs-case login:mori', 'active'],
      ['work-email-missing login:sato', 'gone'],
    ]);
    expect(await ending()).toBe(1);
    const held = entries.filter(({ kind, state }) => kind === 'accept' && state !== 'gone').length;
    expect(held).toBeLessThan(entries.length);
    expect(await book()).toContain(createTexts('ja')('book.open.accepted', { count: held }));
    unwrapResult(await client.call('triage.undo', { commandId: commandId ?? -1 }));
    expect(await ending()).toBe(0);
  });

  it('reports an acceptance that covers a different address from the one it was given for', async () => {
    await importList('amazon-users', 'Eメールアドレス,氏名,グループ', [
      'sato@example.co.jp,佐藤,総務',
      'kato@example.co.jp,加藤,購買',
      'MORI@example.co.jp,森,購買',
    ]);
    const row = await about('email-differs-case');
    expect(row?.triage).toMatchObject({ state: 'accepted', acceptance: { state: 'changed' } });
    const changed = await rowsOf(client, { triage: 'accepted-changed' });
    expect(changed.rows.map(({ key }) => key)).toContain(row?.key);
    expect(changed.triageCounts.changed).toBe(changed.total);
    const { commandId } = await change(client, { selection: { keys: [row?.key ?? ''] }, change: { kind: 'reopen' } });
    expect((await about('email-differs-case'))?.triage).toMatchObject({ state: 'open', acceptance: null });
    unwrapResult(await client.call('triage.undo', { commandId: commandId ?? -1 }));
    expect((await about('email-differs-case'))?.triage.state).toBe('accepted');
  });

  it('rates case differences and checks groups according to the company’s policy', async () => {
    const before = unwrapResult(await client.call('readiness.summary', {}));
    const details = unwrapResult(
      await client.call('companies.changeMatchingPolicy', { purchasingGroups: ['購買'], caseComparison: 'ignore' }),
    );
    expect(details.matchingPolicy).toEqual({ purchasingGroups: ['購買'], caseComparison: 'ignore', amazonUsersFrom: 'invitations' });
    const after = unwrapResult(await client.call('readiness.summary', {}));
    expect(after?.byCode).toContainEqual({ code: 'email-differs-case', severity: 'note', side: 'both', findings: 1 });
    expect(await about('email-differs-case')).toMatchObject({ severity: 'note' });
    // The account of 佐藤 is in another group; that of 森 differs only in case.
    expect(await about('purchasing-group-missing')).toMatchObject({ loginId: 'sato', severity: 'block', side: 'amazon', since: 'new' });
    expect([before?.matched, after?.matched]).toEqual([1, 1]);
  });

  it('checks the groups recorded in drafts while the company names none', async () => {
    const { matchingPolicy } = unwrapResult(await client.call('companies.current', {}));
    unwrapResult(await client.call('companies.changeMatchingPolicy', { ...matchingPolicy, purchasingGroups: [] }));
    const partOf = async () => unwrapResult(await client.call('readiness.summary', {}))?.partial.includes('gate-4-group');
    expect([await about('purchasing-group-missing'), await partOf()]).toEqual([undefined, true]);
    const note = async (name: string, state: 'none' | 'active') => {
      const body = { ...createAmazonGroup(name), purchasingSystem: { state, registeredOn: null } };
      unwrapResult(await client.call('drafts.apply', { command: { kind: 'put', section: 'amazon_groups', id: name, body, note: '' } }));
    };
    await note('購買', 'active');
    // The details of the group of 佐藤's account are not recorded yet.
    expect([await about('purchasing-group-missing'), await partOf()]).toEqual([undefined, true]);
    await note('総務', 'none');
    expect(await about('purchasing-group-missing')).toMatchObject({ loginId: 'sato', severity: 'block' });
    expect(await partOf()).toBe(false);
    unwrapResult(await client.call('companies.changeMatchingPolicy', matchingPolicy));
  });

  it('reports that the list has no groups to check', async () => {
    await importList('amazon-users', 'Eメールアドレス,氏名', ['sato@example.co.jp,佐藤']);
    expect(unwrapResult(await client.call('readiness.summary', {}))?.partial).toContain('no-groups');
    expect(await about('purchasing-group-missing')).toBeUndefined();
  });

  it('is completely restored after a restart', async () => {
    const before = [
      await rowsOf(client, { triage: 'all' }),
      await client.call('triage.ledger', WHOLE_LEDGER),
      await client.call('triage.history', { limit: 100 }),
    ];
    await client.close();
    client = await openHostClient('dispatcher', client.folder);
    expect([
      await rowsOf(client, { triage: 'all' }),
      await client.call('triage.ledger', WHOLE_LEDGER),
      await client.call('triage.history', { limit: 100 }),
    ]).toEqual(before);
  });
});
