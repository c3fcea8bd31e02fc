import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, tryToRemove } from '../disk/held-files.ts';
import { type FolderLock, takeFolderLock } from './folder-lock.ts';
import { inFolder } from './storage-failure.ts';

/** Longer than a process takes from making a folder to locking it. */
const JUST_MADE_MS = 60_000;

export interface LockedFolder {
  readonly path: string;
  /** What another program holds stays, and goes with `removeAbandonedFolders`. */
  remove(): void;
}

/**
 * A new folder for what names people, of this process alone. Its lock ends with the process, so that the next one finds what a killed process
 * left behind; that is removed first. Throws `storage-*`.
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

/** Removes what killed processes left in a folder. One at work holds the lock of its own; one that has just made it has no lock yet. */
function removeAbandonedFolders(parent: string, prefix: string): void {
  for (const entry of inFolder(parent, () => readdirSync(parent, { withFileTypes: true }))) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix) || entry.name.length !== prefix.length + 6) continue;
    try {
      removeIfAbandoned(join(parent, entry.name));
    } catch {
      // Another user's folder is theirs to remove.
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
