import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';
import { openPatiently, retryWhileHeld } from './held-files.ts';

/** SQLite codes for a file that the system does not open, read or write. */
const REFUSED: ReadonlySet<number> = new Set([10, 14]);
const primaryCode = (error: unknown): number => Number((error as { errcode?: unknown } | null)?.errcode) & 0xff;
const isRefused = (error: unknown): boolean => REFUSED.has(primaryCode(error));

/** SQLite's code for a write to a database that is open for reading only. */
const READ_ONLY = 8;

/** SQLite's code for a full disk where it extends the file of shared memory beside the database. */
const NO_SPACE_FOR_SHARED_MEMORY = 10 | (19 << 8);

/**
 * Opens a database and reads it once, because SQLite opens its further files only then. On Windows a virus scanner may hold each for a
 * moment. On a full disk the database is locked for other processes, because only then SQLite needs no file of shared memory. Throws
 * SQLite's error.
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

/** Throws if SQLite opened the file for reading only, because another program held it between `waitUntilWritable` and opening. */
function requireWritable(database: DatabaseSync): void {
  try {
    database.exec(BEGIN_WRITING);
  } catch (error) {
    // Another connection that writes now is no obstacle.
    if (isReadOnlyError(error)) throw error;
  }
}

/**
 * Acquires the lock for writing and changes nothing, because no file of ours is vacuumed by pages. `BEGIN IMMEDIATE` and
 * `BEGIN EXCLUSIVE` succeed on a file that is open for reading only.
 */
export const BEGIN_WRITING = 'PRAGMA incremental_vacuum';
export const isReadOnlyError = (error: unknown): boolean => primaryCode(error) === READ_ONLY;

/** While another program holds a file exclusively, SQLite retries for a second, then opens it read-only. */
function waitUntilWritable(path: string): void {
  for (const suffix of ['', '-wal', '-shm'])
    try {
      closeSync(openPatiently(path + suffix, 'r+'));
    } catch {
      // A missing file, or one that SQLite reports.
    }
}

/** Runs SQLite operations; on Windows retries for six seconds while the system refuses a file. */
export const retrySqlite = <T>(work: () => T): T => retryWhileHeld(work, isRefused);

/** The database file that another program holds; `null` if SQLite failed for another reason. */
export function heldFileOf(error: unknown, path: string): string | null {
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
