import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';
import { openPatiently, retryWhileHeld } from './held-files.ts';

/** SQLite's codes for a file that the system does not let it open, read or write. */
const REFUSED: ReadonlySet<number> = new Set([10, 14]);
const isRefused = (error: unknown): boolean => REFUSED.has(Number((error as { errcode?: unknown } | null)?.errcode) & 0xff);

/**
 * Opens a database and reads it once, as SQLite opens the files beside it only then. On Windows a virus scanner may hold each of them for a
 * moment. Throws SQLite's error.
 */
export function openSqlite(path: string, options: DatabaseSyncOptions = {}): DatabaseSync {
  if (process.platform === 'win32' && options.readOnly !== true && path !== ':memory:') waitUntilWritable(path);
  return retrySqlite(() => {
    const database = new DatabaseSync(path, options);
    try {
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** While another program holds a file exclusively, SQLite tries for a second to open it, and then to open it for reading alone. */
function waitUntilWritable(path: string): void {
  for (const suffix of ['', '-wal', '-shm'])
    try {
      closeSync(openPatiently(path + suffix, 'r+'));
    } catch {
      // A file that does not exist, or one that SQLite reports.
    }
}

/** Does something with SQLite, and on Windows again for six seconds while the system refuses one of its files. */
export const retrySqlite = <T>(work: () => T): T => retryWhileHeld(work, isRefused);

/** Which of a database's files another program keeps SQLite from opening; `null` where that is not why SQLite failed. */
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
