import type { DatabaseSync } from 'node:sqlite';
import { readJsonColumn } from './database/json-column.ts';

/** A saved view; the caller parses its JSON content. */
export interface StoredView {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly content: unknown;
}

/** Saved views of a company. Every method is durable when it returns. */
export class ViewStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns the views of one kind, oldest first. */
  list(kind: string): readonly StoredView[] {
    return this.#database.prepare('SELECT id, kind, name, content FROM saved_view WHERE kind = ? ORDER BY id').all(kind).map(viewOf);
  }

  get(id: number): StoredView | null {
    const row = this.#database.prepare('SELECT id, kind, name, content FROM saved_view WHERE id = ?').get(id);
    return row === undefined ? null : viewOf(row);
  }

  add(kind: string, name: string, content: object): number {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO saved_view (kind, name, content) VALUES (?, ?, ?)')
      .run(kind, name, JSON.stringify(content));
    return Number(lastInsertRowid);
  }

  change(id: number, name: string, content: object): void {
    this.#database.prepare('UPDATE saved_view SET name = ?, content = ? WHERE id = ?').run(name, JSON.stringify(content), id);
  }

  /** Deletes a view; returns false if it does not exist. */
  delete(id: number): boolean {
    return this.#database.prepare('DELETE FROM saved_view WHERE id = ?').run(id).changes > 0;
  }
}

const viewOf = (row: Record<string, unknown>): StoredView => ({
  id: Number(row['id']),
  kind: String(row['kind']),
  name: String(row['name']),
  content: readJsonColumn(row['content']),
});
