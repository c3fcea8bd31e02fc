import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
import type { CompanySession } from '#main/company/session.ts';
import { engineOf, openCompanies } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('turns');

/** Number of people for which an audit takes several turns. */
const PEOPLE = 8_000;
const LISTS = { neo: join(folder, 'neo.csv'), amazon: join(folder, 'amazon.csv'), later: join(folder, 'later.csv') } as const;
const work = { signal: new AbortController().signal, report: () => undefined };
let companies: Companies;
let id: string;

const take = (path: string, kind: 'neo-users' | 'amazon-users') =>
  engineOf(companies, id).importList({ path, name: `${kind}.csv`, kind, reading: {} }, work);

beforeAll(async () => {
  const numbers = Array.from({ length: PEOPLE }, (_, i) => i);
  const write = (path: string, lines: readonly string[]): void => writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  write(LISTS.neo, ['ID,ログインID,氏名,職場用メールアドレス', ...numbers.map((i) => `${i + 1},u${i},利用者 ${i},u${i}@example.co.jp`)]);
  const accounts = (every: number): string[] =>
    numbers.filter((i) => i % every !== 0).map((i) => `${i % 7 === 0 ? `U${i}@example.co.jp` : `u${i}@example.co.jp`},利用者 ${i},有効`);
  write(LISTS.amazon, ['Eメールアドレス,氏名,ステータス', ...accounts(5)]);
  write(LISTS.later, ['Eメールアドレス,氏名,ステータス', ...accounts(9)]);
  companies = openCompanies(join(folder, 'companies'));
  id = (await companies.create({ name: '自社', kind: 'test' })).id;
  await take(LISTS.neo, 'neo-users');
  await take(LISTS.amazon, 'amazon-users');
  await companies.close();
}, 60_000);

/** Returns the results of a session's own audit, independent of shared work. */
const told = (session: CompanySession) => {
  const { audit, people } = session.requireFindings();
  const { findings, summary, firstClosed, notChecked } = audit;
  return { findings, summary, firstClosed, notChecked, people };
};

/** Returns the result of an audit that runs without interruption. */
async function saidAtOnce() {
  const said = await companies.within(id, async (session) => told(session));
  await companies.close();
  return said;
}

it('checks everyone in slices, between which other calls are answered', async () => {
  const expected = await saidAtOnce();
  await companies.within(id, async (session) => {
    let isDone = false;
    const looked = session.ready().then(() => {
      isDone = true;
    });
    await session.lists();
    let turns = 0;
    for (; !isDone; turns++) await nextTurn();
    await looked;
    expect(turns).toBeGreaterThan(2);
    expect(session.lastAudit()).not.toBeNull();
    expect(told(session)).toEqual(expected);
    // Afterwards callers do not wait.
    const before = session.lastAudit();
    await session.ready();
    expect(session.lastAudit()).toBe(before);
  });
  await companies.close();
});

it('answers a caller that cannot wait at once, with the same result', async () => {
  const expected = await saidAtOnce();
  await companies.within(id, async (session) => {
    const looked = session.ready();
    await session.lists();
    await nextTurn();
    expect(session.lastAudit()).toBeNull();
    expect(told(session)).toEqual(expected);
    const now = session.requireFindings();
    await looked;
    expect(session.requireFindings()).toBe(now);
  });
  await companies.close();
});

it('checks again if a list changes during or after the check of everyone', async () => {
  await companies.within(id, async (session) => {
    const looked = session.ready();
    await session.lists();
    await nextTurn();
    expect(session.lastAudit()).toBeNull();
    const { neoUsers } = session.directory();
    await take(LISTS.later, 'amazon-users');
    await looked;
    await session.ready();
    const here = told(session);
    expect(session.directory().neoUsers).not.toBe(neoUsers);
    const missing = here.findings.filter(({ code }) => code === 'amazon-user-missing');
    expect(missing).toHaveLength(Math.ceil(PEOPLE / 9));
    await take(LISTS.amazon, 'amazon-users');
    const before = session.lastAudit();
    await session.ready();
    expect(session.lastAudit()).not.toBe(before);
    expect(told(session).summary.byCode['amazon-user-missing']).toBe(Math.ceil(PEOPLE / 5));
  });
  await companies.close();
});

it('stops checking people when the company is closed', async () => {
  const session = await companies.within(id, async (opened) => opened);
  const looked = companies.within(id, () => session.ready());
  await session.lists();
  const closed = companies.close();
  await expect(looked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  await closed;
  expect(session.lastAudit()).toBeNull();
});
