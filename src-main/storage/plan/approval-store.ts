import type { DatabaseSync } from 'node:sqlite';
import { runInTransaction } from '../database/database.ts';
import { readJsonColumn } from '../database/json-column.ts';
import type { HistoryLog, HistoryRecord } from '../history-log.ts';
import { incrementPlanRevision } from './server-object-store.ts';

export interface PlanApprover {
  /** SHA-256 of the public key, hexadecimal. */
  readonly fingerprint: string;
  /** SPKI, base64. */
  readonly publicKey: string;
  readonly name: string;
  readonly addedAt: string;
  readonly addedBy: string;
}

/** A received approval; its signature and key are not checked yet. */
export interface StoredApproval {
  readonly seal: string;
  /** Hash of the content displayed beside the calls; `file` is the hash of the whole plan file. */
  readonly shown: string;
  readonly file: string;
  readonly fingerprint: string;
  readonly publicKey: string;
  readonly by: string;
  readonly at: string;
  readonly signature: string;
}

/** Name under which the fingerprint of the company's own key is stored. */
const OWN_KEY = 'approval-key';

/** Registered approvers and received approvals. Every method is durable when it returns. */
export class ApprovalStore {
  readonly #database: DatabaseSync;
  readonly #history: HistoryLog;

  constructor(database: DatabaseSync, history: HistoryLog) {
    this.#database = database;
    this.#history = history;
  }

  approvers(): readonly PlanApprover[] {
    return this.#database
      .prepare(
        'SELECT fingerprint, public_key AS publicKey, name, added_at AS addedAt, added_by AS addedBy FROM plan_approver ORDER BY name',
      )
      .all() as unknown as PlanApprover[];
  }

  /** Returns the approvals, latest first. */
  approvals(): readonly StoredApproval[] {
    return this.#database
      .prepare(
        'SELECT seal, shown, file, fingerprint, public_key AS publicKey, name AS by, at, signature FROM plan_approval ORDER BY at DESC, fingerprint',
      )
      .all() as unknown as StoredApproval[];
  }

  /** Returns the fingerprint of this company's own key; `null` = no key yet. */
  ownKey(): string | null {
    const row = this.#database.prepare('SELECT value FROM policy WHERE name = ?').get(OWN_KEY);
    return row === undefined ? null : (readJsonColumn(row['value']) as string);
  }

  noteOwnKey(fingerprint: string): void {
    if (this.ownKey() === fingerprint) return;
    runInTransaction(this.#database, (database) => {
      database.prepare('INSERT OR REPLACE INTO policy (name, value) VALUES (?, ?)').run(OWN_KEY, JSON.stringify(fingerprint));
      incrementPlanRevision(database);
    });
  }

  add({ seal, shown, file, fingerprint, publicKey, by, at, signature }: StoredApproval, record: HistoryRecord): void {
    this.#change(record, (database) => {
      database
        .prepare(
          'INSERT OR REPLACE INTO plan_approval (seal, shown, file, fingerprint, public_key, name, at, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(seal, shown, file, fingerprint, publicKey, by, at, signature);
    });
  }

  trust({ fingerprint, publicKey, name, addedAt, addedBy }: PlanApprover, record: HistoryRecord): void {
    this.#change(record, (database) => {
      database
        .prepare('INSERT OR REPLACE INTO plan_approver (fingerprint, public_key, name, added_at, added_by) VALUES (?, ?, ?, ?, ?)')
        .run(fingerprint, publicKey, name, addedAt, addedBy);
    });
  }

  distrust(fingerprint: string, record: HistoryRecord): void {
    this.#change(record, (database) => {
      database.prepare('DELETE FROM plan_approver WHERE fingerprint = ?').run(fingerprint);
    });
  }

  #change(record: HistoryRecord, change: (database: DatabaseSync) => void): void {
    runInTransaction(this.#database, (database) => {
      change(database);
      this.#history.appendIn(database, [record]);
      incrementPlanRevision(database);
    });
  }
}
