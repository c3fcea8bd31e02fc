import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareWithCurrent, type NextList } from '#main/company/lists/list-changes.ts';
import type { CompanyFile } from '#main/storage/company-file.ts';
import { newCompanyFile } from '../../support/company-file.ts';
import { amazonUser, neoUser } from '../../support/directories.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let file: CompanyFile;
beforeAll(() => {
  folder = temporaryFolder('former');
  file = newCompanyFile(join(folder, 'a.tsunagi'));
});
afterAll(() => {
  file.close();
});

const work = { signal: new AbortController().signal, report: () => undefined };
let minute = 0;
async function take(next: NextList): Promise<void> {
  const at = `2026-11-26T00:0${minute++}:00.000Z`;
  const { compared } = await compareWithCurrent(next, file, work);
  const snapshotId = file.people.begin({
    side: next.side,
    origin: 'file',
    label: 'list.csv',
    takenAt: at,
    serverRevision: null,
    missingFields: [],
  });
  const table = next.side === 'neo' ? 'neo_user' : 'amazon_user';
  file.people.append(snapshotId, table, next.items as never);
  file.people.publish([{ snapshotId, table, compared }], at);
}
const neo = (...addresses: string[]): NextList => ({
  side: 'neo',
  missingFields: [],
  items: addresses.map((workEmail, n) => neoUser({ loginId: `u${n}`, name: `名前${n}`, workEmail })),
});
const formerNeo = (): unknown => [...file.people.formerEmails().neo];

test('the former address of a person stays known while it differs, and returns with a former list', async () => {
  await take(neo('a@example.co.jp', 'b@example.co.jp'));
  expect(formerNeo()).toEqual([]);
  await take(neo('a@example.co.jp', 'B@example.co.jp'));
  expect(formerNeo()).toEqual([[1, 'b@example.co.jp']]);
  await take(neo('a@example.co.jp', 'B@example.co.jp', 'c@example.co.jp'));
  // A person who is new is distinguished from one whose address has not changed.
  expect(formerNeo()).toEqual([
    [1, 'b@example.co.jp'],
    [2, null],
  ]);
  await take(neo('x@example.co.jp', 'B@example.co.jp', 'c@example.co.jp'));
  expect(formerNeo()).toEqual([
    [0, 'a@example.co.jp'],
    [1, 'b@example.co.jp'],
  ]);
  const [latest] = file.people.former.all();
  file.people.takeFormer(latest?.id ?? 0, '2026-11-26T01:00:00.000Z');
  expect(formerNeo()).toEqual([
    [1, 'b@example.co.jp'],
    [2, null],
  ]);
  expect(file.people.directory().neoUsers.map(({ workEmail }) => workEmail)).toEqual([
    'a@example.co.jp',
    'B@example.co.jp',
    'c@example.co.jp',
  ]);
});

test('the former address is also known on Amazon, where an account with another address is recognized by name', async () => {
  const amazon = (email: string): NextList => ({
    side: 'amazon',
    missingFields: [],
    items: [
      amazonUser({ email: 'z@example.co.jp', name: '別の人' }),
      amazonUser({ email, name: '名前0', groups: ['購買'], punchout: null }),
    ],
  });
  await take(amazon('a@old.example'));
  await take(amazon('a@new.example'));
  expect([...file.people.formerEmails().amazon]).toEqual([[1, 'a@old.example']]);
  const former = file.people.former.all().find(({ side }) => side === 'amazon');
  file.people.takeFormer(former?.id ?? 0, '2026-11-26T02:00:00.000Z');
  expect(file.people.directory().amazonUsers[1]).toEqual(
    amazonUser({ email: 'a@old.example', name: '名前0', groups: ['購買'], punchout: null }),
  );
});

test('organizations are restored with their roles and approvers, and stored once while unchanged', async () => {
  const take = (name: string): void => {
    const at = `2026-11-27T00:0${minute++}:00.000Z`;
    const snapshotId = file.people.begin({
      side: 'organizations',
      origin: 'server',
      label: 'server',
      takenAt: at,
      serverRevision: null,
      missingFields: [],
    });
    file.people.append(snapshotId, 'organization', [
      { id: '1', code: 'A', name, parentId: null },
      { id: '2', code: 'B', name: '営業部', parentId: '1' },
    ]);
    file.people.append(snapshotId, 'role', [{ id: 'r', name: '購買', members: ['u1', 'u2'] }]);
    file.people.append(snapshotId, 'approver', [{ organizationId: '1', userId: 'u1' }]);
    file.people.publish([{ snapshotId, table: 'organization' }], at);
  };
  const kept = () => file.people.former.all().filter(({ side }) => side === 'organizations');
  const now = () => {
    const { organizations, approvers } = file.people.directory();
    return [organizations, file.people.roles(), approvers];
  };
  take('本社');
  const before = now();
  expect(before.map((table) => table.length)).toEqual([2, 1, 1]);
  take('本社');
  expect(kept()).toEqual([]);
  take('東京本社');
  expect(kept()).toHaveLength(1);
  file.people.takeFormer(kept()[0]?.id ?? 0, '2026-11-28T00:00:00.000Z');
  expect(now()).toEqual(before);
});
