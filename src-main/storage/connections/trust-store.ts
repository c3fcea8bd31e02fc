import type { DatabaseSync } from 'node:sqlite';

/** The last confirmed description, and its seal (company/trust/trust-seal.ts). */
export interface StoredTrust {
  readonly described: string;
  readonly seal: string;
}

/** The trust that was last confirmed. Check the seal before using it. */
export class TrustStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** `null` before the first confirmation. */
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
