import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeReport } from '#main/app/reports/report.ts';
import type { Companies } from '#main/company/companies.ts';
import { EMPTY_FILTER } from '#shared/contract/finding-choices.ts';
import { engineOf, openCompanies } from '../support/engine.ts';

/** A tenth of the size for which no call may wait longer than 300 ms; the bounds leave room for code that is not compiled yet. */
const PEOPLE = 20_000;
const MOST_MS = 120;

const folder = mkdtempSync(join(tmpdir(), 'tsunagi-large-company-'));
const work = { signal: new AbortController().signal, report: () => undefined };
let companies: Companies;
let id: string;

/** Each person lacks an account, so that there is a finding for each. */
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
  rmSync(folder, { recursive: true, force: true });
});

/** CPU of this thread between two chances of other calls to be answered, at most, in ms: independent of what else the machine does. */
async function longestStep(run: () => Promise<unknown>): Promise<number> {
  const cpu = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let [longest, isDone] = [0, false];
  const watched = (async () => {
    for (let last = cpu(); !isDone; ) {
      await nextTurn();
      const now = cpu();
      longest = Math.max(longest, now - last);
      last = now;
    }
  })();
  await run();
  isDone = true;
  await watched;
  return longest;
}

it('answers other calls while everybody is audited for the first time', async () => {
  const longest = await longestStep(() => companies.within(id, (session) => session.ready()));
  expect(longest).toBeLessThan(MOST_MS);
  expect((await engineOf(companies, id).readiness())?.blocked).toBe(PEOPLE);
});

it.each(['csv', 'json', 'xlsx', 'html'] as const)('answers other calls while a %s report is written', async (format) => {
  const order = {
    format,
    encoding: 'utf8-bom',
    language: 'ja',
    filter: EMPTY_FILTER,
    sort: { by: 'severity', direction: 'ascending' },
  } as const;
  await companies.within(id, async (session) => {
    await session.warmSearches();
    const longest = await longestStep(() => writeReport(session, { ...order, path: join(folder, `report.${format}`) }, work));
    expect(longest).toBeLessThan(MOST_MS);
  });
});
