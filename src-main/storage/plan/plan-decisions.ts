import type { DatabaseSync } from 'node:sqlite';
import type { IgnoredDifference, Resolution } from '#shared/domain/sync/plan/item.ts';
import { runInTransaction } from '../database/database.ts';
import { readJsonColumn } from '../database/json-column.ts';
import type { HistoryLog, HistoryRecord } from '../history-log.ts';
import { incrementPlanRevision } from './server-object-store.ts';

/** A decision on one field of an object, and the difference for which it was made. */
export interface StoredResolution {
  readonly key: string;
  readonly path: string;
  /** Base, draft and server value at the time of the decision, which is void for other values. */
  readonly difference: string;
  readonly resolution: Resolution;
}

export interface StoredIgnore extends IgnoredDifference {
  readonly at: string;
  readonly by: string;
}

/** Name under which the guard limits are stored. */
const GUARDS = 'guards';

interface Place {
  readonly key: string;
  readonly path: string;
}

/** Decisions on a plan: resolved conflicts, ignored differences, selection. Every method is durable when it returns. */
export class PlanDecisions {
  readonly #database: DatabaseSync;
  readonly #history: HistoryLog;

  constructor(database: DatabaseSync, history: HistoryLog) {
    this.#database = database;
    this.#history = history;
  }

  resolutions(): readonly StoredResolution[] {
    return this.#database
      .prepare('SELECT key, path, difference, resolution FROM plan_resolution ORDER BY key, path')
      .all()
      .map((row) => ({
        key: String(row['key']),
        path: String(row['path']),
        difference: String(row['difference']),
        resolution: readJsonColumn(row['resolution']) as Resolution,
      }));
  }

  /** Stores decisions on fields; `resolution: null` deletes one. */
  resolve(decisions: readonly (Omit<StoredResolution, 'resolution'> & { readonly resolution: Resolution | null })[]): void {
    runInTransaction(this.#database, (database) => {
      const put = database.prepare('INSERT OR REPLACE INTO plan_resolution (key, path, difference, resolution) VALUES (?, ?, ?, ?)');
      const remove = database.prepare('DELETE FROM plan_resolution WHERE key = ? AND path = ?');
      for (const { key, path, difference, resolution } of decisions) {
        if (resolution === null) remove.run(key, path);
        else put.run(key, path, difference, JSON.stringify(resolution));
      }
      incrementPlanRevision(database);
    });
  }

  ignored(): readonly StoredIgnore[] {
    return this.#database
      .prepare('SELECT key, path, difference, until, because, at, by FROM plan_ignore ORDER BY key, path')
      .all() as unknown as StoredIgnore[];
  }

  /** Stores ignored differences and records the reasons in the history. */
  ignore(ignores: readonly StoredIgnore[], records: readonly HistoryRecord[]): void {
    runInTransaction(this.#database, (database) => {
      const put = database.prepare(
        'INSERT OR REPLACE INTO plan_ignore (key, path, difference, until, because, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)',
      );
      for (const { key, path, difference, until, because, at, by } of ignores) put.run(key, path, difference, until, because, at, by);
      this.#history.appendIn(database, records);
      incrementPlanRevision(database);
    });
  }

  unignore(places: readonly Place[], records: readonly HistoryRecord[]): void {
    runInTransaction(this.#database, (database) => {
      const remove = database.prepare('DELETE FROM plan_ignore WHERE key = ? AND path = ?');
      for (const { key, path } of places) remove.run(key, path);
      this.#history.appendIn(database, records);
      incrementPlanRevision(database);
    });
  }

  /** Returns the selections by item key that differ from the default. */
  choices(): ReadonlyMap<string, boolean> {
    return new Map(
      this.#database
        .prepare('SELECT key, chosen FROM plan_choice')
        .all()
        .map(({ key, chosen }) => [String(key), chosen === 1]),
    );
  }

  /** Replaces all selections. */
  choose(choices: ReadonlyMap<string, boolean>): void {
    runInTransaction(this.#database, (database) => {
      database.exec('DELETE FROM plan_choice');
      const put = database.prepare('INSERT INTO plan_choice (key, chosen) VALUES (?, ?)');
      for (const [key, chosen] of choices) put.run(key, Number(chosen));
      incrementPlanRevision(database);
    });
  }

  /** Returns the guard limits as JSON; `null` = the defaults. */
  guards(): unknown {
    const row = this.#database.prepare('SELECT value FROM policy WHERE name = ?').get(GUARDS);
    return row === undefined ? null : readJsonColumn(row['value']);
  }

  changeGuards(policy: object | null): void {
    runInTransaction(this.#database, (database) => {
      if (policy === null) database.prepare('DELETE FROM policy WHERE name = ?').run(GUARDS);
      else database.prepare('INSERT OR REPLACE INTO policy (name, value) VALUES (?, ?)').run(GUARDS, JSON.stringify(policy));
      incrementPlanRevision(database);
    });
  }
}
