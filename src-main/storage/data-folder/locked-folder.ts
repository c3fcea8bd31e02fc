import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, tryToRemove } from '../../disk/held-files.ts';
import { convertFolderErrors } from '../storage-failure.ts';
import { type FolderLock, takeFolderLock } from './folder-lock.ts';

/** Age in ms up to which an empty folder may belong to a process that has not locked it yet. */
const NEW_FILE_GRACE_MS = 60_000;

export interface LockedFolder {
  readonly path: string;
  /** Releases the lock and deletes the folder; files locked by another program are deleted later by `removeAbandonedFolders`. */
  remove(): void;
}

/**
 * Creates a folder for personal data, locked by this process; the lock ends with the process. Folders of killed processes are deleted
 * first. Throws `storage-*`.
 */
export function makeLockedFolder(parent: string, prefix: string): LockedFolder {
  removeAbandonedFolders(parent, prefix);
  const path = convertFolderErrors(parent, () => mkdtempSync(join(parent, prefix)));
  let lock: FolderLock | null = null;
  const remove = (): void => {
    lock?.release();
    lock = null;
    tryToRemove(() => removeFolder(path));
  };
  try {
    lock = takeFolderLock(path);
  } catch (error) {
    remove();
    throw error;
  }
  return { path, remove };
}

/**
 * Deletes folders left by killed processes. A running process holds the lock of its folder; a very new empty folder may not be locked yet.
 */
function removeAbandonedFolders(parent: string, prefix: string): void {
  for (const entry of convertFolderErrors(parent, () => readdirSync(parent, { withFileTypes: true }))) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix) || entry.name.length !== prefix.length + 6) continue;
    try {
      removeIfAbandoned(join(parent, entry.name));
    } catch {
      // For example a folder of another user, which this process may not delete.
    }
  }
}

function removeIfAbandoned(folder: string): void {
  if (isJustMade(folder)) return;
  const lock = takeFolderLock(folder);
  if (lock === null) return;
  lock.release();
  removeFolder(folder);
}

const isJustMade = (folder: string): boolean =>
  readdirSync(folder).length === 0 && Date.now() - statSync(folder).mtimeMs < NEW_FILE_GRACE_MS;
