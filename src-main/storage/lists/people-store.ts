import type { DatabaseSync } from 'node:sqlite';
import type { ListCounts } from '#shared/contract/imports/list-changes.ts';
import { type ChunkedWork, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { AmazonUser, Directory, NeoUser, Organization, Role } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { runInTransaction } from '../database/database.ts';
import { readJsonColumn } from '../database/json-column.ts';
import { type FormerList, FormerLists, type PackedList, TABLES } from './former-lists.ts';
import { countPositions, createRowReader, LIST_COLUMNS, ROWS_PER_CHUNK } from './list-rows.ts';
import type { ListItems, ListTable, SnapshotInfo, SnapshotOrigin, SnapshotSide } from './snapshot.ts';

/** A staged list to publish; `compared`: its changes, omitted = not compared. */
export interface PublishedList {
  readonly snapshotId: number;
  readonly table: ListTable;
  readonly compared?: ComparedChanges;
  /** Fields found to be missing, if that was unknown when the list was started. */
  readonly missingFields?: readonly string[];
}

/** Numbers of changes compared with the replaced list (`null` = none replaced), and former addresses of its people. */
export interface ComparedChanges {
  readonly changes: ListCounts | null;
  /** Position in the list and former address; `null` = not in the previous list. */
  readonly formerEmails: readonly (readonly [position: number, email: string | null])[];
}

/** Former addresses by position in the current lists; `null` = the person was not in the previous list. */
export interface FormerEmails {
  readonly neo: ReadonlyMap<number, string | null>;
  readonly amazon: ReadonlyMap<number, string | null>;
}

/** Refers to a staged or current list by snapshot id, or to a former list by its id. */
export type ListReference = { readonly snapshot: number } | { readonly former: number };

/** Label of a replaced list until its rows are deleted; never the name of a file or server. */
const REPLACED = '';

/** Rows deleted per piece, a few milliseconds of work. */
const ROWS_DELETED_PER_SLICE = 5_000;

/**
 * Lists of people as snapshots. A new list is staged beside the current one and replaces it in one step, so that an interruption leaves
 * the current list complete.
 */
export class PeopleStore {
  readonly #database: DatabaseSync;

  /** Lists that were replaced. */
  readonly former: FormerLists;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.former = new FormerLists(database);
  }

  /** Starts a staged list and returns its id. */
  begin(origin: SnapshotOrigin): number {
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO snapshot (side, state, origin, label, taken_at, server_revision, missing_fields) VALUES (?, 'staging', ?, ?, ?, ?, ?)`,
      )
      .run(origin.side, origin.origin, origin.label, origin.takenAt, origin.serverRevision, JSON.stringify(origin.missingFields));
    return Number(lastInsertRowid);
  }

  /** Appends items to one table of a staged list; durable when it returns. */
  append<T extends ListTable>(snapshotId: number, table: T, items: readonly ListItems[T][]): void {
    const { names, values } = LIST_COLUMNS[table];
    runInTransaction(this.#database, (database) => {
      const start = this.count(snapshotId, table);
      const insert = database.prepare(
        `INSERT INTO ${table} (snapshot_id, position, ${names.join(', ')}) VALUES (?, ?, ${names.map(() => '?').join(', ')})`,
      );
      for (const [at, item] of items.entries()) insert.run(snapshotId, start + at, ...values(item));
    });
  }

  /** Deletes the rows of one table of a staged list. */
  empty(snapshotId: number, table: ListTable): void {
    this.#database.prepare(`DELETE FROM ${table} WHERE snapshot_id = ?`).run(snapshotId);
  }

  count(snapshotId: number, table: ListTable): number {
    return countPositions(this.#database, table, snapshotId);
  }

  /** Compresses, in pieces, the current lists that the staged ones will replace. */
  *pack(lists: readonly PublishedList[]): ChunkedWork<readonly (PackedList | null)[]> {
    const packed: (PackedList | null)[] = [];
    for (const { snapshotId } of lists) packed.push(yield* this.former.pack(this.#sideOf(snapshotId), snapshotId));
    return packed;
  }

  /**
   * Makes staged lists the current ones in one step and returns the new revision. The replaced lists become former lists and are
   * compressed here unless contained in `packed`; their rows stay until `dropReplaced`. `at`: the current time.
   */
  publish(lists: readonly PublishedList[], at: string, packed: readonly (PackedList | null)[] = []): number {
    return runInTransaction(this.#database, (database) => {
      const step = this.former.nextStep();
      for (const { snapshotId, table, compared, missingFields } of lists) {
        this.#replace(database, snapshotId, step, at, packed);
        database.prepare('UPDATE snapshot SET rows = ? WHERE id = ?').run(this.count(snapshotId, table), snapshotId);
        if (missingFields !== undefined)
          database.prepare('UPDATE snapshot SET missing_fields = ? WHERE id = ?').run(JSON.stringify(missingFields), snapshotId);
        if (compared !== undefined)
          database
            .prepare('UPDATE snapshot SET changes = ?, former_emails = ? WHERE id = ?')
            .run(compared.changes === null ? null : JSON.stringify(compared.changes), JSON.stringify(compared.formerEmails), snapshotId);
      }
      return this.#nextRevision(database);
    });
  }

  /**
   * Restores a former list and those replaced together with it; the current ones become former lists. `null` if the list does not exist.
   */
  takeFormer(id: number, at: string): readonly FormerList[] | null {
    const all = this.former.all();
    const wanted = all.find((list) => list.id === id);
    if (wanted === undefined) return null;
    const isOfNeo = (side: SnapshotSide): boolean => side === 'neo' || side === 'organizations';
    const together = all.filter(
      ({ step, side }) => step === wanted.step && (side === wanted.side || (isOfNeo(side) && isOfNeo(wanted.side))),
    );
    runInTransaction(this.#database, (database) => {
      const step = this.former.nextStep();
      for (const list of together) this.#replace(database, this.former.restore(list), step, at);
      runToEnd(this.dropReplaced());
      this.#nextRevision(database);
    });
    return together;
  }

  /** Removes the current list of a side, which becomes a former list; returns whether there was one. */
  remove(side: SnapshotSide, at: string): boolean {
    return runInTransaction(this.#database, (database) => {
      this.former.keep(side, null, this.former.nextStep(), at);
      const { changes } = database.prepare(`DELETE FROM snapshot WHERE side = ? AND state = 'current'`).run(side);
      if (changes === 0) return false;
      this.#nextRevision(database);
      return true;
    });
  }

  /** Makes a staged list the current one of its side. */
  #replace(database: DatabaseSync, snapshotId: number, step: number, at: string, packed: readonly (PackedList | null)[] = []): void {
    const side = this.#sideOf(snapshotId);
    this.former.keep(side, snapshotId, step, at, packed);
    database
      .prepare(
        `UPDATE snapshot SET state = 'staging', origin = 'file', label = ?, server_revision = NULL WHERE side = ? AND state = 'current'`,
      )
      .run(REPLACED, side);
    database.prepare(`UPDATE snapshot SET state = 'current' WHERE id = ?`).run(snapshotId);
  }

  #sideOf(snapshotId: number): SnapshotSide {
    return this.#database.prepare('SELECT side FROM snapshot WHERE id = ?').get(snapshotId)?.['side'] as SnapshotSide;
  }

  #nextRevision(database: DatabaseSync): number {
    database.exec('UPDATE company SET revision = revision + 1');
    return Number(database.prepare('SELECT revision FROM company').get()?.['revision']);
  }

  /** Returns former addresses by position in the current lists, only for people who are new or whose address changed. */
  formerEmails(): FormerEmails {
    const of = (side: SnapshotSide): ReadonlyMap<number, string | null> => {
      const row = this.#database.prepare(`SELECT former_emails FROM snapshot WHERE side = ? AND state = 'current'`).get(side);
      return new Map(row === undefined ? [] : (readJsonColumn(row['former_emails']) as [number, string | null][]));
    };
    return { neo: of('neo'), amazon: of('amazon') };
  }

  /** Returns the NEO users of a list. */
  neoUsersOf(list: ListReference): readonly NeoUser[] {
    return this.#itemsOf(list, 'neo_user');
  }

  amazonUsersOf(list: ListReference): readonly AmazonUser[] {
    return this.#itemsOf(list, 'amazon_user');
  }

  organizationsOf(list: ListReference): readonly Organization[] {
    return this.#itemsOf(list, 'organization');
  }

  directoryPeopleOf(list: ListReference): readonly DirectoryPerson[] {
    return this.#itemsOf(list, 'directory_person');
  }

  #itemsOf<T extends ListTable>(list: ListReference, table: T): ListItems[T][] {
    if ('snapshot' in list) return runToEnd(this.#read(table, list.snapshot));
    const { names, itemOf } = LIST_COLUMNS[table];
    return Array.from(this.former.rows(list.former, table, names), itemOf);
  }

  /** Deletes a staged list. */
  discard(snapshotId: number): void {
    this.#database.prepare(`DELETE FROM snapshot WHERE id = ? AND state = 'staging'`).run(snapshotId);
  }

  /** Deletes the rows of replaced lists, one transaction per piece. After an interruption the next call deletes the rest. */
  *dropReplaced(): ChunkedWork<void> {
    for (const { id, side, label } of this.staged()) {
      if (label !== REPLACED) continue;
      for (const table of TABLES[side]) {
        const drop = this.#database.prepare(`DELETE FROM ${table} WHERE snapshot_id = ? AND position < ?`);
        const places = this.count(id, table);
        for (let start = 0; start < places; start += ROWS_DELETED_PER_SLICE) {
          drop.run(id, start + ROWS_DELETED_PER_SLICE);
          yield;
        }
      }
      this.discard(id);
    }
  }

  /** Returns staged lists, for example of interrupted imports; a read from a server can be continued. */
  staged(): readonly SnapshotInfo[] {
    return this.#list('staging');
  }

  current(): readonly SnapshotInfo[] {
    return this.#list('current');
  }

  /** Returns names that identify the current lists. Ids are not sufficient, because the id of a removed list is reused. */
  currentNames(): readonly string[] {
    return this.current().map(({ id, takenAt }) => `${id} ${takenAt}`);
  }

  #list(state: 'staging' | 'current'): readonly SnapshotInfo[] {
    return this.#database
      .prepare('SELECT id, side, origin, label, taken_at, server_revision, rows, missing_fields FROM snapshot WHERE state = ? ORDER BY id')
      .all(state)
      .map((row) => ({
        id: Number(row['id']),
        side: row['side'] as SnapshotSide,
        origin: row['origin'] as SnapshotOrigin['origin'],
        label: String(row['label']),
        takenAt: String(row['taken_at']),
        serverRevision: row['server_revision'] === null ? null : String(row['server_revision']),
        rows: Number(row['rows']),
        missingFields: readJsonColumn(row['missing_fields']) as string[],
      }));
  }

  /** Returns all people of the current lists of both sides; a side without a list is empty. */
  directory(): Directory {
    return runToEnd(this.directoryInPieces());
  }

  /** Like `directory`, in pieces. If a list changes between two pieces, the result may mix two versions and the caller must read again. */
  *directoryInPieces(): ChunkedWork<Directory> {
    const current = this.#currentIds();
    return {
      neoUsers: yield* this.#read('neo_user', current.get('neo')),
      amazonUsers: yield* this.#read('amazon_user', current.get('amazon')),
      organizations: yield* this.#read('organization', current.get('organizations')),
      approvers: yield* this.#read('approver', current.get('organizations')),
    };
  }

  /** Reads the rows of the current list of a side in pieces; restarts if the list is replaced in between. Empty without a list. */
  *currentInPieces<T extends ListTable>(side: SnapshotSide, table: T): ChunkedWork<readonly ListItems[T][]> {
    for (;;) {
      const id = this.currentId(side);
      const items = yield* this.#read(table, id);
      if (this.currentId(side) === id) return items;
    }
  }

  /** Returns the id of the current list of a side; `undefined` if there is none. */
  currentId(side: SnapshotSide): number | undefined {
    return this.#currentIds().get(side);
  }

  /** Returns the people of the company directory; `null` if none was imported. */
  directoryPeople(): readonly DirectoryPerson[] | null {
    return runToEnd(this.directoryPeopleInPieces());
  }

  /** Like `directoryPeople`, in pieces, with the same restriction as `directoryInPieces`. */
  *directoryPeopleInPieces(): ChunkedWork<readonly DirectoryPerson[] | null> {
    const id = this.#currentIds().get('directory');
    return id === undefined ? null : yield* this.#read('directory_person', id);
  }

  /** Returns the roles, which only a server provides. */
  roles(): readonly Role[] {
    return runToEnd(this.#read('role', this.#currentIds().get('organizations')));
  }

  #currentIds(): ReadonlyMap<SnapshotSide, number> {
    return new Map(this.current().map(({ side, id }) => [side, id]));
  }

  /**
   * Reads the rows of a list in order, in pieces; empty without a list. Each piece is a separate statement, so that no cursor is open
   * during writes.
   */
  *#read<T extends ListTable>(table: T, snapshotId: number | undefined): ChunkedWork<ListItems[T][]> {
    const items: ListItems[T][] = [];
    if (snapshotId === undefined) return items;
    const { names, itemOf } = LIST_COLUMNS[table];
    const piece = createRowReader(this.#database, table, names, snapshotId);
    const places = this.count(snapshotId, table);
    for (let start = 0; start < places; start += ROWS_PER_CHUNK) {
      if (start > 0) yield;
      for (const cells of piece(start)) items.push(itemOf(cells));
    }
    return items;
  }
}
