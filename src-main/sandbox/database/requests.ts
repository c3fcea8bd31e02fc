import { createHash, scryptSync } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** Maximum number of stored responses. A repeated request older than that would be processed again. */
const MAX_REQUESTS = 50_000;

/** Responses by request id, so that a repeated request gets the same response and changes nothing. Stored in the database file. */
export class RequestTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns the stored response; `'other'` if the id was used for a different request, `null` if it is new. */
  answerTo(id: string, digest: Uint8Array): Readonly<Record<string, unknown>> | 'other' | null {
    const row = this.#database.prepare('SELECT digest, answer FROM request WHERE id = ?').get(id);
    if (row === undefined) return null;
    return Buffer.compare(row['digest'] as Uint8Array, digest) === 0 ? JSON.parse(String(row['answer'])) : 'other';
  }

  remember(id: string, digest: Uint8Array, answer: object): void {
    this.#database.prepare('INSERT OR REPLACE INTO request (id, digest, answer) VALUES (?, ?, ?)').run(id, digest, JSON.stringify(answer));
    this.#database.prepare('DELETE FROM request WHERE rowid <= (SELECT MAX(rowid) FROM request) - ?').run(MAX_REQUESTS);
  }

  forget(): void {
    this.#database.exec('DELETE FROM request');
  }
}

/** Returns a digest for comparing requests. A secret is salted and hashed slowly, so that it cannot be guessed from the digest. */
export function hashParameters(parameters: URLSearchParams): Uint8Array {
  const hash = createHash('sha256');
  const names = [...new Set(parameters.keys())].filter((name) => name !== 'lease' && name !== 'request_id').toSorted();
  for (const name of names) {
    const text = parameters.get(name) ?? '';
    const isSecret = name === 'value';
    hash.update(JSON.stringify([name, isSecret ? scryptSync(text, parameters.get('request_id') ?? '', 32).toString('hex') : text]));
  }
  return hash.digest();
}
