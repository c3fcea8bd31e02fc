import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';
import { openPatiently, retryWhileHeld } from './held-files.ts';

/** SQLite codes for a file that the system does not allow to be opened, read or written. */
const REFUSED: ReadonlySet<number> = new Set([10, 14]);
const primaryCode = (error: unknown): number => Number((error as { errcode?: unknown } | null)?.errcode) & 0xff;
const isRefused = (error: unknown): boolean => REFUSED.has(primaryCode(error));

/** SQLite's code for a write to a database that is opened read-only. */
const READ_ONLY = 8;

/** SQLite's code for a full disk when it extends the shared-memory file beside the database. */
const NO_SPACE_FOR_SHARED_MEMORY = 10 | (19 << 8);

/**
 * Opens a database and reads it once, because only then SQLite opens its other files, each of which a virus scanner may hold for a moment
 * on Windows. On a full disk the database is locked for other processes, because then SQLite needs no shared-memory file. Throws SQLite's
 * error.
 */
export function openSqlite(path: string, options: DatabaseSyncOptions = {}): DatabaseSync {
  if (process.platform === 'win32' && options.readOnly !== true && path !== ':memory:') waitUntilWritable(path);
  try {
    return openAndRead(path, options);
  } catch (error) {
    if ((error as { errcode?: unknown } | null)?.errcode !== NO_SPACE_FOR_SHARED_MEMORY) throw error;
    // A read-only connection cannot take the lock.
    return openAndRead(path, { ...options, readOnly: false }, 'PRAGMA locking_mode = EXCLUSIVE');
  }
}

function openAndRead(path: string, options: DatabaseSyncOptions, before = ''): DatabaseSync {
  const open = (): DatabaseSync => {
    const database = new DatabaseSync(path, options);
    try {
      database.exec(before);
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
      if (process.platform === 'win32' && options.readOnly !== true) requireWritable(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
  return retryWhileHeld(open, (error) => isRefused(error) || isReadOnlyError(error));
}

/** Throws if SQLite opened the file read-only, because another program held it after `waitUntilWritable` returned. */
function requireWritable(database: DatabaseSync): void {
  try {
    database.exec(BEGIN_WRITING);
  } catch (error) {
    // Another connection that is writing now is not an error.
    if (isReadOnlyError(error)) throw error;
  }
}

/**
 * Statement that acquires the write lock and changes nothing, because no database of Tsunagi uses incremental vacuum. `BEGIN IMMEDIATE` and
 * `BEGIN EXCLUSIVE` would succeed on a file that is opened read-only.
 */
export const BEGIN_WRITING = 'PRAGMA incremental_vacuum';
export const isReadOnlyError = (error: unknown): boolean => primaryCode(error) === READ_ONLY;

/**
 * Waits until the database files can be opened for writing. If another program holds one exclusively, SQLite would open it read-only after
 * a second.
 */
function waitUntilWritable(path: string): void {
  for (const suffix of ['', '-wal', '-shm'])
    try {
      closeSync(openPatiently(path + suffix, 'r+'));
    } catch {
      // The file does not exist, or SQLite will report the error.
    }
}

/** Runs SQLite operations; on Windows retries for six seconds while the system refuses a file. */
export const retrySqlite = <T>(work: () => T): T => retryWhileHeld(work, isRefused);

/** Returns the database file that another program holds; `null` if SQLite failed for another reason. */
export function getHeldFile(error: unknown, path: string): string | null {
  if (process.platform !== 'win32' || !isRefused(error)) return null;
  return ['', '-wal', '-shm', '-journal'].map((suffix) => path + suffix).find(isHeld) ?? null;
}

function isHeld(path: string): boolean {
  try {
    closeSync(openSync(path, 'r+'));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EBUSY';
  }
}
