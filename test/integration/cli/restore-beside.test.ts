import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { CLI } from '../../support/built.ts';
import { PASSPHRASE_ENV } from '../../support/sealed-backup.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let place: string;
beforeEach(() => {
  place = temporaryFolder('beside');
  new CompanyFolder(join(place, 'tsunagi', 'workspaces')).create('自社', 'test', '2026-11-24T00:00:00.000Z').close();
});

/** Runs the command with the data folder of this user in `place`. */
function tsunagi(...args: readonly string[]): { readonly exit: number | null; readonly err: string } {
  const env = { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8', XDG_DATA_HOME: place, ...PASSPHRASE_ENV };
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: place, encoding: 'utf8', env });
  return { exit: status, err: stderr };
}

describe.skipIf(process.platform === 'win32' || process.platform === 'darwin')('a company restored next to the original', () => {
  it('is reported to share its secrets with the company in the user’s own folder', () => {
    expect(tsunagi('backup', '--to', 'kept.zip')).toEqual({ exit: 0, err: '' });
    expect(tsunagi('restore', 'kept.zip', '--into', 'trial')).toEqual({
      exit: 0,
      err: expect.stringMatching(/^キーチェーンの秘密情報は、.*tsunagi.*共有されます。[^\n]*\n$/),
    });
  });

  it('is not reported if it is the only copy, or was restored over the original', () => {
    tsunagi('backup', '--to', 'kept.zip');
    expect(tsunagi('restore', 'kept.zip', '--into', 'tsunagi', '--replace')).toEqual({ exit: 0, err: '' });
    symlinkSync('tsunagi', join(place, 'same'));
    expect(tsunagi('restore', 'kept.zip', '--into', 'same', '--replace')).toEqual({ exit: 0, err: '' });
    rmSync(join(place, 'tsunagi'), { recursive: true });
    expect(tsunagi('restore', 'kept.zip', '--into', 'trial')).toEqual({ exit: 0, err: '' });
  });
});
