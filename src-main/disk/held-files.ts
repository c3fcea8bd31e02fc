import {
  constants,
  existsSync,
  openSync,
  type ReadStream,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { type CreateReadStreamOptions, copyFile, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Windows errors for a file that another program has open, or for a folder with such a file. */
const HELD_ERROR_CODES: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Errors of a full disk, or of an exhausted quota of this user. */
const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);
/**
 * Pauses between attempts in milliseconds, six seconds in total: virus scanners hold a new file for up to two seconds, or longer while it
 * is written.
 */
const PAUSES_MS = [20, 80, 300, 600, 1000, 2000, 2000] as const;
/** Calls for which Windows reports "access denied" both if the file is open in another program and if a permission is missing. */
const AMBIGUOUS_CALLS: ReadonlySet<unknown> = new Set(['rename', 'unlink', 'rmdir', 'rm']);

const pauses = (): readonly number[] => (process.platform === 'win32' ? PAUSES_MS : []);
const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException | null)?.code;
const isHeld = (error: unknown): boolean => HELD_ERROR_CODES.has(codeOf(error));
/**
 * Whether an operation failed because a file is held, or because a folder still contains a removed file, which Windows keeps until the last
 * program closes it.
 */
const isHeldOrNotEmpty = (error: unknown): boolean => isHeld(error) || codeOf(error) === 'ENOTEMPTY';

export const isDiskFull = (error: unknown): boolean => FULL.has(codeOf(error));

/**
 * Returns why another program may block a file: `held` = it has the file open; `heldOrForbidden` = this cannot be distinguished from a
 * missing permission. `null` for other errors, and on systems where open files do not block.
 */
export function getHeldReason(error: unknown): 'held' | 'heldOrForbidden' | null {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (process.platform !== 'win32') return null;
  if (code === 'EBUSY') return 'held';
  return isHeld(error) && AMBIGUOUS_CALLS.has(syscall) ? 'heldOrForbidden' : null;
}

/** Runs file operations. On Windows it retries for six seconds while another program holds a file. Throws the last error. */
export function retryWhileHeld<T>(work: () => T, isRefused: (error: unknown) => boolean = isHeld): T {
  for (const pause of pauses()) {
    try {
      return work();
    } catch (error) {
      if (!isRefused(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  return work();
}

/** Asynchronous version of `retryWhileHeld`. */
export async function retryWhileHeldAsync<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of pauses()) {
    try {
      return await work();
    } catch (error) {
      if (!isHeld(error)) throw error;
      await setTimeout(pause);
    }
  }
  return work();
}

export const renamePatiently = (from: string, to: string): void => retryWhileHeld(() => renameSync(from, to));
export const renamePatientlyAsync = (from: string, to: string): Promise<void> => retryWhileHeldAsync(() => rename(from, to));

/** Removes a file; a missing file is not an error. */
export const removeFile = (path: string): void => retryWhileHeld(() => rmSync(path, { force: true }));
export const removeFileAsync = (path: string): Promise<void> => retryWhileHeldAsync(() => rm(path, { force: true }));

/**
 * Waits until a removed file is gone, because Windows keeps it until the last program closes it. Throws an error like the system's if the
 * file remains.
 */
export const waitUntilRemoved = (path: string): void =>
  retryWhileHeld(() => {
    if (process.platform === 'win32' && existsSync(path))
      throw Object.assign(new Error(`${path} is held`), { code: 'EBUSY', syscall: 'unlink', path });
  });

/** Writes a file readable by this user only. */
export const writePrivateFile = (path: string, content: string | Uint8Array, flag: 'w' | 'wx' = 'w'): void =>
  retryWhileHeld(() => writeFileSync(path, content, { mode: 0o600, flag, flush: true }));

/** Opens a file. A new file is readable by this user only. */
export const openPatientlyAsync = (path: string, flags: 'r' | 'r+' | 'wx') => retryWhileHeldAsync(() => open(path, flags, 0o600));
export const openPatiently = (path: string, flags: 'r' | 'r+' | 'a' | 'wx'): number => retryWhileHeld(() => openSync(path, flags, 0o600));

/** Reads a whole file as bytes, or as UTF-8 text. */
export const readFilePatiently = (path: string): Buffer => retryWhileHeld(() => readFileSync(path));
export const readFilePatientlyAsync = (path: string): Promise<Buffer> => retryWhileHeldAsync(() => readFile(path));
export const readTextPatiently = (path: string): string => retryWhileHeld(() => readFileSync(path, 'utf8'));
export const readTextPatientlyAsync = (path: string): Promise<string> => retryWhileHeldAsync(() => readFile(path, 'utf8'));

/** Opens a stream that closes the file at its end. */
export const openReadStream = async (path: string, options: CreateReadStreamOptions = {}): Promise<ReadStream> =>
  (await openPatientlyAsync(path, 'r')).createReadStream(options);

/** Copies a file; throws if the target exists. */
export const copyPatientlyAsync = (from: string, to: string): Promise<void> =>
  retryWhileHeldAsync(() => copyFile(from, to, constants.COPYFILE_EXCL));

/** Removes an empty folder; throws otherwise. */
export const removeEmptyFolder = (folder: string): void => retryWhileHeld(() => rmdirSync(folder));

/** Removes a folder with its content as far as possible. Throws the first system error. */
export const removeFolder = (folder: string): void =>
  retryWhileHeld(() => {
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) return;
    emptyOnce(folder);
    rmdirSync(folder);
  }, isHeldOrNotEmpty);

/** Empties a folder under the conditions of `removeFolder`. */
export const emptyFolder = (folder: string): void => retryWhileHeld(() => emptyOnce(folder), isHeldOrNotEmpty);

/** Makes one attempt per entry, so that several held files share one wait. */
function emptyOnce(folder: string): void {
  const errors: unknown[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    try {
      if (entry.isDirectory()) {
        emptyOnce(path);
        rmdirSync(path);
      } else unlinkSync(path);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/** Removes a file or folder that could also be removed at the next start. Returns whether it is gone. */
export function tryToRemove(remove: () => void): boolean {
  try {
    remove();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return false;
  }
}
