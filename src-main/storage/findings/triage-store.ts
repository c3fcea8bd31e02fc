import type { DatabaseSync } from 'node:sqlite';
import { foldTriage, type Triage, type TriageChange, type TriageCommand, type TriageItem } from '#shared/domain/triage/triage.ts';
import { runInTransaction } from '../database/database.ts';
import { insertMany } from '../database/insert-many.ts';
import { readJsonColumn } from '../database/json-column.ts';

/**
 * Decisions on findings. A decision is never changed: undo marks it, and the current state is computed from the unmarked ones. Every
 * method is durable when it returns.
 */
export class TriageStore {
  readonly #database: DatabaseSync;
  #current: { readonly version: number; readonly triages: ReadonlyMap<string, Triage> } | null = null;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns a number that increases with every decision, undo and redo. */
  version(): number {
    return Number(this.#database.prepare('SELECT COUNT(*) + COUNT(undone_at) AS version FROM triage_command').get()?.['version']);
  }

  /** Returns the valid decisions by finding key. */
  current(): ReadonlyMap<string, Triage> {
    const version = this.version();
    if (this.#current?.version !== version) this.#current = { version, triages: foldTriage(this.#commands()) };
    return this.#current.triages;
  }

  /** Stores a decision and returns its id. */
  record({ at, by, change, items }: TriageCommand): number {
    return runInTransaction(this.#database, (database) => {
      const { lastInsertRowid } = database
        .prepare('INSERT INTO triage_command (at, by, change) VALUES (?, ?, ?)')
        .run(at, by, JSON.stringify(change));
      const id = Number(lastInsertRowid);
      insertMany(
        database,
        'triage_item',
        ['command_id', 'position', 'key', 'evidence', 'name'],
        items.map(({ key, evidence, name }, position) => [id, position, key, evidence, name]),
      );
      return id;
    });
  }

  /** Undoes a decision and returns the number of its findings; `null` if it does not exist or was already undone. */
  undo(commandId: number, at: string): number | null {
    const { changes } = this.#database
      .prepare('UPDATE triage_command SET undone_at = ? WHERE id = ? AND undone_at IS NULL')
      .run(at, commandId);
    if (changes === 0) return null;
    return Number(this.#database.prepare('SELECT COUNT(*) AS items FROM triage_item WHERE command_id = ?').get(commandId)?.['items']);
  }

  /** Repeats an undone decision as a new one, with the evidence of the first; `null` if it does not exist. */
  redo(commandId: number, { at, by }: Pick<TriageCommand, 'at' | 'by'>): { readonly id: number; readonly keys: readonly string[] } | null {
    return runInTransaction(this.#database, (database) => {
      const { changes, lastInsertRowid } = database
        .prepare(
          'INSERT INTO triage_command (at, by, change) SELECT ?, ?, change FROM triage_command WHERE id = ? AND undone_at IS NOT NULL',
        )
        .run(at, by, commandId);
      if (changes === 0) return null;
      const id = Number(lastInsertRowid);
      database
        .prepare(
          `INSERT INTO triage_item (command_id, position, key, evidence, name)
           SELECT ?, position, key, evidence, name FROM triage_item WHERE command_id = ?`,
        )
        .run(id, commandId);
      const items = database.prepare('SELECT key FROM triage_item WHERE command_id = ? ORDER BY position').all(id);
      return { id, keys: items.map(({ key }) => String(key)) };
    });
  }

  *#commands(): Generator<TriageCommand> {
    const commands = this.#database.prepare('SELECT id, at, by, change FROM triage_command WHERE undone_at IS NULL ORDER BY id').all();
    const items = this.#database.prepare('SELECT key, evidence, name FROM triage_item WHERE command_id = ? ORDER BY position');
    for (const { id, at, by, change } of commands) {
      yield {
        at: String(at),
        by: String(by),
        change: readJsonColumn(change) as TriageChange,
        items: items.all(Number(id)) as unknown as TriageItem[],
      };
    }
  }
}
