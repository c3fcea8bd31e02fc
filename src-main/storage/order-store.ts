import type { DatabaseSync } from 'node:sqlite';
import type { OrderState, OrderStep, ServerOrder } from '#shared/domain/checkout/order.ts';
import { runInTransaction } from './database/database.ts';
import { readJsonColumn } from './database/json-column.ts';

export interface OrderOrigin {
  readonly origin: 'server' | 'file' | 'demo';
  readonly label: string;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
  readonly serverRevision: string | null;
  /** Names of the fields that the source did not contain. */
  readonly missingFields: readonly string[];
}

export interface OrderSnapshotInfo extends OrderOrigin {
  readonly id: number;
  readonly rows: number;
}

/**
 * Order requests as snapshots. A new read is staged beside the current one and replaces it in one step, so that an interruption leaves the
 * current one complete.
 */
export class OrderStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Starts a staged read and returns its id. */
  begin({ origin, label, takenAt, serverRevision, missingFields }: OrderOrigin): number {
    const { lastInsertRowid } = this.#database
      .prepare(`INSERT INTO order_read (state, origin, label, taken_at, server_revision, missing_fields) VALUES ('staging', ?, ?, ?, ?, ?)`)
      .run(origin, label, takenAt, serverRevision, JSON.stringify(missingFields));
    return Number(lastInsertRowid);
  }

  append(readId: number, orders: readonly ServerOrder[]): void {
    runInTransaction(this.#database, (database) => {
      const start = this.count(readId);
      const insert = database.prepare(
        `INSERT INTO order_request (read_id, position, id, number, title, state, requested_at, decided_at, applicant_id, applicant_name,
         route_id, route_name, step, amount) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const [at, order] of orders.entries())
        insert.run(
          readId,
          start + at,
          order.id,
          order.number,
          order.title,
          order.state,
          order.requestedAt,
          order.decidedAt,
          order.applicantId,
          order.applicantName,
          order.routeId,
          order.routeName,
          order.step === null ? null : JSON.stringify(order.step),
          order.amount,
        );
    });
  }

  /** Deletes the rows of a staged read. */
  empty(readId: number): void {
    this.#database.prepare('DELETE FROM order_request WHERE read_id = ?').run(readId);
  }

  count(readId: number): number {
    const row = this.#database.prepare('SELECT COALESCE(MAX(position) + 1, 0) AS rows FROM order_request WHERE read_id = ?').get(readId);
    return Number(row?.['rows'] ?? 0);
  }

  /** Makes a staged read the current one and deletes the former one. */
  publish(readId: number, missingFields: readonly string[]): void {
    runInTransaction(this.#database, (database) => {
      database.exec(`DELETE FROM order_read WHERE state = 'current'`);
      database
        .prepare(`UPDATE order_read SET state = 'current', missing_fields = ? WHERE id = ?`)
        .run(JSON.stringify(missingFields), readId);
    });
  }

  /** Deletes a staged read. */
  discard(readId: number): void {
    this.#database.prepare(`DELETE FROM order_read WHERE id = ? AND state = 'staging'`).run(readId);
  }

  /** Returns staged reads of interrupted imports, oldest first. */
  staged(): readonly OrderSnapshotInfo[] {
    return this.#readings('staging');
  }

  /** Returns the current read; `null` if there is none yet. */
  current(): OrderSnapshotInfo | null {
    return this.#readings('current')[0] ?? null;
  }

  #readings(state: 'staging' | 'current'): readonly OrderSnapshotInfo[] {
    return this.#database
      .prepare('SELECT id, origin, label, taken_at, server_revision, missing_fields FROM order_read WHERE state = ? ORDER BY id')
      .all(state)
      .map((row) => ({
        id: Number(row['id']),
        origin: row['origin'] as OrderOrigin['origin'],
        label: String(row['label']),
        takenAt: String(row['taken_at']),
        serverRevision: row['server_revision'] === null ? null : String(row['server_revision']),
        rows: this.count(Number(row['id'])),
        missingFields: readJsonColumn(row['missing_fields']) as string[],
      }));
  }

  /** Returns the requests of the current read in its order; empty if there is none yet. */
  orders(): readonly ServerOrder[] {
    return this.#database
      .prepare(`SELECT o.* FROM order_request o JOIN order_read r ON r.id = o.read_id WHERE r.state = 'current' ORDER BY o.position`)
      .all()
      .map((row) => ({
        id: String(row['id']),
        number: String(row['number']),
        title: String(row['title']),
        state: row['state'] as OrderState,
        requestedAt: String(row['requested_at']),
        decidedAt: row['decided_at'] === null ? null : String(row['decided_at']),
        applicantId: String(row['applicant_id']),
        applicantName: String(row['applicant_name']),
        routeId: String(row['route_id']),
        routeName: String(row['route_name']),
        step: row['step'] === null ? null : (readJsonColumn(row['step']) as OrderStep),
        amount: row['amount'] === null ? null : Number(row['amount']),
      }));
  }
}
