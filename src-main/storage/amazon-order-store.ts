import type { DatabaseSync } from 'node:sqlite';
import type { AmazonOrder, AmazonOrderPeriod } from '#shared/domain/checkout/amazon/amazon-order.ts';
import { runInTransaction } from './database/database.ts';

export interface AmazonOrderReading extends AmazonOrderPeriod {
  readonly id: number;
  /** Name of the connection that was read. */
  readonly label: string;
}

/**
 * Orders read from Amazon. Only the last complete reading is kept, because the orders contain personal data: publishing a reading deletes
 * the former one, and starting one deletes those that were interrupted.
 */
export class AmazonOrderStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Starts a staged reading and returns its id. */
  begin({ label, from, to, readAt }: Omit<AmazonOrderReading, 'id'>): number {
    return runInTransaction(this.#database, (database) => {
      database.exec(`DELETE FROM amazon_order_read WHERE state = 'staging'`);
      const { lastInsertRowid } = database
        .prepare(`INSERT INTO amazon_order_read (state, label, period_from, period_to, read_at) VALUES ('staging', ?, ?, ?, ?)`)
        .run(label, from, to, readAt);
      return Number(lastInsertRowid);
    });
  }

  /** Adds a page. An order that an earlier page contained is replaced, because orders can move between pages while they are read. */
  append(readId: number, orders: readonly AmazonOrder[]): void {
    runInTransaction(this.#database, (database) => {
      const insert = database.prepare(
        `INSERT OR REPLACE INTO amazon_order (read_id, id, ordered_at, status, purchase_order_number, buyer_name, buyer_email, buyer_group,
         amount) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const order of orders)
        insert.run(
          readId,
          order.id,
          order.orderedAt,
          order.status,
          order.purchaseOrderNumber,
          order.buyerName,
          order.buyerEmail,
          order.group,
          order.amount,
        );
    });
  }

  count(readId: number): number {
    return Number(this.#database.prepare('SELECT COUNT(*) AS rows FROM amazon_order WHERE read_id = ?').get(readId)?.['rows']);
  }

  /** Makes a staged reading the current one and deletes the former one. */
  publish(readId: number): void {
    runInTransaction(this.#database, (database) => {
      database.exec(`DELETE FROM amazon_order_read WHERE state = 'current'`);
      database.prepare(`UPDATE amazon_order_read SET state = 'current' WHERE id = ?`).run(readId);
    });
  }

  /** Deletes a staged reading. */
  discard(readId: number): void {
    this.#database.prepare(`DELETE FROM amazon_order_read WHERE id = ? AND state = 'staging'`).run(readId);
  }

  /** Deletes all orders read from Amazon. */
  remove(): void {
    this.#database.exec('DELETE FROM amazon_order_read');
  }

  /** Returns the current reading; `null` if there is none. */
  current(): AmazonOrderReading | null {
    const row = this.#database
      .prepare(`SELECT id, label, period_from, period_to, read_at FROM amazon_order_read WHERE state = 'current'`)
      .get();
    return row === undefined
      ? null
      : {
          id: Number(row['id']),
          label: String(row['label']),
          from: String(row['period_from']),
          to: String(row['period_to']),
          readAt: String(row['read_at']),
        };
  }

  /** Returns the orders of the current reading, newest first. */
  orders(): readonly AmazonOrder[] {
    return this.#database
      .prepare(
        `SELECT o.* FROM amazon_order o JOIN amazon_order_read r ON r.id = o.read_id WHERE r.state = 'current'
         ORDER BY o.ordered_at DESC, o.id`,
      )
      .all()
      .map((row) => ({
        id: String(row['id']),
        orderedAt: String(row['ordered_at']),
        status: String(row['status']),
        purchaseOrderNumber: String(row['purchase_order_number']),
        buyerName: String(row['buyer_name']),
        buyerEmail: String(row['buyer_email']),
        group: String(row['buyer_group']),
        amount: row['amount'] === null ? null : Number(row['amount']),
      }));
  }
}
