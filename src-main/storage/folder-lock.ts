import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { retrySqlite } from '../disk/open-sqlite.ts';
import { makePrivateFile } from './database.ts';
import { makeFolder } from './make-folder.ts';
import { inFolder, isOfDamage, storageFailureOf } from './storage-failure.ts';

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;
const pathIn = (folder: string): string => join(folder, 'console.lock');

/** One second in all. */
const READER_TRIES = 10;
const READER_PAUSE_MS = 100;

export interface FolderLock {
  release(): void;
}

/**
 * Makes this process the only console on a data folder; `null` while another one is. The lock is one that the operating
 * system takes back when the process ends, however it ends, so there is never a stale one to guess about (a pid that was
 * given out again looks alive). SQLite brings it for every platform. Throws `storage-*` for a folder that cannot be used, and where
 * another program reads the lock file or wrote something else into it.
 */
export function takeFolderLock(folder: string): FolderLock | null {
  const database = inFolder(folder, () => {
    makeFolder(folder);
    makePrivateFile(pathIn(folder));
    return retrySqlite(() => new DatabaseSync(pathIn(folder), { timeout: 0 }));
  });
  try {
    for (let left: number = READER_TRIES; ; left--) {
      try {
        retrySqlite(() => database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE'));
        return { release: () => database.close() };
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (!isReadable(database)) {
          database.close();
          return null;
        }
        // A command that asks whether a console is open reads for a moment; a program that reads on is no console.
        if (left === 0) throw new ExpectedError('storage-unusable', { reason: 'lockRead', folder: pathIn(folder) });
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, READER_PAUSE_MS);
      }
    }
  } catch (error) {
    database.close();
    throw lockFailure(error, folder);
  }
}

/** Of the lock, a console keeps others even from reading. */
function isReadable(database: DatabaseSync): boolean {
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** A lock file with anything else in it is not replaced here: a console may hold it. */
const lockFailure = (error: unknown, folder: string): unknown =>
  isOfDamage(error)
    ? new ExpectedError('storage-unusable', { reason: 'lockDamaged', folder: pathIn(folder) })
    : (storageFailureOf(error, folder) ?? error);

/** Whether a console is on a data folder now. Takes nothing and writes nothing, so that a folder to be read only can be asked about too. */
export function isFolderLocked(folder: string): boolean {
  if (!existsSync(pathIn(folder))) return false;
  const database = inFolder(folder, () => retrySqlite(() => new DatabaseSync(pathIn(folder), { readOnly: true, timeout: 0 })));
  try {
    return !isReadable(database);
  } catch (error) {
    throw lockFailure(error, folder);
  } finally {
    database.close();
  }
}

const EACH_MS = 200;

/** `takeFolderLock`, waiting so long for the one who holds it; `null` where that was not long enough. `onWait` once before it waits. */
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
