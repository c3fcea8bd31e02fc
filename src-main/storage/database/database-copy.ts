import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { removeFile, tryToRemove, waitUntilRemoved } from '../../disk/held-files.ts';
import { openSqlite } from '../../disk/open-sqlite.ts';
import { MIGRATIONS } from '../migrations/migrations.ts';
import { toStorageFailure } from '../storage-failure.ts';
import { type ContentCheck, findChangedTables, trackContent } from './content-check.ts';
import { openDatabase, toStorageError } from './database.ts';

/** Number of pages per copy step (16 MiB). */
const PAGES = 4096;

/**
 * Copies an SQLite file as a consistent snapshot; a console may write to it at the same time. A failed copy is deleted. `onPages` gets the
 * remaining and total number of pages. Throws `company-file-corrupt`, `storage-*`.
 */
export async function copyDatabase(from: string, to: string, onPages: (left: number, total: number) => void): Promise<void> {
  let source: DatabaseSync | undefined;
  try {
    source = openSqlite(from, { readOnly: true, timeout: 5000 });
    // An open read transaction prevents commits of other processes from restarting the copy.
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    // Imported here, because older Node versions lack `backup` but run everything else.
    const { backup } = await import('node:sqlite');
    await backup(source, to, { rate: PAGES, progress: ({ remainingPages, totalPages }) => onPages(remainingPages, totalPages) });
    // SQLite would roll back a leftover journal, so wait until another program releases it.
    waitUntilRemoved(`${to}-journal`);
    standAlone(to);
  } catch (error) {
    tryToRemove(() => removeFile(to));
    const failure = toStorageFailure(error, dirname(to));
    // Only the target is written, so a full disk is that of the target.
    throw failure?.failure.code === 'storage-full' ? failure : toStorageError(error, from);
  } finally {
    source?.close();
  }
}

/** Converts the copy to a single file without WAL and checks its integrity. */
function standAlone(path: string): void {
  const copy = openSqlite(path);
  try {
    copy.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL');
    requireWhole(copy);
  } finally {
    copy.close();
  }
}

function requireWhole(database: DatabaseSync): void {
  if (database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok')
    throw new ExpectedError('company-file-corrupt', { exists: 1 });
}

/** Schema version that introduced the company table. */
const COMPANY_TABLE_SINCE = 30;

/** Returns the schema version of a company's file. Throws `company-file-newer` for an unknown version, `company-file-corrupt`. */
export function readCompanyFileVersion(path: string): number {
  return looked(path, versionOf);
}

function versionOf(database: DatabaseSync): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version > MIGRATIONS.length) throw new ExpectedError('company-file-newer', { version, known: MIGRATIONS.length });
  return version;
}

/**
 * Checks an external company file before use: integrity, known version, the id in its file name, and no triggers or views except the
 * console's own. Throws `company-file-newer`, `company-file-corrupt`.
 */
export function requireCompanyFile(path: string, id: string): void {
  looked(path, (database) => {
    requireWhole(database);
    requireCompanyOf(database, id);
  });
}

/** Like `requireCompanyFile`, for a copy made by `copyDatabase`, whose integrity was already checked. */
export const requireCompanyCopy = (path: string, id: string): void => looked(path, (database) => requireCompanyOf(database, id));

function requireCompanyOf(database: DatabaseSync, id: string): void {
  const version = versionOf(database);
  const table = version < COMPANY_TABLE_SINCE ? 'profile' : 'company';
  const company = version === 0 ? undefined : database.prepare(`SELECT id FROM ${table}`).get();
  requirePassive(database, ownActors());
  if (company?.['id'] !== id) throw new ExpectedError('company-file-corrupt', { exists: 1 });
}

/**
 * Deletes from a restored file which secrets were verified, because the keychain was not restored, and the trust seal, so that trust must
 * be confirmed again. The destinations of secrets stay.
 */
export function clearVerifiedSecrets(path: string): void {
  let database: DatabaseSync | undefined;
  try {
    database = openSqlite(path);
    // Avoids a journal file: if another program locked it, SQLite would roll back the changes.
    database.exec('PRAGMA journal_mode = MEMORY');
    trackContent(database);
    const has = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?');
    if (has.get('trust_seal') !== undefined) database.exec('DELETE FROM trust_seal');
    // Files of the first versions have no metadata of secrets.
    if (has.get('secret_record') === undefined) return;
    database.exec(
      'UPDATE secret_record SET verified_at = NULL, applied_generation = NULL, generation = generation + 1 WHERE kept_in IS NOT NULL',
    );
  } catch (error) {
    throw toStorageError(error, path);
  } finally {
    database?.close();
  }
}

/** Name under which a failed `integrity_check` is reported: an index or constraint does not match its table. */
const STRUCTURE = 'integrity_check';

/**
 * Compares the rows of a company's file with their digests; a console may use the file at the same time. `null` if its version stored no
 * digests. Throws `company-file-corrupt` if it cannot be read, and `storage-*`.
 */
export function checkCompanyContent(path: string): ContentCheck | null {
  return looked(path, (database) => {
    // One read transaction, so that all tables and digests belong to the same version.
    database.exec('BEGIN');
    const check = findChangedTables(database);
    if (check === null) return null;
    const isWhole = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] === 'ok';
    return isWhole ? check : { ...check, changed: [...check.changed, STRUCTURE] };
  });
}

/**
 * Returns the tables of a company's file whose rows were changed outside the console; empty for a file without digests. Throws like
 * `checkCompanyContent`.
 */
export const findChangedTablesInFile = (path: string): readonly string[] => checkCompanyContent(path)?.changed ?? [];

/** Checks a database that never has triggers or views: integrity, and that it has none. Throws `company-file-corrupt`. */
export function requirePassiveDatabase(path: string): void {
  looked(path, (database) => {
    requireWhole(database);
    requirePassive(database, new Set());
  });
}

function looked<T>(path: string, look: (database: DatabaseSync) => T): T {
  let database: DatabaseSync | undefined;
  try {
    database = openSqlite(path, { readOnly: true, timeout: 5000 });
    return look(database);
  } catch (error) {
    throw toStorageError(error, path);
  } finally {
    database?.close();
  }
}

/** Triggers and views are code that would run during later reads and writes. */
const ACTORS = "SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')";
const actorsOf = (database: DatabaseSync): readonly string[] =>
  database
    .prepare(ACTORS)
    .all()
    .map(({ name, sql }) => `${name} ${sql}`);

function ownActors(): ReadonlySet<string> {
  const fresh = openDatabase(':memory:');
  try {
    return new Set(actorsOf(fresh));
  } finally {
    fresh.close();
  }
}

function requirePassive(database: DatabaseSync, known: ReadonlySet<string>): void {
  if (actorsOf(database).some((actor) => !known.has(actor))) throw new ExpectedError('company-file-corrupt', { exists: 1 });
}
