import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
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

it('answers other calls while the findings of a first audit are written into the history', async () => {
  const reader = new DatabaseSync(join(folder, 'workspaces', `${id}.tsunagi`), { readOnly: true });
  const written = reader.prepare('SELECT count(*) AS rows FROM finding_stay');
  const seen = new Set<number>();
  let isDone = false;
  const looked = companies
    .within(id, (session) => session.ready())
    .then(() => {
      isDone = true;
    });
  while (!isDone) {
    await nextTurn();
    seen.add(Number(written.get()?.['rows']));
  }
  await looked;
  reader.close();
  const whole = Math.max(...seen);
  expect(whole).toBeGreaterThanOrEqual(PEOPLE);
  expect([...seen].filter((rows) => rows > 0 && rows < whole).length).toBeGreaterThan(0);
  expect((await engineOf(companies, id).readiness())?.blocked).toBe(PEOPLE);
});
