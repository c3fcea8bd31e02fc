import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { backUpFolder } from '#main/app/backup/data-backup.ts';
import { restoreFolder } from '#main/app/backup/data-restore.ts';
import { preserveFormerArchive } from '#main/app/backup/former-archive.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { toExpectedFailure } from '#main/storage/storage-failure.ts';
import { startTestHost } from '../../support/node-host.ts';
import { SEALED } from '../../support/sealed-backup.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { holdFile, releaseHeldFiles } from '../../support/windows/hold-file.ts';

let folder: string;
const at = (...names: readonly string[]): string => join(folder, ...names);
beforeEach(() => {
  folder = temporaryFolder('held-archive');
});
afterEach(async () => {
  await releaseHeldFiles();
});

const WORK = { signal: new AbortController().signal, report: () => undefined };
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => toExpectedFailure(error)?.failure ?? error,
  );

it.skipIf(process.platform !== 'win32')(
  'reports an archive and a download that another program holds as held, and replaces no archive that may be the only good copy',
  async () => {
    new CompanyFolder(at('data', 'workspaces')).create('自社', 'test', '2026-11-26T00:00:00.000Z').close();
    const archive = at('night.tsunagi-backup');
    await backUpFolder(at('data'), archive, SEALED, WORK);
    const host = await startTestHost();
    onTestFinished(() => host.close());
    const { bearer } = await host.openSession();
    writeFileSync(at('report.csv'), 'x');
    const { token } = await host.files.add({ path: at('report.csv'), origin: 'report' });
    for (const held of [archive, at('report.csv')]) await holdFile(held, 60_000);
    mkdirSync(at('work'));
    const askPassphrase = async (): Promise<string> => SEALED.passphrase;
    const [restored, kept, download] = await Promise.all([
      failureOf(restoreFolder(archive, at('restored'), { replace: false, askPassphrase }, WORK)),
      failureOf(preserveFormerArchive(archive, { leftOut: ['workspaces/other.tsunagi'], changed: [] }, SEALED.passphrase, at('work'))),
      fetch(`${host.host.origin}/files/${token}`, { headers: host.headers(bearer) }).then((response) => response.json()),
    ]);
    expect(restored).toMatchObject({ code: 'storage-busy', params: { reason: 'held', file: archive } });
    expect(kept).toMatchObject({ code: 'storage-busy' });
    expect(download).toMatchObject({ ok: false, error: { code: 'storage-busy', params: { reason: 'held', file: at('report.csv') } } });
    expect(host.bugs).toEqual([]);
    expect([existsSync(archive), existsSync(at('restored')), readdirSync(at('work'))]).toEqual([true, false, []]);
  },
);
