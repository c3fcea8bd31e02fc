import type { DatabaseSync } from 'node:sqlite';
import { type ChunkedWork, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { RunChanges } from '#shared/domain/readiness/history.ts';
import { runInTransaction } from '../database/database.ts';
import { insertMany } from '../database/insert-many.ts';
import { readJsonColumn } from '../database/json-column.ts';

/** A run with its changes compared with the previous one; `changes: null` for the first run. */
export interface ComparedAuditRun {
  readonly revision: number;
  readonly at: string;
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
  readonly changes: RunChanges | null;
}

/** A finding that was added, resolved or returned in a run. */
export interface ChangedFinding {
  readonly key: string;
  readonly name: string;
}

export type AddedFindingKind = 'new' | 'back';

/** `came`: added findings, key to name of the person. `went`: keys of resolved findings. */
export interface FindingChanges {
  readonly came: ReadonlyMap<string, string>;
  readonly went: readonly string[];
}

/** Maximum time in ms after the first edit in which further edits belong to the same run. */
const SITTING_MS = 60 * 60_000;

/** Rows per piece, about 20 ms of work each. */
const ROWS_WRITTEN_AT_ONCE = 2_000;
const ROWS_READ_AT_ONCE = 20_000;

/** SQL conditions for each kind of change; `:r` is the revision of the run. */
const CHANGE_CONDITIONS = {
  new: 'from_revision = :r AND back = 0',
  back: 'from_revision = :r AND back = 1',
  fixed: 'to_revision = :r',
} as const;

/** SQL for the first run that is kept when runs before a time are deleted. */
const FIRST_KEPT = `(SELECT min(revision) FROM (SELECT revision FROM run WHERE at >= ?
  UNION ALL SELECT revision FROM (SELECT revision FROM run ORDER BY revision DESC LIMIT 2)))`;

/**
 * For each finding, the intervals of runs in which it existed, one row per interval, so that a run stores only its changes. The runs are
 * stored by `CompanyFile.recordRun`. Every method is durable when it returns.
 */
export class HistoryStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Records the findings of a run. `keys`: all finding keys in row order; `nameOf`: returns the name of the person in a row. Repeating it
   * for the same run replaces the result.
   */
  follow(revision: number, keys: readonly string[], nameOf: (row: number) => string): void {
    runInTransaction(this.#database, () => {
      runToEnd(this.writeInPieces(revision, keys, nameOf));
      this.finish(revision);
    });
  }

  /**
   * Writes the intervals of a run in several transactions; call `finish` afterwards. Incomplete intervals of an interrupted run are
   * deleted first.
   */
  *writeInPieces(revision: number, keys: readonly string[], nameOf: (row: number) => string): ChunkedWork<void> {
    yield* this.#takeBackUnfinished(revision);
    /** Keys of findings in the previous run, with whether they still exist. */
    const stays = new Map<string, boolean>();
    const known = this.#database.prepare('SELECT id, key FROM finding_stay WHERE to_revision IS NULL AND id > ? ORDER BY id LIMIT ?');
    known.setReturnArrays(true);
    for (let last = 0, isWhole = true; isWhole; ) {
      const rows = known.all(last, ROWS_READ_AT_ONCE) as unknown as readonly (readonly [number, string])[];
      for (const [id, key] of rows) {
        stays.set(key, false);
        last = id;
      }
      isWhole = rows.length === ROWS_READ_AT_ONCE;
      yield;
    }
    const came: [string, string][] = [];
    keys.forEach((key, row) => {
      if (stays.has(key)) stays.set(key, true);
      else {
        came.push([key, nameOf(row)]);
        stays.set(key, true);
      }
    });
    const went: string[] = [];
    for (const [key, isThere] of stays) if (!isThere) went.push(key);
    yield* eachPart(went, (part) => runInTransaction(this.#database, (database) => close(database, revision, part)));
    yield* eachPart(came, (part) => runInTransaction(this.#database, (database) => this.#open(database, revision, new Map(part))));
  }

  /** Deletes intervals of runs after the last finished one, and reopens intervals that those runs closed. */
  *#takeBackUnfinished(revision: number): ChunkedWork<void> {
    const finished = Number(this.#database.prepare('SELECT max(revision) AS last FROM run WHERE followed = 1').get()?.['last'] ?? 0);
    for (const sql of [
      'DELETE FROM finding_stay WHERE id IN (SELECT id FROM finding_stay WHERE from_revision > :finished AND from_revision <> :revision LIMIT :most)',
      'UPDATE finding_stay SET to_revision = NULL WHERE id IN (SELECT id FROM finding_stay WHERE to_revision > :finished AND to_revision <> :revision LIMIT :most)',
    ])
      while (Number(this.#database.prepare(sql).run({ finished, revision, most: ROWS_WRITTEN_AT_ONCE }).changes) > 0) yield;
  }

  /** Marks a recorded run as finished and stores its changes; its intervals must be written. */
  finish(revision: number): void {
    runInTransaction(this.#database, (database) => {
      const text = this.#hasRunBefore(revision) ? JSON.stringify(changesOf(database, revision)) : null;
      database
        .prepare('UPDATE run SET followed = 1, changes = ? WHERE revision = ? AND (followed = 0 OR changes IS NOT ?)')
        .run(text, revision, text);
    });
  }

  /** Like `writeInPieces`, but from the changes since the last call, so that the cost depends only on them. */
  *writeChange(revision: number, { came, went }: FindingChanges): ChunkedWork<void> {
    const write = (closed: readonly string[], opened: ReadonlyMap<string, string>): void =>
      runInTransaction(this.#database, (database) => {
        if (closed.length > 0) close(database, revision, closed);
        if (opened.size > 0) this.#open(database, revision, opened);
      });
    if (came.size + went.length <= ROWS_WRITTEN_AT_ONCE) return write(went, came);
    yield* eachPart(went, (part) => write(part, new Map()));
    yield* eachPart([...came], (part) => write([], new Map(part)));
  }

  /** Opens intervals. An interval that the same run closed is reopened; findings that existed in earlier runs count as returned. */
  #open(database: DatabaseSync, revision: number, came: ReadonlyMap<string, string>): void {
    const keys = JSON.stringify([...came.keys()]);
    const ended = database
      .prepare(
        'SELECT id, key, to_revision AS "to" FROM finding_stay WHERE key IN (SELECT value FROM json_each(?)) AND to_revision IS NOT NULL',
      )
      .all(keys) as unknown as { id: number; key: string; to: number }[];
    const [reopened, earlier] = [new Set<string>(), new Set<string>()];
    const goOn: number[] = [];
    for (const { id, key, to } of ended) {
      if (to !== revision) earlier.add(key);
      else {
        reopened.add(key);
        goOn.push(id);
      }
    }
    if (goOn.length > 0)
      database.prepare('UPDATE finding_stay SET to_revision = NULL WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(goOn));
    insertMany(
      database,
      'finding_stay',
      ['key', 'name', 'from_revision', 'back'],
      [...came].flatMap(([key, name]) => (reopened.has(key) ? [] : [[key, name, revision, Number(earlier.has(key))]])),
    );
  }

  /**
   * Returns the run to which an edit at `at` (ISO 8601 UTC) belongs: the last run if its first edit is recent, so that an undone edit
   * leaves no rows. `null` = a new run.
   */
  editedRun(at: string): number | null {
    const last = this.#database.prepare('SELECT revision, edited_at FROM run ORDER BY revision DESC LIMIT 1').get();
    const began = last?.['edited_at'];
    const age = typeof began === 'string' ? Date.parse(at) - Date.parse(began) : Number.NaN;
    return age >= 0 && age < SITTING_MS ? Number(last?.['revision']) : null;
  }

  /** Makes the next edit start a new run, so that `changesSince` the last run includes it. */
  endEditedRun(): void {
    this.#database.exec('UPDATE run SET edited_at = NULL WHERE revision = (SELECT max(revision) FROM run)');
  }

  /** Returns the run under which a revision was recorded; `null` = none. */
  runOf(revision: number): number | null {
    const row = this.#database
      .prepare('SELECT revision FROM run WHERE revision <= ?1 AND coalesce(until_revision, revision) >= ?1 ORDER BY revision DESC LIMIT 1')
      .get(revision);
    return row === undefined ? null : Number(row['revision']);
  }

  /** Returns the findings that are new or returned in a run; empty for the first run. */
  since(revision: number): ReadonlyMap<string, AddedFindingKind> {
    return this.#changes(revision) === null ? new Map() : runToEnd(this.#openedBy(revision));
  }

  /** Like `since`, in pieces, for a run that is not finished yet. */
  *sinceInPieces(revision: number): ChunkedWork<ReadonlyMap<string, AddedFindingKind>> {
    return this.#hasRunBefore(revision) ? yield* this.#openedBy(revision) : new Map();
  }

  *#openedBy(revision: number): ChunkedWork<ReadonlyMap<string, AddedFindingKind>> {
    const since = new Map<string, AddedFindingKind>();
    const changed = this.#database.prepare('SELECT id, key, back FROM finding_stay WHERE from_revision = ? AND id > ? ORDER BY id LIMIT ?');
    changed.setReturnArrays(true);
    for (let last = 0, isWhole = true; isWhole; ) {
      const rows = changed.all(revision, last, ROWS_READ_AT_ONCE) as unknown as readonly (readonly [number, string, number])[];
      for (const [id, key, back] of rows) {
        since.set(key, back === 1 ? 'back' : 'new');
        last = id;
      }
      isWhole = rows.length === ROWS_READ_AT_ONCE;
      if (isWhole) yield;
    }
    return since;
  }

  /**
   * Counts findings that came or went since the run of a revision, without those that did both; `null` if the run is not stored. Runs no
   * audit.
   */
  changesSince(revision: number): Pick<RunChanges, 'new' | 'fixed'> | null {
    if (this.#database.prepare('SELECT 1 FROM run WHERE followed = 1 AND revision = ?').get(revision) === undefined) return null;
    const count = (sql: string): Record<string, number> =>
      Object.fromEntries(
        this.#database
          .prepare(`SELECT ${CODE_OF_KEY} AS code, count(*) AS found FROM finding_stay AS stay WHERE ${sql} GROUP BY 1`)
          .all({ r: revision })
          .map(({ code, found }) => [String(code), Number(found)]),
      );
    return {
      new: count(
        `to_revision IS NULL AND from_revision > :r AND NOT EXISTS
         (SELECT 1 FROM finding_stay WHERE key = stay.key AND from_revision <= :r AND to_revision > :r)`,
      ),
      fixed: count(
        `from_revision <= :r AND to_revision > :r AND NOT EXISTS
         (SELECT 1 FROM finding_stay WHERE key = stay.key AND to_revision IS NULL)`,
      ),
    };
  }

  #hasRunBefore(revision: number): boolean {
    return this.#database.prepare('SELECT 1 FROM run WHERE followed = 1 AND revision < ? LIMIT 1').get(revision) !== undefined;
  }

  /** Returns those of the finding keys that exist in the last run; `null` before the first audit. Runs no audit. */
  presentAmong(keys: Iterable<string>): ReadonlySet<string> | null {
    if (this.#database.prepare('SELECT 1 FROM run WHERE followed = 1 LIMIT 1').get() === undefined) return null;
    const rows = this.#database
      .prepare('SELECT key FROM finding_stay WHERE to_revision IS NULL AND key IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify([...keys]));
    return new Set(rows.map(({ key }) => String(key)));
  }

  /** Returns the last runs, oldest first. */
  runs(limit: number): readonly ComparedAuditRun[] {
    return this.#database
      .prepare(
        'SELECT revision, at, in_scope, ready, coalesce(blocked, in_scope - ready) AS blocked, changes FROM run ORDER BY revision DESC LIMIT ?',
      )
      .all(limit)
      .map(({ revision, at, in_scope, ready, blocked, changes }) => ({
        revision: Number(revision),
        at: String(at),
        inScope: Number(in_scope),
        ready: Number(ready),
        blocked: Number(blocked),
        changes: changes === null ? null : (readJsonColumn(changes) as RunChanges),
      }))
      .reverse();
  }

  /** Returns the number of runs and the time of the first (ISO 8601 UTC); `first: null` = no runs. */
  kept(): { readonly runs: number; readonly first: string | null } {
    const row = this.#database.prepare('SELECT count(*) AS runs, min(at) AS first FROM run').get();
    return { runs: Number(row?.['runs']), first: row?.['first'] === null ? null : String(row?.['first']) };
  }

  /** Returns the number of runs that `forgetBefore` would delete. */
  countBefore(at: string): number {
    return Number(this.#database.prepare(`SELECT count(*) AS runs FROM run WHERE revision < ${FIRST_KEPT}`).get(at)?.['runs']);
  }

  /**
   * Deletes runs before a time (ISO 8601 UTC) and findings that were resolved by then; the last two runs stay for comparison. If a deleted
   * finding occurs again, it counts as new.
   */
  forgetBefore(at: string): void {
    if (this.countBefore(at) === 0) return;
    runInTransaction(this.#database, (database) => {
      const first = Number(database.prepare(`SELECT ${FIRST_KEPT} AS first`).get(at)?.['first']);
      database.prepare('DELETE FROM run WHERE revision < ?').run(first);
      database.prepare('DELETE FROM finding_stay WHERE to_revision < ?').run(first);
    });
  }

  /** Returns the findings of one kind of change in a run, sorted by name; empty for the first run, `null` if the run does not exist. */
  changesOf(revision: number, change: keyof typeof CHANGE_CONDITIONS): readonly ChangedFinding[] | null {
    const changes = this.#changes(revision);
    if (changes === undefined) return null;
    if (changes === null) return [];
    return this.#database
      .prepare(`SELECT key, name FROM finding_stay WHERE ${CHANGE_CONDITIONS[change]} ORDER BY name, key`)
      .all({ r: revision })
      .map(({ key, name }) => ({ key: String(key), name: String(name) }));
  }

  /** Returns the stored changes of a run; `null` for the first run, `undefined` if the run does not exist. */
  #changes(revision: number): string | null | undefined {
    return this.#database.prepare('SELECT changes FROM run WHERE revision = ?').get(revision)?.['changes'] as string | null | undefined;
  }
}

/** SQL for the code of a finding's key. */
const CODE_OF_KEY = "substr(key, 1, instr(key, ' ') - 1)";

/** Closes intervals; deletes those that an earlier computation of the same run opened. */
function close(database: DatabaseSync, revision: number, went: readonly string[]): void {
  const those = 'key IN (SELECT value FROM json_each(:keys))';
  const values = { keys: JSON.stringify(went), r: revision };
  database.prepare(`DELETE FROM finding_stay WHERE ${those} AND to_revision IS NULL AND from_revision = :r`).run(values);
  database.prepare(`UPDATE finding_stay SET to_revision = :r WHERE ${those} AND to_revision IS NULL AND from_revision <> :r`).run(values);
}

function* eachPart<T>(items: readonly T[], write: (part: readonly T[]) => void): ChunkedWork<void> {
  for (let start = 0; start < items.length; start += ROWS_WRITTEN_AT_ONCE) {
    write(items.slice(start, start + ROWS_WRITTEN_AT_ONCE));
    yield;
  }
}

/** Counts new, resolved and returned findings of a run by code. */
function changesOf(database: DatabaseSync, revision: number): RunChanges {
  const counts: Record<'new' | 'fixed' | 'back', Record<string, number>> = { new: {}, fixed: {}, back: {} };
  const rows = database
    .prepare(
      `SELECT ${CODE_OF_KEY} AS code, CASE back WHEN 1 THEN 'back' ELSE 'new' END AS change, count(*) AS found
       FROM finding_stay WHERE from_revision = ? GROUP BY 1, 2
       UNION ALL SELECT ${CODE_OF_KEY}, 'fixed', count(*) FROM finding_stay WHERE to_revision = ? GROUP BY 1 ORDER BY 1, 2`,
    )
    .all(revision, revision);
  for (const { code: of, change, found } of rows) counts[change as keyof typeof counts][String(of)] = Number(found);
  return counts;
}
