import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { backUpFolder } from '#main/app/backup/data-backup.ts';
import { restoreFolder } from '#main/app/backup/data-restore.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { createSilentJobContext } from '../support/apply-company.ts';
import { childEnv, childProgram } from '../support/child-of-test.ts';
import { thrownCodeOf } from '../support/failure-code.ts';
import { OPENED, SEALED } from '../support/sealed-backup.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CHILD = childProgram('backup-child');

let place: string;
let data: string;
let kept: string;
beforeEach(() => {
  place = temporaryFolder('backup-killed');
  data = join(place, 'data');
  kept = join(place, 'kept');
  mkdirSync(kept);
  new CompanyFolder(join(data, 'workspaces')).create('自社', 'test', '2026-11-24T00:00:00.000Z').close();
});

const archive = (): string => join(kept, 'tsunagi.zip');
/** Errors for a file that is not an archive, or an incomplete one. */
const REFUSED: ReadonlySet<unknown> = new Set(['backup-foreign', 'backup-damaged', 'backup-not-opened']);

/** Starts a backup in a separate process. `there` resolves when it has reached the step. */
function begin(step: number, then: 'die' | 'wait') {
  const child = spawn(process.execPath, [CHILD, data, archive(), String(step), then], {
    env: childEnv(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<NodeJS.Signals | null>((done) => child.on('close', (_, signal) => done(signal)));
  const there = new Promise<void>((done) => child.stdout.once('data', () => done()));
  return { child, ended, there };
}

describe('a backup that is killed', () => {
  it('at any step leaves the data intact, no archive, and only files that the next backup removes', { timeout: 120_000 }, async () => {
    let [step, whole] = [1, 0];
    for (; ; step++) {
      writeFileSync(archive(), 'of yesterday');
      if ((await begin(step, 'die').ended) !== 'SIGKILL') break;
      expect(readFileSync(archive(), 'utf8')).toBe('of yesterday');
      const [left = '', ...more] = readdirSync(kept).filter((name) => name !== 'tsunagi.zip');
      expect([left, more]).toEqual([expect.stringMatching(/^\.tsunagi-backup-/), []]);
      for (const name of ['tsunagi.zip', left, ...readdirSync(join(kept, left)).map((file) => join(left, file))]) {
        const said = await restoreFolder(join(kept, name), join(place, 'new'), OPENED, createSilentJobContext()).catch(thrownCodeOf);
        // The archive is complete before it gets its final name, and a partial archive is refused.
        const isRefused = REFUSED.has(said);
        if (isRefused) expect(existsSync(join(place, 'new'))).toBe(false);
        else expect(said).toMatchObject({ companies: 1 });
        if (!isRefused) whole++;
        rmSync(join(place, 'new'), { recursive: true, force: true });
      }
      await backUpFolder(data, archive(), SEALED, createSilentJobContext());
      expect(readdirSync(kept)).toEqual(['tsunagi.zip']);
    }
    expect(step).toBeGreaterThan(4);
    expect(whole).toBeLessThan(2);
    await restoreFolder(archive(), join(place, 'new'), OPENED, createSilentJobContext());
  });

  it('is distinguished from a backup in progress, and from files of another origin', async () => {
    const { child, ended, there } = begin(2, 'wait');
    await there;
    const [working = ''] = readdirSync(kept);
    mkdirSync(join(kept, '.tsunagi-backup-fresh1'));
    mkdirSync(join(kept, '.tsunagi-backup-stale1'));
    utimesSync(join(kept, '.tsunagi-backup-stale1'), 0, 0);
    mkdirSync(join(kept, '.tsunagi-backup-of-mine'));
    // Simulates folders of another user that this user cannot open.
    mkdirSync(join(kept, '.tsunagi-backup-others', 'console.lock'), { recursive: true });
    writeFileSync(join(kept, '.tsunagi-backup-note12'), 'a file');
    await backUpFolder(data, join(kept, 'other.zip'), SEALED, createSilentJobContext());
    expect(readdirSync(kept).sort()).toEqual(
      [
        working,
        '.tsunagi-backup-fresh1',
        '.tsunagi-backup-note12',
        '.tsunagi-backup-of-mine',
        '.tsunagi-backup-others',
        'other.zip',
      ].sort(),
    );
    child.kill('SIGKILL');
    await ended;
  });
});
