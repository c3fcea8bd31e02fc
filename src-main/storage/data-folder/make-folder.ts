import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { removeFile, writePrivateFile } from '../../disk/held-files.ts';
import { hasReservedName } from '../../disk/windows-names.ts';
import { requireLinkTarget } from '../link-target.ts';

/**
 * Creates a folder and its missing parents for this user only, and returns them, topmost first. Throws system errors, or
 * `storage-unusable` for names that Windows does not permit and for links without a target. Does not use Node's `recursive` option, which never returns on file systems
 * without folder creation, such as `/proc`.
 */
export function makeFolder(folder: string): readonly string[] {
  const missing: string[] = [];
  let at = resolve(folder);
  for (; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  if ([folder, ...missing].some((each) => hasReservedName(each)))
    throw new ExpectedError('storage-unusable', { folder, reason: 'reservedName' });
  for (const each of missing) requireLinkTarget(each);
  // If a parent is a file, Windows reports a missing path, so report it here.
  if (missing.length > 0 && existsSync(at) && !isFolder(at))
    throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${folder}'`), { code: 'ENOTDIR', syscall: 'mkdir', path: at });
  if (missing.length === 0 && !statSync(folder).isDirectory()) mkdirSync(folder);
  for (const at of missing) {
    try {
      mkdirSync(at, { mode: 0o700 });
    } catch (error) {
      // Ignore the error if another process has created the folder.
      if (!isFolder(at)) throw error;
    }
  }
  return missing;
}

/** Creates a folder like `makeFolder` and writes a test file. Throws the system's error if that fails. */
export function makeWritableFolder(folder: string): void {
  makeFolder(folder);
  const probe = join(folder, `.write-${process.pid}`);
  writePrivateFile(probe, '');
  removeFile(probe);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
