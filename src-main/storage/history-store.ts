import type { DatabaseSync } from 'node:sqlite';
import { followRun, type RunChanges, type Stay } from '#shared/domain/readiness/history.ts';
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

/** Which changes of a run are meant, in SQL: `r` is the run's revision. */
const CHANGE_CONDITIONS = {
  new: 'from_revision = :r AND back = 0',
  back: 'from_revision = :r AND back = 1',
  fixed: 'to_revision = :r',
} as const;

/**
 * From which run to which each finding was there: one row a stay, so that a run costs what it changed. The runs themselves
 * are the workspace's (`recordRun`). Every method is durable when it returns.
 */
export class HistoryStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Follows a recorded run, given its finding keys and whom each is about. The last look at the same run counts; repeating it changes nothing. */
  follow(revision: number, names: ReadonlyMap<string, string>): void {
    const { changes, counts } = followRun(this.#stays(), names, revision);
    inTransaction(this.#database, (database) => {
      const each = (sql: string, ids: readonly number[]): void => {
        if (ids.length > 0)
          database.prepare(`${sql} AND id IN (SELECT value FROM json_each(:ids))`).run({ ids: JSON.stringify(ids), r: revision });
      };
      insertMany(
        database,
        'finding_stay',
        ['key', 'name', 'from_revision', 'back'],
        changes.open.map(({ key, back }) => [key, names.get(key) ?? '', revision, Number(back)]),
      );
      each('UPDATE finding_stay SET to_revision = :r WHERE to_revision IS NULL', changes.close);
      each('UPDATE finding_stay SET to_revision = NULL WHERE to_revision = :r', changes.reopen);
      each('DELETE FROM finding_stay WHERE from_revision = :r', changes.forget);
      const before = database.prepare('SELECT 1 FROM run WHERE followed = 1 AND revision < ? LIMIT 1').get(revision);
      const text = before === undefined ? null : JSON.stringify(counts);
      database
        .prepare('UPDATE run SET followed = 1, changes = ? WHERE revision = ? AND (followed = 0 OR changes IS NOT ?)')
        .run(text, revision, text);
    });
  }

  /** The findings that came or came back with a run; empty for the first one. */
  since(revision: number): ReadonlyMap<string, Since> {
    if (this.#changes(revision) === null) return new Map();
    const rows = this.#database.prepare('SELECT key, back FROM finding_stay WHERE from_revision = ?').all(revision);
    return new Map(rows.map(({ key, back }) => [String(key), back === 1 ? 'back' : 'new']));
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

  #stays(): readonly Stay[] {
    return this.#database
      .prepare('SELECT id, key, from_revision AS "from", to_revision AS "to" FROM finding_stay')
      .all() as unknown as Stay[];
  }
}
