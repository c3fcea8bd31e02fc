import type { DatabaseSync } from 'node:sqlite';

/** What was last confirmed, as text, and the seal over it (company/trust-seal.ts). */
export interface StoredTrust {
  readonly described: string;
  readonly seal: string;
}

/** The trust of a company as it was last confirmed. Nothing here is believed before its seal was checked. */
export class TrustStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** `null` while nothing was confirmed. */
  get(): StoredTrust | null {
    const row = this.#database.prepare('SELECT described, seal FROM trust_seal').get();
    return row === undefined ? null : { described: String(row['described']), seal: String(row['seal']) };
  }

  keep({ described, seal }: StoredTrust): void {
    this.#database
      .prepare(
        `INSERT INTO trust_seal (id, described, seal) VALUES (1, ?, ?)
         ON CONFLICT (id) DO UPDATE SET described = excluded.described, seal = excluded.seal`,
      )
      .run(described, seal);
  }
}
