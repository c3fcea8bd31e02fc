import type { DatabaseSync } from 'node:sqlite';
import { runInTransaction } from '../database/database.ts';
import { readJsonColumn } from '../database/json-column.ts';
import type { HistoryLog, HistoryRecord } from '../history-log.ts';

/**
 * Connection settings and last test results of a company, as JSON that the reader must validate. Every method is durable when it returns.
 */
export class ConnectionStore {
  readonly #database: DatabaseSync;
  readonly #history: HistoryLog;

  constructor(database: DatabaseSync, history: HistoryLog) {
    this.#database = database;
    this.#history = history;
  }

  /** Returns the settings as JSON; `null` = the defaults. */
  settings(): unknown {
    const row = this.#database.prepare('SELECT settings FROM connection').get();
    return row === undefined ? null : readJsonColumn(row['settings']);
  }

  /** Stores the settings; `records`: history entries for newly trusted parties. */
  changeSettings(settings: object, records: readonly HistoryRecord[] = []): void {
    runInTransaction(this.#database, (database) => {
      if (records.length > 0) this.#history.appendIn(database, records);
      database
        .prepare('INSERT INTO connection (id, settings) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings')
        .run(JSON.stringify(settings));
    });
  }

  /** Returns the last completed test as JSON; `null` = none. */
  lastTest(target: string): unknown {
    const row = this.#database.prepare('SELECT run FROM connection_test WHERE target = ?').get(target);
    return row === undefined ? null : readJsonColumn(row['run']);
  }

  keepTest(target: string, run: object): void {
    this.#database
      .prepare('INSERT INTO connection_test (target, run) VALUES (?, ?) ON CONFLICT (target) DO UPDATE SET run = excluded.run')
      .run(target, JSON.stringify(run));
  }
}
