import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Desk } from './world.ts';

/** Derived data and read times: no input of an administrator. */
const WORKED_OUT: ReadonlySet<string> = new Set([
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

const fileOf = (desk: Desk): string => join(desk.folder, 'workspaces', `${desk.company}.tsunagi`);

/** Everything that the company's file keeps, table by table; nothing of what is worked out of it. */
export function keptBy(desk: Desk): ReadonlyMap<string, string> {
  const database = new DatabaseSync(fileOf(desk), { readOnly: true });
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all()
      .map(({ name }) => String(name));
    return new Map(
      tables
        .filter((name) => !WORKED_OUT.has(name))
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
/** A revision grows with every audit. */
const plain = (name: string, value: unknown): unknown =>
  name === 'revision' || name === 'draft_revision'
    ? 0
    : ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
      : value;

/** The tables that are others. */
export const changedTables = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] =>
  [...after].flatMap(([name, content]) => (before.get(name) === content ? [] : [name]));
