import { createHash } from 'node:crypto';
import { closeSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ErrorCode } from '#shared/contract/call/result.ts';
import type { JobContext } from '../../company/job-context.ts';
import { openPatiently, readFilePatiently, removeFile, renamePatiently, writePrivateFile } from '../../disk/held-files.ts';
import type { PassphraseCost } from '../../files/archives/passphrase-key.ts';
import { beginSealing, sealChunks } from '../../files/archives/sealed-file.ts';
import { generateZipChunks } from '../../files/archives/zip-chunks.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { CONTROL_STORE } from '../../storage/control/control-store.ts';
import { makeLockedFolder } from '../../storage/data-folder/locked-folder.ts';
import { requireReadableFolder } from '../../storage/data-folder/restore-moves.ts';
import {
  copyDatabase,
  findChangedTablesInFile,
  readCompanyFileVersion,
  requireCompanyCopy,
  requirePassiveDatabase,
} from '../../storage/database/database-copy.ts';
import { MIGRATIONS } from '../../storage/migrations/migrations.ts';
import { SEALED_SECRETS } from '../../storage/sealed-secrets.ts';
import { MAX_SETTINGS_BYTES } from '../../storage/settings.ts';
import { convertFolderErrors, toExpectedFailure } from '../../storage/storage-failure.ts';
import { VERSION } from '../services/version.ts';
import { preserveFormerArchive } from './former-archive.ts';

/** Version of the archive format. */
export const BACKUP_VERSION = 1;
export const MANIFEST_FILE = 'manifest.json';
const SETTINGS = 'settings.json';
const DEMO_SERVER = 'demo/groupware.sqlite';
/** Databases of a team server: people, roles and schedules, and the sealed secrets. */
const SERVER_STORES: ReadonlySet<string> = new Set([CONTROL_STORE, SEALED_SECRETS]);
const COMPANY_FILE = /^workspaces\/([0-9a-f-]{36})\.tsunagi$/;
/** Maximum size of a file in bytes; larger sizes would need ZIP64. */
const MAX_BYTES = 0xffffffff;
const CHUNK_BYTES = 1024 * 1024;
/** Name prefix of the temporary folder beside the archive. */
const COPIES = '.tsunagi-backup-';

/** Returns the kind of file behind an archive path; `null` if archives never contain that path. */
export function classifyArchivePath(
  path: string,
): { readonly kind: 'settings' | 'demo' | 'server-store' } | { readonly kind: 'company'; readonly id: string } | null {
  if (path === SETTINGS) return { kind: 'settings' };
  if (path === DEMO_SERVER) return { kind: 'demo' };
  if (SERVER_STORES.has(path)) return { kind: 'server-store' };
  const [, id] = COMPANY_FILE.exec(path) ?? [];
  return id === undefined ? null : { kind: 'company', id };
}

/** Returns the maximum file size in bytes for an archive path, for writing and reading. */
const mostBytesOf = (path: string): number => (classifyArchivePath(path)?.kind === 'settings' ? MAX_SETTINGS_BYTES : MAX_BYTES);

/** Schema of the archive's manifest. */
export const manifestSchema = z.strictObject({
  format: z.literal('tsunagi-backup'),
  version: z.literal(BACKUP_VERSION),
  /** Version of the console that wrote the archive; `schema` is its version of the company file format. */
  console: z.string().max(64),
  schema: z.number().int().nonnegative(),
  at: z.iso.datetime(),
  files: z
    .array(
      z
        .strictObject({
          path: z.string().refine((path) => classifyArchivePath(path) !== null),
          bytes: z.number().int().nonnegative(),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
        })
        .refine(({ path, bytes }) => bytes <= mostBytesOf(path)),
    )
    .max(1000),
});
type Manifest = z.infer<typeof manifestSchema>;

/** Error codes that concern a single file, which is then left out of the archive. */
const SKIPPABLE_ERRORS: ReadonlySet<ErrorCode> = new Set([
  'company-file-newer',
  'company-file-corrupt',
  'file-too-large',
  'storage-busy',
  'storage-unusable',
]);

/** Passphrase that encrypts an archive. `cost`: cost of the key derivation; omitted = the default. */
export interface ArchiveEncryption {
  readonly passphrase: string;
  readonly cost?: PassphraseCost;
}

interface LeftOut {
  readonly file: string;
  readonly code: ErrorCode;
}

/** A company in the archive whose rows were changed outside the console, for example by a disk fault. */
export interface AlteredCompany {
  readonly file: string;
  readonly tables: readonly string[];
}

export interface BackupResult {
  readonly bytes: number;
  readonly companies: number;
  /** Files left out because they cannot be read or are too large to be restored. */
  readonly leftOut: readonly LeftOut[];
  readonly changed: readonly AlteredCompany[];
  /**
   * New path of the previous archive, which was kept because it contains data that this one lacks; `null` = not kept, or there was none.
   */
  readonly before: string | null;
  /** Whether the people, roles and sealed secrets of a team server are included; its master key never is. */
  readonly hasServerStores: boolean;
}

/**
 * Writes companies, settings, the demo's server and the databases of a team server into one encrypted archive, each as a consistent
 * snapshot; a console may be running. Locks, logs, addresses of running consoles and secrets of the keychain are excluded. A company whose
 * rows were changed outside the console is included and reported. If the previous archive at `path` has data that can no longer be read,
 * or such a company unchanged, it is renamed. Throws `backup-empty`, `restore-cut`, file-not-writable, storage-full, canceled; the file at `path` is then unchanged.
 */
export async function backUpFolder(
  dataFolder: string,
  path: string,
  { passphrase, cost }: ArchiveEncryption,
  work: JobContext,
): Promise<BackupResult> {
  requireReadableFolder(dataFolder);
  const wanted = partsIn(dataFolder);
  if (!wanted.some((part) => ['company', 'server-store'].includes(classifyArchivePath(part)?.kind ?? '')))
    throw new ExpectedError('backup-empty', { folder: dataFolder });
  // The folder of the archive has enough space and the same access rights.
  const folder = besideArchive(path);
  const copies = folder.path;
  try {
    const files: Manifest['files'] = [];
    const leftOut: LeftOut[] = [];
    const changed: AlteredCompany[] = [];
    const copyAt = (index: number): string => join(copies, String(index));
    for (const part of wanted) {
      if (work.signal.aborted) throw new ExpectedError('cancelled');
      const copy = copyAt(files.length);
      try {
        await copyPart(join(dataFolder, part), part, copy, work);
        const tables = classifyArchivePath(part)?.kind === 'company' ? findChangedTablesInFile(copy) : [];
        files.push({ path: part, bytes: boundedSize(copy, part), sha256: hashOf(copy) });
        if (tables.length > 0) changed.push({ file: part, tables });
      } catch (error) {
        const code = toExpectedFailure(error)?.failure.code;
        if (code === undefined || !SKIPPABLE_ERRORS.has(code)) throw error;
        removeFile(copy);
        leftOut.push({ file: part, code });
      }
    }
    const manifest: Manifest = {
      format: 'tsunagi-backup',
      version: BACKUP_VERSION,
      console: VERSION,
      schema: MIGRATIONS.length,
      at: new Date().toISOString(),
      files,
    };
    work.report({ phase: 'writing', done: 0, total: null });
    const parts = files.map((file, index) => ({ name: file.path, text: piecesOf(copyAt(index)) }));
    const text = [`${JSON.stringify(manifest, null, 2)}\n`];
    const lacking = { leftOut: leftOut.map(({ file }) => file), changed: changed.map(({ file }) => file) };
    const before = await preserveFormerArchive(path, lacking, passphrase, copies);
    const chunks = sealChunks(await beginSealing(passphrase, cost), generateZipChunks([{ name: MANIFEST_FILE, text }, ...parts]));
    const bytes = await writeAtomically(path, chunks, work.signal, copies).catch((error: unknown) => {
      if (before !== null) renamePatiently(before, path);
      throw error;
    });
    const companies = files.filter((file) => classifyArchivePath(file.path)?.kind === 'company').length;
    const hasServerStores = files.some((file) => classifyArchivePath(file.path)?.kind === 'server-store');
    return { bytes, companies, leftOut, changed, before, hasServerStores };
  } finally {
    folder.remove();
  }
}

/**
 * Creates a temporary folder for the copies beside the archive. Throws file-not-writable if the archive's folder is missing or not
 * writable.
 */
function besideArchive(path: string): ReturnType<typeof makeLockedFolder> {
  try {
    return makeLockedFolder(dirname(resolve(path)), COPIES);
  } catch (error) {
    if (toExpectedFailure(error)?.failure.code !== 'storage-unusable') throw error;
    throw new ExpectedError('file-not-writable', { file: basename(path) });
  }
}

/** Returns the size of a file for the archive. Throws file-too-large if restore would refuse it. */
function boundedSize(file: string, path: string): number {
  const { size } = statSync(file);
  const most = mostBytesOf(path);
  if (size > most) throw new ExpectedError('file-too-large', { file: path, size: Math.floor(most / CHUNK_BYTES) });
  return size;
}

/** Returns the archive paths of existing files to back up. */
function partsIn(dataFolder: string): readonly string[] {
  const namesIn = (folder: string): readonly string[] => {
    try {
      return readdirSync(join(dataFolder, folder)).map((name) => (folder === '' ? name : `${folder}/${name}`));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
      throw error;
    }
  };
  return ['', 'workspaces', 'demo'].flatMap(namesIn).filter((name) => classifyArchivePath(name) !== null);
}

async function copyPart(from: string, part: string, to: string, work: JobContext): Promise<void> {
  const own = classifyArchivePath(part);
  if (own?.kind === 'settings') {
    boundedSize(from, part);
    const settings = readFilePatiently(from);
    convertFolderErrors(dirname(to), () => writePrivateFile(to, settings));
    return;
  }
  if (own?.kind === 'company') readCompanyFileVersion(from);
  await copyDatabase(from, to, (left, total) => work.report({ phase: 'copying', done: total - left, total }));
  // A single file that restore refuses would make the whole archive unusable.
  if (own?.kind === 'company') requireCompanyCopy(to, own.id);
  else requirePassiveDatabase(to);
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  for (const piece of piecesOf(path)) hash.update(piece);
  return hash.digest('hex');
}

function* piecesOf(path: string): Generator<Uint8Array> {
  const file = openPatiently(path, 'r');
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(CHUNK_BYTES);
      const length = readSync(file, piece, 0, CHUNK_BYTES, null);
      if (length === 0) return;
      yield piece.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
