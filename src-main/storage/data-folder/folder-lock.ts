import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { BEGIN_WRITING, isReadOnlyError, retrySqlite } from '../../disk/open-sqlite.ts';
import { makePrivateFile } from '../database/database.ts';
import { convertFolderErrors, isDamageError, toStorageFailure } from '../storage-failure.ts';
import { makeFolder } from './make-folder.ts';

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;
const pathIn = (folder: string): string => join(folder, 'console.lock');

/** Number of attempts while another process reads the lock file; one second in total. */
const READER_TRIES = 10;
const READER_PAUSE_MS = 100;

export interface FolderLock {
  release(): void;
}

/**
 * Makes this process the only console of a data folder; returns `null` if another process holds the lock. The operating system releases
 * the SQLite lock when the process ends, so it cannot become stale like a file with a process id. Throws `storage-*` if the folder cannot
 * be used, or if another program reads or has changed the lock file.
 */
export function takeFolderLock(folder: string): FolderLock | null {
  const open = () => retrySqlite(() => new DatabaseSync(pathIn(folder), { timeout: 0 }));
  let database = convertFolderErrors(folder, () => {
    makeFolder(folder);
    makePrivateFile(pathIn(folder));
    return open();
  });
  try {
    for (let left: number = READER_TRIES; ; left--) {
      try {
        // Nothing is written, so the journal is kept in memory; a journal file would need space on a full disk.
        retrySqlite(() => database.exec(`PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; ${BEGIN_WRITING}`));
        return { release: () => database.close() };
      } catch (error) {
        if (left > 0 && isReadOnlyError(error)) {
          // While a virus scanner holds the file on Windows, SQLite opens it read-only; open it again.
          database.close();
          database = open();
        } else if (!isBusy(error)) {
          throw error;
        } else if (!isReadable(database)) {
          database.close();
          return null;
        } else if (left === 0) {
          // A command that checks for a running console reads only briefly; a longer read lock belongs to another program.
          throw new ExpectedError('storage-unusable', { reason: 'lockRead', folder: pathIn(folder) });
        }
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, READER_PAUSE_MS);
      }
    }
  } catch (error) {
    database.close();
    throw lockFailure(error, folder);
  }
}

/** Whether the lock file can be read; the exclusive lock of a console prevents that. */
function isReadable(database: DatabaseSync): boolean {
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** Converts an error of the lock file. A file with foreign content is not replaced, because a console may hold it. */
const lockFailure = (error: unknown, folder: string): unknown =>
  isDamageError(error)
    ? new ExpectedError('storage-unusable', { reason: 'lockDamaged', folder: pathIn(folder) })
    : (toStorageFailure(error, folder) ?? error);

/** Whether a console uses the data folder now. Acquires no lock and writes nothing, so it works in read-only folders. */
export function isFolderLocked(folder: string): boolean {
  if (!existsSync(pathIn(folder))) return false;
  const database = convertFolderErrors(folder, () => retrySqlite(() => new DatabaseSync(pathIn(folder), { readOnly: true, timeout: 0 })));
  try {
    return !isReadable(database);
  } catch (error) {
    throw lockFailure(error, folder);
  } finally {
    database.close();
  }
}

const EACH_MS = 200;

/** Like `takeFolderLock`, but waits up to `waitMs`; `null` after the timeout. `onWait` is called once if waiting is needed. */
export async function awaitFolderLock(folder: string, waitMs: number, onWait: () => void): Promise<FolderLock | null> {
  const end = performance.now() + waitMs;
  let lock = takeFolderLock(folder);
  if (lock === null && waitMs > 0) onWait();
  for (let left = waitMs; lock === null && left > 0; left = end - performance.now()) {
    await setTimeout(Math.min(EACH_MS, left));
    lock = takeFolderLock(folder);
  }
  return lock;
}
