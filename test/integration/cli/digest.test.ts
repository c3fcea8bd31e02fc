import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompanyFile } from '#main/storage/company-file.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { CLI } from '../../support/built.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + 9 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

let folder: string;
let id: string;
let opened: CompanyFile;
let lock: ReturnType<typeof takeFolderLock>;
const path = (): string => join(folder, 'workspaces', `${id}.tsunagi`);

beforeAll(() => {
  folder = temporaryFolder('cli-digest');
  lock = takeFolderLock(folder);
  opened = new CompanyFolder(join(folder, 'workspaces')).create('自社', 'test', '2026-11-24T00:00:00.000Z');
  id = opened.company().id;
  opened.triage.record({
    at: '2026-11-24T00:00:00.000Z',
    by: '佐藤',
    change: { kind: 'accept', reason: '退職予定', until: inDays(3) },
    items: [{ key: 'work-email-missing 1', evidence: '', name: '山田' }],
  });
});
afterAll(() => {
  opened.close();
  lock?.release();
});

const digest = (args: readonly string[], data = folder): Promise<{ exit: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8' }, timeout: 60_000 };
    execFile(process.execPath, [CLI, 'digest', '--data-dir', data, ...args], options, (error, out, err) =>
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });

describe('tsunagi digest', () => {
  it('creates no folder for an unknown path', async () => {
    const typo = join(folder, 'typo');
    expect(await digest(['--profile', '自社'], typo)).toMatchObject({ exit: 2, err: expect.stringContaining('--data-dir') });
    expect(existsSync(typo)).toBe(false);
  });

  it('reads what an open console has just committed, and writes nothing', async () => {
    const before = opened.revision();
    const first = await digest(['--profile', '自社', '--format', 'json']);
    expect([first.exit, first.err]).toEqual([1, '']);
    requirePrinted(['digest'], first.out, first.err);
    expect(JSON.parse(first.out)).toMatchObject({
      company: { id, name: '自社' },
      deadlines: [{ kind: 'acceptance', count: 1, day: inDays(3), daysLeft: 3 }],
    });
    // The console continues to write while the digest reads the file.
    const reading = digest(['--profile', id, '--days', '30', '--format', 'json']);
    opened.setup.mark('register', {
      kind: 'done',
      at: '2026-11-24T00:00:00.000Z',
      by: '',
      saidBy: '',
      day: inDays(0),
      about: { objects: [], left: null },
    });
    await reading;
    const later = JSON.parse((await digest(['--profile', id, '--days', '30', '--format', 'json'])).out) as {
      deadlines: { kind: string }[];
    };
    expect(later.deadlines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['acceptance', 'account-review']));
    expect(opened.revision()).toBe(before);
    expect(() => CompanyFile.openToRead(path()).rename('他社')).toThrow();
    opened.setup.unmark('register', '2026-11-24T00:00:00.000Z');
  });

  it('prints text and a page in either language; exits with 0 if no action is due', async () => {
    const text = await digest(['--profile', '自社']);
    expect(text.exit).toBe(1);
    expect(text.out).toContain('許容した指摘 1 件の期限');
    expect(text.out).toContain('あと 3 日');
    const none = await digest(['--profile', '自社', '--days', '1', '--lang', 'en']);
    expect([none.exit, none.err]).toEqual([0, '']);
    expect(none.out).toContain('No deadlines require action');
    // Deadlines cannot be determined without the list.
    expect(none.out).toContain('Not checked: price and stock locks (there is no list of orders).');
    expect(none.out).toContain('Not checked: invitations (there is no list of Amazon users).');
    const out = join(folder, 'digest.html');
    expect(await digest(['--profile', '自社', '--format', 'html', '--out', out])).toEqual({ exit: 1, out: '', err: '' });
    expect(readFileSync(out, 'utf8')).toMatch(/<html lang="ja">[\s\S]*期限のまとめ[\s\S]*自社[\s\S]*許容した指摘 1 件/);
    expect(readFileSync(out, 'utf8')).toContain('注文の一覧がないため、価格と在庫のロックは未確認です。');
  });

  it('lists orders past their lock as due actions, with the age of the list of orders', async () => {
    const takenAt = new Date(Date.now() - 9 * DAY_MS).toISOString();
    const reading = opened.orders.begin({ origin: 'file', label: 'orders.csv', takenAt, serverRevision: null, missingFields: [] });
    opened.orders.append(reading, [
      {
        ...{ id: '1', number: 'A-1', title: 'コピー用紙', state: 'pending', requestedAt: takenAt, decidedAt: null },
        ...{ applicantId: '2', applicantName: '山田', routeId: '', routeName: '', step: null, amount: null },
      },
    ]);
    opened.orders.publish(reading, []);
    const { exit, out } = await digest(['--profile', '自社', '--days', '1']);
    expect([exit, out]).toEqual([1, expect.stringContaining('ロックの期限を過ぎた承認待ちの注文が 1 件')]);
    expect(out).toContain(`承認待ちの注文は、${inDays(-9).replaceAll('-', '/')}`);
    expect(out).not.toContain('注文の一覧がない');
    expect(JSON.parse((await digest(['--profile', '自社', '--days', '1', '--format', 'json'])).out)).toMatchObject({
      locksOver: 1,
      takenAt: { orders: takenAt, accounts: null },
    });
    expect((await digest(['--profile', '自社', '--days', '1', '--format', 'html'])).out).toContain(
      'ありません。Amazon の一覧がないため、招待は未確認です。承認待ちの注文は、',
    );
    opened.orders.discard(reading);
    opened.orders.publish(opened.orders.begin({ origin: 'file', label: '', takenAt, serverRevision: null, missingFields: [] }), []);
    // The same for an old list without orders, because it lacks today's orders.
    expect((await digest(['--profile', '自社', '--days', '1'])).out).toContain('承認待ちの注文は、');
  });

  it.each([
    [[]],
    [['--profile', '自社', '--days', '-1']],
    [['--profile', '自社', '--days', '367']],
    [['--profile', '自社', '--format', 'pdf']],
    [['--profile', '他社']],
  ])('refuses %j with 2', async (args) => {
    expect(await digest(args)).toMatchObject({ exit: 2, out: '' });
  });

  it('leaves a file of an earlier version as it is', async () => {
    const other = temporaryFolder('cli-digest-old');
    const file = new CompanyFolder(join(other, 'workspaces')).create('旧社', 'test', '2026-11-24T00:00:00.000Z');
    const old = join(other, 'workspaces', `${file.company().id}.tsunagi`);
    file.close();
    const database = new DatabaseSync(old);
    database.exec('PRAGMA user_version = 3');
    expect(await digest(['--profile', '旧社'], other)).toMatchObject({ exit: 2, err: expect.stringContaining('以前の形式') });
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 });
    database.close();
    rmSync(other, { recursive: true, force: true });
  });
});
