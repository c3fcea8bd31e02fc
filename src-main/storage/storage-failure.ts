import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { getHeldReason, isDiskFull } from '../disk/held-files.ts';

/** Primary result codes of SQLite. */
const SQLITE = { perm: 3, busy: 5, readOnly: 8, ioError: 10, full: 13, cannotOpen: 14 } as const;
/** Extended result codes that SQLite reports for a full disk: I/O errors of writing, and of extending the shared memory file. */
const IO_ERRORS_OF_FULL: ReadonlySet<number> = new Set([10 | (3 << 8), 10 | (19 << 8)]);

/** Primary result codes of SQLite for damaged or foreign files; 18 is a value of a size that no console writes. */
const DAMAGED: ReadonlySet<number> = new Set([11, 18, 26]);

/** System error codes of an unusable folder with the reason to report. */
const UNUSABLE: Readonly<Record<string, string>> = {
  EROFS: 'readOnly',
  EACCES: 'notAllowed',
  EPERM: 'notAllowed',
  ENOTDIR: 'notFolder',
  EEXIST: 'notFolder',
  EISDIR: 'notFolder',
  ENOTEMPTY: 'other',
  ENAMETOOLONG: 'tooLong',
  ELOOP: 'other',
  EIO: 'other',
  EBUSY: 'other',
};
/** System calls that do not concern files; their errors are network errors. */
const ELSEWHERE: ReadonlySet<string> = new Set(['connect', 'bind', 'listen', 'accept', 'getaddrinfo', 'kill']);

interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errcode?: unknown;
  readonly path?: unknown;
}

/**
 * Converts an error of the file system or SQLite to `storage-full`, `storage-busy` (another program locks a file) or `storage-unusable`,
 * with the path; `null` for any other error. `folder`: path to report if the error contains none.
 */
export function toStorageFailure(error: unknown, folder?: string): ExpectedError | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, syscall, errcode, path } = error as SystemError;
  const held = getHeldReason(error);
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
  if (isDiskFull(error)) return full();
  if (typeof code !== 'string') return null;
  if (typeof syscall !== 'string' || ELSEWHERE.has(syscall)) return null;
  // If no folder was given, a missing file is a bug and not a problem of the data folder.
  const why = UNUSABLE[code] ?? (folder === undefined ? undefined : 'other');
  return why === undefined ? null : unusable(why);
}

/** Message of `node:sqlite` for an integer beyond 2^53, which no console writes. */
const NUMBER_OVERFLOW = /^Value is too large to be represented as a JavaScript number/;

/** Result code and messages of a statement that fails because of an unexpected schema or an unknown file format. */
const SQL_ERROR = 1;
const UNEXPECTED_SCHEMA = /^(?:no such (?:table|column): |table \S+ already exists|duplicate column name: |unsupported file format)/;

/** Whether an error means that a file is damaged, is not a database, or contains values that no console writes. */
export function isDamageError(error: unknown): boolean {
  const { errcode, code, message } = (error ?? {}) as { readonly errcode?: unknown; readonly code?: unknown; readonly message?: unknown };
  if (code === 'ERR_OUT_OF_RANGE') return NUMBER_OVERFLOW.test(String(message));
  return DAMAGED.has(Number(errcode) & 0xff) || (errcode === SQL_ERROR && UNEXPECTED_SCHEMA.test(String(message)));
}

/**
 * Returns the expected failure behind any thrown value: `ExpectedError` unchanged, disk errors, and `company-file-corrupt` for damage
 * found while working; `null` = a bug.
 */
export function toExpectedFailure(error: unknown): ExpectedError | null {
  if (error instanceof ExpectedError) return error;
  return isDamageError(error) ? new ExpectedError('company-file-corrupt', { exists: 1 }) : toStorageFailure(error);
}

/** Returns the parameters for a file locked by another program. For a rename that is the target, because the source is a temporary file. */
function heldParams({ path, dest }: NodeJS.ErrnoException & { readonly dest?: string }, reason: 'held' | 'heldOrForbidden') {
  const file = dest ?? path;
  return { reason, ...(file !== undefined && { file: endOf(file) }) };
}

const MAX_SHOWN_LENGTH = 120;
const endOf = (path: string): string => (path.length <= MAX_SHOWN_LENGTH ? path : `…${path.slice(-MAX_SHOWN_LENGTH)}`);
const shortened = (place: string): string => (place.length <= MAX_SHOWN_LENGTH ? place : `${place.slice(0, MAX_SHOWN_LENGTH)}…`);

/** Runs `open` and converts its errors with `toStorageFailure`; other errors are rethrown. */
export function convertFolderErrors<T>(folder: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw toStorageFailure(error, folder) ?? error;
  }
}
