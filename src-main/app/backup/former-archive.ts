import { closeSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { heldReasonOf, openPatiently, removeFile, renamePatiently, tryToRemove } from '../../disk/held-files.ts';
import { changedTablesIn } from '../../storage/database/database-copy.ts';
import { expectedFailureOf, inFolder } from '../../storage/storage-failure.ts';
import { isUnopened, type OpenArchive, openArchive } from './open-archive.ts';

/** Data that the next archive will lack: files left out, and companies with changed rows. */
export interface MissingArchive {
  readonly leftOut: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Renames the archive at `path` if it may contain data that the next one lacks, because it may be the only intact copy. Returns its new
 * path; `null` = not renamed. `workFolder` is used for temporary copies.
 */
export async function keepFormerArchive(
  path: string,
  lacking: MissingArchive,
  passphrase: string,
  workFolder: string,
): Promise<string | null> {
  if (lacking.leftOut.length + lacking.changed.length === 0) return null;
  if (!(await holdsAny(path, lacking, passphrase, join(workFolder, 'former')))) return null;
  const before = `${path}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  inFolder(dirname(resolve(path)), () => renamePatiently(path, before));
  return before;
}

async function holdsAny(path: string, { leftOut, changed }: MissingArchive, passphrase: string, scratch: string): Promise<boolean> {
  const archive = await openArchive(path, async () => passphrase).catch((error: unknown) =>
    isUnopened(error) || heldReasonOf(error) !== null ? 'unknown' : null,
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
    return changedTablesIn(scratch).length === 0;
  } catch (error) {
    // A storage error (full disk) leaves open whether the archive is intact.
    const code = expectedFailureOf(error)?.failure.code;
    return code === undefined || code.startsWith('storage-');
  } finally {
    tryToRemove(() => removeFile(scratch));
  }
}
