import type { DatabaseSync } from 'node:sqlite';
import type { RunChanges } from '#shared/domain/readiness/history.ts';
import { inTransaction } from './database.ts';
import { insertMany } from './insert-many.ts';

/** A run with what changed since the one before; `changes` is `null` where there was nothing to compare with. */
export interface FollowedRun {
  readonly revision: number;
  readonly at: string;
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
  readonly changes: RunChanges | null;
}

/** One finding of a run's changes. */
export interface ChangedFinding {
  readonly key: string;
  readonly name: string;
}

export type Since = 'new' | 'back';

/** What is found now and was not, with whom it is about, and what was found and is not: finding keys. */
export interface FollowedChange {
  readonly came: ReadonlyMap<string, string>;
  readonly went: readonly string[];
}

/** Edits within so long of the first are one run. */
const SITTING_MS = 60 * 60_000;

/** Which changes of a run are meant, in SQL: `r` is the run's revision. */
const CHANGE_CONDITIONS = {
  new: 'from_revision = :r AND back = 0',
  back: 'from_revision = :r AND back = 1',
  fixed: 'to_revision = :r',
} as const;

/** The revision of the first run that is kept where those before a moment are not, in SQL. */
const FIRST_KEPT = `(SELECT min(revision) FROM (SELECT revision FROM run WHERE at >= ?
  UNION ALL SELECT revision FROM (SELECT revision FROM run ORDER BY revision DESC LIMIT 2)))`;

/**
 * From which run to which each finding was there: one row a stay, so that a run costs what it changed. The runs themselves
 * are the company's (`recordRun`). Every method is durable when it returns.
 */
export class HistoryStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Follows a recorded run, given its finding keys in the order of its rows and whom a row is about, whatever was followed before. The last
   * look at the same run counts; repeating it changes nothing.
   */
  follow(revision: number, keys: readonly string[], nameOf: (row: number) => string): void {
    const known = this.#database.prepare('SELECT key FROM finding_stay WHERE to_revision IS NULL');
    known.setReturnArrays(true);
    /** Whether what was there before is there still. */
    const stays = new Map<string, boolean>();
    for (const [key] of known.iterate() as unknown as Iterable<readonly [string]>) stays.set(key, false);
    const came = new Map<string, string>();
    keys.forEach((key, row) => {
      if (stays.has(key)) stays.set(key, true);
      else came.set(key, nameOf(row));
    });
    const went: string[] = [];
    for (const [key, isThere] of stays) if (!isThere) went.push(key);
    this.followChange(revision, { came, went });
  }

  /** As `follow`, given what is otherwise than when the file was last followed: costs what changed, whatever is kept. */
  followChange(revision: number, { came, went }: FollowedChange): void {
    inTransaction(this.#database, (database) => {
      const each = (sql: string, keys: Iterable<string>): void => {
        database.prepare(sql).run({ keys: JSON.stringify([...keys]), r: revision });
      };
      const those = 'key IN (SELECT value FROM json_each(:keys))';
      if (went.length > 0) {
        // What this very run brought, in an earlier look at the same data, did not come.
        each(`DELETE FROM finding_stay WHERE ${those} AND to_revision IS NULL AND from_revision = :r`, went);
        each(`UPDATE finding_stay SET to_revision = :r WHERE ${those} AND to_revision IS NULL AND from_revision <> :r`, went);
      }
      if (came.size > 0) this.#open(database, revision, came);
      const before = database.prepare('SELECT 1 FROM run WHERE followed = 1 AND revision < ? LIMIT 1').get(revision);
      const text = before === undefined ? null : JSON.stringify(changesOf(database, revision));
      database
        .prepare('UPDATE run SET followed = 1, changes = ? WHERE revision = ? AND (followed = 0 OR changes IS NOT ?)')
        .run(text, revision, text);
    });
  }

  /** Opens stays; those that had ended with this very run go on, and who was there in an earlier run is back. */
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
   * The run that an edit belongs to: that of the edits before it while they are not long ago, so that making and taking back a change
   * leaves nothing behind; `null` = it begins one. `at`: ISO 8601 UTC.
   */
  editedRun(at: string): number | null {
    const last = this.#database.prepare('SELECT revision, edited_at FROM run ORDER BY revision DESC LIMIT 1').get();
    const began = last?.['edited_at'];
    const age = typeof began === 'string' ? Date.parse(at) - Date.parse(began) : Number.NaN;
    return age >= 0 && age < SITTING_MS ? Number(last?.['revision']) : null;
  }

  /** The run that a revision was recorded under; `null` = none. */
  runOf(revision: number): number | null {
    const row = this.#database
      .prepare('SELECT revision FROM run WHERE revision <= ?1 AND coalesce(until_revision, revision) >= ?1 ORDER BY revision DESC LIMIT 1')
      .get(revision);
    return row === undefined ? null : Number(row['revision']);
  }

  /** The findings that came or came back with a run; empty for the first one. */
  since(revision: number): ReadonlyMap<string, Since> {
    if (this.#changes(revision) === null) return new Map();
    const rows = this.#database.prepare('SELECT key, back FROM finding_stay WHERE from_revision = ?').all(revision);
    return new Map(rows.map(({ key, back }) => [String(key), back === 1 ? 'back' : 'new']));
  }

  /** Which of these finding keys the last look found; `null` while nobody has looked. Looks at nobody. */
  presentAmong(keys: Iterable<string>): ReadonlySet<string> | null {
    if (this.#database.prepare('SELECT 1 FROM run WHERE followed = 1 LIMIT 1').get() === undefined) return null;
    const rows = this.#database
      .prepare('SELECT key FROM finding_stay WHERE to_revision IS NULL AND key IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify([...keys]));
    return new Set(rows.map(({ key }) => String(key)));
  }

  /** The last runs, oldest first. */
  runs(limit: number): readonly FollowedRun[] {
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
        changes: changes === null ? null : (JSON.parse(String(changes)) as RunChanges),
      }))
      .reverse();
  }

  /** How many runs there are, and when the first was. `at`: ISO 8601 UTC, `null` = there is none. */
  kept(): { readonly runs: number; readonly first: string | null } {
    const row = this.#database.prepare('SELECT count(*) AS runs, min(at) AS first FROM run').get();
    return { runs: Number(row?.['runs']), first: row?.['first'] === null ? null : String(row?.['first']) };
  }

  /** How many runs `forgetBefore` would forget. */
  countBefore(at: string): number {
    return Number(this.#database.prepare(`SELECT count(*) AS runs FROM run WHERE revision < ${FIRST_KEPT}`).get(at)?.['runs']);
  }

  /**
   * Forgets the runs before a moment (ISO 8601 UTC), and what was found no more by then. The last two stay: the next one is compared with
   * them. Whoever had a finding before that moment alone counts as new when it comes again.
   */
  forgetBefore(at: string): void {
    if (this.countBefore(at) === 0) return;
    inTransaction(this.#database, (database) => {
      const first = Number(database.prepare(`SELECT ${FIRST_KEPT} AS first`).get(at)?.['first']);
      database.prepare('DELETE FROM run WHERE revision < ?').run(first);
      database.prepare('DELETE FROM finding_stay WHERE to_revision < ?').run(first);
    });
  }

  /** What one run changed, in the order of names; empty for the first run, `null` when no such run was kept. */
  changesOf(revision: number, change: keyof typeof CHANGE_CONDITIONS): readonly ChangedFinding[] | null {
    const changes = this.#changes(revision);
    if (changes === undefined) return null;
    if (changes === null) return [];
    return this.#database
      .prepare(`SELECT key, name FROM finding_stay WHERE ${CHANGE_CONDITIONS[change]} ORDER BY name, key`)
      .all({ r: revision })
      .map(({ key, name }) => ({ key: String(key), name: String(name) }));
  }

  /** `undefined` for a run that was not kept. */
  #changes(revision: number): string | null | undefined {
    return this.#database.prepare('SELECT changes FROM run WHERE revision = ?').get(revision)?.['changes'] as string | null | undefined;
  }
}

/** Findings per code that a run brought, ended and brought back. */
function changesOf(database: DatabaseSync, revision: number): RunChanges {
  const counts: Record<'new' | 'fixed' | 'back', Record<string, number>> = { new: {}, fixed: {}, back: {} };
  const code = "substr(key, 1, instr(key, ' ') - 1)";
  const rows = database
    .prepare(
      `SELECT ${code} AS code, CASE back WHEN 1 THEN 'back' ELSE 'new' END AS change, count(*) AS found
       FROM finding_stay WHERE from_revision = ? GROUP BY 1, 2
       UNION ALL SELECT ${code}, 'fixed', count(*) FROM finding_stay WHERE to_revision = ? GROUP BY 1 ORDER BY 1, 2`,
    )
    .all(revision, revision);
  for (const { code: of, change, found } of rows) counts[change as keyof typeof counts][String(of)] = Number(found);
  return counts;
}
