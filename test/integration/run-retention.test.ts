import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createHistoryService } from '#main/app/triage/history-service.ts';
import { createRetentionService } from '#main/app/triage/retention-service.ts';
import type { RetentionMonths } from '#shared/domain/triage/retention.ts';
import { engineOf, openCompanies } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('runs-kept');

const MONTH_MS = 31 * 86_400_000;
const START = Date.parse('2024-01-10T09:00:00+09:00');

it('a company keeps runs for its retention period, applied at each change and each run, also after a restart', async () => {
  let now = START;
  const companiesFolder = join(folder, 'workspaces');
  let companies = openCompanies(companiesFolder, { now: () => now });
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  const work = { signal: new AbortController().signal, report: () => undefined };
  const take = (kind: 'neo-users' | 'amazon-users', lines: readonly string[]) => {
    const path = join(folder, `${kind}.csv`);
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
    return engineOf(companies, id).importList({ path, name: `${kind}.csv`, kind, reading: {} }, work);
  };
  /** Imports lists a month later with one more person, who has no account. */
  const nextMonth = async (people: number): Promise<void> => {
    now += MONTH_MS;
    await take('neo-users', [
      'ID,ログインID,氏名,職場用メールアドレス',
      ...Array.from({ length: people }, (_, i) => `${i},u${i},利用者 ${i},u${i}@example.co.jp`),
    ]);
    await engineOf(companies, id).readiness();
  };
  const retention = () => companies.within(id, (session) => createRetentionService(session).retention());
  const change = (months: RetentionMonths | null) =>
    companies.within(id, (session) => createRetentionService(session).changeRetention(months));
  const runs = async () => (await companies.within(id, (session) => createHistoryService(session).history(400))).runs;

  await take('amazon-users', ['Eメールアドレス,氏名', 'somebody@example.com,誰か']);
  for (let month = 1; month <= 20; month++) await nextMonth(month);
  const all = await runs();
  expect(all).toHaveLength(20);
  expect(await retention()).toEqual({
    months: null,
    runs: 20,
    first: all[0]?.at,
    choices: [13, 25, 37, 61].map((months) => ({ months, forgets: months === 13 ? 7 : 0 })),
  });

  const { revision } = await engineOf(companies, id).current();
  expect(await change(13)).toMatchObject({ months: 13, runs: 13, first: all[7]?.at });
  expect(await runs()).toEqual(all.slice(7));
  // Deleting runs changes no findings.
  expect((await engineOf(companies, id).current()).revision).toBe(revision);

  await nextMonth(21);
  expect((await runs()).map(({ changes }) => changes?.new)).toEqual(Array.from({ length: 13 }, () => 1));
  await companies.close();
  companies = openCompanies(companiesFolder, { now: () => now });
  expect(await retention()).toMatchObject({ months: 13, runs: 13 });

  expect(await change(null)).toMatchObject({ months: null, runs: 13 });
  await nextMonth(22);
  expect(await runs()).toHaveLength(14);
  await companies.close();
});
