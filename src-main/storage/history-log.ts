import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';
import { runInTransaction } from './database/database.ts';
import { readJsonColumn } from './database/json-column.ts';

export type HistoryKind =
  | 'put'
  | 'delete'
  | 'secret'
  | 'secret-set'
  | 'secret-cleared'
  | 'run-started'
  | 'run-ended'
  | 'outcome'
  | 'take-over'
  | 'hand-over'
  | 'ignore'
  | 'unignore'
  | 'approval'
  | 'approver'
  | 'trust'
  | 'amazon-user';

/** An event. `before` and `after` are complete objects; `null` = the object does not exist, or the event is about a secret. */
export interface HistoryRecord {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly by: string;
  readonly kind: HistoryKind;
  /** Section and id of the object; `null` and `''` for an event about a whole run. */
  readonly section: GatewaySection | null;
  readonly id: string;
  readonly name: string;
  /** Description of the event, with the names at that time. */
  readonly sentence: Phrase;
  readonly reason: string;
  readonly runId: string | null;
  readonly requestId: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** Fields of an event without an object, reason, run or request. */
export const EMPTY_EVENT_FIELDS: Omit<HistoryRecord, 'at' | 'by' | 'kind' | 'sentence'> = {
  section: null,
  id: '',
  name: '',
  reason: '',
  runId: null,
  requestId: null,
  before: null,
  after: null,
};

export type HistoryHead = Omit<HistoryRecord, 'before' | 'after'>;

export interface HistoryLine {
  readonly seq: number;
  readonly head: HistoryHead;
  readonly hash: string;
}

/** A complete entry; `before` and `after` as parsed JSON, `null` = the object does not exist. */
export interface FullHistoryLine extends HistoryLine {
  readonly before: unknown;
  readonly after: unknown;
  readonly previousHash: string;
}

export interface HistoryProof {
  readonly entries: number;
  /** Hash of the last entry; `''` = the history is empty. */
  readonly head: string;
  /** The first invalid entry, because its content was changed or it does not follow the previous one; `null` = all are valid. */
  readonly broken: { readonly seq: number; readonly problem: 'content' | 'chain' | 'missing' } | null;
}

interface Row {
  readonly seq: number;
  readonly head: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

const lineOf = (row: Readonly<Record<string, unknown>>): HistoryLine => ({
  seq: Number(row['seq']),
  head: readJsonColumn(row['head']) as HistoryHead,
  hash: String(row['hash']),
});

/** The hash that precedes the first entry. */
const BEGINNING = '';

/** Returns `sha256(previous hash + canonical JSON of the entry)` in hexadecimal; sorted keys, UTF-8. */
export function hashHistoryLine(previousHash: string, seq: number, head: string, before: string | null, after: string | null): string {
  const content = `{"after":${after ?? 'null'},"before":${before ?? 'null'},"head":${head},"seq":${seq}}`;
  return createHash('sha256')
    .update(previousHash + content)
    .digest('hex');
}

/** The history: who changed what, when and why. Entries are only appended, and each contains the hash of the previous one. */
export class HistoryLog {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Appends entries; they are durable when it returns. */
  append(records: readonly HistoryRecord[]): void {
    runInTransaction(this.#database, (database) => this.appendIn(database, records));
  }

  /** Appends entries inside a running transaction. */
  appendIn(database: DatabaseSync, records: readonly HistoryRecord[]): void {
    const last = database.prepare('SELECT seq, hash FROM history_entry ORDER BY seq DESC LIMIT 1').get();
    let seq = Number(last?.['seq'] ?? 0);
    let previous = String(last?.['hash'] ?? BEGINNING);
    const insert = database.prepare('INSERT INTO history_entry (seq, head, before, after, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?)');
    for (const { before, after, ...head } of records) {
      seq++;
      const texts = [
        toStableJson(head),
        before === null || before === undefined ? null : toStableJson(before),
        after === null || after === undefined ? null : toStableJson(after),
      ] as const;
      const hash = hashHistoryLine(previous, seq, ...texts);
      insert.run(seq, ...texts, previous, hash);
      previous = hash;
    }
  }

  /** Yields all entries without bodies, latest first. */
  *lines(): Generator<HistoryLine> {
    for (const row of this.#database.prepare('SELECT seq, head, hash FROM history_entry ORDER BY seq DESC').iterate()) yield lineOf(row);
  }

  /** Returns one page of `lines`; `total` counts all entries. */
  window(offset: number, limit: number): { readonly total: number; readonly lines: readonly HistoryLine[] } {
    const total = Number(this.#database.prepare('SELECT count(*) AS total FROM history_entry').get()?.['total']);
    // Entries are never deleted, so the position of an entry follows from its number.
    const last = Number(this.#database.prepare('SELECT max(seq) AS last FROM history_entry').get()?.['last'] ?? 0);
    const rows =
      last === total
        ? this.#database
            .prepare('SELECT seq, head, hash FROM history_entry WHERE seq <= ? ORDER BY seq DESC LIMIT ?')
            .all(last - offset, limit)
        : this.#database.prepare('SELECT seq, head, hash FROM history_entry ORDER BY seq DESC LIMIT ? OFFSET ?').all(limit, offset);
    return { total, lines: rows.map(lineOf) };
  }

  line(seq: number): FullHistoryLine | null {
    const row = this.#database.prepare('SELECT * FROM history_entry WHERE seq = ?').get(seq) as Row | undefined;
    if (row === undefined) return null;
    return {
      seq,
      head: readJsonColumn(row.head) as HistoryHead,
      before: row.before === null ? null : readJsonColumn(row.before),
      after: row.after === null ? null : readJsonColumn(row.after),
      previousHash: row.previous_hash,
      hash: row.hash,
    };
  }

  /** Whether an entry has this hash. */
  has(hash: string): boolean {
    return this.#database.prepare('SELECT 1 FROM history_entry WHERE hash = ? LIMIT 1').get(hash) !== undefined;
  }

  /** Verifies the chain of hashes from the first entry. */
  verify(): HistoryProof {
    let entries = 0;
    let head = BEGINNING;
    let broken: HistoryProof['broken'] = null;
    for (const each of this.#database.prepare('SELECT * FROM history_entry ORDER BY seq').iterate()) {
      const row = each as unknown as Row;
      entries++;
      if (broken === null) {
        if (row.seq !== entries) broken = { seq: row.seq, problem: 'missing' };
        else if (row.previous_hash !== head) broken = { seq: row.seq, problem: 'chain' };
        else if (hashHistoryLine(row.previous_hash, row.seq, row.head, row.before, row.after) !== row.hash)
          broken = { seq: row.seq, problem: 'content' };
      }
      head = row.hash;
    }
    return { entries, head, broken };
  }
}
