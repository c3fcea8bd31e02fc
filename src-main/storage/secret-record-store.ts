import type { DatabaseSync } from 'node:sqlite';

/** What a company's file notes of a secret: when and where it was put. Never the value or anything made from it. */
export interface SecretRecord {
  readonly name: string;
  /** `null` once cleared. */
  readonly keptIn: 'system' | 'session' | null;
  readonly setAt: string | null;
  readonly verifiedAt: string | null;
  /** Grows with every value and every clearing. */
  readonly generation: number;
  /** The generation the server last took; `null` = none. */
  readonly appliedGeneration: number | null;
  /** The one place it may be sent to (company/secret-places.ts); `null` = no place was known yet. */
  readonly boundTo: string | null;
  /** What stands before the value where it is kept, and tells it from one that a copy of this file set; `null` = set by a version without marks. */
  readonly mark: string | null;
}

/** The records of a company's secrets. Every method is durable when it returns; `at` is ISO 8601 UTC. */
export class SecretRecordStore {
  readonly #database: DatabaseSync;
  /** Of what was looked for and not found since the file was opened, the generation. */
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

  /** The generation of the value that is kept here, as far as is known: 0 where none is, and where it was found gone (`noteFound`). */
  keptGeneration(name: string): number {
    const record = this.get(name);
    return record === null || record.keptIn === null || this.#gone.get(name) === record.generation ? 0 : record.generation;
  }

  keeps(name: string): boolean {
    return this.keptGeneration(name) > 0;
  }

  /** Whether the value of this generation was there when it was looked for; answers whether that is news. It is remembered while the file is open. */
  noteFound(name: string, generation: number, isThere: boolean): boolean {
    const wasGone = this.#gone.get(name) === generation;
    if (isThere && wasGone) this.#gone.delete(name);
    else if (!isThere) this.#gone.set(name, generation);
    return wasGone === isThere;
  }

  /** Another value is kept now; nobody has tested it yet. */
  noteSet(name: string, keptIn: 'system' | 'session', at: string, boundTo: string | null, mark: string): void {
    this.#database
      .prepare(
        `INSERT INTO secret_record (name, kept_in, set_at, generation, bound_to, mark) VALUES (?, ?, ?, 1, ?, ?)
         ON CONFLICT (name) DO UPDATE SET kept_in = excluded.kept_in, set_at = excluded.set_at, verified_at = NULL,
           generation = generation + 1, bound_to = excluded.bound_to, mark = excluded.mark`,
      )
      .run(name, keptIn, at, boundTo, mark);
  }

  /** Nothing is kept any more; does nothing where nothing was. */
  noteCleared(name: string): void {
    this.#database
      .prepare(
        'UPDATE secret_record SET kept_in = NULL, set_at = NULL, verified_at = NULL, bound_to = NULL, mark = NULL, generation = generation + 1 WHERE name = ? AND kept_in IS NOT NULL',
      )
      .run(name);
  }

  /** The value of this generation is for this place from now on; one that is for a place already stays with it. */
  noteBound(name: string, generation: number, boundTo: string): void {
    this.#database
      .prepare('UPDATE secret_record SET bound_to = ? WHERE name = ? AND generation = ? AND bound_to IS NULL')
      .run(boundTo, name, generation);
  }

  /** The value of this generation passed a test; one that has been replaced meanwhile is not meant. */
  noteVerified(name: string, generation: number, at: string): void {
    this.#database.prepare('UPDATE secret_record SET verified_at = ? WHERE name = ? AND generation = ?').run(at, name, generation);
  }

  /** The server took the value of this generation. */
  noteApplied(name: string, generation: number): void {
    this.#database.prepare('UPDATE secret_record SET applied_generation = ? WHERE name = ?').run(generation, name);
  }

  /** Of the server that the company has now it is not known that it took any value. */
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
