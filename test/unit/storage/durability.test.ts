import { once } from 'node:events';
import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { copyAtomically, writeContentAtomically } from '#main/files/atomic-file.ts';
import { openDatabase, runInTransaction } from '#main/storage/database/database.ts';
import { MIGRATIONS } from '#main/storage/migrations/migrations.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Tests that every change that was answered is on the disk after a crash of the machine, not only of the process. */
let folder: string;
beforeEach(() => {
  folder = temporaryFolder('durable');
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('a company’s file uses a write-ahead log, syncs at every commit, and enforces foreign keys', () => {
  const database = openDatabase(join(folder, 'company'));
  const setting = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  // 2 means FULL.
  expect(['journal_mode', 'synchronous', 'foreign_keys'].map(setting)).toEqual(['wal', 2, 1]);
  database.close();
});

it('a company’s file of a later version is refused, and not a byte of it changes', () => {
  const path = join(folder, 'company');
  const database = openDatabase(path);
  database.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}; PRAGMA journal_mode = DELETE`);
  database.close();
  const before = readFileSync(path);
  expect(() => openDatabase(path)).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code: 'company-file-newer' }) as unknown }) as Error,
  );
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(['-wal', '-journal'].filter((end) => existsSync(path + end))).toEqual([]);
});

it('a company file locked by another program beyond the timeout is reported as in use, and works again afterwards', () => {
  const path = join(folder, 'company');
  const database = openDatabase(path);
  // Shortens the five seconds set by `openDatabase`.
  database.exec('PRAGMA busy_timeout = 5');
  using other = new DatabaseSync(path);
  other.exec('BEGIN IMMEDIATE');
  const write = () => runInTransaction(database, () => 'written');
  expect(write).toThrow(expect.objectContaining({ failure: { code: 'storage-busy', params: {} } }) as Error);
  other.exec('COMMIT');
  expect(write()).toBe('written');
  database.close();
});

it.each([
  ['written', (path: string) => writeContentAtomically(path, 'new')],
  [
    'copied',
    (path: string) => {
      writeFileSync(join(folder, 'source'), 'new');
      return copyAtomically(join(folder, 'source'), path);
    },
  ],
])('a file that is %s is synced to disk before it replaces the previous one', async (_, write) => {
  const path = join(folder, 'report.csv');
  writeFileSync(path, 'old');
  // The class of Node's file handles, which is not exported.
  const handle = await open(path);
  const handles = Object.getPrototypeOf(handle) as { sync(): Promise<void> };
  await handle.close();
  const stoodAtSync: string[] = [];
  const sync = handles.sync;
  vi.spyOn(handles, 'sync').mockImplementation(function (this: unknown) {
    stoodAtSync.push(readFileSync(path, 'utf8'));
    return sync.call(this);
  });
  await write(path);
  expect([stoodAtSync, readFileSync(path, 'utf8')]).toEqual([['old'], 'new']);
});

it.skipIf(process.platform === 'win32')('replaces nothing that is not a file, such as /dev/null for a user with permission', async () => {
  const socket = join(folder, 'socket');
  const server = createServer().listen(socket);
  await once(server, 'listening');
  symlinkSync('/dev/null', join(folder, 'link'));
  try {
    for (const path of [socket, join(folder, 'link')])
      await expect(writeContentAtomically(path, 'a report')).rejects.toMatchObject({ failure: { code: 'file-not-writable' } });
    expect(lstatSync(socket).isSocket()).toBe(true);
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['link', 'socket']);
  } finally {
    server.close();
  }
});
