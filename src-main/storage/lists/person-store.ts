import type { DatabaseSync } from 'node:sqlite';
import { type ChunkedWork, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { type KnownPerson, type RecognizedPeople, recognizePeopleInChunks } from '#shared/domain/directory/person-identity.ts';
import { runInTransaction } from '../database/database.ts';
import { insertMany } from '../database/insert-many.ts';
import { readJsonColumn } from '../database/json-column.ts';

const COLUMNS = ['key', 'id', 'login_id', 'employee_code', 'name', 'organization', 'gone'] as const;

/** Rows per piece, a few milliseconds of work. */
const ROWS_PER_SLICE = 1_000;

/**
 * All people that NEO's lists have ever contained with persistent keys, so that decisions survive a list with other columns. If other work
 * adds people between two pieces, the identification restarts.
 */
export class PersonStore {
  readonly #database: DatabaseSync;
  /** Increases whenever people are added. */
  #learned = 0;
  /** Cached identification of lists that are compared before they are published, so that each list is identified once. */
  readonly #recognised = new WeakMap<readonly NeoUser[], { readonly learned: number; readonly recognition: RecognizedPeople }>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Identifies the people of the current list and stores new ones; durable when it returns. Idempotent. */
  know(users: readonly NeoUser[]): RecognizedPeople {
    return runInTransaction(this.#database, () => runToEnd(this.knowInPieces(users, () => true)));
  }

  /**
   * Like `know`, in pieces. If interrupted, the next call completes it. If the list was replaced in between (`isCurrent`), nothing is
   * stored.
   */
  *knowInPieces(users: readonly NeoUser[], isCurrent: () => boolean): ChunkedWork<RecognizedPeople> {
    for (;;) {
      const recognition = yield* this.recogniseInPieces(users);
      this.#recognised.delete(users);
      if (!isCurrent()) return recognition;
      if (yield* this.#remember(recognition.learned)) return recognition;
    }
  }

  /** Returns the person keys of a published list by position; computed once per list. */
  keysOf(snapshotId: number, users: readonly NeoUser[]): readonly string[] {
    return this.#keptKeys(snapshotId, users) ?? runInTransaction(this.#database, () => runToEnd(this.keysOfInPieces(snapshotId, users)));
  }

  /** Like `keysOf`, in pieces. */
  *keysOfInPieces(snapshotId: number, users: readonly NeoUser[]): ChunkedWork<readonly string[]> {
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
    const keys = typeof kept === 'string' ? (readJsonColumn(kept) as string[]) : null;
    return keys?.length === users.length ? keys : null;
  }

  /** Identifies the people of a list that may never be published, in pieces; stores nothing. */
  *recogniseInPieces(users: readonly NeoUser[]): ChunkedWork<RecognizedPeople> {
    const before = this.#recognised.get(users);
    if (before?.learned === this.#learned) return before.recognition;
    for (;;) {
      const learned = this.#learned;
      const recognition = yield* recognizePeopleInChunks(users, yield* this.#all());
      if (learned !== this.#learned) continue;
      this.#recognised.set(users, { learned, recognition });
      return recognition;
    }
  }

  /** Returns the last known names of NEO ids. */
  namesOf(ids: readonly string[]): ReadonlyMap<string, string> {
    const find = this.#database.prepare("SELECT name FROM person WHERE id = ? AND name <> '' ORDER BY key DESC LIMIT 1");
    return new Map(
      ids.flatMap((id) => {
        const row = find.get(id);
        return row === undefined ? [] : [[id, String(row['name'])] as const];
      }),
    );
  }

  /** Stores people in pieces, one transaction each. Returns false if other work stored people in between. */
  *#remember(people: readonly KnownPerson[]): ChunkedWork<boolean> {
    for (let start = 0; start < people.length; start += ROWS_PER_SLICE) {
      this.#store(people.slice(start, start + ROWS_PER_SLICE));
      const learned = ++this.#learned;
      if (start + ROWS_PER_SLICE < people.length) yield;
      if (learned !== this.#learned) return false;
    }
    return true;
  }

  #store(people: readonly KnownPerson[]): void {
    runInTransaction(this.#database, (database) => {
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

  *#all(): ChunkedWork<readonly KnownPerson[]> {
    const piece = this.#database.prepare(`SELECT ${COLUMNS.join(', ')} FROM person WHERE key > ? ORDER BY key LIMIT ${ROWS_PER_SLICE}`);
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
      if (rows.length < ROWS_PER_SLICE) return all;
      yield;
    }
  }
}
