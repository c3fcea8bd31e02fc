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
import { inTransaction } from './database.ts';
import { type FormerList, FormerLists } from './former-lists.ts';
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

/** A list that is not the current one. */
export type ListPlace = { readonly staged: number } | { readonly former: number };

const COLUMNS: {
  readonly [T in ListTable]: { readonly names: readonly string[]; readonly values: (item: ListItems[T]) => SQLInputValue[] };
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
  },
  directory_person: {
    names: ['mail', 'principal_name', 'account_name', 'employee_id', 'name', 'state', 'group_name'],
    values: (p) => [p.mail, p.principalName, p.accountName, p.employeeId, p.name, p.state, p.group],
  },
  organization: { names: ['id', 'code', 'name', 'parent_id'], values: (o) => [o.id, o.code, o.name, o.parentId] },
  role: { names: ['id', 'name', 'members'], values: (r) => [r.id, r.name, JSON.stringify(r.members)] },
  approver: { names: ['organization_id', 'user_id'], values: (a) => [a.organizationId, a.userId] },
};

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

  /**
   * Makes staged lists the current ones of their sides, all in one step; what they replace becomes former lists. `at` is now. Answers the
   * new revision.
   */
  publish(lists: readonly PublishedList[], at: string): number {
    return inTransaction(this.#database, (database) => {
      const step = this.former.nextStep();
      for (const { snapshotId, table, compared } of lists) {
        this.#replace(database, snapshotId, step, at);
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
  #replace(database: DatabaseSync, snapshotId: number, step: number, at: string): void {
    const side = database.prepare('SELECT side FROM snapshot WHERE id = ?').get(snapshotId)?.['side'] as SnapshotSide;
    this.former.keep(side, snapshotId, step, at);
    database.prepare(`DELETE FROM snapshot WHERE side = ? AND state = 'current'`).run(side);
    database.prepare(`UPDATE snapshot SET state = 'current' WHERE id = ?`).run(snapshotId);
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

  /** The people of a list that is staged, or former. */
  neoUsersOf(list: ListPlace): readonly NeoUser[] {
    return this.#rowsOf(list, 'neo_user').map(neoUserOf);
  }

  amazonUsersOf(list: ListPlace): readonly AmazonUser[] {
    return this.#rowsOf(list, 'amazon_user').map(amazonUserOf);
  }

  organizationsOf(list: ListPlace): readonly Organization[] {
    return this.#rowsOf(list, 'organization').map(organizationOf);
  }

  directoryPeopleOf(list: ListPlace): readonly DirectoryPerson[] {
    return this.#rowsOf(list, 'directory_person').map(directoryPersonOf);
  }

  #rowsOf(list: ListPlace, table: ListTable): Record<string, unknown>[] {
    if ('former' in list) return [...this.former.rows(list.former, table)];
    return this.#database.prepare(`SELECT * FROM ${table} WHERE snapshot_id = ? ORDER BY position`).all(list.staged);
  }

  /** Drops a staged list. */
  discard(snapshotId: number): void {
    this.#database.prepare(`DELETE FROM snapshot WHERE id = ? AND state = 'staging'`).run(snapshotId);
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
    return {
      neoUsers: this.#read('neo_user', 'neo', neoUserOf),
      amazonUsers: this.#read('amazon_user', 'amazon', amazonUserOf),
      organizations: this.#read('organization', 'organizations', organizationOf),
      approvers: this.#read('approver', 'organizations', (row) => ({
        organizationId: text(row, 'organization_id'),
        userId: text(row, 'user_id'),
      })),
    };
  }

  /** The company's own directory; `null` where none was taken in. */
  directoryPeople(): readonly DirectoryPerson[] | null {
    if (!this.current().some(({ side }) => side === 'directory')) return null;
    return this.#read('directory_person', 'directory', directoryPersonOf);
  }

  /** The roles, which only a server tells. */
  roles(): readonly Role[] {
    return this.#read('role', 'organizations', (row) => ({
      id: text(row, 'id'),
      name: text(row, 'name'),
      members: JSON.parse(text(row, 'members')) as string[],
    }));
  }

  /** Row by row, so that 100,000 rows are not kept beside what is made of them. */
  #read<T>(table: ListTable, side: SnapshotSide, itemOf: (row: Record<string, unknown>) => T): T[] {
    const rows = this.#database
      .prepare(
        `SELECT t.* FROM ${table} t JOIN snapshot s ON s.id = t.snapshot_id WHERE s.side = ? AND s.state = 'current' ORDER BY t.position`,
      )
      .iterate(side);
    return Array.from(rows, itemOf);
  }
}

const unclearOf = (row: Record<string, unknown>): { readonly unclear?: UnclearWords } =>
  // A former list may be older than the column.
  (row['unclear'] ?? null) === null ? {} : { unclear: JSON.parse(text(row, 'unclear')) as UnclearWords };

const neoUserOf = (row: Record<string, unknown>): NeoUser => ({
  id: text(row, 'id'),
  loginId: text(row, 'login_id'),
  name: text(row, 'name'),
  kana: text(row, 'kana'),
  employeeCode: text(row, 'employee_code'),
  title: text(row, 'title'),
  workEmail: text(row, 'work_email'),
  mobileEmail: text(row, 'mobile_email'),
  homeEmail: text(row, 'home_email'),
  otherEmail: text(row, 'other_email'),
  state: row['state'] as NeoUser['state'],
  organizations: JSON.parse(text(row, 'organizations')) as string[],
  ...unclearOf(row),
});

const amazonUserOf = (row: Record<string, unknown>): AmazonUser => ({
  email: text(row, 'email'),
  name: text(row, 'name'),
  employeeCode: text(row, 'employee_code'),
  state: row['state'] as AmazonUser['state'],
  punchout: row['punchout'] === null ? null : row['punchout'] === 1,
  groups: JSON.parse(text(row, 'groups')) as string[],
  invitedOn: row['invited_on'] === null ? null : text(row, 'invited_on'),
  ...((row['invitation'] ?? null) !== null && { invitation: row['invitation'] as InvitationWord }),
  ...unclearOf(row),
});

const directoryPersonOf = (row: Record<string, unknown>): DirectoryPerson => ({
  mail: text(row, 'mail'),
  principalName: text(row, 'principal_name'),
  accountName: text(row, 'account_name'),
  employeeId: text(row, 'employee_id'),
  name: text(row, 'name'),
  state: row['state'] as DirectoryPerson['state'],
  group: text(row, 'group_name'),
});

const organizationOf = (row: Record<string, unknown>): Organization => ({
  id: text(row, 'id'),
  code: text(row, 'code'),
  name: text(row, 'name'),
  parentId: row['parent_id'] === null ? null : text(row, 'parent_id'),
});

function text(row: Record<string, unknown>, column: string): string {
  return row[column] as string;
}
