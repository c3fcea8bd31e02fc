import { mkdirSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { findListFile, isListFileOfPath, requireRecentList } from '#main/files/lists/find-list.ts';
import { isSameFile, resolveRealPath } from '#main/files/same-file.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
/** Writes files by name, each with its modification time in seconds. */
const put = (files: Readonly<Record<string, number>>): void => {
  for (const [name, second] of Object.entries(files)) {
    writeFileSync(at(name), '');
    utimesSync(at(name), second, second);
  }
};
beforeEach(() => {
  folder = realpathSync(temporaryFolder('find'));
});
const found = async (given: string): Promise<unknown> => {
  try {
    const { path, name, writtenAt } = await findListFile(at(given));
    return path === at(name) ? [name, writtenAt / 1_000] : path;
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
};
const missing = (given: string): unknown => ({ code: 'list-missing', params: { place: at(given) } });

test('a list is the file with the given name, whatever its extension', async () => {
  put({ 'a.dat': 5, 'b*.csv': 6, 'b1.csv': 7 });
  expect([await found('a.dat'), await found('b*.csv'), await found('none.csv')]).toEqual([
    ['a.dat', 5],
    ['b*.csv', 6],
    missing('none.csv'),
  ]);
});

test('in a folder it is the newest list; of two with equal time, the one with the last name', async () => {
  put({
    'a.csv': 9,
    'b.TSV': 9,
    'c.txt': 3,
    'd.xlsx': 4,
    'e.xls': 20,
    'f.csv.part': 20,
    '.g.csv': 20,
    '~h.csv': 20,
    'i.csvx': 20,
    jcsv: 20,
  });
  for (const ending of ['tmp', 'part', 'partial', 'crdownload', 'filepart', 'PART']) put({ [`k.csv.${ending}`]: 30 });
  mkdirSync(at('l.csv'));
  expect(await found('')).toEqual(['b.TSV', 9]);
  for (const name of ['b.TSV', 'a.csv', 'd.xlsx']) {
    expect((await found('')) as unknown[]).toContain(name);
    rmSync(at(name));
  }
  expect(await found('')).toEqual(['c.txt', 3]);
  rmSync(at('c.txt'));
  expect([await found(''), await found('l.csv')]).toEqual([missing(''), missing('l.csv')]);
});

test('picks the newest file that matches a pattern, whatever its extension', async () => {
  put({ 'neo-1.csv': 1, 'neo-2.csv': 2, 'neo-10.csv': 9, 'neo-3.dat': 7, 'amazon-1.csv': 20, 'neo-4.tmp': 30, '.neo-5.csv': 30 });
  expect([
    await found('neo-?.csv'),
    await found('neo-*'),
    await found('*-3.*'),
    await found('x*.csv'),
    await found('neo-[12].csv'),
  ]).toEqual([['neo-2.csv', 2], ['neo-10.csv', 9], ['neo-3.dat', 7], missing('x*.csv'), missing('neo-[12].csv')]);
  expect(await found(join('none', '*.csv'))).toEqual(missing(join('none', '*.csv')));
});

test('reports whether a file would be read as the list, now or in a later run', async () => {
  put({ 'a.csv': 1 });
  const place = (given: string, path: string): Promise<boolean> => isListFileOfPath(at(given), at(path));
  expect([await place('a.csv', 'a.csv'), await place('', 'new.csv'), await place('', 'new.dat'), await place('', '.new.csv')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([
    await place('neo-*', 'neo-9.dat'),
    await place('neo-*', 'other.csv'),
    await place('neo-*', 'neo-9.part'),
    await place('b.csv', 'b.csv'),
  ]).toEqual([true, false, false, true]);
  mkdirSync(at('inner'));
  expect([await place('inner', 'new.csv'), await place('neo-*', join('inner', 'neo-1.csv'))]).toEqual([false, false]);
});

test('recognizes two paths to one file through any links', async () => {
  put({ 'a.csv': 1, 'b.csv': 1 });
  symlinkSync(at('a.csv'), at('link.csv'));
  symlinkSync(folder, at('here'));
  expect([await isSameFile(at('a.csv'), at('link.csv')), await isSameFile(at('a.csv'), at('b.csv'))]).toEqual([true, false]);
  expect([await resolveRealPath(join(at('here'), 'new.csv')), await resolveRealPath(join(at('none'), 'new.csv'))]).toEqual([
    at('new.csv'),
    join(at('none'), 'new.csv'),
  ]);
});

test('a list is too old after more days than are allowed', () => {
  const day = 86_400_000;
  const old = (days: number, most: number | null): unknown => {
    try {
      requireRecentList({ path: '', name: 'a.csv', writtenAt: 1_000 }, most, 1_000 + days * day);
    } catch (error) {
      return (error as ExpectedError).failure;
    }
    return null;
  };
  expect([old(3.9, 3), old(4, 3), old(4, null), old(0, 0), old(1, 0)]).toEqual([
    null,
    { code: 'list-old', params: { file: 'a.csv', days: 4, allowed: 3 } },
    null,
    null,
    { code: 'list-old', params: { file: 'a.csv', days: 1, allowed: 0 } },
  ]);
});
