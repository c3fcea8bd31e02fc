import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { removeFile, writePrivateFile } from '../disk/held-files.ts';
import { hasReservedName } from '../disk/windows-names.ts';

/**
 * Makes a folder and those above it, for this user alone; one that is there stays as it is. Answers those that were not there, the topmost
 * first. Throws the system's error, or `storage-unusable` for a name that Windows does not allow. Node's own `recursive` never returns on a file system that takes no folders, such as `/proc`.
 */
export function makeFolder(folder: string): readonly string[] {
  if (hasReservedName(folder)) throw new ExpectedError('storage-unusable', { folder, reason: 'reservedName' });
  const missing: string[] = [];
  let at = resolve(folder);
  for (; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  // Windows says of it only that there is no such path.
  if (missing.length > 0 && existsSync(at) && !isFolder(at))
    throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${folder}'`), { code: 'ENOTDIR', syscall: 'mkdir', path: at });
  if (missing.length === 0 && !statSync(folder).isDirectory()) mkdirSync(folder);
  for (const at of missing) {
    try {
      mkdirSync(at, { mode: 0o700 });
    } catch (error) {
      // Another process may have made it meanwhile.
      if (!isFolder(at)) throw error;
    }
  }
  return missing;
}

/** The same, and tries to write in it. Throws the system's error where that cannot be. */
export function makeWritableFolder(folder: string): void {
  makeFolder(folder);
  const probe = join(folder, `.write-${process.pid}`);
  writePrivateFile(probe, '');
  removeFile(probe);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
