import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { MANUAL_ENTRY_SCREENS } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import { accessOf, createSilentJobContext } from '../support/apply-company.ts';
import { type OpenEngine, openCompanies, openEngineIn } from '../support/engine.ts';
import { startSandbox } from '../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const WINDOW = { offset: 0, limit: 200 } as const;
const EVERYTHING = { kinds: [], sections: [], search: '', runId: null, from: null, to: null } as const;

let folder: string;
let engine: OpenEngine;

async function start(companyId?: string): Promise<string> {
  const companies = openCompanies(folder, { operator: 'tanaka', machine: 'PC01' });
  const id = companyId ?? (await companies.create({ name: '手作業商事', kind: 'production' })).id;
  engine = openEngineIn(companies, id);
  return id;
}
const draftCode = (code: string): Promise<unknown> =>
  engine.applyDraft({
    kind: 'put',
    section: 'invoice_groups',
    id: 'g1',
    note: '',
    body: { code, name: '本社', users: [], organizations: [] },
  });
const history = async () => (await engine.historyLog({ filter: { ...EVERYTHING, kinds: [], sections: [] }, ...WINDOW })).entries;

beforeEach(() => {
  folder = temporaryFolder('manual-entry');
});
afterEach(async () => {
  await engine.close();
});

test('ticks outlive a restart, count for their value alone, and an entered object is in the history', async () => {
  const id = await start();
  await draftCode('HONSHA');
  const [task] = (await engine.manualEntrySheet(WINDOW)).tasks;
  const lines = (task?.lines ?? []).map((line) => line.id);
  expect(lines).toHaveLength(2);
  await expect(engine.finishManualEntry({ key: 'invoice_groups g1' })).rejects.toMatchObject({
    failure: { code: 'manual-entry-unticked' },
  });
  await engine.tickManualEntry({ key: 'invoice_groups g1', lines, ticked: true });
  await engine.close();

  await start(id);
  expect(await engine.manualEntrySheet(WINDOW)).toMatchObject({
    total: 1,
    lines: 2,
    ticked: 2,
    tasks: [{ lines: [{ tick: { by: 'tanaka' } }, {}] }],
  });
  await draftCode('TOKYO');
  expect(await engine.manualEntrySheet(WINDOW)).toMatchObject({ lines: 2, ticked: 1 });
  await expect(engine.finishManualEntry({ key: 'invoice_groups g1' })).rejects.toMatchObject({
    failure: { code: 'manual-entry-unticked' },
  });
  await engine.tickManualEntry({ key: 'invoice_groups g1', lines, ticked: true });
  await engine.finishManualEntry({ key: 'invoice_groups g1' });
  expect(await engine.manualEntrySheet(WINDOW)).toMatchObject({ total: 0, lines: 0 });
  expect(await engine.manualEntryEntered(WINDOW)).toMatchObject({ total: 1, objects: [{ name: '本社', by: 'tanaka', deleted: false }] });
  const [entry] = await history();
  expect(entry).toMatchObject({ kind: 'hand-over', section: 'invoice_groups', by: 'tanaka' });
  const told = await engine.historyEntry({ seq: entry?.seq ?? 0 });
  expect(told.after).toMatchObject({ code: 'TOKYO' });
  // A created object is recorded with all its fields.
  expect(told.fields).toMatchObject([
    { path: '/code', before: null, after: 'TOKYO' },
    { path: '/name', before: null, after: '本社' },
  ]);
  expect(await engine.verifyHistory()).toMatchObject({ state: 'intact', entries: 1 });
});

test('a change to entered values becomes a separate line; withdrawing the claim restores all lines', async () => {
  await start();
  await draftCode('HONSHA');
  const enterAll = async (): Promise<void> => {
    for (const { key, lines } of (await engine.manualEntrySheet(WINDOW)).tasks) {
      await engine.tickManualEntry({ key, lines: lines.map((line) => line.id), ticked: true });
      await engine.finishManualEntry({ key });
    }
  };
  await enterAll();
  await draftCode('TOKYO');
  expect((await engine.manualEntrySheet(WINDOW)).tasks).toMatchObject([{ kind: 'change', lines: [{ copy: 'TOKYO' }] }]);
  await enterAll();
  await engine.reopenManualEntry({ key: 'invoice_groups g1' });
  expect((await engine.manualEntrySheet(WINDOW)).tasks).toMatchObject([{ kind: 'change', lines: [{ copy: 'TOKYO', tick: null }] }]);
  await engine.reopenManualEntry({ key: 'invoice_groups g1' });
  expect((await engine.manualEntrySheet(WINDOW)).tasks).toMatchObject([{ kind: 'create' }]);
  await expect(engine.reopenManualEntry({ key: 'invoice_groups g1' })).rejects.toMatchObject({ failure: { code: 'plan-item-not-found' } });
  expect((await history()).map(({ kind }) => kind)).toEqual(['hand-over', 'hand-over', 'hand-over', 'hand-over']);
});

test('every section of drafts has its screen', () => {
  expect(new Set(MANUAL_ENTRY_SCREENS.map(({ section }) => section)).size).toBe(7);
});

describe('values claimed as entered', () => {
  const draftOf = async (id = 'g1') => (await engine.draft({ section: 'invoice_groups', id })).object;
  const enterAll = async (): Promise<void> => {
    for (const { key, lines } of (await engine.manualEntrySheet(WINDOW)).tasks) {
      await engine.tickManualEntry({ key, lines: lines.map((line) => line.id), ticked: true });
      await engine.finishManualEntry({ key });
    }
  };

  test('become the draft’s base, also after a restart; deleting the draft lists the object for removal in NEO', async () => {
    const id = await start();
    await draftCode('HONSHA');
    await enterAll();
    expect(await draftOf()).toMatchObject({ state: 'same', base: { code: 'HONSHA' } });
    await engine.close();
    await start(id);
    expect(await draftOf()).toMatchObject({ state: 'same' });
    await engine.applyDraft({ kind: 'delete', section: 'invoice_groups', id: 'g1' });
    expect((await engine.manualEntrySheet(WINDOW)).tasks).toMatchObject([{ kind: 'delete', name: '本社' }]);
    await enterAll();
    expect(await engine.manualEntrySheet(WINDOW)).toMatchObject({ total: 0 });
    expect(await engine.manualEntryEntered(WINDOW)).toMatchObject({ total: 1, objects: [{ deleted: true }] });
    // After undo, the object still exists and still has to be removed.
    await engine.reopenManualEntry({ key: 'invoice_groups g1' });
    expect((await engine.manualEntrySheet(WINDOW)).tasks).toMatchObject([{ kind: 'delete' }]);
    await engine.reopenManualEntry({ key: 'invoice_groups g1' });
    expect(await engine.manualEntrySheet(WINDOW)).toMatchObject({ total: 0 });
    expect(await engine.verifyHistory()).toMatchObject({ state: 'intact' });
  });

  test('are not reported as changed by fields that NEO does not have', async () => {
    await start();
    const put = (punchoutUrl: string, systemLogin = 'NEO') =>
      engine.applyDraft({
        kind: 'put',
        section: 'integration',
        id: 'integration',
        note: '',
        body: { systemLogin, poRequestUrl: '', punchoutUrl },
      });
    const changed = async () => (await engine.draftSummary()).sections.find(({ section }) => section === 'integration')?.changed;
    await put('https://a.example/');
    await enterAll();
    await put('https://b.example/');
    expect(await engine.manualEntrySheet(WINDOW)).toMatchObject({ total: 0 });
    expect((await engine.draft({ section: 'integration', id: 'integration' })).object).toMatchObject({
      state: 'same',
      draft: { punchoutUrl: 'https://b.example/' },
    });
    expect(await changed()).toBe(0);
    expect(
      (await engine.drafts({ section: 'integration', search: '', sort: { by: 'name', direction: 'ascending' }, ...WINDOW })).rows,
    ).toMatchObject([{ state: 'same' }]);
    await put('https://b.example/', 'NEO2');
    expect(await changed()).toBe(1);
  });

  test('are recorded in the guide as well, but not as verified', async () => {
    await start();
    await draftCode('HONSHA');
    const group = { ...createAmazonGroup('本社'), integrationOption: 'HONSHA', paymentOption: 'administrator' } as const;
    await engine.applyDraft({ kind: 'put', section: 'amazon_groups', id: 'a1', note: '', body: group });
    const step = async () => (await engine.setupGuide()).steps.find(({ id }) => id === 'invoice-code');
    expect(await step()).toMatchObject({ state: { kind: 'todo' }, check: { level: 'prepared', lacks: [{ key: 'not-in-neo' }] } });
    await enterAll();
    const found = [{ key: 'codes-match' }, { key: 'entered-by-hand' }];
    expect(await step()).toMatchObject({ state: { kind: 'recorded', by: 'tanaka' }, check: { level: 'noted', lacks: [], found } });
  });

  test('is answered by the first server that can be read: what differs is in the plan again', async () => {
    const sandbox = await startSandbox();
    try {
      await start();
      await draftCode('HONSHA9');
      await engine.applyDraft({
        kind: 'put',
        section: 'invoice_groups',
        id: 'g2',
        note: '',
        body: { code: 'KOJO9', name: '工場', users: [], organizations: [] },
      });
      await enterAll();
      sandbox.edit({ section: 'invoice_groups', id: 'g2', body: { code: 'KOJO9', name: '工場', users: [], organizations: [] } });
      await engine.readServer(accessOf(sandbox), createSilentJobContext());
      expect(await engine.manualEntryEntered(WINDOW)).toMatchObject({ total: 0 });
      // If the server has the object as claimed, it becomes a normal object. Otherwise it is a change to be sent, not a deletion by another
      // person.
      expect(await draftOf('g2')).toMatchObject({ state: 'same' });
      expect(await draftOf('g1')).toMatchObject({ state: 'new', base: null });
      const filter = { kinds: [], sections: [], risks: [], show: 'all', search: '' } as const;
      const { items } = await engine.planItems({ filter: { ...filter, kinds: [], sections: [], risks: [] }, ...WINDOW });
      expect(items.map(({ key, kind }) => [key, kind])).toEqual([['invoice_groups g1', 'create']]);
      expect((await history())[0]).toMatchObject({ kind: 'hand-over', sentence: { params: { said: 2, same: 1, other: 1 } } });
    } finally {
      await sandbox.close();
    }
  });
});

test('a draft found equal to the server is removed from the plan automatically', async () => {
  const sandbox = await startSandbox();
  try {
    await start();
    await engine.readServer(accessOf(sandbox), createSilentJobContext());
    await draftCode('HONSHA9');
    sandbox.edit({ section: 'invoice_groups', id: 'g1', body: { code: 'HONSHA9', name: '本社', users: [], organizations: [] } });
    expect(await engine.readServer(accessOf(sandbox), createSilentJobContext())).toMatchObject({ settled: 1, adopted: 0 });
    expect((await engine.planState()).read).toMatchObject({ settled: 1 });
    expect((await engine.planState()).totals.byKind).toMatchObject({ 'already-there': 0, create: 0, conflict: 0 });
    expect((await engine.draft({ section: 'invoice_groups', id: 'g1' })).object).toMatchObject({ state: 'same' });
    expect(await history()).toEqual([]);
  } finally {
    await sandbox.close();
  }
});

test('a read that the server asks to wait reports it, and can be canceled at once', async () => {
  const sandbox = await startSandbox();
  try {
    await start();
    sandbox.misbehave({ kind: 'throttle', action: 'list_objects', after: 2, ms: 600_000 });
    const leaving = new AbortController();
    const told: string[] = [];
    const report = ({ phase }: { readonly phase: string }): void => {
      told.push(phase);
      if (phase === 'asked-to-wait') leaving.abort();
    };
    await expect(engine.readServer(accessOf(sandbox), { signal: leaving.signal, report })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    expect(told).toEqual(['reading-server', 'reading-server', 'reading-server', 'asked-to-wait']);
  } finally {
    await sandbox.close();
  }
});
