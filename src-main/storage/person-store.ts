import type { DatabaseSync } from 'node:sqlite';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { type KnownPerson, type Recognition, recogniseInPieces } from '#shared/domain/directory/person-identity.ts';
import { atOnce, type InPieces } from '#shared/domain/pieces/in-pieces.ts';
import { inTransaction } from './database.ts';
import { insertMany } from './insert-many.ts';

const COLUMNS = ['key', 'id', 'login_id', 'employee_code', 'name', 'organization', 'gone'] as const;

/** Rows of a piece: a few milliseconds. */
const ROWS_A_PIECE = 1_000;

/**
 * Everybody NEO's lists ever told, so that decisions about them outlive a list that tells them by other columns. Where somebody is learned
 * of between two pieces of a work, it is begun again.
 */
export class PersonStore {
  readonly #database: DatabaseSync;
  /** Grows with whatever is learned. */
  #learned = 0;
  /** What lists were known by that were compared, until they are taken: they are not looked at twice, and nothing is held beyond that. */
  readonly #recognised = new WeakMap<readonly NeoUser[], { readonly learned: number; readonly recognition: Recognition }>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Knows the people of the current list again and remembers what it tells of them, durably before it returns. A second time changes nothing. */
  know(users: readonly NeoUser[]): Recognition {
    return inTransaction(this.#database, () => atOnce(this.knowInPieces(users, () => true)));
  }

  /**
   * As `know`. What is cut between two pieces is learned the next time; nothing is learned of a list that was replaced meanwhile, which
   * `isCurrent` tells.
   */
  *knowInPieces(users: readonly NeoUser[], isCurrent: () => boolean): InPieces<Recognition> {
    for (;;) {
      const recognition = yield* this.recogniseInPieces(users);
      this.#recognised.delete(users);
      if (!isCurrent()) return recognition;
      if (yield* this.#remember(recognition.learned)) return recognition;
    }
  }

  /** As `know`, the keys alone, for the people of a published list: worked out once for each. */
  keysOf(snapshotId: number, users: readonly NeoUser[]): readonly string[] {
    return this.#keptKeys(snapshotId, users) ?? inTransaction(this.#database, () => atOnce(this.keysOfInPieces(snapshotId, users)));
  }

  /** As `keysOf`. */
  *keysOfInPieces(snapshotId: number, users: readonly NeoUser[]): InPieces<readonly string[]> {
    const kept = this.#keptKeys(snapshotId, users);
    if (kept !== null) return kept;
    const isCurrent = (): boolean =>
      this.#database.prepare("SELECT 1 FROM snapshot WHERE id = ? AND state = 'current'").get(snapshotId) !== undefined;
    const { keys } = yield* this.knowInPieces(users, isCurrent);
    if (isCurrent())
      this.#database.prepare('INSERT OR REPLACE INTO person_keys (snapshot_id, keys) VALUES (?, ?)').run(snapshotId, JSON.stringify(keys));
    return keys;
  }

  #keptKeys(snapshotId: number, users: readonly NeoUser[]): readonly string[] | null {
    const kept = this.#database.prepare('SELECT keys FROM person_keys WHERE snapshot_id = ?').get(snapshotId)?.['keys'];
    const keys = typeof kept === 'string' ? (JSON.parse(kept) as string[]) : null;
    return keys?.length === users.length ? keys : null;
  }

  /** Knows the people of a list that may never become the current one: nothing is remembered. */
  *recogniseInPieces(users: readonly NeoUser[]): InPieces<Recognition> {
    const before = this.#recognised.get(users);
    if (before?.learned === this.#learned) return before.recognition;
    for (;;) {
      const learned = this.#learned;
      const recognition = yield* recogniseInPieces(users, yield* this.#all());
      if (learned !== this.#learned) continue;
      this.#recognised.set(users, { learned, recognition });
      return recognition;
    }
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

  /** Stores what was learned, a piece a transaction. Answers false where somebody else learned something meanwhile. */
  *#remember(people: readonly KnownPerson[]): InPieces<boolean> {
    for (let start = 0; start < people.length; start += ROWS_A_PIECE) {
      this.#store(people.slice(start, start + ROWS_A_PIECE));
      const learned = ++this.#learned;
      if (start + ROWS_A_PIECE < people.length) yield;
      if (learned !== this.#learned) return false;
    }
    return true;
  }

  #store(people: readonly KnownPerson[]): void {
    inTransaction(this.#database, (database) => {
      const forget = database.prepare('DELETE FROM person WHERE key = ?');
      for (const { key } of people) forget.run(key);
      insertMany(
        database,
        'person',
        COLUMNS,
        people.map(({ key, id, loginId, employeeCode, name, organization, gone }) => [
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

  *#all(): InPieces<readonly KnownPerson[]> {
    const piece = this.#database.prepare(`SELECT ${COLUMNS.join(', ')} FROM person WHERE key > ? ORDER BY key LIMIT ${ROWS_A_PIECE}`);
    const all: KnownPerson[] = [];
    for (;;) {
      const rows = piece.all(all.at(-1)?.key ?? '');
      for (const row of rows)
        all.push({
          key: row['key'] as string,
          id: row['id'] as string,
          loginId: row['login_id'] as string,
          employeeCode: row['employee_code'] as string,
          name: row['name'] as string,
          organization: row['organization'] as string,
          gone: row['gone'] === 1,
        });
      if (rows.length < ROWS_A_PIECE) return all;
      yield;
    }
  }
}
