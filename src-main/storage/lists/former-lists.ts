import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ListCounts } from '#shared/contract/imports/list-changes.ts';
import { type ChunkedWork, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import { insertMany } from '../database/insert-many.ts';
import { readJsonColumn } from '../database/json-column.ts';
import { countPositions, createRowReader, ROWS_PER_CHUNK } from './list-rows.ts';
import type { ListTable, SnapshotInfo, SnapshotSide } from './snapshot.ts';

const MAX_LISTS_PER_SIDE = 10;
/** gzip level for up to ten lists of 100,000 people; a faster level makes the file a third larger. */
const COMPRESSION = { level: 6 } as const;

/** Tables with the rows of each side's list. */
export const TABLES: Readonly<Record<SnapshotSide, readonly ListTable[]>> = {
  neo: ['neo_user'],
  amazon: ['amazon_user'],
  directory: ['directory_person'],
  organizations: ['organization', 'role', 'approver'],
};

/** A list that was replaced by a newer one. */
export interface FormerList extends SnapshotInfo {
  /** Number of the replacement, starting at 1; lists of one replacement are restored together. */
  readonly step: number;
  /** ISO 8601 UTC. */
  readonly replacedAt: string;
  /** Numbers of changes compared with the previous list; `null` = no previous list, or not compared. */
  readonly changes: ListCounts | null;
}

/** A current list, compressed before it is replaced, because compression is the slowest part of an import. */
export interface PackedList {
  readonly current: number;
  /** Id of the list that replaces it; `null` = none. */
  readonly next: number | null;
  /** Compressed rows; `null` = the next list has the same content. */
  readonly content: Uint8Array | null;
}

/** Rows of a list by table, with the columns that the table had at that time. */
type Content = Readonly<
  Record<string, { readonly columns: readonly string[]; readonly rows: readonly (readonly SQLInputValue[])[] } | undefined>
>;

/** Replaced lists, stored as compressed rows. Methods that write must be called inside a transaction. */
export class FormerLists {
  readonly #database: DatabaseSync;
  readonly #columns = new Map<ListTable, readonly string[]>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns the former lists, latest first. */
  all(): readonly FormerList[] {
    return this.#database
      .prepare(
        'SELECT id, step, side, origin, label, taken_at, replaced_at, server_revision, rows, missing_fields, changes FROM former_list ORDER BY id DESC',
      )
      .all()
      .map((row) => ({
        id: Number(row['id']),
        step: Number(row['step']),
        side: row['side'] as SnapshotSide,
        origin: row['origin'] as FormerList['origin'],
        label: String(row['label']),
        takenAt: String(row['taken_at']),
        replacedAt: String(row['replaced_at']),
        serverRevision: row['server_revision'] === null ? null : String(row['server_revision']),
        rows: Number(row['rows']),
        missingFields: readJsonColumn(row['missing_fields']) as string[],
        changes: row['changes'] === null ? null : (readJsonColumn(row['changes']) as ListCounts),
      }));
  }

  /** Returns a new number for lists that are replaced in the same transaction. */
  nextStep(): number {
    return Number(this.#database.prepare('SELECT COALESCE(MAX(step), 0) + 1 AS step FROM former_list').get()?.['step']);
  }

  /**
   * Compresses the current list of a side in pieces; `null` if there is none. The result stays valid, because current and completely
   * staged lists do not change.
   */
  *pack(side: SnapshotSide, next: number | null): ChunkedWork<PackedList | null> {
    const current = this.#currentOf(side);
    if (current === null) return null;
    let isSame = next !== null;
    const packed: Uint8Array[] = [];
    // Concatenated gzip parts decompress to one text.
    const add = (text: string): void => void packed.push(gzipSync(text, COMPRESSION));
    for (const [place, table] of TABLES[side].entries()) {
      const columns = this.#columnsOf(table);
      add(`${place === 0 ? '{' : ','}"${table}":{"columns":${JSON.stringify(columns)},"rows":[`);
      const places = countPositions(this.#database, table, current);
      isSame &&= next !== null && countPositions(this.#database, table, next) === places;
      const read = createRowReader(this.#database, table, columns, current);
      const readNext = next === null ? null : createRowReader(this.#database, table, columns, next);
      for (let start = 0; start < places; start += ROWS_PER_CHUNK) {
        const rows = jsonRows(read(start));
        isSame &&= readNext !== null && jsonRows(readNext(start)) === rows;
        add(start === 0 ? rows : `,${rows}`);
        yield;
      }
      add(']}');
    }
    add('}');
    return { current, next, content: isSame ? null : Buffer.concat(packed) };
  }

  /**
   * Stores the current list of a side as a former one, unless `next` has the same content (`next: null` = no next list), and deletes all
   * but the last ten. `packed`: lists that are already compressed.
   */
  keep(side: SnapshotSide, next: number | null, step: number, at: string, packed: readonly (PackedList | null)[] = []): void {
    const current = this.#currentOf(side);
    if (current === null) return;
    const ready = packed.find((list) => list?.current === current && list.next === next) ?? runToEnd(this.pack(side, next));
    if (ready === null || ready.content === null) return;
    this.#database
      .prepare(
        `INSERT INTO former_list (step, side, origin, label, taken_at, replaced_at, server_revision, rows, missing_fields, changes, former_emails, content)
         SELECT ?, side, origin, label, taken_at, ?, server_revision, rows, missing_fields, changes, former_emails, ? FROM snapshot WHERE id = ?`,
      )
      .run(step, at, ready.content, current);
    this.#database
      .prepare(
        'DELETE FROM former_list WHERE side = ?1 AND id NOT IN (SELECT id FROM former_list WHERE side = ?1 ORDER BY id DESC LIMIT ?2)',
      )
      .run(side, MAX_LISTS_PER_SIDE);
  }

  /** Copies a former list into a new staged one, deletes the former one and returns the id of the staged list. */
  restore({ id, side }: FormerList): number {
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO snapshot (side, state, origin, label, taken_at, server_revision, rows, missing_fields, changes, former_emails)
         SELECT side, 'staging', origin, label, taken_at, server_revision, rows, missing_fields, changes, former_emails FROM former_list WHERE id = ?`,
      )
      .run(id);
    const snapshotId = Number(lastInsertRowid);
    for (const [table, kept] of Object.entries(this.#content(id)))
      insertMany(this.#database, table, ['snapshot_id', ...(kept?.columns ?? [])], kept?.rows.map((row) => [snapshotId, ...row]) ?? []);
    this.#database.prepare('DELETE FROM former_list WHERE id = ? AND side = ?').run(id, side);
    return snapshotId;
  }

  #content(id: number): Content {
    const row = this.#database.prepare('SELECT content FROM former_list WHERE id = ?').get(id);
    return row === undefined ? {} : (readJsonColumn(gunzipSync(row['content'] as Uint8Array).toString('utf8')) as Content);
  }

  /** Yields the rows of a former list; columns added to the table later are `null`. */
  *rows(id: number, table: ListTable, columns: readonly string[]): Generator<readonly SQLInputValue[]> {
    const kept = this.#content(id)[table];
    if (kept === undefined) return;
    const places = columns.map((name) => kept.columns.indexOf(name));
    for (const row of kept.rows) yield places.map((place) => row[place] ?? null);
  }

  #currentOf(side: SnapshotSide): number | null {
    const row = this.#database.prepare(`SELECT id FROM snapshot WHERE side = ? AND state = 'current'`).get(side);
    return row === undefined ? null : Number(row['id']);
  }

  #columnsOf(table: ListTable): readonly string[] {
    let columns = this.#columns.get(table);
    if (columns === undefined) {
      columns = this.#database
        .prepare(`SELECT name FROM pragma_table_info('${table}')`)
        .all()
        .map(({ name }) => String(name))
        .filter((name) => name !== 'snapshot_id');
      this.#columns.set(table, columns);
    }
    return columns;
  }
}

/** Returns rows as JSON without the outer brackets. */
const jsonRows = (rows: readonly unknown[]): string => JSON.stringify(rows).slice(1, -1);
