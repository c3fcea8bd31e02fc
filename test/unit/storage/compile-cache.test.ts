import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { pruneCompileCache } from '#main/storage/compile-cache.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NOW = Date.parse('2026-11-30T09:00:00+09:00');
const DAY_MS = 86_400_000;

let cache: string;
beforeEach(() => {
  cache = temporaryFolder('compiled');
});

function write(version: string, name: string, daysAgo: number): string {
  mkdirSync(join(cache, version), { recursive: true });
  const path = join(cache, version, name);
  writeFileSync(path, 'compiled');
  const at = new Date(NOW - daysAgo * DAY_MS);
  utimesSync(path, at, at);
  return path;
}

const THIS = 'v24.21.0-x64-09c9d847-1000';
const FORMER = 'v22.3.0-x64-1a2b3c4d-1000';

it('removes code compiled more than 30 days ago, with the folder of a Node version no longer used', async () => {
  const recent = write(THIS, 'a', 29);
  const old = write(THIS, 'b', 31);
  write(FORMER, 'a', 400);
  await pruneCompileCache(join(cache, THIS), NOW);
  expect([existsSync(recent), existsSync(old)]).toEqual([true, false]);
  expect(readdirSync(cache)).toEqual([THIS]);
});

it('the folder of this process stays, even while it is empty', async () => {
  mkdirSync(join(cache, THIS));
  mkdirSync(join(cache, FORMER));
  await pruneCompileCache(join(cache, THIS), NOW);
  expect(readdirSync(cache)).toEqual([THIS]);
});

// Wine does not report junctions as links.
it.skipIf(process.platform === 'win32')('files of other programs in the same folder and targets of links stay', async () => {
  const others = [write('Code Cache', 'a', 400), write('v24', 'b', 400)];
  const elsewhere = write('elsewhere', 'c', 400);
  symlinkSync(join(cache, 'elsewhere'), join(cache, FORMER), 'junction');
  await pruneCompileCache(join(cache, THIS), NOW);
  expect([...others, elsewhere].every((path) => existsSync(path))).toBe(true);
});

it('ignores a missing cache', async () => {
  await expect(pruneCompileCache(join(cache, 'none', THIS), NOW)).resolves.toBeUndefined();
});
