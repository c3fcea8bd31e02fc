import { dirname } from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { removeFile, tryToRemove, waitUntilRemoved } from '../disk/held-files.ts';
import { openSqlite } from '../disk/open-sqlite.ts';
import { type ContentCheck, changedTables, trackContent } from './content-check.ts';
import { openDatabase, toStorageError } from './database.ts';
import { MIGRATIONS } from './migrations.ts';
import { storageFailureOf } from './storage-failure.ts';

/** Of one step of a copy: 16 MiB. */
const PAGES = 4096;

/**
 * Copies a SQLite file as it is at one moment, also while a console writes to it: what was committed before is in the copy, nothing that
 * comes later. The copy is one file and whole, or there is none. `onPages`: so many are left of so many. Throws `company-file-corrupt`, `storage-*`.
 */
export async function copyDatabase(from: string, to: string, onPages: (left: number, total: number) => void): Promise<void> {
  let source: DatabaseSync | undefined;
  try {
    source = openSqlite(from, { readOnly: true, timeout: 5000 });
    // Held until the copy is whole: whoever writes meanwhile would have it begun anew after each commit.
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await backup(source, to, { rate: PAGES, progress: ({ remainingPages, totalPages }) => onPages(remainingPages, totalPages) });
    // SQLite would take a journal that another program keeps in the folder for one to roll back.
    waitUntilRemoved(`${to}-journal`);
    standAlone(to);
  } catch (error) {
    tryToRemove(() => removeFile(to));
    const failure = storageFailureOf(error, dirname(to));
    // Where it comes from nothing is written: what is full is where it goes.
    throw failure?.failure.code === 'storage-full' ? failure : toStorageError(error, from);
  } finally {
    source?.close();
  }
}

/** What was copied says that it has a journal beside it; this takes that word out of the file, and proves the file whole. */
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

/** The version since which a company's row stands in a table of that name. */
const COMPANY_TABLE_SINCE = 30;

/** The version of a company's file. Throws `company-file-newer` for one that this console does not know, `company-file-corrupt`. */
export function companyFileVersion(path: string): number {
  return looked(path, versionOf);
}

function versionOf(database: DatabaseSync): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version > MIGRATIONS.length) throw new ExpectedError('company-file-newer', { version, known: MIGRATIONS.length });
  return version;
}

/**
 * Judges a company's file from outside before it is taken in: whole, of a known version, of the company that its name says, and with
 * nothing in it that acts by itself but what this console put there. Throws `company-file-newer`, `company-file-corrupt`.
 */
export function requireCompanyFile(path: string, id: string): void {
  looked(path, (database) => {
    requireWhole(database);
    requireCompanyOf(database, id);
  });
}

/** The same of a copy that `copyDatabase` made, which is whole. */
export const requireCompanyCopy = (path: string, id: string): void => looked(path, (database) => requireCompanyOf(database, id));

function requireCompanyOf(database: DatabaseSync, id: string): void {
  const version = versionOf(database);
  const table = version < COMPANY_TABLE_SINCE ? 'profile' : 'company';
  const company = version === 0 ? undefined : database.prepare(`SELECT id FROM ${table}`).get();
  requirePassive(database, ownActors());
  if (company?.['id'] !== id) throw new ExpectedError('company-file-corrupt', { exists: 1 });
}

/**
 * Forgets what is proven of the secrets of a company's file that was put back: the keychain was not, and what it has may have been set since.
 * What a secret is for stays. What the company trusts is confirmed no more, whoever sealed it: the host asks again before anything is sent.
 */
export function forgetProvenSecrets(path: string): void {
  let database: DatabaseSync | undefined;
  try {
    database = openSqlite(path);
    // Without a journal beside the file, which another program may keep and SQLite would roll back.
    database.exec('PRAGMA journal_mode = MEMORY');
    trackContent(database);
    const has = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?');
    if (has.get('trust_seal') !== undefined) database.exec('DELETE FROM trust_seal');
    // Files of the first versions noted nothing of secrets.
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

/** The pseudo-name under which a failed `integrity_check` is reported: an index or a constraint does not match its table. */
const STRUCTURE = 'integrity_check';

/**
 * Compares a company's file with the digests of its rows, also while a console has it open; `null` where it is of a version that kept none.
 * Throws `company-file-corrupt` where it cannot be read, `storage-*`.
 */
export function checkCompanyContent(path: string): ContentCheck | null {
  return looked(path, (database) => {
    // One moment for all tables and their digests.
    database.exec('BEGIN');
    const check = changedTables(database);
    if (check === null) return null;
    const isWhole = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] === 'ok';
    return isWhole ? check : { ...check, changed: [...check.changed, STRUCTURE] };
  });
}

/** The same of the demo's server, in whose file nothing acts by itself. Throws `company-file-corrupt`. */
export function requireDemoServer(path: string): void {
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

/** Triggers and views run when somebody else writes or asks. */
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
