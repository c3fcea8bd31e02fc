import type { DatabaseSync } from 'node:sqlite';
import type { Body, Section } from '#shared/domain/drafts/sections.ts';
import { inTransaction } from './database.ts';
import type { HistoryLog, HistoryRecord } from './history-log.ts';
import { bumpPlan } from './server-object-store.ts';

export interface StoredTick {
  readonly line: string;
  /** Of the value it was made for. */
  readonly print: string;
  readonly at: string;
  readonly by: string;
}

export interface EnteredObject {
  readonly key: string;
  readonly section: Section;
  readonly id: string;
  readonly name: string;
  /** `null` = it was removed. */
  readonly body: Body | null;
  /** Which setting of the catalog password was entered by then; 0 = none. */
  readonly generation: number;
  readonly at: string;
  readonly by: string;
}

/** What was entered by hand on a server that nothing can be written to. Every method is durable when it returns. */
export class HandOverStore {
  readonly #database: DatabaseSync;
  readonly #history: HistoryLog;

  constructor(database: DatabaseSync, history: HistoryLog) {
    this.#database = database;
    this.#history = history;
  }

  ticks(): ReadonlyMap<string, ReadonlyMap<string, StoredTick>> {
    const byKey = new Map<string, Map<string, StoredTick>>();
    for (const row of this.#database.prepare('SELECT key, line, print, at, by FROM hand_over_tick').iterate()) {
      const key = String(row['key']);
      const ticks = byKey.get(key) ?? new Map<string, StoredTick>();
      const line = String(row['line']);
      ticks.set(line, { line, print: String(row['print']), at: String(row['at']), by: String(row['by']) });
      byKey.set(key, ticks);
    }
    return byKey;
  }

  tick(key: string, ticks: readonly StoredTick[]): void {
    inTransaction(this.#database, (database) => {
      const put = database.prepare('INSERT OR REPLACE INTO hand_over_tick (key, line, print, at, by) VALUES (?, ?, ?, ?, ?)');
      for (const { line, print, at, by } of ticks) put.run(key, line, print, at, by);
      bumpPlan(database);
    });
  }

  untick(key: string, lines: readonly string[]): void {
    inTransaction(this.#database, (database) => {
      const remove = database.prepare('DELETE FROM hand_over_tick WHERE key = ? AND line = ?');
      for (const line of lines) remove.run(key, line);
      bumpPlan(database);
    });
  }

  /** What holds of each object, latest first. */
  entered(): readonly EnteredObject[] {
    return this.#database
      .prepare(
        `SELECT key, section, object_id, name, body, generation, at, by FROM hand_over_entered
         WHERE id IN (SELECT max(id) FROM hand_over_entered WHERE undone_at IS NULL GROUP BY key) ORDER BY id DESC`,
      )
      .all()
      .map((row) => ({
        key: String(row['key']),
        section: row['section'] as Section,
        id: String(row['object_id']),
        name: String(row['name']),
        body: row['body'] === null ? null : (JSON.parse(String(row['body'])) as Body),
        generation: Number(row['generation']),
        at: String(row['at']),
        by: String(row['by']),
      }));
  }

  /** The object is entered: its ticks have done their work. */
  finish({ key, section, id, name, body, generation, at, by }: EnteredObject, record: HistoryRecord): void {
    inTransaction(this.#database, (database) => {
      database
        .prepare('INSERT INTO hand_over_entered (key, section, object_id, name, body, generation, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
        .run(key, section, id, name, body === null ? null : JSON.stringify(body), generation, at, by);
      database.prepare('DELETE FROM hand_over_tick WHERE key = ?').run(key);
      this.#history.appendIn(database, [record]);
      bumpPlan(database);
    });
  }

  /** Takes the latest saying about an object back; what was said before holds again. */
  reopen(key: string, at: string, record: HistoryRecord): void {
    inTransaction(this.#database, (database) => {
      database
        .prepare(
          'UPDATE hand_over_entered SET undone_at = ? WHERE id = (SELECT max(id) FROM hand_over_entered WHERE key = ? AND undone_at IS NULL)',
        )
        .run(at, key);
      this.#history.appendIn(database, [record]);
      bumpPlan(database);
    });
  }
}
