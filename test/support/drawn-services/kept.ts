import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ConsoleDesk } from './world.ts';

/** Tables that hold derived data or read times instead of an administrator's input. */
const DERIVED_TABLES: ReadonlySet<string> = new Set([
  'run',
  'finding_stay',
  'glance',
  'last_readiness',
  'person_keys',
  'person',
  'sqlite_sequence',
  'kept_view',
  'setup_proof',
  'notice',
  'content_digest',
]);

const fileOf = (desk: ConsoleDesk): string => join(desk.folder, 'workspaces', `${desk.company}.tsunagi`);

/** Returns a hash of each table of the company's file, without tables of derived data. */
export function hashStoredTables(desk: ConsoleDesk): ReadonlyMap<string, string> {
  const database = new DatabaseSync(fileOf(desk), { readOnly: true });
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all()
      .map(({ name }) => String(name));
    return new Map(
      tables
        .filter((name) => !DERIVED_TABLES.has(name))
        .map((name) => [
          name,
          createHash('sha256')
            .update(JSON.stringify(database.prepare(`SELECT * FROM "${name}"`).all(), plain))
            .digest('hex'),
        ]),
    );
  } finally {
    database.close();
  }
}
/** Every audit increments the revision, so it is not compared. */
const plain = (name: string, value: unknown): unknown =>
  name === 'revision' || name === 'draft_revision'
    ? 0
    : ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
      : value;

/** Names of the tables whose content differs. */
export const changedTables = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] =>
  [...after].flatMap(([name, content]) => (before.get(name) === content ? [] : [name]));
