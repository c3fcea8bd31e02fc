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

  /** `null` while no audit has kept anything. */
  kept(): unknown {
    const row = this.#database.prepare('SELECT content FROM glance').get();
    return row === undefined ? null : JSON.parse(String(row['content']));
  }
}
