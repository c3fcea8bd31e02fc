import { randomBytes, scryptSync } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { toDayNumber } from '../company/office-hours.ts';
import type { InitialState } from './initial-state.ts';

/** Writable sections. Source: docs/gateway.md. */
export const OBJECT_SECTIONS = ['routes', 'serials', 'invoice_groups', 'integration', 'common_settings', 'allowed_users'] as const;
export type ObjectSection = (typeof OBJECT_SECTIONS)[number];
/** Sections with exactly one object, which cannot be deleted; its id is the section's name. */
export const SINGLE_OBJECT_SECTIONS: readonly ObjectSection[] = ['integration', 'common_settings', 'allowed_users'];
export const SECRETS = ['catalog_password'] as const;
/** Maximum number of changes per response. */
export const MAX_CHANGES_PER_RESPONSE = 1000;

export interface StoredObject {
  readonly id: string;
  readonly revision: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly body: unknown;
}

/** Author and time (ISO 8601) of a write. */
export interface WriteStamp {
  readonly at: string;
  readonly by: string;
}

export interface StoredChange {
  readonly section: string;
  readonly id: string;
  readonly revision: number;
  readonly kind: 'put' | 'delete' | 'secret';
  readonly at: string;
  readonly by: string;
}

/** Objects and secrets with their latest revision, and the log of changes. A revision is never reused. */
export class ObjectTable {
  readonly #database: DatabaseSync;
  readonly #nextRevision: () => number;

  constructor(database: DatabaseSync, nextRevision: () => number) {
    this.#database = database;
    this.#nextRevision = nextRevision;
  }

  /** Fills in the content of a new company, written over the last months by three people. Only later edits are logged as changes. */
  fill({ company, configuration, edits }: InitialState, today: string): void {
    const insert = this.#database.prepare(
      'INSERT INTO object (section, id, revision, updated_at, updated_by, body) VALUES (?, ?, 1, ?, ?, ?)',
    );
    const writers = ['部長', '課長', '係長'].flatMap(
      (title) => company.users.find((user) => user.title === title && user.state === 'active') ?? [],
    );
    const objects = configuration.filter(({ section }) => (OBJECT_SECTIONS as readonly string[]).includes(section));
    for (const [at, { section, id, body }] of objects.entries()) {
      const time = new Date((toDayNumber(today) - 40 - 3 * at) * 86_400_000 + 4 * 3_600_000 + at * 11 * 60_000);
      insert.run(section, id, time.toISOString(), writers[at % writers.length]?.name ?? '', JSON.stringify(body));
    }
    for (const { section, id, body, at, by } of edits) this.put(section, id, body, { at, by });
  }

  list(section: ObjectSection): StoredObject[] {
    return this.#database.prepare('SELECT * FROM object WHERE section = ? ORDER BY at').all(section).map(readRow);
  }

  find(section: ObjectSection, id: string): StoredObject | null {
    const row = this.#database.prepare('SELECT * FROM object WHERE section = ? AND id = ?').get(section, id);
    return row === undefined ? null : readRow(row);
  }

  /** Stores an object and returns its new revision. */
  put(section: ObjectSection, id: string, body: unknown, { at, by }: WriteStamp): number {
    const revision = this.#note(section, id, 'put', { at, by });
    this.#database
      .prepare(
        `INSERT INTO object (section, id, revision, updated_at, updated_by, body) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (section, id) DO UPDATE
         SET revision = excluded.revision, updated_at = excluded.updated_at, updated_by = excluded.updated_by, body = excluded.body`,
      )
      .run(section, id, revision, at, by, JSON.stringify(body));
    return revision;
  }

  /** Deletes an object and returns the revision of the deletion. */
  remove(section: ObjectSection, id: string, writer: WriteStamp): number {
    this.#database.prepare('DELETE FROM object WHERE section = ? AND id = ?').run(section, id);
    return this.#note(section, id, 'delete', writer);
  }

  /** Stores a secret in a form that can be compared but not read, and returns its revision. */
  setSecret(name: string, value: string, writer: WriteStamp): number {
    const revision = this.#note('integration', name, 'secret', writer);
    const salt = randomBytes(16);
    this.#database
      .prepare(
        `INSERT INTO secret (name, revision, salt, hash) VALUES (?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET revision = excluded.revision, salt = excluded.salt, hash = excluded.hash`,
      )
      .run(name, revision, salt, scryptSync(value, salt, 32));
    return revision;
  }

  secrets(): { readonly name: string; readonly set: boolean; readonly revision: number }[] {
    const find = this.#database.prepare('SELECT revision FROM secret WHERE name = ?');
    return SECRETS.map((name) => {
      const row = find.get(name);
      return { name, set: row !== undefined, revision: Number(row?.['revision'] ?? 0) };
    });
  }

  /** Returns the oldest changes after a revision, at most `MAX_CHANGES_PER_RESPONSE`. */
  changes(since: number): { readonly total: number; readonly items: readonly StoredChange[] } {
    const total = this.#database.prepare('SELECT count(*) AS total FROM change WHERE revision > ?').get(since);
    const rows = this.#database
      .prepare('SELECT * FROM change WHERE revision > ? ORDER BY revision LIMIT ?')
      .all(since, MAX_CHANGES_PER_RESPONSE);
    return { total: Number(total?.['total']), items: rows.map((row) => ({ ...row }) as unknown as StoredChange) };
  }

  #note(section: ObjectSection, id: string, kind: StoredChange['kind'], { at, by }: WriteStamp): number {
    const revision = this.#nextRevision();
    this.#database
      .prepare('INSERT INTO change (revision, section, id, kind, at, by) VALUES (?, ?, ?, ?, ?, ?)')
      .run(revision, section, id, kind, at, by);
    return revision;
  }
}

const readRow = (row: Readonly<Record<string, unknown>>): StoredObject => ({
  id: String(row['id']),
  revision: Number(row['revision']),
  updatedAt: String(row['updated_at']),
  updatedBy: String(row['updated_by']),
  body: JSON.parse(String(row['body'])),
});
