import type { DatabaseSync } from 'node:sqlite';
import type { DatedChange } from '#shared/domain/drafts/dated-change.ts';
import { readJsonColumn } from './database/json-column.ts';

export interface StoredDatedChange extends DatedChange {
  readonly id: number;
  readonly keptAt: string;
  readonly keptBy: string;
  /** Time at which it was applied to the drafts; `null` = still pending. */
  readonly takenAt: string | null;
}

/** Drafts saved for a future day. Every method is durable when it returns. */
export class DatedChangeStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns all changes, ordered by day, then by creation. */
  all(): readonly StoredDatedChange[] {
    return this.#database
      .prepare('SELECT id, name, day, kept_at, kept_by, taken_at, content FROM dated_change ORDER BY day, id')
      .all()
      .map((row) => ({
        ...(readJsonColumn(row['content']) as Omit<DatedChange, 'name' | 'day'>),
        id: Number(row['id']),
        name: String(row['name']),
        day: String(row['day']),
        keptAt: String(row['kept_at']),
        keptBy: String(row['kept_by']),
        takenAt: row['taken_at'] === null ? null : String(row['taken_at']),
      }));
  }

  keep({ name, day, ...content }: DatedChange, at: string, by: string): number {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO dated_change (name, day, kept_at, kept_by, content) VALUES (?, ?, ?, ?, ?)')
      .run(name, day, at, by, JSON.stringify(content));
    return Number(lastInsertRowid);
  }

  /** Changes name and day; returns false if the change does not exist. */
  change(id: number, name: string, day: string): boolean {
    return this.#database.prepare('UPDATE dated_change SET name = ?, day = ? WHERE id = ?').run(name, day, id).changes > 0;
  }

  /** Records that a change was applied to the drafts. `step`: the undo step of the drafts; `null` if nothing changed. */
  noteTaken(id: number, step: number | null, at: string): void {
    this.#database.prepare("UPDATE dated_change SET taken_at = ?, content = json_set(content, '$.step', ?) WHERE id = ?").run(at, step, id);
  }

  /** Records that the undo step of a change was undone (`at: null`, pending again) or redone. Step ids are never reused. */
  noteMoved(step: number, at: string | null): void {
    this.#database.prepare("UPDATE dated_change SET taken_at = ? WHERE json_extract(content, '$.step') = ?").run(at, step);
  }

  /** Deletes a change; returns false if it does not exist. */
  withdraw(id: number): boolean {
    return this.#database.prepare('DELETE FROM dated_change WHERE id = ?').run(id).changes > 0;
  }
}
