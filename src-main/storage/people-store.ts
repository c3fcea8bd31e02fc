import type { DatabaseSync } from 'node:sqlite';
import type { ListCounts } from '#shared/contract/list-changes.ts';
import type { AmazonUser, Directory, NeoUser, Organization, Role } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { atOnce, type InPieces } from '#shared/domain/pieces/in-pieces.ts';
import { inTransaction } from './database.ts';
import { type FormerList, FormerLists, type PackedList, TABLES } from './former-lists.ts';
import { LIST_COLUMNS, placesIn, ROWS_A_PIECE, rowsOf } from './list-rows.ts';
import type { ListItems, ListTable, SnapshotInfo, SnapshotOrigin, SnapshotSide } from './snapshot.ts';

/** A staged list that is to be the current one; `compared`: what it changes, where somebody compared it. */
export interface PublishedList {
  readonly snapshotId: number;
  readonly table: ListTable;
  readonly compared?: ComparedChanges;
  /** What it turned out not to tell, where that was not known when it was begun. */
  readonly missingFields?: readonly string[];
}

/** What a list changed against the one it replaced (`null` = nothing to compare with), and the former addresses of its people. */
export interface ComparedChanges {
  readonly changes: ListCounts | null;
  /** `null` = was not in the list before. */
  readonly formerEmails: readonly (readonly [position: number, email: string | null])[];
}

/** By place in the current lists: the address somebody had before it became another, `null` for who was not in the list before. */
export interface FormerEmails {
  readonly neo: ReadonlyMap<number, string | null>;
  readonly amazon: ReadonlyMap<number, string | null>;
}

/** A list that is staged or current, or a former one. */
export type ListPlace = { readonly snapshot: number } | { readonly former: number };

/** What a list is called from its replacement until its rows are gone: the name of no file and of no server. */
const REPLACED = '';

/** Rows that are dropped in one piece: a few milliseconds. */
const DROPPED_A_PIECE = 5_000;

/**
 * The lists of people, as snapshots: a new list is written beside the current one and takes its place in one step,
 * so that a cut at any moment leaves the old list whole.
 */
export class PeopleStore {
  readonly #database: DatabaseSync;

  /** The lists that were replaced. */
  readonly former: FormerLists;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.former = new FormerLists(database);
  }

  /** Starts a list that nobody sees yet. */
  begin(origin: SnapshotOrigin): number {
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO snapshot (side, state, origin, label, taken_at, server_revision, missing_fields) VALUES (?, 'staging', ?, ?, ?, ?, ?)`,
      )
      .run(origin.side, origin.origin, origin.label, origin.takenAt, origin.serverRevision, JSON.stringify(origin.missingFields));
    return Number(lastInsertRowid);
  }

  /** Adds items at the end of one table of a staged list, durably before it returns. */
  append<T extends ListTable>(snapshotId: number, table: T, items: readonly ListItems[T][]): void {
    const { names, values } = LIST_COLUMNS[table];
    inTransaction(this.#database, (database) => {
      const start = this.count(snapshotId, table);
      const insert = database.prepare(
        `INSERT INTO ${table} (snapshot_id, position, ${names.join(', ')}) VALUES (?, ?, ${names.map(() => '?').join(', ')})`,
      );
      for (const [at, item] of items.entries()) insert.run(snapshotId, start + at, ...values(item));
    });
  }

  /** Takes everything out of one table of a staged list again. */
  empty(snapshotId: number, table: ListTable): void {
    this.#database.prepare(`DELETE FROM ${table} WHERE snapshot_id = ?`).run(snapshotId);
  }

  count(snapshotId: number, table: ListTable): number {
    return placesIn(this.#database, table, snapshotId);
  }

  /** Makes ready what publishing whole staged lists would keep: the lists that they replace. */
  *pack(lists: readonly PublishedList[]): InPieces<readonly (PackedList | null)[]> {
    const packed: (PackedList | null)[] = [];
    for (const { snapshotId } of lists) packed.push(yield* this.former.pack(this.#sideOf(snapshotId), snapshotId));
    return packed;
  }

  /**
   * Makes staged lists the current ones of their sides, all in one step; what they replace becomes former lists, `packed` or not. `at` is
   * now. Answers the new revision. The rows of what they replace are there until `dropReplaced`.
   */
  publish(lists: readonly PublishedList[], at: string, packed: readonly (PackedList | null)[] = []): number {
    return inTransaction(this.#database, (database) => {
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
   * Takes a former list again, with those that were replaced in the same step; the present ones become former lists. `null` when there is
   * no such list.
   */
  takeFormer(id: number, at: string): readonly FormerList[] | null {
    const all = this.former.all();
    const wanted = all.find((list) => list.id === id);
    if (wanted === undefined) return null;
    const isOfNeo = (side: SnapshotSide): boolean => side === 'neo' || side === 'organizations';
    const together = all.filter(
      ({ step, side }) => step === wanted.step && (side === wanted.side || (isOfNeo(side) && isOfNeo(wanted.side))),
    );
    inTransaction(this.#database, (database) => {
      const step = this.former.nextStep();
      for (const list of together) this.#replace(database, this.former.restore(list), step, at);
      atOnce(this.dropReplaced());
      this.#nextRevision(database);
    });
    return together;
  }

  /** Takes the current list of a side away; it becomes a former list. Answers whether there was one. */
  remove(side: SnapshotSide, at: string): boolean {
    return inTransaction(this.#database, (database) => {
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

  /** The address that people of the current lists had before, by place in the list; only those who had another one or were not there. */
  formerEmails(): FormerEmails {
    const of = (side: SnapshotSide): ReadonlyMap<number, string | null> => {
      const row = this.#database.prepare(`SELECT former_emails FROM snapshot WHERE side = ? AND state = 'current'`).get(side);
      return new Map(row === undefined ? [] : (JSON.parse(String(row['former_emails'])) as [number, string | null][]));
    };
    return { neo: of('neo'), amazon: of('amazon') };
  }

  /** The people of one list. */
  neoUsersOf(list: ListPlace): readonly NeoUser[] {
    return this.#itemsOf(list, 'neo_user');
  }

  amazonUsersOf(list: ListPlace): readonly AmazonUser[] {
    return this.#itemsOf(list, 'amazon_user');
  }

  organizationsOf(list: ListPlace): readonly Organization[] {
    return this.#itemsOf(list, 'organization');
  }

  directoryPeopleOf(list: ListPlace): readonly DirectoryPerson[] {
    return this.#itemsOf(list, 'directory_person');
  }

  #itemsOf<T extends ListTable>(list: ListPlace, table: T): ListItems[T][] {
    if ('snapshot' in list) return atOnce(this.#read(table, list.snapshot));
    const { names, itemOf } = LIST_COLUMNS[table];
    return Array.from(this.former.rows(list.former, table, names), itemOf);
  }

  /** Drops a staged list. */
  discard(snapshotId: number): void {
    this.#database.prepare(`DELETE FROM snapshot WHERE id = ? AND state = 'staging'`).run(snapshotId);
  }

  /** Deletes the rows of lists that were replaced, a piece a transaction; a cut leaves the rest to the next time. */
  *dropReplaced(): InPieces<void> {
    for (const { id, side, label } of this.staged()) {
      if (label !== REPLACED) continue;
      for (const table of TABLES[side]) {
        const drop = this.#database.prepare(`DELETE FROM ${table} WHERE snapshot_id = ? AND position < ?`);
        const places = this.count(id, table);
        for (let start = 0; start < places; start += DROPPED_A_PIECE) {
          drop.run(id, start + DROPPED_A_PIECE);
          yield;
        }
      }
      this.discard(id);
    }
  }

  /** Staged lists left by a cut; those of a server can be continued. */
  staged(): readonly SnapshotInfo[] {
    return this.#list('staging');
  }

  current(): readonly SnapshotInfo[] {
    return this.#list('current');
  }

  /** Tells the current lists from any others: the id of one that was taken away is given to the next. */
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
        missingFields: JSON.parse(String(row['missing_fields'])) as string[],
      }));
  }

  /** Everybody on both sides as currently published; a side without a list is empty. */
  directory(): Directory {
    return atOnce(this.directoryInPieces());
  }

  /** As `directory`. Whoever changes a list between two pieces has to have it read again: what is answered may then be of no one moment. */
  *directoryInPieces(): InPieces<Directory> {
    const current = this.#currentIds();
    return {
      neoUsers: yield* this.#read('neo_user', current.get('neo')),
      amazonUsers: yield* this.#read('amazon_user', current.get('amazon')),
      organizations: yield* this.#read('organization', current.get('organizations')),
      approvers: yield* this.#read('approver', current.get('organizations')),
    };
  }

  /**
   * The rows of the current list of a side, all of one list: where it is replaced between two pieces it is read again. None where there is
   * no list.
   */
  *currentInPieces<T extends ListTable>(side: SnapshotSide, table: T): InPieces<readonly ListItems[T][]> {
    for (;;) {
      const id = this.currentId(side);
      const items = yield* this.#read(table, id);
      if (this.currentId(side) === id) return items;
    }
  }

  /** `undefined` where there is no list. */
  currentId(side: SnapshotSide): number | undefined {
    return this.#currentIds().get(side);
  }

  /** The company's own directory; `null` where none was taken in. */
  directoryPeople(): readonly DirectoryPerson[] | null {
    return atOnce(this.directoryPeopleInPieces());
  }

  /** As `directoryPeople`, and read like `directoryInPieces`. */
  *directoryPeopleInPieces(): InPieces<readonly DirectoryPerson[] | null> {
    const id = this.#currentIds().get('directory');
    return id === undefined ? null : yield* this.#read('directory_person', id);
  }

  /** The roles, which only a server tells. */
  roles(): readonly Role[] {
    return atOnce(this.#read('role', this.#currentIds().get('organizations')));
  }

  #currentIds(): ReadonlyMap<SnapshotSide, number> {
    return new Map(this.current().map(({ side, id }) => [side, id]));
  }

  /**
   * The rows of a list in their order; none where there is no list. Each piece is a statement of its own, so that nothing stays open while
   * somebody else writes.
   */
  *#read<T extends ListTable>(table: T, snapshotId: number | undefined): InPieces<ListItems[T][]> {
    const items: ListItems[T][] = [];
    if (snapshotId === undefined) return items;
    const { names, itemOf } = LIST_COLUMNS[table];
    const piece = rowsOf(this.#database, table, names, snapshotId);
    const places = this.count(snapshotId, table);
    for (let start = 0; start < places; start += ROWS_A_PIECE) {
      if (start > 0) yield;
      for (const cells of piece(start)) items.push(itemOf(cells));
    }
    return items;
  }
}
