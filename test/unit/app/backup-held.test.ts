import files, { existsSync, readdirSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { backUpFolder } from '#main/app/backup/data-backup.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { SEALED } from '../../support/sealed-backup.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('backup-held');
});

const WORK = { signal: new AbortController().signal, report: () => undefined };

it('a backup whose temporary copies a scanner holds is complete, and the next backup removes them', async () => {
  new CompanyFolder(join(folder, 'data', 'workspaces')).create('自社', 'test', '2026-11-26T00:00:00.000Z').close();
  files.mkdirSync(join(folder, 'kept'));
  const out = join(folder, 'kept', 'night.tsunagi-backup');
  const { rmdirSync: remove } = files;
  files.rmdirSync = () => {
    throw Object.assign(new Error('EBUSY'), { code: 'EBUSY', syscall: 'rmdir' });
  };
  syncBuiltinESMExports();
  try {
    expect(await backUpFolder(join(folder, 'data'), out, SEALED, WORK)).toMatchObject({ companies: 1, leftOut: [] });
  } finally {
    files.rmdirSync = remove;
    syncBuiltinESMExports();
  }
  const left = readdirSync(join(folder, 'kept')).filter((name) => name !== 'night.tsunagi-backup');
  expect([existsSync(out), left.length]).toEqual([true, 1]);
  // An empty folder counts as abandoned only after one minute, because another process may be about to take its lock.
  const twoMinutesAgo = Date.now() / 1000 - 120;
  files.utimesSync(join(folder, 'kept', left[0] as string), twoMinutesAgo, twoMinutesAgo);
  await backUpFolder(join(folder, 'data'), out, SEALED, WORK);
  expect(readdirSync(join(folder, 'kept'))).toEqual(['night.tsunagi-backup']);
});
