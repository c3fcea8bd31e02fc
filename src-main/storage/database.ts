import { closeSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { removeFile, renamePatiently, retryWhileHeld, tryToRemove } from '../disk/held-files.ts';
import { heldFileOf, openSqlite } from '../disk/open-sqlite.ts';
import { changedTables, recordContent, trackContent } from './content-check.ts';
import { MIGRATIONS } from './migrations.ts';
import { inFolder, isOfDamage, storageFailureOf } from './storage-failure.ts';

const IN_MEMORY = ':memory:';
/** Ends the name of the copy of a file as it was before a later version took it over; its version follows. */
const COPY = '.version-';

/** The copies that stand beside a company's file. */
export const copiesOf = (path: string): readonly string[] =>
  readdirSync(dirname(path)).flatMap((name) => (name.startsWith(basename(path) + COPY) ? [join(dirname(path), name)] : []));

/** An empty file that this user alone may read: SQLite would make one that everybody may, and gives its journals the rights of the file. */
export function makePrivateFile(path: string): void {
  if (path !== IN_MEMORY) inFolder(dirname(path), () => closeSync(retryWhileHeld(() => openSync(path, 'a', 0o600))));
}

/**
 * Keeps the file as it is beside itself, whole or not at all, and takes away the copy of an earlier time. SQLite makes it out of what was
 * committed, wherever that stands.
 */
function keepCopy(database: DatabaseSync, path: string, version: number): void {
  const copy = path + COPY + version;
  const unfinished = `${copy}.unfinished`;
  removeFile(unfinished);
  try {
    makePrivateFile(unfinished);
    database.prepare('VACUUM INTO ?').run(unfinished);
    const file = retryWhileHeld(() => openSync(unfinished, 'r+'));
    fsyncSync(file);
    closeSync(file);
    renamePatiently(unfinished, copy);
  } catch (error) {
    tryToRemove(() => removeFile(unfinished));
    throw error;
  }
  for (const earlier of copiesOf(path)) if (earlier !== copy) tryToRemove(() => removeFile(earlier));
}

/**
 * Opens a company's file and brings it to the current schema, all steps or none, after a copy of the file as it was is kept: one that was
 * cut between two steps would be of a version that no console ever wrote, and its copy would take the place of the one before.
 * Throws `company-file-newer` for a file of a later version (left untouched) and `company-file-corrupt` for one that cannot be read.
 */
export function openDatabase(path: string, migrations: readonly string[] = MIGRATIONS): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = openSqlite(path, { timeout: 5000 });
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (version > migrations.length) throw new ExpectedError('company-file-newer', { version, known: migrations.length });
    // WAL with FULL: a commit that was answered survives a power loss. Foreign keys wait for the last step: while one makes a table anew,
    // dropping the old one would take along whatever refers to its rows.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;');
    if (version > 0 && version < migrations.length && path !== IN_MEMORY) keepCopy(database, path, version);
    if (version < migrations.length)
      inTransaction(database, (db) => {
        const changed = changedTables(db)?.changed ?? [];
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

/**
 * Opens a company's file beside a console that may have it open: what was committed is seen, nothing can be written. Throws as
 * `openDatabase` does, and `company-file-older` for a file that first has to be brought to the current schema.
 */
export function openDatabaseToRead(path: string, migrations: readonly string[] = MIGRATIONS): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
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

/** Runs work in one write transaction, or in the one that is open; everything it did is undone when that one throws. */
export function inTransaction<T>(database: DatabaseSync, work: (database: DatabaseSync) => T): T {
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

/** What an error of SQLite means: `company-file-corrupt`, `storage-*`, or the error itself. */
export function toStorageError(error: unknown, path: string): unknown {
  if (isOfDamage(error)) return new ExpectedError('company-file-corrupt', { exists: existsSync(path) ? 1 : 0 });
  const held = heldFileOf(error, path);
  if (held !== null) return new ExpectedError('storage-busy', { file: held, reason: 'held' });
  return (error as { errcode?: number } | null)?.errcode === undefined ? error : (storageFailureOf(error) ?? error);
}
