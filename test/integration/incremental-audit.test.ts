import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { getStoredReadiness } from '#main/company/readiness/stored-readiness.ts';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import { createDraftBody } from '#shared/domain/drafts/sections.ts';
import { type Engine, engineOf, openCompanies } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOW = Date.parse('2026-06-10T09:00:00+09:00');
const folder = temporaryFolder('incremental');

const PEOPLE = 60;
const write = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return path;
};
const numbers = Array.from({ length: PEOPLE }, (_, i) => i);

/**
 * Creates a company of sixty people in six sections. Every fifth has no account, and every seventh has a different spelling of the address.
 */
async function begun(companiesFolder: string) {
  let now = NOW;
  const companies = openCompanies(companiesFolder, { now: () => now });
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  const engine = engineOf(companies, id);
  const work = { signal: new AbortController().signal, report: () => undefined };
  const neo = numbers.map((i) => `${i + 1},u${i},利用者 ${i},${(i % 6) + 1},u${i}@example.co.jp`);
  const amazon = numbers
    .filter((i) => i % 5 !== 0)
    .map((i) => `${i % 7 === 0 ? `U${i}@example.co.jp` : `u${i}@example.co.jp`},利用者 ${i},有効`);
  const sections = Array.from({ length: 6 }, (_, i) => `${i + 1},第${i + 1}課`);
  const later = (ms: number): void => {
    now += ms;
  };
  const take = (path: string, kind: 'neo-users' | 'amazon-users' | 'organizations') =>
    engine.importList({ path, name: `${kind}.csv`, kind, reading: {} }, work);
  await take(write('neo.csv', ['ID,ログインID,氏名,組織ID,職場用メールアドレス', ...neo]), 'neo-users');
  await take(write('organizations.csv', ['ID,組織名', ...sections]), 'organizations');
  await take(write('amazon.csv', ['Eメールアドレス,氏名,ステータス', ...amazon]), 'amazon-users');
  return { companies, id, engine, later, take };
}

const putGroup = (id: string, section: number): DraftEdit => ({
  kind: 'put',
  section: 'invoice_groups',
  id,
  body: {
    ...createDraftBody('invoice_groups', id, `請求 ${id}`),
    code: id.toUpperCase(),
    organizations: [{ id: String(section), descendants: false }],
  },
  note: '',
});

async function told(engine: Engine) {
  const readiness = await engine.readiness();
  const filter = {
    severities: [],
    codes: [],
    search: '',
    organizationId: null,
    firstGateOnly: false,
    perPerson: false,
    triage: 'all' as const,
    since: [],
  };
  const { rows, codeCounts } = await engine.rows({ filter, sort: { by: 'severity', direction: 'ascending' }, offset: 0, limit: 500 });
  if (readiness === null) throw new Error('nothing was audited');
  const { computedAt: _, ...numbersOf } = readiness;
  return { numbersOf, rows, codeCounts };
}

it('shows after edits and undo the same as when the company is reopened', async () => {
  const companiesFolder = join(folder, 'edits');
  const { companies, engine, later } = await begun(companiesFolder);
  const moves: readonly (() => Promise<unknown>)[] = [
    () => engine.applyDraft(putGroup('a1', 1)),
    () => engine.applyDraft(putGroup('b2', 2)),
    () => engine.undoDraft(),
    () => engine.redoDraft(),
    () => engine.applyDraft(putGroup('a1', 3)),
    () =>
      engine.applyDraft({
        kind: 'put',
        section: 'allowed_users',
        id: 'allowed_users',
        body: { everyone: false, users: ['1', '2'], organizations: [{ id: '3', descendants: false }], roles: [] },
        note: '',
      }),
    async () => later(26 * 3_600_000),
    () => engine.undoDraft(),
    () => engine.deleteDrafts([{ section: 'invoice_groups', id: 'b2' }]),
  ];
  for (const move of moves) {
    await move();
    const here = await told(engine);
    await companies.close();
    expect(await told(engine)).toEqual(here);
  }
  await companies.close();
});

it('keeps no trace of a change that was made and undone within the hour', async () => {
  const companiesFolder = join(folder, 'undone');
  const { companies, engine, later } = await begun(companiesFolder);
  await engine.applyDraft(putGroup('a1', 1));
  await engine.readiness();
  const stays = (): { stays: number; runs: number } => {
    const file = readdirSync(companiesFolder).find((name) => name.endsWith('.tsunagi')) as string;
    const database = new DatabaseSync(join(companiesFolder, file), { readOnly: true });
    const counted = database.prepare('SELECT (SELECT count(*) FROM finding_stay) AS stays, (SELECT count(*) FROM run) AS runs').get();
    database.close();
    return counted as { stays: number; runs: number };
  };
  const before = stays();
  for (let i = 0; i < 5; i++) {
    await engine.applyDraft(putGroup('b2', 2));
    const added = await engine.readiness();
    expect(added?.changes?.fixed).toBeGreaterThan(0);
    await engine.undoDraft();
    await engine.readiness();
    later(60_000);
  }
  const { stays: kept, runs } = stays();
  expect({ kept, runs }).toEqual({ kept: before.stays, runs: before.runs + 1 });
  // An edit on another day is a separate run.
  later(26 * 3_600_000);
  await engine.readiness();
  await engine.applyDraft(putGroup('b2', 2));
  const next = await engine.readiness();
  expect(stays().runs).toBe(runs + 1);
  expect(next?.trend).toHaveLength(runs + 1);
  await companies.close();
});

it('shows who could order when it was last open, until everyone has been checked again', async () => {
  const { companies, id, engine, take } = await begun(join(folder, 'kept'));
  const kept = () => companies.within(id, async (session) => getStoredReadiness(session));
  await engine.applyDraft(putGroup('a1', 1));
  const before = await engine.readiness();
  expect(await kept()).toBeNull();
  await companies.close();

  expect(await kept()).toEqual({ ...before, checking: true });
  await companies.within(id, (session) => session.ready());
  expect(await kept()).toBeNull();
  expect({ ...(await engine.readiness()), computedAt: '' }).toEqual({ ...before, computedAt: '' });
  await companies.close();

  // After a change that was not audited, or after an import, the saved result is not used.
  await engine.applyDraft(putGroup('b2', 2));
  expect(await kept()).toBeNull();
  await engine.readiness();
  await companies.close();
  expect(await kept()).not.toBeNull();
  await take(join(folder, 'amazon.csv'), 'amazon-users');
  expect(await kept()).toBeNull();
  await companies.close();
});

it('reuses the people of a known list without receiving them again', async () => {
  const { companies, id, engine } = await begun(join(folder, 'known'));
  await engine.readiness();
  const keys = () => companies.within(id, async (session) => session.keys());
  const known = await keys();
  expect(new Set(known).size).toBe(PEOPLE);
  await companies.close();
  expect(await keys()).toEqual(known);
  expect(await companies.within(id, async (session) => session.file().persons.know(session.directory().neoUsers).keys)).toEqual(known);
  await companies.close();
});
