import type { DatabaseSync } from 'node:sqlite';

/** What a company's last audit kept for the overview of all companies. */
export class GlanceStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** In place of what was kept before. */
  keep(content: object): void {
    this.#database
      .prepare('INSERT INTO glance (id, content) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET content = excluded.content')
      .run(JSON.stringify(content));
  }

  /** Who can order, in place of what was kept before; `state` names what it was worked out of. */
  keepReadiness(state: string, content: object): void {
    this.#database
      .prepare(
        'INSERT INTO last_readiness (id, state, content) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state, content = excluded.content',
      )
      .run(state, JSON.stringify(content));
  }

  /** What was kept of this very state; `null` where that is another one. */
  keptReadiness(state: string): unknown {
    const row = this.#database.prepare('SELECT content FROM last_readiness WHERE state = ?').get(state);
    return row === undefined ? null : JSON.parse(String(row['content']));
  }

  /** `null` while no audit has kept anything. */
  kept(): unknown {
    const row = this.#database.prepare('SELECT content FROM glance').get();
    return row === undefined ? null : JSON.parse(String(row['content']));
  }
}
