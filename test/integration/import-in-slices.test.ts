import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { importList } from '#main/company/lists/list-import.ts';
import type { CompanyFile } from '#main/storage/company-file.ts';
import { newCompanyFile } from '../support/company-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsunagi-import-turns-'));
const opened: CompanyFile[] = [];
afterAll(() => {
  for (const file of opened) file.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Number of people for which an import takes several turns. */
const PEOPLE = 8_000;
const work = { signal: new AbortController().signal, report: () => undefined };
let number = 0;
let file: CompanyFile;

const open = (): CompanyFile => {
  const created = newCompanyFile(join(folder, `${number++}.tsunagi`));
  opened.push(created);
  return created;
};
beforeEach(() => {
  file = open();
});

function listOf(people: readonly number[]): string {
  const path = join(folder, `list-${number++}.csv`);
  const lines = people.map((n) => `u${n},c${n},利用者 ${n},u${n}@example.co.jp`);
  writeFileSync(path, `ログインID,社員コード,氏名,職場用メールアドレス\r\n${lines.join('\r\n')}\r\n`);
  return path;
}
const everybody = Array.from({ length: PEOPLE }, (_, n) => n);
/** Every tenth person is removed, and the same number is new. */
const later = everybody.map((n) => (n % 10 === 0 ? n + PEOPLE : n));

const take = (path: string, into = file) =>
  importList(
    { path, name: 'list.csv', kind: 'neo-users', reading: {} },
    into,
    { origin: 'file', at: '2026-11-26T01:00:00.000Z', confirmed: 'unasked' },
    work,
  );

/** Returns the current people with their keys, and every saved list. */
function told({ people, persons }: CompanyFile) {
  const users = people.directory().neoUsers;
  const current = people.current().find(({ side }) => side === 'neo');
  return {
    users,
    keys: persons.keysOf(current?.id ?? 0, users),
    former: people.former.all().map(({ id, rows, changes }) => ({ rows, changes, users: people.neoUsersOf({ former: id }) })),
    formerEmails: [...people.formerEmails().neo],
  };
}

it('imports a list in slices, keeps the list it replaces, and leaves none of its rows', async () => {
  await take(listOf(everybody));
  const before = file.people.directory().neoUsers;
  let isDone = false;
  const taken = take(listOf(later)).then(() => {
    isDone = true;
  });
  let turns = 0;
  for (; !isDone; turns++) await nextTurn();
  await taken;
  expect(turns).toBeGreaterThan(10);
  expect(file.people.staged()).toEqual([]);
  const { users, keys, former } = told(file);
  expect(users.map(({ loginId }) => loginId)).toEqual(later.map((n) => `u${n}`));
  expect(former).toEqual([{ rows: PEOPLE, changes: null, users: before }]);
  // People who stayed have their key from the first list.
  expect(keys).toEqual(later.map((n) => `login:u${n}`));
  expect(new Set(file.persons.know(users).learned)).toEqual(new Set());
});

it('gives the same result if all people are queried between any two slices', async () => {
  const other = open();
  const lists = [listOf(everybody), listOf(later)];
  for (const path of lists) {
    await take(path);
    let isDone = false;
    const taken = take(path, other).finally(() => {
      isDone = true;
    });
    for (let turn = 0; !isDone; turn++) {
      if (turn % 5 === 0) told(other);
      await nextTurn();
    }
    await taken;
  }
  expect(told(other)).toEqual(told(file));
});

it('gives the same result if it was interrupted after the list was imported', async () => {
  const path = listOf(later);
  await take(listOf(everybody));
  // The steps of an import up to the moment at which the list becomes current.
  const { people } = file;
  const { items } = { items: told(file).users.map((user, at) => ({ ...user, loginId: `u${later[at]}`, employeeCode: `c${later[at]}` })) };
  const origin = { side: 'neo', origin: 'file', label: 'cut.csv', takenAt: '2026-11-26T02:00:00.000Z', serverRevision: null } as const;
  const snapshotId = people.begin({ ...origin, missingFields: [] });
  people.append(snapshotId, 'neo_user', items);
  people.publish([{ snapshotId, table: 'neo_user' }], origin.takenAt);
  expect(people.staged()).toHaveLength(1);
  expect(told(file).keys).toEqual(later.map((n) => `login:u${n}`));
  await take(path);
  expect(people.staged()).toEqual([]);
  expect(people.former.all()).toHaveLength(2);
});

it('stores nothing about a list that was replaced while its people were processed', async () => {
  await take(listOf(everybody));
  const { people, persons } = file;
  const id = people.currentId('neo');
  const look = persons.knowInPieces(people.directory().neoUsers, () => people.currentId('neo') === id);
  look.next();
  await take(listOf(later));
  while (look.next().done !== true);
  expect(told(file).keys).toEqual(later.map((n) => `login:u${n}`));
  expect(persons.know(people.directory().neoUsers).learned).toEqual([]);
});
