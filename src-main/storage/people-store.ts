import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ListCounts } from '#shared/contract/list-changes.ts';
import type {
  AmazonUser,
  Directory,
  InvitationWord,
  NeoUser,
  Organization,
  Role,
  UnclearWords,
} from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { atOnce, type InPieces } from '#shared/domain/pieces/in-pieces.ts';
import { inTransaction } from './database.ts';
import { type FormerList, FormerLists, type PackedList, TABLES } from './former-lists.ts';
import type { ListItems, ListTable, SnapshotInfo, SnapshotOrigin, SnapshotSide } from './snapshot.ts';

/** A staged list that is to be the current one; `compared`: what it changes, where somebody compared it. */
export interface PublishedList {
  readonly snapshotId: number;
  readonly table: ListTable;
  readonly compared?: ComparedChanges;
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

/** What a row holds, in the order of the columns' names. */
type Cells = readonly unknown[];

const COLUMNS: {
  readonly [T in ListTable]: {
    readonly names: readonly string[];
    readonly values: (item: ListItems[T]) => SQLInputValue[];
    readonly itemOf: (cells: Cells) => ListItems[T];
  };
} = {
  neo_user: {
    names: [
      'id',
      'login_id',
      'name',
      'kana',
      'employee_code',
      'title',
      'work_email',
      'mobile_email',
      'home_email',
      'other_email',
      'state',
      'organizations',
      'unclear',
    ],
    values: (u) => [
      u.id,
      u.loginId,
      u.name,
      u.kana,
      u.employeeCode,
      u.title,
      u.workEmail,
      u.mobileEmail,
      u.homeEmail,
      u.otherEmail,
      u.state,
      JSON.stringify(u.organizations),
      u.unclear === undefined ? null : JSON.stringify(u.unclear),
    ],
    itemOf: (cells) => ({
      id: cells[0] as string,
      loginId: cells[1] as string,
      name: cells[2] as string,
      kana: cells[3] as string,
      employeeCode: cells[4] as string,
      title: cells[5] as string,
      workEmail: cells[6] as string,
      mobileEmail: cells[7] as string,
      homeEmail: cells[8] as string,
      otherEmail: cells[9] as string,
      state: cells[10] as NeoUser['state'],
      organizations: JSON.parse(cells[11] as string) as string[],
      ...unclearOf(cells[12]),
    }),
  },
  amazon_user: {
    names: ['email', 'name', 'employee_code', 'state', 'punchout', 'groups', 'invited_on', 'invitation', 'unclear'],
    values: (u) => [
      u.email,
      u.name,
      u.employeeCode,
      u.state,
      u.punchout === null ? null : Number(u.punchout),
      JSON.stringify(u.groups),
      u.invitedOn,
      u.invitation ?? null,
      u.unclear === undefined ? null : JSON.stringify(u.unclear),
    ],
    itemOf: (cells) => ({
      email: cells[0] as string,
      name: cells[1] as string,
      employeeCode: cells[2] as string,
      state: cells[3] as AmazonUser['state'],
      punchout: cells[4] === null ? null : cells[4] === 1,
      groups: JSON.parse(cells[5] as string) as string[],
      invitedOn: cells[6] as string | null,
      ...(cells[7] !== null && { invitation: cells[7] as InvitationWord }),
      ...unclearOf(cells[8]),
    }),
  },
  directory_person: {
    names: ['mail', 'principal_name', 'account_name', 'employee_id', 'name', 'state', 'group_name'],
    values: (p) => [p.mail, p.principalName, p.accountName, p.employeeId, p.name, p.state, p.group],
    itemOf: (cells) => ({
      mail: cells[0] as string,
      principalName: cells[1] as string,
      accountName: cells[2] as string,
      employeeId: cells[3] as string,
      name: cells[4] as string,
      state: cells[5] as DirectoryPerson['state'],
      group: cells[6] as string,
    }),
  },
  organization: {
    names: ['id', 'code', 'name', 'parent_id'],
    values: (o) => [o.id, o.code, o.name, o.parentId],
    itemOf: (cells) => ({
      id: cells[0] as string,
      code: cells[1] as string,
      name: cells[2] as string,
      parentId: cells[3] as string | null,
    }),
  },
  role: {
    names: ['id', 'name', 'members'],
    values: (r) => [r.id, r.name, JSON.stringify(r.members)],
    itemOf: (cells) => ({ id: cells[0] as string, name: cells[1] as string, members: JSON.parse(cells[2] as string) as string[] }),
  },
  approver: {
    names: ['organization_id', 'user_id'],
    values: (a) => [a.organizationId, a.userId],
    itemOf: (cells) => ({ organizationId: cells[0] as string, userId: cells[1] as string }),
  },
};

const unclearOf = (cell: unknown): { readonly unclear?: UnclearWords } =>
  cell === null ? {} : { unclear: JSON.parse(cell as string) as UnclearWords };

/** What a list is called from its replacement until its rows are gone: the name of no file and of no server. */
const REPLACED = '';

/** A piece of a list: a few milliseconds. */
const ROWS_A_PIECE = 1_000;
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
    const { names, values } = COLUMNS[table];
    inTransaction(this.#database, (database) => {
      const start = this.count(snapshotId, table);
      const insert = database.prepare(
        `INSERT INTO ${table} (snapshot_id, position, ${names.join(', ')}) VALUES (?, ?, ${names.map(() => '?').join(', ')})`,
      );
      for (const [at, item] of items.entries()) insert.run(snapshotId, start + at, ...values(item));
    });
  }

  count(snapshotId: number, table: ListTable): number {
    return Number(
      this.#database.prepare(`SELECT COALESCE(MAX(position) + 1, 0) AS rows FROM ${table} WHERE snapshot_id = ?`).get(snapshotId)?.[
        'rows'
      ] ?? 0,
    );
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
      for (const { snapshotId, table, compared } of lists) {
        this.#replace(database, snapshotId, step, at, packed);
        database.prepare('UPDATE snapshot SET rows = ? WHERE id = ?').run(this.count(snapshotId, table), snapshotId);
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
    const { names, itemOf } = COLUMNS[table];
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
      const id = this.#currentIds().get(side);
      const items = yield* this.#read(table, id);
      if (this.#currentIds().get(side) === id) return items;
    }
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
    const { names, itemOf } = COLUMNS[table];
    const piece = this.#database.prepare(
      `SELECT ${names.join(', ')} FROM ${table} WHERE snapshot_id = ? AND position >= ? AND position < ? ORDER BY position`,
    );
    // An object a row would cost as much as all else.
    piece.setReturnArrays(true);
    const places = this.count(snapshotId, table);
    for (let start = 0; start < places; start += ROWS_A_PIECE) {
      if (start > 0) yield;
      for (const cells of piece.all(snapshotId, start, start + ROWS_A_PIECE) as unknown as Cells[]) items.push(itemOf(cells));
    }
    return items;
  }
}
