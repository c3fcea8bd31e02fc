import type { DatabaseSync } from 'node:sqlite';
import { readJsonColumn } from '../database/json-column.ts';

/** Numbers of a company's last audit for the overview, and its last readiness. */
export class GlanceStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Replaces the stored numbers. */
  keep(content: object): void {
    this.#database
      .prepare('INSERT INTO glance (id, content) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET content = excluded.content')
      .run(JSON.stringify(content));
  }

  /** Replaces the stored readiness; `state` identifies its inputs. */
  keepReadiness(state: string, content: object): void {
    this.#database
      .prepare(
        'INSERT INTO last_readiness (id, state, content) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state, content = excluded.content',
      )
      .run(state, JSON.stringify(content));
  }

  /** Returns the stored readiness if its inputs equal `state`, else `null`. */
  keptReadiness(state: string): unknown {
    const row = this.#database.prepare('SELECT content FROM last_readiness WHERE state = ?').get(state);
    return row === undefined ? null : readJsonColumn(row['content']);
  }

  /** Deletes the numbers of the last audit, because they no longer describe the company. */
  forget(): void {
    this.#database.exec('DELETE FROM glance');
  }

  /** Returns the stored numbers as JSON; `null` before the first audit. */
  kept(): unknown {
    const row = this.#database.prepare('SELECT content FROM glance').get();
    return row === undefined ? null : readJsonColumn(row['content']);
  }
}
