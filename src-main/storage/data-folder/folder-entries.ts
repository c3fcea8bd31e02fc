import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { requireLinkTarget } from '../link-target.ts';
import { convertFolderErrors } from '../storage-failure.ts';

type Kind = 'file' | 'folder';

/** Files and folders that a console creates in its data folder. */
const ENTRIES: Readonly<Record<string, Kind>> = {
  'console.lock': 'file',
  'settings.json': 'file',
  'node-host.json': 'file',
  'open.html': 'file',
  'control.sqlite': 'file',
  'secrets.sqlite': 'file',
  workspaces: 'folder',
  demo: 'folder',
  'demo/groupware.sqlite': 'file',
  log: 'folder',
  'log/tsunagi.log': 'file',
  '.restoring': 'folder',
  '.restoring/moves.json': 'file',
};
/** Entries that a backup requires to be of the right kind. The backup itself reports other files that it leaves out. */
export const BACKED_UP = ['workspaces', '.restoring', '.restoring/moves.json'] as const;
/** Entries that a restore does not replace. */
export const UNRESTORED_ENTRIES = ['console.lock', '.restoring', '.restoring/moves.json'] as const;

/**
 * Refuses a data folder in which a folder has the name of a file or the reverse, before anything is opened. Throws `storage-unusable` with
 * the entry, because a later system error would name only the data folder.
 */
export function requireEntries(folder: string, names: readonly string[] = Object.keys(ENTRIES)): void {
  for (const name of names) {
    const path = join(folder, name);
    const entry = convertFolderErrors(path, () => statOf(path));
    if (entry === undefined) continue;
    const isExpected = ENTRIES[name] === 'file' ? entry.isFile() : entry.isDirectory();
    if (!isExpected)
      throw new ExpectedError('storage-unusable', { reason: ENTRIES[name] === 'file' ? 'entryNotFile' : 'entryNotFolder', folder: path });
  }
}

/** Refuses a data folder that is, or whose entries are, symbolic links without a target. Throws `storage-unusable`. */
export function requireEntryTargets(folder: string): void {
  for (const name of ['.', ...Object.keys(ENTRIES)]) requireLinkTarget(resolve(folder, name));
}

/** Returns the file status; `undefined` if the path does not exist, also because a parent is not a folder (which its own check reports). */
function statOf(path: string): ReturnType<typeof statSync> | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
