import type { DatabaseSync } from 'node:sqlite';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { type KnownPerson, type Recognition, recognise } from '#shared/domain/directory/person-identity.ts';
import { inTransaction } from './database.ts';
import { insertMany } from './insert-many.ts';

const COLUMNS = ['key', 'id', 'login_id', 'employee_code', 'name', 'organization', 'gone'] as const;

/** Everybody NEO's lists ever told, so that decisions about them outlive a list that tells them by other columns. */
export class PersonStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Knows the people of the current list again and remembers what it tells of them, durably before it returns. A second time changes nothing. */
  know(users: readonly NeoUser[]): Recognition {
    const recognition = recognise(users, this.#all());
    this.#remember(recognition.learned);
    return recognition;
  }

  /** As `know`, the keys alone, for the people of a published list: worked out once for each. */
  keysOf(snapshotId: number, users: readonly NeoUser[]): readonly string[] {
    const kept = this.#database.prepare('SELECT keys FROM person_keys WHERE snapshot_id = ?').get(snapshotId)?.['keys'];
    if (typeof kept === 'string') {
      const keys = JSON.parse(kept) as string[];
      if (keys.length === users.length) return keys;
    }
    return inTransaction(this.#database, (database) => {
      const { keys } = this.know(users);
      database.prepare('INSERT OR REPLACE INTO person_keys (snapshot_id, keys) VALUES (?, ?)').run(snapshotId, JSON.stringify(keys));
      return keys;
    });
  }

  /** Knows the people of a list that may never become the current one: nothing is remembered. */
  recognise(users: readonly NeoUser[]): Recognition {
    return recognise(users, this.#all());
  }

  /** The last known names behind ids of NEO. */
  namesOf(ids: readonly string[]): ReadonlyMap<string, string> {
    const find = this.#database.prepare("SELECT name FROM person WHERE id = ? AND name <> '' ORDER BY key DESC LIMIT 1");
    return new Map(
      ids.flatMap((id) => {
        const row = find.get(id);
        return row === undefined ? [] : [[id, String(row['name'])] as const];
      }),
    );
  }

  #remember(learned: readonly KnownPerson[]): void {
    if (learned.length === 0) return;
    inTransaction(this.#database, (database) => {
      const forget = database.prepare('DELETE FROM person WHERE key = ?');
      for (const { key } of learned) forget.run(key);
      insertMany(
        database,
        'person',
        COLUMNS,
        learned.map(({ key, id, loginId, employeeCode, name, organization, gone }) => [
          key,
          id,
          loginId,
          employeeCode,
          name,
          organization,
          Number(gone),
        ]),
      );
    });
  }

  #all(): readonly KnownPerson[] {
    return this.#database
      .prepare(`SELECT ${COLUMNS.join(', ')} FROM person ORDER BY key`)
      .all()
      .map((row) => ({
        key: row['key'] as string,
        id: row['id'] as string,
        loginId: row['login_id'] as string,
        employeeCode: row['employee_code'] as string,
        name: row['name'] as string,
        organization: row['organization'] as string,
        gone: row['gone'] === 1,
      }));
  }
}
