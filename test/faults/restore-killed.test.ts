import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { backUpFolder } from '#main/app/backup/data-backup.ts';
import { restoreFolder } from '#main/app/backup/data-restore.ts';
import { openCommandCompany, openCompanyToRead } from '#main/hosts/cli/company/command-company.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { createSilentJobContext } from '../support/apply-company.ts';
import { childEnv } from '../support/child-of-test.ts';
import { thrownCodeOf } from '../support/failure-code.ts';
import { OPENED, REPLACING, SEALED } from '../support/sealed-backup.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CHILD = join(import.meta.dirname, 'restore-child.ts');
const translate = createTexts('ja');

let place: string;
let former: string;
let data: string;
let archive: string;
beforeEach(async () => {
  place = temporaryFolder('restore-killed');
  [former, data, archive] = [join(place, 'former'), join(place, 'data'), join(place, 'kept.zip')];
  for (const [folder, name] of [
    [former, '今の会社'],
    [join(place, 'kept'), '控えの会社'],
  ] as const) {
    new CompanyFolder(join(folder, 'workspaces')).create(name, 'test', '2026-11-24T00:00:00.000Z').close();
    writeFileSync(join(folder, 'settings.json'), '{}');
  }
  await backUpFolder(join(place, 'kept'), archive, SEALED, createSilentJobContext());
});

const killedAt = (step: number): boolean =>
  spawnSync(process.execPath, [CHILD, archive, data, String(step)], { env: childEnv() }).signal === 'SIGKILL';
/** Returns whether a command can open the company in the folder. */
const isThere = async (name: string): Promise<boolean> =>
  openCommandCompany(name, data, translate).then(
    async ({ close }) => {
      await close();
      return true;
    },
    (error: unknown) => {
      expect(thrownCodeOf(error)).toBe('company-not-found');
      return false;
    },
  );
const lookedAt = (name: string): Promise<string> =>
  openCompanyToRead(name, data).then(async ({ close }) => {
    await close();
    return 'there';
  }, thrownCodeOf);
const asideIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('before-restore-'));

describe('a restore that is killed', () => {
  it('at any step leaves a folder that is unchanged or restored after the next start', { timeout: 300_000 }, async () => {
    const seen = new Set<string>();
    let step = 1;
    for (; ; step++) {
      rmSync(data, { recursive: true, force: true });
      cpSync(former, data, { recursive: true });
      if (!killedAt(step)) break;
      const before = await lookedAt('今の会社');
      const isBack = await isThere('今の会社');
      seen.add(`${before} ${isBack}`);
      // A read-only command restores nothing, and never accepts the folder as another one.
      if (isBack) expect(['there', 'restore-cut']).toContain(before);
      expect(await isThere('控えの会社')).toBe(!isBack);
      expect(existsSync(join(data, '.restoring'))).toBe(false);
      expect(asideIn(data)).toHaveLength(isBack ? 0 : 1);
      if (!isBack) expect(readdirSync(join(data, asideIn(data)[0] ?? '', 'workspaces'))).toHaveLength(1);
    }
    expect(step).toBeGreaterThan(8);
    expect([...seen].sort()).toEqual(['company-not-found false', 'restore-cut true', 'there true']);
  });

  it('is put back by the next restore first, so that this keeps the former data aside', async () => {
    for (let step = 1; ; step++) {
      rmSync(data, { recursive: true, force: true });
      cpSync(former, data, { recursive: true });
      if (!killedAt(step)) throw new Error('nothing was moved');
      if ((await lookedAt('今の会社')) === 'restore-cut') break;
    }
    expect(await restoreFolder(archive, data, OPENED, createSilentJobContext()).catch(thrownCodeOf)).toBe('restore-not-empty');
    expect(await lookedAt('今の会社')).toBe('there');
    const { before } = await restoreFolder(archive, data, REPLACING, createSilentJobContext());
    expect(asideIn(data)).toEqual([before?.split('/').at(-1)]);
    expect(readdirSync(join(before ?? '', 'workspaces'))).toEqual(expect.arrayContaining(readdirSync(join(former, 'workspaces'))));
    expect(await isThere('控えの会社')).toBe(true);
  });

  it('overwrites nothing created in the folder since, and reports the location of all data', async () => {
    for (let step = 1; ; step++) {
      rmSync(data, { recursive: true, force: true });
      cpSync(former, data, { recursive: true });
      if (!killedAt(step)) throw new Error('nothing was moved');
      if (!existsSync(join(data, 'workspaces'))) break;
    }
    // Moving data back into an empty folder loses nothing.
    mkdirSync(join(data, 'workspaces'));
    expect(await lookedAt('今の会社')).toBe('restore-cut');
    writeFileSync(join(data, 'workspaces', 'made since'), 'x');
    const told = await openCommandCompany('今の会社', data, translate).catch((error: { failure: unknown }) => error.failure);
    expect(told).toMatchObject({ code: 'restore-cut', params: { folder: data, name: 'workspaces', before: asideIn(data)[0] } });
    expect(readdirSync(join(data, 'workspaces'))).toEqual(['made since']);
    rmSync(join(data, 'workspaces', 'made since'));
    expect(await isThere('今の会社')).toBe(true);
  });
});
