import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { retrySqlite } from '../disk/open-sqlite.ts';
import { makeFolder } from './make-folder.ts';
import { inFolder, storageFailureOf } from './storage-failure.ts';

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;
const pathIn = (folder: string): string => join(folder, 'console.lock');

export interface FolderLock {
  release(): void;
}

/**
 * Makes this process the only console on a data folder; `null` while another one is. The lock is one that the operating
 * system takes back when the process ends, however it ends, so there is never a stale one to guess about (a pid that was
 * given out again looks alive). SQLite brings it for every platform. Throws `storage-*` for a folder that cannot be used.
 */
export function takeFolderLock(folder: string): FolderLock | null {
  const database = inFolder(folder, () => {
    makeFolder(folder);
    return retrySqlite(() => new DatabaseSync(pathIn(folder), { timeout: 0 }));
  });
  try {
    retrySqlite(() => database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE'));
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw storageFailureOf(error, folder) ?? error;
  }
}

/** Whether a console is on a data folder now. Takes nothing and writes nothing, so that a folder to be read only can be asked about too. */
export function isFolderLocked(folder: string): boolean {
  if (!existsSync(pathIn(folder))) return false;
  const database = inFolder(folder, () => retrySqlite(() => new DatabaseSync(pathIn(folder), { readOnly: true, timeout: 0 })));
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw storageFailureOf(error, folder) ?? error;
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
