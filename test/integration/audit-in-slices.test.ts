import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import { createDraftBody } from '#shared/domain/drafts/sections.ts';
import { engineOf, openCompanies } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Number of people for which an audit and a history take several turns. */
const PEOPLE = 20_000;

const folder = temporaryFolder('audit-turns');
const work = { signal: new AbortController().signal, report: () => undefined };
let companies: Companies;
let id: string;

/** Each person lacks an account, so that each has a finding. */
beforeAll(async () => {
  const lines = Array.from({ length: PEOPLE }, (_, i) => `${i + 1},u${i},利用者 ${i},第${i % 300}課,user${i}@example.co.jp`);
  writeFileSync(join(folder, 'neo.csv'), `ID,ログインID,氏名,所属組織,職場用メールアドレス\r\n${lines.join('\r\n')}\r\n`);
  writeFileSync(join(folder, 'amazon.csv'), 'Eメールアドレス,氏名\r\nother@example.com,誰か\r\n');
  companies = openCompanies(join(folder, 'workspaces'));
  ({ id } = await companies.create({ name: '大きな会社', kind: 'test' }));
  const engine = engineOf(companies, id);
  await engine.importList({ path: join(folder, 'neo.csv'), name: 'neo.csv', kind: 'neo-users', reading: {} }, work);
  await engine.importList({ path: join(folder, 'amazon.csv'), name: 'amazon.csv', kind: 'amazon-users', reading: {} }, work);
});
afterAll(async () => {
  await companies.close();
});

/** Calls `between` in each turn of the event loop until the findings are complete. Returns the numbers of stored rows seen. */
async function countedWhileAuditing(between: (rows: number) => Promise<void> = async () => undefined): Promise<ReadonlySet<number>> {
  const reader = new DatabaseSync(join(folder, 'workspaces', `${id}.tsunagi`), { readOnly: true });
  const written = reader.prepare('SELECT count(*) AS rows FROM finding_stay WHERE to_revision IS NULL');
  const seen = new Set<number>();
  let isDone = false;
  const looked = companies
    .within(id, (session) => session.ready())
    .finally(() => {
      isDone = true;
    });
  while (!isDone) {
    await nextTurn();
    const rows = Number(written.get()?.['rows']);
    seen.add(rows);
    await between(rows);
  }
  await looked;
  reader.close();
  return seen;
}

/** Returns what the readiness screen and the history show. */
async function shown() {
  const readiness = await engineOf(companies, id).readiness();
  if (readiness === null) throw new Error('nothing was audited');
  const { computedAt: _, revision: __, trend, ...numbers } = readiness;
  const stored = new DatabaseSync(join(folder, 'workspaces', `${id}.tsunagi`), { readOnly: true });
  const stays = stored.prepare('SELECT key, from_revision, to_revision, back FROM finding_stay ORDER BY key, from_revision').all();
  stored.close();
  return { numbers, stays, runs: trend.length };
}

/** An invoice group without members: each person then has a second finding. */
const putGroup = (code: string): DraftEdit => ({
  kind: 'put',
  section: 'invoice_groups',
  id: 'g1',
  body: { ...createDraftBody('invoice_groups', 'g1', '請求'), code },
  note: '',
});

it('answers other calls while the findings of a first audit are written into the history', async () => {
  const seen = await countedWhileAuditing();
  const whole = Math.max(...seen);
  expect(whole).toBeGreaterThanOrEqual(PEOPLE);
  expect([...seen].filter((rows) => rows > 0 && rows < whole).length).toBeGreaterThan(0);
  expect((await engineOf(companies, id).readiness())?.blocked).toBe(PEOPLE);
});

it('answers other calls while an edit that changes a finding of each person is checked and written into the history', async () => {
  const engine = engineOf(companies, id);
  const before = await shown();
  await engine.applyDraft(putGroup('G1'));
  const seen = await countedWhileAuditing();
  const whole = before.stays.length + PEOPLE;
  expect(Math.max(...seen)).toBe(whole);
  expect([...seen].filter((rows) => rows > before.stays.length && rows < whole).length).toBeGreaterThan(1);
  const last = await companies.within(id, async (session) => session.lastAudit());
  expect((await shown()).numbers.changes).toMatchObject({ new: PEOPLE, fixed: 0 });
  expect(await companies.within(id, async (session) => session.lastAudit())).toBe(last);
  await engine.undoDraft();
  await countedWhileAuditing();
  // The edit and its undo are one run, which kept nothing.
  expect((await shown()).stays).toEqual(before.stays);
});

it('shows and stores after an interrupted check of an edit the same as without the interruption', async () => {
  const engine = engineOf(companies, id);
  const before = await shown();
  const interruptedBy = async (interrupt: () => Promise<unknown>): Promise<void> => {
    await engine.applyDraft(putGroup('G1'));
    let isInterrupted = false;
    await countedWhileAuditing(async (rows) => {
      if (isInterrupted || rows === before.stays.length) return;
      isInterrupted = true;
      await interrupt();
    });
    expect(isInterrupted).toBe(true);
  };
  await interruptedBy(() => engine.undoDraft());
  expect((await shown()).stays).toEqual(before.stays);

  // A caller that cannot wait computes the rest at once.
  await interruptedBy(() => engine.readiness());
  const whole = await shown();
  expect(whole.numbers.changes).toMatchObject({ new: PEOPLE, fixed: 0 });
  await companies.close();
  expect(await shown()).toEqual(whole);
});
