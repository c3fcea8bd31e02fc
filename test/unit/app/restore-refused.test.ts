import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { backUpFolder } from '#main/app/backup/data-backup.ts';
import { restoreFolder } from '#main/app/backup/data-restore.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { MIGRATIONS } from '#main/storage/migrations/migrations.ts';
import { OPENED, plainArchive, REPLACING, SEALED } from '../../support/sealed-backup.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let archive: string;
/** The decrypted ZIP file of the archive. */
let plain: Buffer;
let id: string;

const WORK = { signal: new AbortController().signal, report: () => undefined };
const everyName = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .sort();

beforeAll(async () => {
  folder = temporaryFolder('restore-refused');
  const data = join(folder, 'data');
  const company = new CompanyFolder(join(data, 'workspaces')).create('自社', 'test', '2026-11-24T00:00:00.000Z');
  id = company.company().id;
  company.close();
  writeFileSync(join(data, 'settings.json'), '{"language":"en"}');
  archive = join(folder, 'kept.zip');
  await backUpFolder(data, archive, SEALED, WORK);
  plain = await plainArchive(archive);
});

type Parts = Record<string, Uint8Array>;
interface Manifest {
  version: unknown;
  schema: unknown;
  files: { path: string; bytes: number; sha256: string }[];
}

/** Modifies the archive and keeps its manifest consistent. */
function changed(change: (parts: Parts, manifest: Manifest) => void): string {
  const { 'manifest.json': about, ...parts } = unzipSync(plain);
  const manifest = JSON.parse(Buffer.from(about as Uint8Array).toString()) as Manifest;
  change(parts, manifest);
  const path = join(folder, 'changed.zip');
  writeFileSync(path, zipSync({ 'manifest.json': Buffer.from(JSON.stringify(manifest)), ...parts }));
  return path;
}

function withDatabase(change: (database: DatabaseSync) => void): string {
  return changed((parts, manifest) => {
    const name = `workspaces/${id}.tsunagi`;
    const path = join(folder, 'changed.sqlite');
    writeFileSync(path, parts[name] as Uint8Array);
    const database = new DatabaseSync(path);
    change(database);
    database.close();
    const bytes = readFileSync(path);
    rmSync(path);
    parts[name] = bytes;
    manifest.files = manifest.files.map((file) => (file.path === name ? { path: name, ...sums(bytes) } : file));
  });
}
const sums = (bytes: Uint8Array): { bytes: number; sha256: string } => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

function written(bytes: Uint8Array): string {
  const path = join(folder, 'written.zip');
  writeFileSync(path, bytes);
  return path;
}
const cut = (share: number): Buffer => plain.subarray(0, Math.floor(plain.length * share));
const withChangedByte = (share: number): Buffer => {
  const bytes = Buffer.from(plain);
  const at = Math.floor(bytes.length * share);
  bytes[at] = (bytes[at] as number) ^ 0xff;
  return bytes;
};

describe('restoring a folder', () => {
  it.each<[string, () => string, string]>([
    ['a file that is no archive', () => written(Buffer.from('a,b\n1,2\n')), 'backup-foreign'],
    ['an empty file', () => written(Buffer.alloc(0)), 'backup-foreign'],
    ['an archive of another program', () => written(zipSync({ 'readme.txt': Buffer.from('hello') })), 'backup-foreign'],
    ['an archive that was cut off', () => written(cut(0.9)), 'backup-foreign'],
    ['an archive with a changed byte in the middle', () => written(withChangedByte(0.5)), 'backup-damaged'],
    ['a missing file', () => join(folder, 'not-there.zip'), 'file-unreadable'],
    ['an archive of a later form', () => changed((_, manifest) => Object.assign(manifest, { version: 2 })), 'backup-newer'],
    [
      'an archive of a later console',
      () => changed((_, manifest) => Object.assign(manifest, { schema: MIGRATIONS.length + 1 })),
      'backup-newer',
    ],
    [
      'a company of a later console',
      () => withDatabase((database) => database.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`)),
      'backup-newer',
    ],
    ['a company with the ID of another', () => withDatabase((database) => database.exec("UPDATE company SET id = 'x'")), 'backup-damaged'],
    [
      'a company with a trigger',
      () => withDatabase((database) => database.exec('CREATE TRIGGER t AFTER INSERT ON draft BEGIN DELETE FROM draft; END')),
      'backup-damaged',
    ],
    [
      'a file that the manifest does not list',
      () => changed((parts) => Object.assign(parts, { 'workspaces/more.txt': Buffer.from('x') })),
      'backup-damaged',
    ],
    [
      'a path outside the folder',
      () =>
        changed((parts, manifest) => {
          parts['../outside.json'] = Buffer.from('{}');
          manifest.files.push({ path: '../outside.json', ...sums(Buffer.from('{}')) });
        }),
      'backup-damaged',
    ],
    [
      'a file larger than listed',
      () => changed((_, manifest) => Object.assign(manifest, { files: manifest.files.map((file) => ({ ...file, bytes: 1 })) })),
      'backup-damaged',
    ],
    ['a listed file that is missing', () => changed((parts) => void Reflect.deleteProperty(parts, 'settings.json')), 'backup-damaged'],
    [
      'a file that is listed twice instead of another',
      () =>
        changed((parts, manifest) => {
          parts['workspaces/more.txt'] = Buffer.from('x');
          manifest.files.push(...manifest.files.slice(0, 1));
        }),
      'backup-damaged',
    ],
    [
      'a file of other content',
      () => changed((parts) => Object.assign(parts, { 'settings.json': Buffer.from('{"language":"ja"}') })),
      'backup-damaged',
    ],
    ['a manifest of another form', () => changed((_, manifest) => Object.assign(manifest, { format: 'other' })), 'backup-foreign'],
    ['a manifest with an unknown field', () => changed((_, manifest) => Object.assign(manifest, { more: 1 })), 'backup-damaged'],
    ['a manifest that is not JSON', () => written(zipSync({ 'manifest.json': Buffer.from('{') })), 'backup-foreign'],
    [
      'a manifest that is too long',
      () => changed((_, manifest) => Object.assign(manifest, { more: 'x'.repeat(1024 * 1024) })),
      'backup-foreign',
    ],
    [
      'more data than any disk holds',
      () => changed((_, manifest) => Object.assign(manifest, { files: Array(2000).fill(manifest.files[0]) })),
      'backup-damaged',
    ],
  ])('refuses %s, and changes nothing', async (_, make, code) => {
    const path = make();
    const empty = mkdtempSync(join(folder, 'into-'));
    for (const into of [join(folder, 'new'), empty]) {
      const before = everyName(folder);
      await expect(restoreFolder(path, into, OPENED, WORK)).rejects.toMatchObject({ failure: { code } });
      expect(everyName(folder)).toEqual(before);
    }
    rmSync(empty, { recursive: true });
  });

  it('can be canceled, and changes nothing then', async () => {
    const before = everyName(folder);
    const stopped = restoreFolder(archive, join(folder, 'new'), OPENED, { ...WORK, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(everyName(folder)).toEqual(before);
  });

  it('leaves a folder unchanged if the archive to restore is damaged', async () => {
    const into = join(folder, 'kept');
    await restoreFolder(archive, into, OPENED, WORK);
    const before = everyName(into);
    const contents = readFileSync(join(into, 'settings.json'));
    await expect(restoreFolder(written(withChangedByte(0.5)), into, REPLACING, WORK)).rejects.toMatchObject({
      failure: { code: 'backup-damaged', params: { file: 'written.zip' } },
    });
    expect([everyName(into), readFileSync(join(into, 'settings.json'))]).toEqual([before, contents]);
    rmSync(into, { recursive: true });
  });

  it('treats a folder as empty that contains only a log, a lock and an interrupted restore', async () => {
    const into = join(folder, 'begun');
    mkdirSync(join(into, 'log'), { recursive: true });
    writeFileSync(join(into, 'log', 'console.log'), 'a line');
    mkdirSync(join(into, '.restoring', 'workspaces'), { recursive: true });
    writeFileSync(join(into, '.restoring', 'workspaces', 'half.tsunagi'), 'half');
    writeFileSync(join(into, 'console.lock'), '');
    const reports: unknown[] = [];
    const work = { ...WORK, report: (report: unknown) => void reports.push(report) };
    const { 'manifest.json': about } = unzipSync(plain);
    const manifest = JSON.parse(Buffer.from(about as Uint8Array).toString()) as Manifest & { at: string };
    expect(await restoreFolder(archive, into, OPENED, work)).toEqual({
      at: manifest.at,
      companies: 1,
      before: null,
      isSealed: true,
      changed: [],
    });
    const kept = ['console.lock', 'log', 'log/console.log', 'settings.json', 'workspaces', `workspaces/${id}.tsunagi`];
    expect(everyName(into)).toEqual(kept);
    const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(reports).toEqual([{ phase: 'storing', done: expect.any(Number), total }]);
    rmSync(into, { recursive: true });
  });
});
