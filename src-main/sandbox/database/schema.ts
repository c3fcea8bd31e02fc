import type { DatabaseSync } from 'node:sqlite';

/** Version of the schema. A file with another version is recreated, because it contains only demo data. */
const VERSION = 3;

/**
 * `listed` contains all lists of people as JSON bodies with their latest revision. As in NEO, the order of `at` never changes, and deleting
 * sets a state. The tables from `object` on are writable. All tables share one revision counter.
 */
const SCHEMA = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  CREATE TABLE listed (
    list TEXT NOT NULL CHECK (list IN ('users', 'organizations', 'roles', 'approvers')),
    at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (list, at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ordered (
    at INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT;
  CREATE TABLE object (
    at INTEGER PRIMARY KEY,
    section TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (section, id)
  ) STRICT;
  CREATE TABLE change (
    revision INTEGER PRIMARY KEY,
    section TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('put', 'delete', 'secret')),
    at TEXT NOT NULL,
    by TEXT NOT NULL
  ) STRICT;
  CREATE TABLE secret (name TEXT PRIMARY KEY, revision INTEGER NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
  CREATE TABLE request (id TEXT PRIMARY KEY, digest BLOB NOT NULL, answer TEXT NOT NULL) STRICT;
  CREATE TABLE lease (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    token TEXT NOT NULL,
    holder TEXT NOT NULL,
    since INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
`;

/** Creates the tables: with `keep` if they are missing or older, with `renew` always. Returns true if the database is now empty. */
export function prepareSchema(database: DatabaseSync, mode: 'keep' | 'renew'): boolean {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (mode === 'keep' && version === VERSION) return false;
  const old = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  for (const { name } of old) database.exec(`DROP TABLE "${String(name)}"`);
  database.exec(SCHEMA);
  database.exec(`PRAGMA user_version = ${VERSION}`);
  return true;
}
