import type { DatabaseSync } from 'node:sqlite';
import { runInTransaction } from './database/database.ts';

/** How a notice was shown: by a desktop notification, or in the window. */
export type NoticeState = 'told' | 'seen';

/** Notices shown to each person today; earlier days are deleted. Every method is durable when it returns. */
export class NoticeStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns the keys of the notices shown on a day. */
  keys(person: string, day: string, how: NoticeState): ReadonlySet<string> {
    const rows = this.#database.prepare('SELECT key FROM notice WHERE person = ? AND day = ? AND how = ?').all(person, day, how);
    return new Set(rows.map(({ key }) => String(key)));
  }

  /** Returns the keys of the notices that a person has snoozed. */
  putOff(person: string): ReadonlySet<string> {
    const rows = this.#database.prepare('SELECT key FROM notice_put_off WHERE person = ?').all(person);
    return new Set(rows.map(({ key }) => String(key)));
  }

  /** Snoozes a notice until its last day `until`; `null` ends that. Deletes entries that ended before `today`. */
  setPutOff(person: string, key: string, until: string | null, today: string): void {
    runInTransaction(this.#database, (database) => {
      database.prepare('DELETE FROM notice_put_off WHERE until < ? OR (person = ? AND key = ?)').run(today, person, key);
      if (until !== null) database.prepare('INSERT INTO notice_put_off (person, key, until) VALUES (?, ?, ?)').run(person, key, until);
    });
  }

  /** Records notices as shown on a day and deletes earlier days. */
  note(person: string, day: string, how: NoticeState, keys: readonly string[]): void {
    runInTransaction(this.#database, (database) => {
      database.prepare('DELETE FROM notice WHERE day < ?').run(day);
      const insert = database.prepare('INSERT OR IGNORE INTO notice (person, day, key, how) VALUES (?, ?, ?, ?)');
      for (const key of keys) insert.run(person, day, key, how);
    });
  }
}
