import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompanyFile } from '#main/storage/company-file.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { CLI } from '../../support/built.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { PASSPHRASE_ENV, plainArchive } from '../../support/sealed-backup.ts';
import { openSmallDisk, smallDiskUnavailable } from '../../support/small-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { onWindows, runsUnderWine } from '../../support/windows/on-windows.ts';
import { ownPath, shownPath } from '../../support/windows/shown-path.ts';

let place: string;
let data: string;
let archive: string;
/** The decrypted ZIP file of the archive. */
let plain: Buffer;
/** Environment that passes the passphrase to a command. */
let passphraseEnv: Readonly<Record<string, string>> = PASSPHRASE_ENV;
let opened: CompanyFile;
let id: string;
let lock: ReturnType<typeof takeFolderLock>;

interface Told {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** The last result. */
  readonly last: Readonly<Record<string, unknown>>;
}

const tsunagi = (...args: readonly string[]): Promise<Told> =>
  new Promise((resolve, failed) => {
    const env = { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8', ...passphraseEnv };
    execFile(process.execPath, [CLI, ...args, '--json'], { env, cwd: place }, (error, out, err) => {
      try {
        requirePrinted(args, out, err);
      } catch (unknown) {
        failed(unknown);
      }
      const last = JSON.parse(out.trimEnd().split('\n').at(-1) || '{}') as Told['last'];
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err, last });
    });
  });
const backUp = (to: string, ...args: readonly string[]): Promise<Told> => tsunagi('backup', '--to', to, '--data-dir', data, ...args);
const restore = (from: string, into: string, ...args: readonly string[]): Promise<Told> =>
  tsunagi('restore', from, '--into', into, ...args);
const everyName = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const restoredFile = (folder: string): CompanyFile => CompanyFile.open(join(folder, 'workspaces', `${id}.tsunagi`));

beforeAll(() => {
  place = temporaryFolder('cli-backup');
  data = join(place, 'data');
  archive = join(place, 'kept.zip');
  lock = takeFolderLock(data);
  opened = new CompanyFolder(join(data, 'workspaces')).create('自社', 'test', '2026-11-24T00:00:00.000Z');
  id = opened.company().id;
  opened.changePolicy('kept', { since: 'before' });
  writeFileSync(join(data, 'settings.json'), '{"language":"en"}');
  writeFileSync(join(data, 'instance.json'), '{"token":"of a running console"}');
  mkdirSync(join(data, 'log'));
  writeFileSync(join(data, 'log', 'console.log'), 'a line');
});
afterAll(() => {
  opened.close();
  lock?.release();
});

describe('tsunagi backup', () => {
  it('contains what an open console has committed, and no files of the running process', async () => {
    expect(await backUp(archive)).toMatchObject({
      exit: 0,
      err: '',
      last: { type: 'backup', file: shownPath(archive), companies: 1, leftOut: [], bytes: readFileSync(archive).length },
    });
    plain = await plainArchive(archive);
    expect(Object.keys(unzipSync(plain)).sort()).toEqual(['manifest.json', 'settings.json', `workspaces/${id}.tsunagi`]);
    // Temporary copies have been removed.
    expect(readdirSync(place).sort()).toEqual(['data', 'kept.zip']);

    opened.changePolicy('kept', { since: 'after' });
    const into = join(place, 'restored');
    expect(await restore(archive, into)).toMatchObject({
      exit: 0,
      err: '',
      last: { type: 'restored', companies: 1, before: null, encrypted: true },
    });
    expect(everyName(into)).toEqual(['console.lock', 'settings.json', 'workspaces', `workspaces/${id}.tsunagi`]);
    expect(readFileSync(join(into, 'settings.json'), 'utf8')).toBe('{"language":"en"}');
    const file = restoredFile(into);
    expect(file.company()).toEqual(opened.company());
    expect(file.policy('kept')).toEqual({ since: 'before' });
    file.close();
    rmSync(into, { recursive: true });
  });

  it('contains one consistent state, even during concurrent writes', async () => {
    const busy = join(place, 'busy.zip');
    const ballast = 'x'.repeat(200_000);
    for (let at = 0; at < 100; at++) opened.changePolicy(`ballast-${at}`, { ballast });
    let isRunning = true;
    const run = backUp(busy).finally(() => {
      isRunning = false;
    });
    let count = 0;
    while (isRunning) {
      count++;
      opened.atOnce(() => {
        opened.changePolicy('one', { count });
        opened.changePolicy('other', { count, ballast });
      });
      await new Promise(setImmediate);
    }
    expect(await run).toMatchObject({ exit: 0 });
    expect(count).toBeGreaterThan(5);
    const into = join(place, 'moment');
    expect(await restore(busy, into)).toMatchObject({ exit: 0 });
    const file = restoredFile(into);
    expect(file.policy('other')).toEqual(file.policy('one') === null ? null : { ...(file.policy('one') as object), ballast });
    file.close();
    rmSync(into, { recursive: true });
  });

  const unusable: readonly [string, (path: string) => void][] = [
    ['that cannot be read', (path) => writeFileSync(path, 'not a database '.repeat(1000))],
    [
      'that somebody copied under another name',
      (path) => opened.atOnce(() => copyFileSync(join(data, 'workspaces', `${id}.tsunagi`), path)),
    ],
  ];
  // The same result on every system, because such a file is opened, refused and removed like an unreadable one.
  const emptied: typeof unusable = [['of which a power failure left nothing', (path) => writeFileSync(path, '')]];
  it.each(runsUnderWine ? unusable.slice(0, 1) : [...unusable, ...emptied])(
    'leaves out a company %s, says which, and keeps the others so that they can be restored',
    async (_, spoil) => {
      const other = '0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57';
      const bad = join(data, 'workspaces', `${other}.tsunagi`);
      const into = join(place, 'without');
      spoil(bad);
      try {
        const told = await backUp(join(place, 'partly.zip'));
        expect(told).toMatchObject({
          exit: 1,
          last: { companies: 1, leftOut: [{ file: `workspaces/${other}.tsunagi`, code: 'company-file-corrupt' }] },
        });
        expect(told.err).toContain(other);
        expect(await restore(join(place, 'partly.zip'), into)).toMatchObject({ exit: 0, last: { companies: 1 } });
      } finally {
        for (const path of [bad, into]) rmSync(path, { recursive: true, force: true });
      }
    },
  );

  // The archive to replace is chosen alike on every system; replacing files that are held is tested in test/windows/outside/held-files.test.ts.
  it.skipIf(runsUnderWine)('does not overwrite an archive that contains data that can no longer be read', async () => {
    const nightly = join(place, 'nightly.zip');
    const other = new CompanyFolder(join(data, 'workspaces')).create('支社', 'test', '2026-11-25T00:00:00.000Z');
    const otherId = other.company().id;
    other.close();
    const bad = join(data, 'workspaces', `${otherId}.tsunagi`);
    try {
      expect(await backUp(nightly)).toMatchObject({ exit: 0, last: { companies: 2, before: null } });
      writeFileSync(bad, 'not a database '.repeat(1000));
      const told = await backUp(nightly);
      expect(told).toMatchObject({
        exit: 1,
        last: { file: shownPath(nightly), companies: 1, before: expect.stringContaining(`${shownPath(nightly)}.before-`) },
      });
      const before = String(told.last['before']);
      // The path is escaped as in JSON.
      expect(told.err).toContain(JSON.stringify(before).slice(1, -1));
      // The next backup replaces no archive that has to be kept.
      expect(await backUp(nightly)).toMatchObject({ exit: 1, last: { companies: 1, before: null } });
      expect(readdirSync(place).filter((name) => name.startsWith('nightly.zip')).length).toBe(2);
      expect(await restore(ownPath(before), join(place, 'both'))).toMatchObject({ exit: 0, last: { companies: 2 } });
      expect(await restore(nightly, join(place, 'one'))).toMatchObject({ exit: 0, last: { companies: 1 } });
    } finally {
      for (const name of readdirSync(place).filter((each) => /^nightly|^both$|^one$/.test(each)))
        rmSync(join(place, name), { recursive: true });
      rmSync(bad, { force: true });
    }
  });

  it.skipIf(smallDiskUnavailable !== null || onWindows)(
    `names the full disk, and leaves nothing on it (${smallDiskUnavailable ?? 'a mounted tmpfs'})`,
    async () => {
      using disk = openSmallDisk();
      for (let at = 0; at < 10; at++) opened.changePolicy(`large-${at}`, { ballast: 'x'.repeat(200_000) });
      const { exit, err } = await backUp(join(disk.folder, 'kept.zip'));
      expect({ exit, ...(JSON.parse(err) as object) }).toMatchObject({
        exit: 5,
        code: 'storage-full',
        why: expect.stringContaining(disk.folder),
      });
      expect(readdirSync(disk.folder)).toEqual([]);
    },
  );

  it.each([
    [
      'a folder without companies',
      () => ['backup', '--to', join(place, 'none.zip'), '--data-dir', join(place, 'nowhere')],
      2,
      'backup-empty',
    ],
    [
      'no place to write',
      () => ['backup', '--to', join(place, 'no', 'such', 'folder', 'x.zip'), '--data-dir', data],
      2,
      'file-not-writable',
    ],
    ['no file named', () => ['backup'], 2, 'usage'],
  ])('refuses %s, and leaves nothing behind', async (_, args, exit, code) => {
    const before = readdirSync(place);
    const { err, ...told } = await tsunagi(...args());
    expect(told).toMatchObject({ exit });
    expect(JSON.parse(err)).toMatchObject({ code });
    expect(readdirSync(place)).toEqual(before);
  });
});

function written(bytes: Uint8Array): string {
  const path = join(place, 'written.zip');
  writeFileSync(path, bytes);
  return path;
}
const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] as number) ^ 1;
  return copy;
};
/** Returns the archive with the first character of its salt replaced by another base64 character. */
const withAnotherSalt = (bytes: Buffer): Buffer => {
  const at = bytes.indexOf('"salt":"') + '"salt":"'.length;
  const copy = Buffer.from(bytes);
  copy.write(copy[at] === 'A'.charCodeAt(0) ? 'B' : 'A', at);
  return copy;
};
const replaced = (bytes: Buffer, from: string, to: string): Buffer => Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

describe('tsunagi restore', () => {
  const damaged: readonly [string, (bytes: Buffer) => Buffer, string][] = [
    ['was cut off', (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.9)), 'backup-not-opened'],
    ['has a byte turned in the middle', (bytes) => flipped(bytes, Math.floor(bytes.length / 2)), 'backup-not-opened'],
  ];
  // The same result on every system, because these archives are refused like those above: by their content, before anything is written.
  const otherwiseDamaged: typeof damaged = [
    ['was cut off in its header', (bytes) => bytes.subarray(0, 40), 'backup-damaged'],
    ['has another cost in its header', (bytes) => replaced(bytes, '"n":131072', '"n":065536'), 'backup-damaged'],
    ['has another salt', withAnotherSalt, 'backup-not-opened'],
    ['is of a later form', (bytes) => flipped(bytes, 8), 'backup-newer'],
    ['has bytes after its end', (bytes) => Buffer.concat([bytes, Buffer.alloc(20)]), 'backup-not-opened'],
  ];
  it.each(runsUnderWine ? damaged : [...damaged, ...otherwiseDamaged])(
    'refuses an encrypted archive that %s, and changes nothing',
    async (_, spoil, code) => {
      const path = written(spoil(readFileSync(archive)));
      const before = everyName(place);
      const { exit, err } = await restore(path, join(place, 'new'));
      expect([exit, JSON.parse(err)]).toMatchObject([2, { code }]);
      expect(everyName(place)).toEqual(before);
    },
  );

  // The same result on every system, because the passphrase comes from the environment and is tried before anything is written.
  it.skipIf(runsUnderWine)('opens by its passphrase alone', async () => {
    const before = everyName(place);
    try {
      passphraseEnv = { TSUNAGI_BACKUP_PASSPHRASE: 'another passphrase' };
      const other = await restore(archive, join(place, 'new'));
      expect([other.exit, JSON.parse(other.err)]).toMatchObject([
        2,
        { code: 'backup-not-opened', why: expect.stringContaining('パスフレーズが違う') },
      ]);
      passphraseEnv = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
      expect((await restore(archive, join(place, 'new'))).exit).toBe(2);
      expect((await backUp(join(place, 'more.zip'))).exit).toBe(2);
      passphraseEnv = { TSUNAGI_BACKUP_PASSPHRASE: 'short' };
      expect((await backUp(join(place, 'more.zip'))).exit).toBe(2);
    } finally {
      passphraseEnv = PASSPHRASE_ENV;
    }
    expect(everyName(place)).toEqual(before);
  });

  // The same result on every system, because after decryption both kinds of archive are read by the same code.
  it.skipIf(runsUnderWine)('takes an archive of before they were encrypted, and warns', async () => {
    const into = join(place, 'legacy');
    const { exit, err, last } = await restore(written(plain), into);
    expect([exit, last]).toMatchObject([0, { type: 'restored', encrypted: false }]);
    expect(err).toContain('暗号化されていない');
    rmSync(into, { recursive: true });
  });

  it('gives the reason in the same form as every other failure', async () => {
    const { exit, err, out } = await restore(written(plain.subarray(0, Math.floor(plain.length / 2))), join(place, 'new'));
    expect(JSON.parse(err)).toMatchObject({ type: 'error', command: 'restore', code: 'backup-foreign', params: { file: 'written.zip' } });
    expect(JSON.parse(out)).toEqual({ type: 'failure', code: 'backup-foreign', params: { file: 'written.zip' } });
    expect(exit).toBe(2);
    expect(everyName(place)).not.toContain('new');
  });

  it('refuses a folder that is not empty without the option, and with it keeps the former contents there', async () => {
    const into = join(place, 'used');
    expect(await restore(archive, into)).toMatchObject({ exit: 0 });
    const file = restoredFile(into);
    file.changePolicy('kept', { since: 'later' });
    file.close();
    writeFileSync(join(into, 'note.txt'), 'of somebody else');
    const before = everyName(into);
    const refused = await restore(archive, into);
    expect(refused.exit).toBe(2);
    expect(JSON.parse(refused.err)).toMatchObject({ code: 'restore-not-empty', params: { folder: shownPath(into) } });
    expect(everyName(into)).toEqual(before);

    const { last } = await restore(archive, into, '--replace');
    const now = restoredFile(into);
    expect(now.policy('kept')).toEqual({ since: 'before' });
    now.close();
    const earlier = restoredFile(ownPath(String(last['before'])));
    expect(earlier.policy('kept')).toEqual({ since: 'later' });
    earlier.close();
    expect(readFileSync(join(into, 'note.txt'), 'utf8')).toBe('of somebody else');
    rmSync(into, { recursive: true });
  });

  it('refuses a folder in use by a console, with any option', async () => {
    const { exit, err } = await restore(archive, data, '--replace');
    expect(exit).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ code: 'restore-in-use' });
  });

  // The same result on every system, because it is a text; paths in it are tested by `test/windows/outside/held-files.test.ts`.
  it.skipIf(runsUnderWine)('prints the data folder, and that secrets are not included', async () => {
    const into = join(place, 'words');
    const env = { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', ...PASSPHRASE_ENV };
    const out = await new Promise<string>((resolve) => {
      execFile(process.execPath, [CLI, 'restore', archive, '--into', into], { env }, (_, stdout) => resolve(stdout));
    });
    expect(out).toMatch(/^1 company restored into .*words.*The backup contains no secrets/);
    rmSync(into, { recursive: true });
  });
});
