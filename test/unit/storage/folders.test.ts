import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { awaitFolderLock, isFolderLocked, takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { makeFolder, makeWritableFolder } from '#main/storage/data-folder/make-folder.ts';
import { openDatabase } from '#main/storage/database/database.ts';
import { createLineAppender } from '#main/storage/log/appending-file.ts';
import { getCrashFolder, listCrashDumps } from '#main/storage/log/crash-dumps.ts';
import { MIGRATIONS } from '#main/storage/migrations/migrations.ts';
import { failureOf } from '../../support/failure-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('folders');
});

test('a folder is created with its parents, for this user only, and left unchanged if it exists', () => {
  const deep = join(folder, 'a', 'b', 'c');
  makeFolder(deep);
  writeFileSync(join(deep, 'x'), '');
  makeFolder(deep);
  expect(readdirSync(deep)).toEqual(['x']);
  if (process.platform !== 'win32') expect([deep, join(folder, 'a')].map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o700]);
  expect(() => makeFolder(join(deep, 'x'))).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  expect(() => makeFolder(join(deep, 'x', 'y'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
  makeWritableFolder(join(folder, 'w'));
  expect(readdirSync(join(folder, 'w'))).toEqual([]);
});

test('a file that is appended to gives way to a new one before it is too large, and so many older ones are kept', () => {
  const path = join(folder, 'log');
  const append = createLineAppender(path, { maxBytes: 10, kept: 2 });
  expect(readFileSync(path, 'utf8')).toBe('');
  const contents = (): unknown =>
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  append('12345\n');
  append('あ\n');
  expect(contents()).toEqual([['log', '12345\nあ\n']]);
  append('b\n');
  expect(contents()).toEqual([
    ['log', 'b\n'],
    ['log.1', '12345\nあ\n'],
  ]);
  append('a line that is longer than any file\n');
  append('c\n');
  append('d'.repeat(9));
  expect(contents()).toEqual([
    ['log', 'd'.repeat(9)],
    ['log.1', 'c\n'],
    ['log.2', 'a line that is longer than any file\n'],
  ]);
  // Existing content counts towards the limit.
  createLineAppender(path, { maxBytes: 10, kept: 2 })('ee');
  expect(contents()).toEqual([
    ['log', 'ee'],
    ['log.1', 'd'.repeat(9)],
    ['log.2', 'c\n'],
  ]);
});

test('a log file grows while an older one is held, and is rotated once that is released', () => {
  const path = join(folder, 'log');
  const append = createLineAppender(path, { maxBytes: 10, kept: 1 });
  // Like a file that another program holds open on Windows, it can be neither removed nor renamed.
  mkdirSync(join(`${path}.1`, 'held'), { recursive: true });
  append('12345\n');
  append('67890\n');
  append('abcde\n');
  expect(readFileSync(path, 'utf8')).toBe('12345\n67890\nabcde\n');
  rmSync(`${path}.1`, { recursive: true });
  append('f\n');
  expect([readFileSync(path, 'utf8'), readFileSync(`${path}.1`, 'utf8')]).toEqual(['f\n', '12345\n67890\nabcde\n']);
});

test('crash dumps are listed latest first, in any folder', () => {
  expect([getCrashFolder('/data'), listCrashDumps(join(folder, 'none'))]).toEqual([join('/data', 'crashes'), []]);
  mkdirSync(join(folder, 'pending'));
  for (const [at, name] of ['early.dmp', join('pending', 'late.dmp'), 'other.txt'].entries()) {
    writeFileSync(join(folder, name), 'x'.repeat(at + 1));
    utimesSync(join(folder, name), 1_000 + at, 1_000 + at);
  }
  expect(listCrashDumps(folder)).toEqual([
    { name: 'late.dmp', path: join(folder, 'pending', 'late.dmp'), at: 1_001_000, bytes: 2 },
    { name: 'early.dmp', path: join(folder, 'early.dmp'), at: 1_000_000, bytes: 1 },
  ]);
});

test('a folder belongs to one console at a time, and a waiting console is notified once', async () => {
  expect([isFolderLocked(folder), existsSync(join(folder, 'console.lock'))]).toEqual([false, false]);
  const lock = takeFolderLock(folder);
  expect([isFolderLocked(folder), takeFolderLock(folder)]).toEqual([true, null]);
  let waits = 0;
  expect([await awaitFolderLock(folder, 0, () => waits++), waits]).toEqual([null, 0]);
  expect([await awaitFolderLock(folder, 1, () => waits++), waits]).toEqual([null, 1]);
  const next = awaitFolderLock(folder, 60_000, () => {
    waits++;
    lock?.release();
  });
  const taken = await next;
  expect([taken === null, waits, isFolderLocked(folder)]).toEqual([false, 2, true]);
  taken?.release();
  expect(isFolderLocked(folder)).toBe(false);
  const free = await awaitFolderLock(folder, 1, () => waits++);
  expect([free === null, waits]).toEqual([false, 2]);
  free?.release();
});

describe('the folder of companies', () => {
  const at = (minute: number): string => `2026-11-26T00:0${minute}:00.000Z`;
  it('lists the companies oldest first, and the files that cannot be opened with the reason', () => {
    const companies = new CompanyFolder(folder);
    for (const [minute, name] of ['二', '一'].entries()) companies.create(name, 'test', at(2 - minute)).close();
    const damaged = '00000000-0000-4000-8000-000000000000';
    writeFileSync(join(folder, `${damaged}.tsunagi`), 'no database at all, but long enough to be looked at as one'.repeat(20));
    writeFileSync(join(folder, 'notes.tsunagi'), '');
    writeFileSync(join(folder, damaged), '');
    const { companies: listed, unreadable } = companies.list();
    expect(listed.map(({ name, createdAt, serverAddress, readOnly }) => [name, createdAt, serverAddress, readOnly])).toEqual([
      ['一', at(1), null, false],
      ['二', at(2), null, false],
    ]);
    expect(unreadable).toEqual([{ file: `${damaged}.tsunagi`, code: 'company-file-corrupt' }]);
    expect([...companies.ids()].sort()).toEqual([damaged, ...listed.map(({ id }) => id)].sort());
    expect(CompanyFolder.toRead(folder).list()).toEqual({ companies: listed, unreadable });
  });

  it.skipIf(process.platform === 'win32')('prevents other users from reading a company, its journal and its copies', () => {
    const umask = process.umask(0o022);
    try {
      const companies = new CompanyFolder(folder);
      const file = companies.create('一', 'test', at(1));
      file.rename('一番');
      const earlier = join(folder, `${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.tsunagi`);
      openDatabase(earlier, MIGRATIONS.slice(0, -1)).close();
      openDatabase(earlier).close();
      const modes = readdirSync(folder).flatMap((name) =>
        join(folder, name) === earlier ? [] : [[name.replace(/^.{36}/, ''), statSync(join(folder, name)).mode & 0o777]],
      );
      expect(Object.fromEntries(modes)).toEqual({
        '.tsunagi': 0o600,
        '.tsunagi-shm': 0o600,
        '.tsunagi-wal': 0o600,
        [`.tsunagi.version-${MIGRATIONS.length - 1}`]: 0o600,
      });
      file.close();
    } finally {
      process.umask(umask);
    }
  });

  it('contains a company completely or not at all, each under a unique name', () => {
    const companies = new CompanyFolder(folder);
    const file = companies.create('一', 'production', at(1), (made) => made.rename('一番'));
    expect([file.company().name, file.company().kind]).toEqual(['一番', 'production']);
    file.close();
    writeFileSync(join(folder, 'x.tsunagi.unfinished'), 'cut');
    expect(() =>
      companies.create('二', 'test', at(2), () => {
        throw new Error('no room');
      }),
    ).toThrow('no room');
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
    expect(companies.list().companies.map(({ name }) => name)).toEqual(['一番']);
    expect(failureOf(() => companies.create('一番', 'test', at(3)))).toEqual({ code: 'company-name-taken', params: { name: '一番' } });
    const [only] = companies.list().companies;
    expect(companies.requireFreeName('一番', only?.id ?? '')).toBeUndefined();
    expect(companies.requireFreeName('三', null)).toBeUndefined();
  });

  it('opens and deletes only files named like a company’s', () => {
    const companies = new CompanyFolder(folder);
    const file = companies.create('一', 'test', at(1));
    const { id } = file.company();
    file.close();
    const missing = { code: 'company-not-found', params: {} };
    for (const each of ['../x', 'notes', id.toUpperCase(), '00000000-0000-4000-8000-000000000000'])
      expect(failureOf(() => companies.open(each))).toMatchObject(missing);
    expect(failureOf(() => companies.delete('../x'))).toMatchObject(missing);
    for (const beside of ['.version-3', '-wal', '-shm']) writeFileSync(join(folder, `${id}.tsunagi${beside}`), '');
    writeFileSync(join(folder, 'other'), '');
    companies.delete(id);
    expect(readdirSync(folder)).toEqual(['other']);
  });
});
