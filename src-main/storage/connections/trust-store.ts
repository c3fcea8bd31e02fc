import type { DatabaseSync } from 'node:sqlite';

/** The last confirmed trust as text, and its seal (company/trust/trust-seal.ts). */
export interface StoredTrust {
  readonly described: string;
  readonly seal: string;
}

/** Stores the last confirmed trust. Callers must check the seal before using it. */
export class TrustStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns the last confirmed trust; `null` = nothing was confirmed yet. */
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
