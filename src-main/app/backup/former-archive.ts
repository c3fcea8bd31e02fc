import { closeSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { getHeldReason, openPatiently, removeFile, renamePatiently, tryToRemove } from '../../disk/held-files.ts';
import { findChangedTablesInFile } from '../../storage/database/database-copy.ts';
import { convertFolderErrors, toExpectedFailure } from '../../storage/storage-failure.ts';
import { isBackupNotOpened, type OpenArchive, openArchive } from './open-archive.ts';

/** Data that the next archive will lack: files left out, and companies with changed rows. */
export interface MissingArchiveData {
  readonly leftOut: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Renames the archive at `path` if it may contain data that the next one lacks, because it may be the only intact copy. Returns its new
 * path; `null` = not renamed. `workFolder` is used for temporary copies.
 */
export async function preserveFormerArchive(
  path: string,
  lacking: MissingArchiveData,
  passphrase: string,
  workFolder: string,
): Promise<string | null> {
  if (lacking.leftOut.length + lacking.changed.length === 0) return null;
  if (!(await holdsAny(path, lacking, passphrase, join(workFolder, 'former')))) return null;
  const before = `${path}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  convertFolderErrors(dirname(resolve(path)), () => renamePatiently(path, before));
  return before;
}

async function holdsAny(path: string, { leftOut, changed }: MissingArchiveData, passphrase: string, scratch: string): Promise<boolean> {
  const archive = await openArchive(path, async () => passphrase).catch((error: unknown) =>
    isBackupNotOpened(error) || getHeldReason(error) !== null ? 'unknown' : null,
  );
  // An archive that cannot be opened (other passphrase, or locked by another program) may contain such data.
  if (archive === 'unknown') return true;
  if (archive === null) return false;
  if (archive.zip.entries.some(({ name }) => leftOut.includes(name))) return true;
  for (const name of changed) if (await holdsUnchanged(archive, name, scratch)) return true;
  return false;
}

/** Whether an archive contains a company with unchanged rows, or with rows that have no digests to check. */
async function holdsUnchanged({ zip }: OpenArchive, name: string, scratch: string): Promise<boolean> {
  const entry = zip.entries.find((one) => one.name === name);
  if (entry === undefined) return false;
  try {
    const file = openPatiently(scratch, 'wx');
    try {
      for await (const piece of zip.read(entry)) writeSync(file, piece);
    } finally {
      closeSync(file);
    }
    return findChangedTablesInFile(scratch).length === 0;
  } catch (error) {
    // A storage error (full disk) leaves open whether the archive is intact.
    const code = toExpectedFailure(error)?.failure.code;
    return code === undefined || code.startsWith('storage-');
  } finally {
    tryToRemove(() => removeFile(scratch));
  }
}
