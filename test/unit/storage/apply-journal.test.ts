import { expect, test } from 'vitest';
import type { StepChange } from '#main/storage/apply/apply-steps.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { companyFileForEach, historyRecord } from '../../support/company-file.ts';

const file = companyFileForEach();
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 26, 0, minute)).toISOString();
const body = (name: string): Body => ({ code: 'CODE', name, users: [], organizations: [] }) as Body;
const FAILURE = { code: 'server-refused', params: { status: 409 } } as unknown as Failure;
const order = (id: string, changes: Partial<StepChange> = {}): StepChange => ({
  key: `invoice_groups ${id}`,
  section: 'invoice_groups',
  id,
  name: `グループ${id}`,
  action: 'put',
  sentence: createPhrase('plan.item.create'),
  needs: [],
  ifRevision: 0,
  before: null,
  planned: null,
  target: body(id),
  whole: null,
  generation: null,
  ...changes,
});
const run = (id: string, minute = 0) => ({
  id,
  startedAt: at(minute),
  by: '田中',
  holder: 'tanaka@PC01',
  reason: '理由',
  server: 'https://neo.example',
  digest: `digest of ${id}`,
  onFailure: 'stop' as const,
  seal: '',
});
const begin = (id: string, orders: readonly StepChange[], minute = 0): void =>
  file.now().journal.begin(run(id, minute), orders, historyRecord({ kind: 'run-started', runId: id }));
const end = (id: string, state: 'done' | 'failed' | 'cancelled', minute = 9): void =>
  file.now().journal.end(id, state, at(minute), historyRecord({ kind: 'run-ended', runId: id }));
const succeed = (id: string, position: number, minute: number, next: { position: number; requestId: string } | null = null): void => {
  const step = file.now().journal.steps(id)[position];
  if (step === undefined) throw new Error('no such step');
  file.now().journal.succeed(id, { step, revision: 5, by: '田中', record: historyRecord({ runId: id }), next }, at(minute));
};
const states = (id: string): unknown =>
  file
    .anew()
    .journal.steps(id)
    .map(({ state }) => state);
const historyLines = (): number => file.now().log.verify().entries;

test('a run and its steps are stored as planned', () => {
  const { journal } = file.now();
  expect([journal.run('r'), journal.openRun(), journal.runs(0, 9), journal.steps('r')]).toEqual([null, null, { total: 0, runs: [] }, []]);
  const full = order('a', {
    action: 'delete',
    needs: ['routes r1'],
    ifRevision: 4,
    before: body('零'),
    planned: { base: body('零'), draft: null, ignored: [] },
    target: null,
    whole: { name: '零', unknown: 1 },
  });
  const secret = order('catalog-password', { key: 'secret catalog-password', action: 'secret', target: null, generation: 3 });
  begin('r', [full, order('b'), secret]);
  const waits = { state: 'waiting', attempts: 0, requestId: null, at: null, revision: null, failure: null, verified: null };
  expect(file.anew().journal.steps('r')).toEqual([full, order('b'), secret].map((each, position) => ({ ...each, ...waits, position })));
  const kept = { ...run('r'), state: 'running', endedAt: null, failure: null };
  expect([journal.run('r'), journal.openRun(), historyLines()]).toEqual([kept, kept, 1]);
  // If the value of a secret was changed, the new generation is sent. An intent without a generation keeps it.
  journal.intend('r', { position: 2, requestId: 'q', generation: 4 }, at(1));
  journal.intend('r', { position: 2, requestId: 'q' }, at(2));
  expect(file.anew().journal.steps('r')[2]).toMatchObject({ generation: 4, attempts: 2 });
});

test('runs are listed latest first, in windows', () => {
  const { journal } = file.now();
  for (const [minute, id] of ['a', 'b', 'c'].entries()) {
    begin(id, [order('x')], minute);
    succeed(id, 0, minute);
    expect(journal.isLatest(id)).toBe(true);
    end(id, 'done', minute + 1);
  }
  expect([journal.isLatest('a'), journal.isLatest('b'), journal.isLatest('c')]).toEqual([false, false, true]);
  const window = (offset: number, limit: number): unknown => {
    const { total, runs } = journal.runs(offset, limit);
    return [total, ...runs.map(({ id }) => id)];
  };
  expect([window(0, 9), window(1, 1), window(3, 9)]).toEqual([[3, 'c', 'b', 'a'], [3, 'b'], [3]]);
  expect([journal.openRun(), journal.run('c')]).toEqual([null, { ...run('c', 2), state: 'done', endedAt: at(3), failure: null }]);
  expect([...journal.writtenAfter('a')]).toEqual([['invoice_groups x', 2]]);
  expect([...journal.writtenAfter('c')]).toEqual([]);
});

test('the run started last is the latest, even if the clock was set back before it', () => {
  const { journal } = file.now();
  const deleted = (id: string, whole: StepChange['whole'], minute: number): void => {
    begin(id, [order('x', { action: 'delete', ifRevision: 4, before: body('x'), target: null, whole })], minute);
    succeed(id, 0, minute);
    end(id, 'done', minute);
  };
  deleted('ahead', { name: 'x', foreign: 1 }, 90);
  deleted('again', { name: 'x', foreign: 2 }, 30);
  begin('open', [order('y')], 31);
  expect(journal.runs(0, 9).runs.map(({ id }) => id)).toEqual(['open', 'again', 'ahead']);
  expect(journal.deletedWholes().get('invoice_groups x')?.whole).toEqual({ name: 'x', foreign: 2 });
});

test('sent, accepted, refused and omitted items are kept with their time, and listed in windows', () => {
  const { journal } = file.now();
  begin(
    'r',
    ['a', 'b', 'c', 'd', 'e'].map((id) => order(id)),
  );
  journal.intend('r', { position: 0, requestId: 'q0' }, at(1));
  journal.withdraw('r', 0, at(2));
  expect(journal.steps('r')[0]).toMatchObject({ state: 'waiting', attempts: 1, requestId: 'q0', at: at(2) });
  journal.intend('r', { position: 0, requestId: 'q1' }, at(3));
  succeed('r', 0, 4, { position: 1, requestId: 'q2' });
  expect(states('r')).toEqual(['done', 'sent', 'waiting', 'waiting', 'waiting']);
  expect(journal.steps('r')[0]).toMatchObject({ attempts: 2, requestId: 'q1', at: at(4), revision: 5 });
  journal.fail('r', journal.steps('r')[1] as never, FAILURE, at(5), null, [0, 2]);
  expect(states('r')).toEqual(['done', 'failed', 'left-out', 'waiting', 'waiting']);
  expect(journal.steps('r')[1]).toMatchObject({ failure: FAILURE, at: at(5), requestId: 'q2' });
  const window = (wanted: Parameters<typeof journal.stepWindow>[1], offset: number, limit: number): unknown => {
    const { total, steps } = journal.stepWindow('r', wanted, { offset, limit });
    return [total, ...steps.map(({ id }) => id)];
  };
  expect([window([], 0, 9), window([], 1, 2), window(['failed', 'waiting'], 0, 2), window(['given-up'], 0, 9)]).toEqual([
    [5, 'a', 'b', 'c', 'd', 'e'],
    [5, 'b', 'c'],
    [3, 'b', 'd'],
    [0],
  ]);
  expect(journal.stepWindow('r', ['failed'], { offset: 0, limit: 1 }).steps).toMatchObject([
    {
      position: 1,
      key: 'invoice_groups b',
      section: 'invoice_groups',
      id: 'b',
      name: 'グループb',
      action: 'put',
      sentence: createPhrase('plan.item.create'),
      state: 'failed',
      attempts: 1,
      requestId: 'q2',
      at: at(5),
      failure: FAILURE,
      verified: null,
    },
  ]);
  journal.verify('r', [{ position: 0, same: false }], []);
  expect(journal.counts('r')).toEqual({
    waiting: 2,
    sent: 0,
    unknown: 0,
    done: 1,
    failed: 1,
    'left-out': 1,
    'given-up': 0,
    verified: 0,
    differing: 1,
  });
  journal.pause('r', FAILURE);
  expect(journal.openRun()).toMatchObject({ id: 'r', state: 'paused', failure: FAILURE });
  journal.pause('r', null);
  expect(journal.openRun()?.failure).toBeNull();
  journal.goOn('r');
  expect(journal.openRun()).toMatchObject({ state: 'running', endedAt: null });
  end('r', 'failed', 6);
  expect([journal.openRun(), journal.run('r')?.state, states('r')]).toEqual([
    null,
    'failed',
    ['done', 'failed', 'left-out', 'waiting', 'waiting'],
  ]);
  journal.reopen('r', [1, 2]);
  expect(journal.run('r')).toMatchObject({ state: 'running', endedAt: null, failure: null });
  expect(journal.steps('r')[1]).toMatchObject({ state: 'waiting', requestId: null, failure: null, attempts: 1 });
  expect(journal.steps('r')[0]).toMatchObject({ state: 'done', requestId: 'q1' });
  journal.intend('r', { position: 1, requestId: 'q3' }, at(7));
  end('r', 'cancelled', 8);
  // It is unknown whether the change that was being sent arrived.
  expect(states('r')).toEqual(['done', 'unknown', 'given-up', 'given-up', 'given-up']);
  expect([window(['unknown'], 0, 9), window(['sent'], 0, 9)]).toEqual([[1, 'b'], [0]]);
  expect(journal.counts('r')).toMatchObject({ sent: 0, unknown: 1, 'given-up': 3 });
  expect(journal.steps('r')[0]?.at).toBe(at(4));
});

test('a step with unknown outcome is checked once, and settled by the result', () => {
  const { journal } = file.now();
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    begin(id, [order(id)], index);
    journal.intend(id, { position: 0, requestId: `q-${id}` }, at(index));
    expect(journal.unsettled().map(({ run: of }) => of.id)).toEqual(['a', 'b', 'c'].slice(0, index));
    end(id, 'cancelled', index);
  }
  const [a, b, c] = journal.unsettled().map(({ step }) => step);
  const entry = { section: 'invoice_groups', id: 'a', revision: 7, body: a?.target, updatedAt: at(5), updatedBy: 'suzuki' } as never;
  journal.settle('a', { step: a as never, as: 'done', entry, record: historyRecord({ runId: 'a' }) }, at(5));
  journal.settle('b', { step: b as never, as: 'not-done', entry: null, record: historyRecord({ kind: 'outcome', runId: 'b' }) }, at(6));
  journal.settle(
    'c',
    { step: c as never, as: 'other-changed', entry: null, record: historyRecord({ kind: 'outcome', runId: 'c' }) },
    at(7),
  );
  expect(journal.unsettled()).toEqual([]);
  expect(journal.steps('a')[0]).toMatchObject({ state: 'done', revision: 7, verified: true, at: at(5) });
  expect(journal.steps('b')[0]).toMatchObject({ state: 'given-up', verified: null, at: at(6) });
  expect(journal.steps('c')[0]).toMatchObject({ state: 'unknown', verified: false });
  expect(journal.counts('c')).toMatchObject({ unknown: 1, differing: 0 });
  expect(historyLines()).toBe(9);
});

test('waiting steps of a failed run are abandoned when the next run starts, and no steps of other runs', () => {
  begin('a', [order('x'), order('y')]);
  file.now().journal.fail('a', file.now().journal.steps('a')[0] as never, FAILURE, at(1), null, [1]);
  end('a', 'failed');
  begin('b', [order('x')], 1);
  expect([states('a'), states('b')]).toEqual([['failed', 'given-up'], ['waiting']]);
});

test('a successful step updates server, draft and history at the same time', () => {
  const { server, drafts, secrets } = file.now();
  server.noteStock(at(0), 'https://neo.example');
  drafts.reconcile(
    new Map([['invoice_groups a', { section: 'invoice_groups', id: 'a', base: body('零'), draft: body('一'), note: 'メモ' } as Draft]]),
    at(0),
  );
  const whole = { code: 'CODE', name: '一', users: [], organizations: [], unknown: 1 };
  begin('r', [
    order('a', { before: body('零'), planned: { base: body('零'), draft: body('一'), ignored: [] }, target: body('一'), whole }),
    order('b', { action: 'delete', target: null, planned: { base: body('b'), draft: null, ignored: [] }, before: body('b') }),
    order('catalog-password', { key: 'secret catalog-password', action: 'secret', target: null, generation: 3 }),
    order('catalog-password', { key: 'secret catalog-password', action: 'secret', target: null }),
  ]);
  secrets.noteSet('catalog-password', 'system', at(0), null, 'm');
  const revision = drafts.state().revision;
  succeed('r', 0, 1);
  expect(file.anew().drafts.state().drafts.get('invoice_groups a')).toMatchObject({ base: body('一'), draft: body('一'), note: 'メモ' });
  expect([drafts.state().revision, historyLines()]).toEqual([revision + 1, 2]);
  succeed('r', 1, 2);
  expect(historyLines()).toBe(3);
  succeed('r', 2, 3);
  expect(secrets.get('catalog-password')?.appliedGeneration).toBe(3);
  secrets.noteApplied('catalog-password', 4);
  succeed('r', 3, 4);
  expect([secrets.get('catalog-password')?.appliedGeneration, historyLines()]).toEqual([4, 5]);
  expect([drafts.state().revision, states('r')]).toEqual([revision + 1, ['done', 'done', 'done', 'done']]);
});

test('stores the responses of the server to a write, a refusal and a read-back', () => {
  const { journal, server, drafts } = file.now();
  const reading = {
    at: at(0),
    kind: 'gateway',
    label: 'https://neo.example',
    revision: '1',
    adopted: 0,
    settled: 0,
    complete: ['invoice_groups'],
    unreadable: [],
    changes: [],
  } as const;
  drafts.reconcile(new Map(), at(0), (database) => server.replaceIn(database, reading, [], []));
  const entry = (id: string, name: string, revision: number) =>
    ({ section: 'invoice_groups', id, revision, body: body(name), updatedAt: at(0), updatedBy: '鈴木' }) as const;
  begin('r', [order('a', { whole: { unknown: 1 } }), order('b'), order('c'), order('d', { action: 'delete', target: null })]);
  const known = (): unknown => {
    const { entries } = file.anew().server.state() ?? {};
    expect(server.state()?.entries).toEqual(entries);
    return Object.fromEntries(
      [...(entries ?? [])].map(([key, { revision, body: said }]) => [key, [revision, (said as { name: string }).name]]),
    );
  };
  succeed('r', 0, 1);
  succeed('r', 1, 1);
  expect(known()).toEqual({ 'invoice_groups a': [5, 'a'], 'invoice_groups b': [5, 'b'] });
  expect(server.state()?.entries.get('invoice_groups a')).toEqual({
    section: 'invoice_groups',
    id: 'a',
    revision: 5,
    body: body('a'),
    whole: { unknown: 1 },
    updatedAt: at(1),
    updatedBy: '田中',
  });
  expect(server.state()?.entries.get('invoice_groups b')).not.toHaveProperty('whole');
  journal.fail('r', journal.steps('r')[2] as never, FAILURE, at(2), { entry: entry('c', '他', 9) }, []);
  journal.fail('r', journal.steps('r')[1] as never, FAILURE, at(2), { entry: null }, []);
  expect(known()).toEqual({ 'invoice_groups a': [5, 'a'], 'invoice_groups c': [9, '他'] });
  succeed('r', 3, 3);
  journal.verify(
    'r',
    [
      { position: 0, same: true },
      { position: 3, same: true },
    ],
    [
      { key: order('a'), entry: entry('a', '別', 6) },
      { key: order('c'), entry: null },
    ],
  );
  expect(known()).toEqual({ 'invoice_groups a': [6, '別'] });
  expect(journal.steps('r').map(({ verified }) => verified)).toEqual([true, null, null, true]);
  expect(journal.counts('r')).toMatchObject({ verified: 2, differing: 0 });
  // A refused secret does not affect an object.
  end('r', 'done');
  begin('s', [order('a', { action: 'secret' })], 2);
  journal.fail('s', journal.steps('s')[0] as never, FAILURE, at(4), { entry: null }, []);
  expect(known()).toEqual({ 'invoice_groups a': [6, '別'] });
});

test('a line that cannot be written leaves nothing behind, on the disk or in memory', () => {
  const { journal, server, drafts } = file.now();
  server.noteStock(at(0), 'https://neo.example');
  begin('r', [order('a', { planned: { base: null, draft: body('a'), ignored: [] } })]);
  const before = [server.revision(), historyLines(), drafts.state()];
  const record = historyRecord();
  // The history accepts only JSON.
  const broken = { ...record, after: { of: 1n } };
  const step = journal.steps('r')[0] as never;
  expect(() => journal.succeed('r', { step, revision: 1, by: '田中', record: broken, next: null }, at(1))).toThrow();
  expect([server.revision(), historyLines(), drafts.state()]).toEqual(before);
  expect(states('r')).toEqual(['waiting']);
});

test('a deleted object with unknown fields is stored as it was when it was deleted last', () => {
  const { journal } = file.now();
  const gone = (name: string, whole: StepChange['whole']): StepChange =>
    order('a', { action: 'delete', before: body(name), target: null, whole });
  begin('r', [gone('一', { n: 1 }), order('b', { whole: { n: 2 } }), order('c', { action: 'delete', before: body('c'), target: null })], 0);
  for (const position of [0, 1, 2]) succeed('r', position, 1);
  end('r', 'done');
  begin('s', [gone('二', { n: 3 }), order('d', { action: 'delete', before: null, target: null, whole: { n: 4 } })], 1);
  expect([...journal.deletedWholes()]).toEqual([['invoice_groups a', { body: body('一'), whole: { n: 1 } }]]);
  for (const position of [0, 1]) succeed('s', position, 2);
  expect([...journal.deletedWholes()]).toEqual([['invoice_groups a', { body: body('二'), whole: { n: 3 } }]]);
  end('s', 'done');
  // The object was created again without such fields and deleted once more, so it had no unknown fields to restore.
  begin('t', [gone('三', null)], 2);
  expect([...journal.deletedWholes()]).toHaveLength(1);
  succeed('t', 0, 3);
  expect([...journal.deletedWholes()]).toEqual([]);
});
