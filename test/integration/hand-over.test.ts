import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Engine } from '#main/app/engine/engine.ts';
import { createLocalEngine } from '#main/app/engine/local-engine.ts';
import { WorkspaceFolder } from '#main/storage/workspace-folder.ts';
import { HAND_OVER_SCREENS } from '#shared/domain/sync/hand-over.ts';

const WINDOW = { offset: 0, limit: 200 } as const;
const EVERYTHING = { kinds: [], sections: [], search: '', runId: null, from: null, to: null } as const;

let folder: string;
let engine: Engine;

async function start(profileId?: string): Promise<string> {
  engine = createLocalEngine({
    folder: new WorkspaceFolder(folder),
    startDemo: () => Promise.reject(new Error('not here')),
    now: Date.now,
    operator: 'tanaka',
    machine: 'PC01',
  });
  const id = profileId ?? (await engine.createProfile({ name: '手作業商事', kind: 'production' })).id;
  await engine.openProfile(id);
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
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-hand-over-'));
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

test('ticks outlive a restart, count for their value alone, and an entered object is in the history', async () => {
  const id = await start();
  await draftCode('HONSHA');
  const [task] = (await engine.handOverSheet(WINDOW)).tasks;
  const lines = (task?.lines ?? []).map((line) => line.id);
  expect(lines).toHaveLength(2);
  await expect(engine.finishHandOver({ key: 'invoice_groups g1' })).rejects.toMatchObject({ failure: { code: 'hand-over-unticked' } });
  await engine.tickHandOver({ key: 'invoice_groups g1', lines, ticked: true });
  await engine.close();

  await start(id);
  expect(await engine.handOverSheet(WINDOW)).toMatchObject({
    total: 1,
    lines: 2,
    ticked: 2,
    tasks: [{ lines: [{ tick: { by: 'tanaka' } }, {}] }],
  });
  await draftCode('TOKYO');
  expect(await engine.handOverSheet(WINDOW)).toMatchObject({ lines: 2, ticked: 1 });
  await expect(engine.finishHandOver({ key: 'invoice_groups g1' })).rejects.toMatchObject({ failure: { code: 'hand-over-unticked' } });
  await engine.tickHandOver({ key: 'invoice_groups g1', lines, ticked: true });
  await engine.finishHandOver({ key: 'invoice_groups g1' });
  expect(await engine.handOverSheet(WINDOW)).toMatchObject({ total: 0, lines: 0 });
  expect(await engine.handOverEntered(WINDOW)).toMatchObject({ total: 1, objects: [{ name: '本社', by: 'tanaka', deleted: false }] });
  const [entry] = await history();
  expect(entry).toMatchObject({ kind: 'hand-over', section: 'invoice_groups', by: 'tanaka' });
  expect((await engine.historyEntry({ seq: entry?.seq ?? 0 })).after).toMatchObject({ code: 'TOKYO' });
  expect(await engine.verifyHistory()).toMatchObject({ state: 'intact', entries: 1 });
});

test('a change of what was entered is a line of its own; taking the saying back brings all of it again', async () => {
  await start();
  await draftCode('HONSHA');
  const enterAll = async (): Promise<void> => {
    for (const { key, lines } of (await engine.handOverSheet(WINDOW)).tasks) {
      await engine.tickHandOver({ key, lines: lines.map((line) => line.id), ticked: true });
      await engine.finishHandOver({ key });
    }
  };
  await enterAll();
  await draftCode('TOKYO');
  expect((await engine.handOverSheet(WINDOW)).tasks).toMatchObject([{ kind: 'change', lines: [{ copy: 'TOKYO' }] }]);
  await enterAll();
  await engine.reopenHandOver({ key: 'invoice_groups g1' });
  expect((await engine.handOverSheet(WINDOW)).tasks).toMatchObject([{ kind: 'change', lines: [{ copy: 'TOKYO', tick: null }] }]);
  await engine.reopenHandOver({ key: 'invoice_groups g1' });
  expect((await engine.handOverSheet(WINDOW)).tasks).toMatchObject([{ kind: 'create' }]);
  await expect(engine.reopenHandOver({ key: 'invoice_groups g1' })).rejects.toMatchObject({ failure: { code: 'plan-item-not-found' } });
  expect((await history()).map(({ kind }) => kind)).toEqual(['hand-over', 'hand-over', 'hand-over', 'hand-over']);
});

test('every section of drafts has its screen', () => {
  expect(new Set(HAND_OVER_SCREENS.map(({ section }) => section)).size).toBe(7);
});
