import { createHash, scryptSync } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** Requests remembered; older ones would be done again. */
const KEPT = 50_000;

/** Responses by request, so that a repetition gets the same response and does nothing. Survives the process. */
export class RequestTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** `'other'` if the id was used for another request. */
  answerTo(id: string, digest: Uint8Array): Readonly<Record<string, unknown>> | 'other' | null {
    const row = this.#database.prepare('SELECT digest, answer FROM request WHERE id = ?').get(id);
    if (row === undefined) return null;
    return Buffer.compare(row['digest'] as Uint8Array, digest) === 0 ? JSON.parse(String(row['answer'])) : 'other';
  }

  remember(id: string, digest: Uint8Array, answer: object): void {
    this.#database.prepare('INSERT OR REPLACE INTO request (id, digest, answer) VALUES (?, ?, ?)').run(id, digest, JSON.stringify(answer));
    this.#database.prepare('DELETE FROM request WHERE rowid <= (SELECT MAX(rowid) FROM request) - ?').run(KEPT);
  }

  forget(): void {
    this.#database.exec('DELETE FROM request');
  }
}

/** Digest for comparing requests. A secret is salted and hashed slowly, so that it cannot be guessed. */
export function digestOf(parameters: URLSearchParams): Uint8Array {
  const hash = createHash('sha256');
  const names = [...new Set(parameters.keys())].filter((name) => name !== 'lease' && name !== 'request_id').toSorted();
  for (const name of names) {
    const text = parameters.get(name) ?? '';
    const isSecret = name === 'value';
    hash.update(JSON.stringify([name, isSecret ? scryptSync(text, parameters.get('request_id') ?? '', 32).toString('hex') : text]));
  }
  return hash.digest();
}
