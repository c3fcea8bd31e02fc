import { lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';

/** Quotes a path for a POSIX shell; PowerShell reads a path without a quotation mark in the same way. */
export const quotePath = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;

/**
 * Refuses a symbolic link whose target does not exist. Writing through it would create a second, empty file or folder in another location,
 * for example below the mount point of a disk that is not connected. Throws `storage-unusable` with the target and the command that
 * removes the link. Other errors of reading the path are left to the caller's own access.
 */
export function requireLinkTarget(path: string): void {
  let target: string;
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
    target = resolve(dirname(path), readlinkSync(path));
  } catch {
    return;
  }
  throw new ExpectedError('storage-unusable', { reason: 'danglingLink', folder: path, target, command: `rm ${quotePath(path)}` });
}
