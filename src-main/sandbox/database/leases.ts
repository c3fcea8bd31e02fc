import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** Edit lock of the server; only one exists at a time. Times are epoch ms. */
export interface Lease {
  readonly token: string;
  readonly holder: string;
  readonly since: number;
  readonly expiresAt: number;
}

export class LeaseTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns the latest lease that was not released; it may have expired. */
  last(): Lease | null {
    const row = this.#database.prepare('SELECT token, holder, since, expires_at FROM lease').get();
    return row === undefined
      ? null
      : { token: String(row['token']), holder: String(row['holder']), since: Number(row['since']), expiresAt: Number(row['expires_at']) };
  }

  /** Returns the lease that is valid now. */
  current(now: number): Lease | null {
    const last = this.last();
    return last !== null && now < last.expiresAt ? last : null;
  }

  /** Grants a new lease, which replaces that of the previous holder. */
  give(holder: string, since: number, expiresAt: number): Lease {
    const lease = { token: randomBytes(16).toString('hex'), holder, since, expiresAt };
    this.drop();
    this.#database.prepare('INSERT INTO lease VALUES (1, ?, ?, ?, ?)').run(lease.token, holder, since, expiresAt);
    return lease;
  }

  extend(expiresAt: number): void {
    this.#database.prepare('UPDATE lease SET expires_at = ?').run(expiresAt);
  }

  drop(): void {
    this.#database.exec('DELETE FROM lease');
  }
}
