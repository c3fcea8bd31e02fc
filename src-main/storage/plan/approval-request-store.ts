import type { DatabaseSync } from 'node:sqlite';
import { runInTransaction } from '../database/database.ts';
import type { HistoryLog, HistoryRecord } from '../history-log.ts';
import { incrementPlanRevision } from './server-object-store.ts';

/** A request on a team server for the approval of a plan. The signature of a decision is not checked here. */
export interface ApprovalRequest {
  readonly id: string;
  readonly state: 'open' | 'replaced' | 'approved' | 'rejected';
  /** Digest of the calls. */
  readonly seal: string;
  /** Hash of the content displayed beside the calls when the decision was made; `''` = not decided. */
  readonly shown: string;
  /** Number of changes in the plan. */
  readonly items: number;
  /** Id of the person who made the request. */
  readonly requester: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly comment: string;
  /** Id of the person who decided; `''` = not decided, also for the fields below. */
  readonly approver: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly answer: string;
  /** Public key and signature of an approval; `''` for a rejection. */
  readonly publicKey: string;
  readonly signature: string;
}

/** A request before its decision. */
export type NewApprovalRequest = Pick<ApprovalRequest, 'id' | 'seal' | 'items' | 'requester' | 'requestedBy' | 'requestedAt' | 'comment'>;
export type ApprovalDecision = Pick<
  ApprovalRequest,
  'id' | 'shown' | 'approver' | 'decidedBy' | 'decidedAt' | 'answer' | 'publicKey' | 'signature'
> & { readonly state: 'approved' | 'rejected' };

/** Requests for approval. Every method is durable when it returns. */
export class ApprovalRequestStore {
  readonly #database: DatabaseSync;
  readonly #history: HistoryLog;

  constructor(database: DatabaseSync, history: HistoryLog) {
    this.#database = database;
    this.#history = history;
  }

  /** Returns the latest requests, latest first. */
  list(limit: number): readonly ApprovalRequest[] {
    return this.#database
      .prepare(
        `SELECT id, state, seal, shown, items, requester, requested_by AS requestedBy, requested_at AS requestedAt, comment, approver,
           decided_by AS decidedBy, decided_at AS decidedAt, answer, public_key AS publicKey, signature
         FROM approval_request ORDER BY requested_at DESC, id LIMIT ?`,
      )
      .all(limit) as unknown as ApprovalRequest[];
  }

  /** Saves a request and replaces an open one. */
  add({ id, seal, items, requester, requestedBy, requestedAt, comment }: NewApprovalRequest, record: HistoryRecord): void {
    this.#change(record, (database) => {
      database.prepare("UPDATE approval_request SET state = 'replaced' WHERE state = 'open'").run();
      database
        .prepare(
          `INSERT INTO approval_request (id, state, seal, items, requester, requested_by, requested_at, comment)
           VALUES (?, 'open', ?, ?, ?, ?, ?, ?)`,
        )
        .run(id, seal, items, requester, requestedBy, requestedAt, comment);
    });
  }

  /** Saves the decision about an open request. */
  decide(
    { id, state, shown, approver, decidedBy, decidedAt, answer, publicKey, signature }: ApprovalDecision,
    record: HistoryRecord,
  ): void {
    this.#change(record, (database) => {
      database
        .prepare(
          `UPDATE approval_request SET state = ?, shown = ?, approver = ?, decided_by = ?, decided_at = ?, answer = ?, public_key = ?, signature = ?
           WHERE id = ? AND state = 'open'`,
        )
        .run(state, shown, approver, decidedBy, decidedAt, answer, publicKey, signature, id);
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
