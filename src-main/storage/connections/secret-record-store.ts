import type { DatabaseSync } from 'node:sqlite';

/** Metadata of a secret: when and where it was saved. Never contains the value or data derived from it. */
export interface SecretRecord {
  readonly name: string;
  /** Where the value is stored; `null` = it was deleted. */
  readonly keptIn: 'system' | 'session' | null;
  readonly setAt: string | null;
  readonly verifiedAt: string | null;
  /** Increases whenever a value is saved or deleted. */
  readonly generation: number;
  /** Generation that the server last accepted; `null` = none. */
  readonly appliedGeneration: number | null;
  /** The only destination to which the value may be sent (company/connections/secret-destination-ids.ts); `null` = not known yet. */
  readonly boundTo: string | null;
  /**
   * Random mark stored before the value, which distinguishes it from a value saved by a copy of this file; `null` = saved by a version
   * without marks.
   */
  readonly mark: string | null;
}

/** Metadata of a company's secrets. Every method is durable when it returns; `at` is ISO 8601 UTC. */
export class SecretRecordStore {
  readonly #database: DatabaseSync;
  /** Generations of secrets that were found missing since the file was opened. */
  readonly #gone = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  list(): readonly SecretRecord[] {
    return this.#database.prepare('SELECT * FROM secret_record ORDER BY name').all().map(recordOf);
  }

  get(name: string): SecretRecord | null {
    const row = this.#database.prepare('SELECT * FROM secret_record WHERE name = ?').get(name);
    return row === undefined ? null : recordOf(row);
  }

  /** Returns the generation of the stored value; 0 = none is stored or it was found missing (`noteFound`). */
  keptGeneration(name: string): number {
    const record = this.get(name);
    return record === null || record.keptIn === null || this.#gone.get(name) === record.generation ? 0 : record.generation;
  }

  keeps(name: string): boolean {
    return this.keptGeneration(name) > 0;
  }

  /** Records in memory whether the value of this generation exists; returns whether that changed. */
  noteFound(name: string, generation: number, isThere: boolean): boolean {
    const wasGone = this.#gone.get(name) === generation;
    if (isThere && wasGone) this.#gone.delete(name);
    else if (!isThere) this.#gone.set(name, generation);
    return wasGone === isThere;
  }

  /** Records that a new value was saved, which is not tested yet. */
  noteSet(name: string, keptIn: 'system' | 'session', at: string, boundTo: string | null, mark: string): void {
    this.#database
      .prepare(
        `INSERT INTO secret_record (name, kept_in, set_at, generation, bound_to, mark) VALUES (?, ?, ?, 1, ?, ?)
         ON CONFLICT (name) DO UPDATE SET kept_in = excluded.kept_in, set_at = excluded.set_at, verified_at = NULL,
           generation = generation + 1, bound_to = excluded.bound_to, mark = excluded.mark`,
      )
      .run(name, keptIn, at, boundTo, mark);
  }

  /** Records that the value was deleted; no effect if there was none. */
  noteCleared(name: string): void {
    this.#database
      .prepare(
        'UPDATE secret_record SET kept_in = NULL, set_at = NULL, verified_at = NULL, bound_to = NULL, mark = NULL, generation = generation + 1 WHERE name = ? AND kept_in IS NOT NULL',
      )
      .run(name);
  }

  /** Binds the value of this generation to a destination, unless it is already bound. */
  noteBound(name: string, generation: number, boundTo: string): void {
    this.#database
      .prepare('UPDATE secret_record SET bound_to = ? WHERE name = ? AND generation = ? AND bound_to IS NULL')
      .run(boundTo, name, generation);
  }

  /** Records that the value of this generation passed a test; ignored if it was replaced since. */
  noteVerified(name: string, generation: number, at: string): void {
    this.#database.prepare('UPDATE secret_record SET verified_at = ? WHERE name = ? AND generation = ?').run(at, name, generation);
  }

  /** Records that the server accepted the value of this generation. */
  noteApplied(name: string, generation: number): void {
    this.#database.prepare('UPDATE secret_record SET applied_generation = ? WHERE name = ?').run(generation, name);
  }

  /** Deletes which values the server accepted, because the company has another server. */
  forgetApplied(): void {
    this.#database.exec('UPDATE secret_record SET applied_generation = NULL');
  }
}

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value));

const recordOf = (row: Record<string, unknown>): SecretRecord => ({
  name: String(row['name']),
  keptIn: row['kept_in'] as SecretRecord['keptIn'],
  setAt: textOrNull(row['set_at']),
  verifiedAt: textOrNull(row['verified_at']),
  generation: Number(row['generation']),
  appliedGeneration: row['applied_generation'] === null ? null : Number(row['applied_generation']),
  boundTo: textOrNull(row['bound_to']),
  mark: textOrNull(row['mark']),
});
