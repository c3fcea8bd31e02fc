import { closeSync, existsSync, fsyncSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { openPatiently, removeFile, renamePatiently, retryWhileHeld, tryToRemove } from '../../disk/held-files.ts';
import { getHeldFile, openSqlite } from '../../disk/open-sqlite.ts';
import { requireLinkTarget } from '../link-target.ts';
import { MIGRATIONS } from '../migrations/migrations.ts';
import { convertFolderErrors, isDamageError, toStorageFailure } from '../storage-failure.ts';
import { findChangedTables, recordContent, trackContent } from './content-check.ts';

const IN_MEMORY = ':memory:';
/** Suffix of a copy made before an upgrade, followed by the old version. */
const COPY = '.version-';

/** Returns the paths of copies that were made before upgrades of a company's file. */
export const listUpgradeCopies = (path: string): readonly string[] =>
  readdirSync(dirname(path)).flatMap((name) => (name.startsWith(basename(path) + COPY) ? [join(dirname(path), name)] : []));

/** Creates an empty file that only this user can read. SQLite would create it with wider permissions, which its journals would inherit. */
export function makePrivateFile(path: string): void {
  if (path === IN_MEMORY) return;
  requireLinkTarget(path);
  convertFolderErrors(dirname(path), () => closeSync(openPatiently(path, 'a')));
}

/** Copies the committed content before an upgrade to a file beside it, completely or not at all, and deletes the previous copy. */
function keepCopy(database: DatabaseSync, path: string, version: number): void {
  const copy = path + COPY + version;
  const unfinished = `${copy}.unfinished`;
  removeFile(unfinished);
  try {
    makePrivateFile(unfinished);
    database.prepare('VACUUM INTO ?').run(unfinished);
    const file = openPatiently(unfinished, 'r+');
    fsyncSync(file);
    closeSync(file);
    renamePatiently(unfinished, copy);
  } catch (error) {
    tryToRemove(() => removeFile(unfinished));
    throw error;
  }
  for (const earlier of listUpgradeCopies(path)) if (earlier !== copy) tryToRemove(() => removeFile(earlier));
}

/** Throws `storage-unusable` if the file, or one that SQLite keeps beside it, is a link without a target. */
function requireLinkTargets(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) requireLinkTarget(path + suffix);
}

/**
 * Opens a company's file. An older one is first copied, then migrated to the current schema in one transaction; a partial migration would
 * be a version that no console wrote, and its copy would replace the good one. Throws `company-file-newer` (file unchanged) and
 * `company-file-corrupt`.
 */
export function openDatabase(path: string, migrations: readonly string[] = MIGRATIONS): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    requireLinkTargets(path);
    database = openSqlite(path, { timeout: 5000 });
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (version > migrations.length) throw new ExpectedError('company-file-newer', { version, known: migrations.length });
    // WAL with FULL: a commit survives a power loss. Foreign keys are enabled after the migrations, because recreating a table would
    // delete the rows that refer to it.
    // A new file needs no rollback journal for the switch, and without one no other program can hold it (see below).
    if (version === 0) database.exec('PRAGMA journal_mode = MEMORY');
    useWriteAheadLog(database, path);
    database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;');
    if (version > 0 && version < migrations.length && path !== IN_MEMORY) keepCopy(database, path, version);
    if (version < migrations.length)
      runInTransaction(database, (db) => {
        const changed = findChangedTables(db)?.changed ?? [];
        for (const step of migrations.slice(version)) db.exec(step);
        recordContent(db, changed);
        db.exec(`PRAGMA user_version = ${migrations.length}`);
      });
    database.exec('PRAGMA foreign_keys = ON');
    trackContent(database);
    return database;
  } catch (error) {
    database?.close();
    throw toStorageError(error, path);
  }
}

/** Switches to WAL, because a restored file has another journal mode. On a full disk this fails, and the file can still be read. */
function useWriteAheadLog(database: DatabaseSync, path: string): void {
  try {
    retryWhileHeld(() => switchToWriteAheadLog(database, path), isBusy);
  } catch (error) {
    if (toStorageFailure(error)?.failure.code !== 'storage-full') throw error;
  }
}

/**
 * Throws `storage-busy` if the switch did not last. SQLite deletes a rollback journal at the end of the switch. Windows can keep the deleted
 * journal visible while another program has it open, and the next read then undoes the switch, as it would undo each later transaction.
 */
function switchToWriteAheadLog(database: DatabaseSync, path: string): void {
  database.exec('PRAGMA journal_mode = WAL; SELECT count(*) FROM sqlite_schema');
  if (process.platform !== 'win32' || path === IN_MEMORY) return;
  const mode = database.prepare('PRAGMA journal_mode').get()?.['journal_mode'];
  if (mode !== 'wal') throw new ExpectedError('storage-busy', { file: `${path}-journal`, reason: 'held' });
}

const isBusy = (error: unknown): boolean => error instanceof ExpectedError && error.failure.code === 'storage-busy';

/**
 * Opens a company's file read-only and sees committed data; a console may use it at the same time. Throws like `openDatabase`, and
 * `company-file-older` for a file that needs a migration.
 */
export function openDatabaseToRead(path: string, migrations: readonly string[] = MIGRATIONS): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    requireLinkTargets(path);
    database = openSqlite(path, { timeout: 5000, readOnly: true });
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (version > migrations.length) throw new ExpectedError('company-file-newer', { version, known: migrations.length });
    if (version < migrations.length) throw new ExpectedError('company-file-older');
    database.exec('PRAGMA temp_store = MEMORY;');
    return database;
  } catch (error) {
    database?.close();
    throw toStorageError(error, path);
  }
}

/** Runs `work` in a new write transaction, which is rolled back if it throws, or inside the open transaction. */
export function runInTransaction<T>(database: DatabaseSync, work: (database: DatabaseSync) => T): T {
  if (database.isTransaction) return work(database);
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = work(database);
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw toStorageError(error, 'company-file');
  }
}

/** Converts an SQLite error to `company-file-corrupt` or `storage-*`; returns other errors unchanged. */
export function toStorageError(error: unknown, path: string): unknown {
  if (isDamageError(error)) return new ExpectedError('company-file-corrupt', { exists: existsSync(path) ? 1 : 0 });
  const held = getHeldFile(error, path);
  if (held !== null) return new ExpectedError('storage-busy', { file: held, reason: 'held' });
  return (error as { errcode?: number } | null)?.errcode === undefined ? error : (toStorageFailure(error) ?? error);
}
