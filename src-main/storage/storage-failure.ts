import { ExpectedError } from '#shared/contract/expected-error.ts';
import { heldReasonOf } from '../disk/held-files.ts';

/** Primary result codes of SQLite. */
const SQLITE = { perm: 3, busy: 5, readOnly: 8, ioError: 10, full: 13, cannotOpen: 14 } as const;
/** I/O errors of SQLite that come of a full disk: writing, and making its shared memory file longer. */
const IO_ERRORS_OF_FULL: ReadonlySet<number> = new Set([10 | (3 << 8), 10 | (19 << 8)]);

/** Primary result codes of SQLite for a file whose content is none of its own. */
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);
/** What the system says of a place that cannot be used, and how that is told. */
const UNUSABLE: Readonly<Record<string, string>> = {
  EROFS: 'readOnly',
  EACCES: 'notAllowed',
  EPERM: 'notAllowed',
  ENOTDIR: 'notFolder',
  EEXIST: 'notFolder',
  EISDIR: 'notFolder',
  ENAMETOOLONG: 'tooLong',
  ELOOP: 'other',
  EIO: 'other',
  EBUSY: 'other',
};
/** Calls of the system that are not about files: their refusals are a network's. */
const ELSEWHERE: ReadonlySet<string> = new Set(['connect', 'bind', 'listen', 'accept', 'getaddrinfo', 'kill']);

interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errcode?: unknown;
  readonly path?: unknown;
}

/**
 * What an error of the file system or of SQLite means for whoever keeps data here: `storage-full` with where, `storage-busy` where another
 * program holds a file for longer than is waited for it (with the file where the system names it), or `storage-unusable` with why and where.
 * `null` for any other error. `folder`: the place that is told where the error names none.
 */
export function storageFailureOf(error: unknown, folder?: string): ExpectedError | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, syscall, errcode, path } = error as SystemError;
  const held = heldReasonOf(error);
  if (held !== null) return new ExpectedError('storage-busy', heldParams(error as NodeJS.ErrnoException, held));
  const full = (): ExpectedError => new ExpectedError('storage-full', folder === undefined ? {} : { folder: shortened(folder) });
  const unusable = (why: string): ExpectedError => {
    const place = folder ?? (typeof path === 'string' ? path : undefined);
    return new ExpectedError('storage-unusable', { reason: why, ...(place === undefined ? {} : { folder: shortened(place) }) });
  };
  if (typeof errcode === 'number') {
    const primary = errcode & 0xff;
    if (primary === SQLITE.full || IO_ERRORS_OF_FULL.has(errcode)) return full();
    if (primary === SQLITE.busy) return new ExpectedError('storage-busy');
    if (primary === SQLITE.readOnly) return unusable('readOnly');
    if (primary === SQLITE.perm) return unusable('notAllowed');
    return primary === SQLITE.ioError || primary === SQLITE.cannotOpen ? unusable('other') : null;
  }
  if (typeof code !== 'string') return null;
  if (FULL.has(code)) return full();
  if (typeof syscall !== 'string' || ELSEWHERE.has(syscall)) return null;
  // What is not there where no folder was named is a fault of ours.
  const why = UNUSABLE[code] ?? (folder === undefined ? undefined : 'other');
  return why === undefined ? null : unusable(why);
}

/** What `node:sqlite` says of an integer beyond 2^53: no console writes one. */
const BEYOND_NUMBERS = /^Value is too large to be represented as a JavaScript number/;

/** The primary code of a statement that cannot be prepared, and what it says where a table of every version is missing. */
const SQL_ERROR = 1;
const MISSING = /^no such (?:table|column): /;

/** Whether a file is damaged, is no database at all, or holds what no console writes. */
export function isOfDamage(error: unknown): boolean {
  const { errcode, code, message } = (error ?? {}) as { readonly errcode?: unknown; readonly code?: unknown; readonly message?: unknown };
  if (code === 'ERR_OUT_OF_RANGE') return BEYOND_NUMBERS.test(String(message));
  return DAMAGED.has(Number(errcode) & 0xff) || (errcode === SQL_ERROR && MISSING.test(String(message)));
}

/**
 * What anything that was thrown means for whoever asked: an expected failure as it is, what a disk refuses, and `company-file-corrupt` where
 * a company's file turns out to be damaged long after it was opened. `null` = a bug.
 */
export function expectedFailureOf(error: unknown): ExpectedError | null {
  if (error instanceof ExpectedError) return error;
  return isOfDamage(error) ? new ExpectedError('company-file-corrupt', { exists: 1 }) : storageFailureOf(error);
}

/** The file that another program holds; of a renaming the one that is replaced, as what is written beside it has a name of our own. */
function heldParams({ path, dest }: NodeJS.ErrnoException & { readonly dest?: string }, reason: 'held' | 'heldOrForbidden') {
  const file = dest ?? path;
  return { reason, ...(file !== undefined && { file: endOf(file) }) };
}

const MOST_SHOWN = 120;
const endOf = (path: string): string => (path.length <= MOST_SHOWN ? path : `…${path.slice(-MOST_SHOWN)}`);
const shortened = (place: string): string => (place.length <= MOST_SHOWN ? place : `${place.slice(0, MOST_SHOWN)}…`);

/** Opens something in a folder. Throws what `storageFailureOf` makes of the error, and any other error as it is. */
export function inFolder<T>(folder: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw storageFailureOf(error, folder) ?? error;
  }
}
