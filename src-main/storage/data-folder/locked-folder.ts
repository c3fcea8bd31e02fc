import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, tryToRemove } from '../../disk/held-files.ts';
import { inFolder } from '../storage-failure.ts';
import { type FolderLock, takeFolderLock } from './folder-lock.ts';

/** Longer than a process needs between creating and locking a folder. */
const JUST_MADE_MS = 60_000;

export interface LockedFolder {
  readonly path: string;
  /** Files held by another program remain until `removeAbandonedFolders`. */
  remove(): void;
}

/**
 * A new folder for personal data, locked by this process. The lock ends with the process; leftovers of killed processes are deleted
 * first. Throws `storage-*`.
 */
export function makeLockedFolder(parent: string, prefix: string): LockedFolder {
  removeAbandonedFolders(parent, prefix);
  const path = inFolder(parent, () => mkdtempSync(join(parent, prefix)));
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

/** Deletes folders left by killed processes. A running process holds the lock of its folder; a very new folder may not be locked yet. */
function removeAbandonedFolders(parent: string, prefix: string): void {
  for (const entry of inFolder(parent, () => readdirSync(parent, { withFileTypes: true }))) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix) || entry.name.length !== prefix.length + 6) continue;
    try {
      removeIfAbandoned(join(parent, entry.name));
    } catch {
      // Another user's folder cannot be removed here.
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

const isJustMade = (folder: string): boolean => readdirSync(folder).length === 0 && Date.now() - statSync(folder).mtimeMs < JUST_MADE_MS;
