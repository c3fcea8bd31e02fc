import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statfsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import type { JobContext } from '../../company/job-context.ts';
import { openPatientlyAsync, removeEmptyFolder, removeFile, tryToRemove } from '../../disk/held-files.ts';
import type { ZipEntry } from '../../files/archives/zip-entries.ts';
import type { ZipFile } from '../../files/archives/zip-file.ts';
import { CONTROL_STORE, prepareRestoredControlStore } from '../../storage/control/control-store.ts';
import { requireEntries, UNRESTORED_ENTRIES } from '../../storage/data-folder/folder-entries.ts';
import { takeFolderLock } from '../../storage/data-folder/folder-lock.ts';
import { requireOwnFolder } from '../../storage/data-folder/folder-rights.ts';
import {
  hasInterruptedRestore,
  makeUnpackedFolder,
  moveUnpackedData,
  RESTORE_STATE_FOLDER,
  revertInterruptedRestore,
} from '../../storage/data-folder/restore-moves.ts';
import {
  clearVerifiedSecrets,
  findChangedTablesInFile,
  requireCompanyFile,
  requirePassiveDatabase,
} from '../../storage/database/database-copy.ts';
import { MIGRATIONS } from '../../storage/migrations/migrations.ts';
import { convertFolderErrors, toStorageFailure } from '../../storage/storage-failure.ts';
import { type AlteredCompany, BACKUP_VERSION, classifyArchivePath, MANIFEST_FILE, manifestSchema } from './data-backup.ts';
import { type AskPassphrase, isBackupNotOpened, openArchive } from './open-archive.ts';

/** Maximum size of the manifest; 1,000 companies take about 200 KiB. */
const MAX_MANIFEST_BYTES = 1024 * 1024;
/** Maximum total size after unpacking; a company of 100,000 people with ten former lists takes less than 1 GiB. */
const MAX_UNPACKED_BYTES = 256 * 1024 ** 3;
/** Maximum compression ratio of large archives; databases compress to about a fifth, so a higher ratio indicates a ZIP bomb. */
const MAX_RATIO = 250;
const RATIO_MATTERS_FROM = 8 * 1024 * 1024;
const LOCK = 'console.lock';
/** Number of bytes between two progress reports. */
const REPORT_EACH = 16 * 1024 * 1024;
/** Files that a console creates before it has any data. */
const PASSING: ReadonlySet<string> = new Set([LOCK, `${LOCK}-journal`, 'log', RESTORE_STATE_FOLDER]);

export interface RestoreResult {
  readonly at: string;
  readonly companies: number;
  /** Folder with the former data; `null` = there was none. */
  readonly before: string | null;
  /** Whether the archive was encrypted and authenticated. Archives of earlier versions are not, so their content may be forged. */
  readonly isSealed: boolean;
  /** Companies whose rows were changed outside the console before the backup. */
  readonly changed: readonly AlteredCompany[];
}

export interface RestoreOptions {
  readonly replace: boolean;
  readonly askPassphrase: AskPassphrase;
}

interface Archive {
  readonly zip: ZipFile;
  readonly isSealed: boolean;
  readonly at: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly entry: ZipEntry }[];
  readonly bytes: number;
}

/**
 * Restores an archive into an empty folder; with `replace` also into a used one, whose data are moved to a subfolder. Everything is
 * checked and unpacked before the first move. Afterwards trust must be confirmed again before anything is sent. Throws `backup-foreign`,
 * `backup-newer`, `backup-damaged`, `backup-not-opened`, `restore-not-empty`, `restore-in-use`, `storage-*`, canceled; the folder is then
 * unchanged. A restore whose process was killed is reverted at the next start (`restore-moves.ts`), or reported as `restore-cut`.
 */
export async function restoreFolder(
  path: string,
  into: string,
  { replace, askPassphrase }: RestoreOptions,
  work: JobContext,
): Promise<RestoreResult> {
  const archive = await readArchive(path, askPassphrase);
  const isNew = !existsSync(into);
  requireOwnFolder(into);
  requireEntries(into, UNRESTORED_ENTRIES);
  if (!isNew && !replace && !hasInterruptedRestore(into)) requireEmpty(into);
  const hadLock = existsSync(join(into, LOCK));
  const lock = takeFolderLock(into);
  if (lock === null) throw new ExpectedError('restore-in-use', { folder: into });
  let isDone = false;
  try {
    revertInterruptedRestore(into);
    if (!isNew && !replace) requireEmpty(into);
    requireRoom(into, archive.bytes);
    const changed = await unpack(archive, makeUnpackedFolder(into), basename(path), work);
    const before = moveUnpackedData(into);
    isDone = true;
    const companies = archive.files.filter((one) => classifyArchivePath(one.path)?.kind === 'company').length;
    return { at: archive.at, companies, before, isSealed: archive.isSealed, changed };
  } catch (error) {
    throw toStorageFailure(error, into) ?? error;
  } finally {
    try {
      // After the last move only cleanup remains, which may fail. Otherwise the restore is reverted now, or at the next start if that
      // fails.
      if (isDone) tryToRemove(() => revertInterruptedRestore(into));
      else revertInterruptedRestore(into);
    } finally {
      lock.release();
    }
    if (!isDone && !hadLock) tryToRemove(() => removeFile(join(into, LOCK)));
    if (!isDone && isNew) tryToRemove(() => removeIfEmpty(into));
  }
}

function requireEmpty(into: string): void {
  const names = convertFolderErrors(into, () => readdirSync(into));
  if (names.some((name) => !PASSING.has(name))) throw new ExpectedError('restore-not-empty', { folder: into });
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) removeEmptyFolder(folder);
}

/** Opens an archive and checks its manifest before anything is unpacked. */
async function readArchive(path: string, askPassphrase: AskPassphrase): Promise<Archive> {
  const file = basename(path);
  const damaged = new ExpectedError('backup-damaged', { file });
  const { zip, isSealed } = await openArchive(path, askPassphrase).catch((error: unknown) => {
    const isFolder = (error as NodeJS.ErrnoException | null)?.code === 'EISDIR';
    const isOther = error instanceof ExpectedError && error.failure.code.startsWith('file-') && existsSync(path);
    throw isFolder || isOther ? new ExpectedError('backup-foreign', { file }) : error;
  });
  const entries = new Map(zip.entries.map((entry) => [entry.name, entry]));
  const about = entries.get(MANIFEST_FILE);
  if (about === undefined || about.inflated > MAX_MANIFEST_BYTES) throw new ExpectedError('backup-foreign', { file });
  const reading = readBoundedJson((await whole(zip, about, damaged)).toString('utf8'), { depth: 4, entries: 10_000 });
  const said = reading.kind === 'read' ? reading.value : null;
  if (field(said, 'format') !== 'tsunagi-backup') throw new ExpectedError('backup-foreign', { file });
  if (isAbove(field(said, 'version'), BACKUP_VERSION) || isAbove(field(said, 'schema'), MIGRATIONS.length))
    throw new ExpectedError('backup-newer', { file });
  const manifest = safeParseUntrusted(manifestSchema, said);
  if (!manifest.success) throw damaged;
  const { files, at } = manifest.data;
  // The former, unauthenticated format never had them, and roles must not come from a forged archive.
  if (!isSealed && files.some((one) => classifyArchivePath(one.path)?.kind === 'server-store')) throw damaged;
  // The ZIP directory and the manifest must list the same files.
  const promised = files.map(({ path: name, bytes, sha256 }) => {
    const entry = entries.get(name);
    if (entry === undefined || entry.inflated !== bytes) throw damaged;
    return { path: name, sha256, entry };
  });
  if (entries.size !== promised.length + 1 || new Set(files.map(({ path: name }) => name)).size !== files.length) throw damaged;
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  const isBomb = bytes > RATIO_MATTERS_FROM && bytes > zip.bytes * MAX_RATIO;
  if (isBomb || bytes > MAX_UNPACKED_BYTES) throw damaged;
  return { zip, isSealed, at, files: promised, bytes };
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
const isAbove = (value: unknown, known: number): boolean => typeof value === 'number' && value > known;

async function whole(zip: ZipFile, entry: ZipEntry, damaged: Error): Promise<Buffer> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of zip.read(entry)) pieces.push(piece);
  } catch (error) {
    throw error instanceof ExpectedError && !isBackupNotOpened(error) ? damaged : error;
  }
  return Buffer.concat(pieces);
}

/** Throws if the archive does not fit, because a full disk would affect other programs too. */
function requireRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes) throw new ExpectedError('storage-full', { folder });
}

/** Unpacks all files and returns the companies whose rows were changed outside the console. */
async function unpack({ zip, files, bytes }: Archive, to: string, file: string, work: JobContext): Promise<readonly AlteredCompany[]> {
  const changed: AlteredCompany[] = [];
  let done = 0;
  let reportedAt = -REPORT_EACH;
  for (const { path, sha256, entry } of files) {
    const target = join(to, path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    const hashed = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        if (work.signal.aborted) throw new ExpectedError('cancelled');
        hash.update(piece);
        done += piece.length;
        if (done - reportedAt >= REPORT_EACH) {
          reportedAt = done;
          work.report({ phase: 'storing', done, total: bytes });
        }
        yield piece;
      }
    };
    try {
      await writePieces(target, hashed(zip.read(entry)));
      if (hash.digest('hex') !== sha256) throw new ExpectedError('company-file-corrupt', { exists: 1 });
      judge(path, target);
      if (path === CONTROL_STORE) prepareRestoredControlStore(target);
      if (classifyArchivePath(path)?.kind !== 'company') continue;
      const tables = findChangedTablesInFile(target);
      if (tables.length > 0) changed.push({ file: path, tables });
      clearVerifiedSecrets(target);
    } catch (error) {
      throw toArchiveError(error, file);
    }
  }
  return changed;
}

/** Writes a file. It is closed when this returns or throws, because Windows cannot delete an open file. */
async function writePieces(target: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const handle = await openPatientlyAsync(target, 'wx');
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function judge(path: string, target: string): void {
  const part = classifyArchivePath(path);
  if (part?.kind === 'company') requireCompanyFile(target, part.id);
  if (part?.kind === 'demo' || part?.kind === 'server-store') requirePassiveDatabase(target);
}

function toArchiveError(error: unknown, file: string): unknown {
  const code = error instanceof ExpectedError ? error.failure.code : null;
  if (code === 'company-file-newer') return new ExpectedError('backup-newer', { file });
  return code === 'company-file-corrupt' || code === 'file-unreadable' ? new ExpectedError('backup-damaged', { file }) : error;
}
