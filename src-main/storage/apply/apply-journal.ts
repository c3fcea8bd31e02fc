import type { DatabaseSync } from 'node:sqlite';
import type { Failure } from '#shared/contract/call/result.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import type { ReceivedBody } from '#shared/domain/sync/foreign-fields.ts';
import { createRebasedDraft, rebaseAfterApply } from '#shared/domain/sync/merge/rebase-after-apply.ts';
import type { ReconciledOutcome } from '#shared/domain/sync/run.ts';
import type { ServerEntry, ServerSecretName } from '#shared/domain/sync/server-state.ts';
import type { SecretRecordStore } from '../connections/secret-record-store.ts';
import { runInTransaction } from '../database/database.ts';
import { readBodyColumn, readJsonColumn } from '../database/json-column.ts';
import type { DraftStore } from '../draft-store.ts';
import type { HistoryLog, HistoryRecord } from '../history-log.ts';
import type { ServerObjectStore } from '../plan/server-object-store.ts';
import { EFFECTIVE_STEPS_SQL, toJournalRun, toJournalStep } from './apply-rows.ts';
import type { JournalRun, JournalStep, StepChange, StepState } from './apply-steps.ts';

/** The stores that change together with the journal in one transaction. */
export interface JournalStores {
  readonly drafts: DraftStore;
  readonly server: ServerObjectStore;
  readonly history: HistoryLog;
  readonly secrets: SecretRecordStore;
}

/** Position and request id of the step that will be sent next. */
export interface StepIntent {
  readonly position: number;
  readonly requestId: string;
  /** Generation of the secret value that is sent; omitted = the step's own. */
  readonly generation?: number;
}

export interface StepSuccess {
  readonly step: JournalStep;
  /** Revision of the object or secret after the write. */
  readonly revision: number;
  readonly by: string;
  readonly record: HistoryRecord;
  readonly next: StepIntent | null;
}

/** Result of reading a written step back from the server. */
export interface Verification {
  readonly position: number;
  readonly same: boolean;
}

/** Result of reading an object whose step had an unknown outcome. */
interface Settlement {
  readonly step: JournalStep;
  readonly as: ReconciledOutcome;
  /** The server's current object; `null` = it does not exist. */
  readonly entry: ServerEntry | null;
  readonly record: HistoryRecord;
}

/**
 * The journal of writes to a server. The intent is stored before each call; the outcome and all its consequences are stored after it in
 * one transaction. Every method is durable when it returns (WAL, synchronous FULL).
 */
export class ApplyJournal {
  readonly #database: DatabaseSync;
  readonly #company: JournalStores;

  constructor(database: DatabaseSync, company: JournalStores) {
    this.#database = database;
    this.#company = company;
  }

  /** Starts a run. Cancels steps that are still waiting in an earlier failed run, because this run was planned after it. */
  begin(run: Omit<JournalRun, 'state' | 'endedAt' | 'failure'>, orders: readonly StepChange[], record: HistoryRecord): void {
    runInTransaction(this.#database, (database) => {
      database.exec(
        `UPDATE apply_step SET state = 'given-up' WHERE state IN ('waiting', 'left-out')
         AND run_id IN (SELECT id FROM apply_run WHERE state = 'failed')`,
      );
      database
        .prepare(
          `INSERT INTO apply_run (id, number, started_at, by, holder, reason, server, digest, on_failure, seal, state)
           VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM apply_run), ?, ?, ?, ?, ?, ?, ?, ?, 'running')`,
        )
        .run(run.id, run.startedAt, run.by, run.holder, run.reason, run.server, run.digest, run.onFailure, run.seal);
      const insert = database.prepare(
        `INSERT INTO apply_step (run_id, position, key, section, id, name, action, sentence, needs, if_revision, before, planned, target, whole, generation, state)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')`,
      );
      orders.forEach((order, position) => {
        insert.run(
          run.id,
          position,
          order.key,
          order.section,
          order.id,
          order.name,
          order.action,
          JSON.stringify(order.sentence),
          JSON.stringify(order.needs),
          order.ifRevision,
          jsonOf(order.before),
          order.planned === null ? null : JSON.stringify(order.planned),
          jsonOf(order.target),
          order.whole === null ? null : JSON.stringify(order.whole),
          order.generation,
        );
      });
      this.#company.history.appendIn(database, [record]);
    });
  }

  /** Returns a run; `null` if there is none with this id. */
  run(id: string): JournalRun | null {
    const row = this.#database.prepare('SELECT * FROM apply_run WHERE id = ?').get(id);
    return row === undefined ? null : toJournalRun(row);
  }

  /** Returns the run that is running or paused; there is at most one. */
  openRun(): JournalRun | null {
    const row = this.#database.prepare("SELECT * FROM apply_run WHERE state IN ('running', 'paused')").get();
    return row === undefined ? null : toJournalRun(row);
  }

  /** Returns one page of the runs, latest first by creation order, because the clock may have been set back. */
  runs(offset: number, limit: number): { readonly total: number; readonly runs: readonly JournalRun[] } {
    const total = Number(this.#database.prepare('SELECT COUNT(*) AS total FROM apply_run').get()?.['total']);
    const rows = this.#database.prepare('SELECT * FROM apply_run ORDER BY number DESC LIMIT ? OFFSET ?').all(limit, offset);
    return { total, runs: rows.map(toJournalRun) };
  }

  /** Whether there is no later run. A later run was planned with knowledge of what failed in this one. */
  isLatest(runId: string): boolean {
    const later = 'SELECT 1 FROM apply_run WHERE number > (SELECT number FROM apply_run WHERE id = ?) LIMIT 1';
    return this.#database.prepare(later).get(runId) === undefined;
  }

  /** Returns the steps in execution order. */
  steps(runId: string): readonly JournalStep[] {
    return this.#database.prepare(`SELECT * FROM ${EFFECTIVE_STEPS_SQL} WHERE run_id = ? ORDER BY position`).all(runId).map(toJournalStep);
  }

  /** Returns how many later runs wrote each object, by object key. */
  writtenAfter(runId: string): ReadonlyMap<string, number> {
    const rows = this.#database
      .prepare(
        `SELECT key, COUNT(DISTINCT run_id) AS runs FROM apply_step WHERE state = 'done' AND run_id IN
          (SELECT id FROM apply_run WHERE number > (SELECT number FROM apply_run WHERE id = ?)) GROUP BY key`,
      )
      .all(runId);
    return new Map(rows.map((row) => [String(row['key']), Number(row['runs'])]));
  }

  /** Returns the keys of all objects that were ever written. */
  written(): ReadonlySet<string> {
    const rows = this.#database.prepare("SELECT DISTINCT key FROM apply_step WHERE state = 'done' AND action = 'put'").all();
    return new Set(rows.map(({ key }) => String(key)));
  }

  /** Returns one page of the steps; an empty list of states selects all. */
  stepWindow(
    runId: string,
    states: readonly StepState[],
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): { readonly total: number; readonly steps: readonly JournalStep[] } {
    const where = "run_id = :run AND (:states = '[]' OR told IN (SELECT value FROM json_each(:states)))";
    const wanted = { run: runId, states: JSON.stringify(states) };
    const total = Number(
      this.#database.prepare(`SELECT COUNT(*) AS total FROM ${EFFECTIVE_STEPS_SQL} WHERE ${where}`).get(wanted)?.['total'],
    );
    const steps = this.#database
      .prepare(`SELECT * FROM ${EFFECTIVE_STEPS_SQL} WHERE ${where} ORDER BY position LIMIT :limit OFFSET :offset`)
      .all({ ...wanted, limit, offset });
    return { total, steps: steps.map(toJournalStep) };
  }

  /** Returns the last content of deleted objects that had fields unknown to this console, by object key. */
  deletedWholes(): ReadonlyMap<string, ReceivedBody> {
    const rows = this.#database
      .prepare(
        `SELECT key, before, whole FROM apply_step JOIN apply_run ON apply_run.id = run_id
         WHERE action = 'delete' AND apply_step.state = 'done' ORDER BY apply_run.number, apply_step.position`,
      )
      .all();
    const wholes = new Map<string, ReceivedBody>();
    for (const { key, before, whole } of rows) {
      const body = whole === null ? null : readBodyColumn(before);
      // Only the last deletion counts: if it had no unknown fields, those of an earlier deletion are not restored.
      if (body === null) wholes.delete(String(key));
      else wholes.set(String(key), { body, whole: readJsonColumn(whole) as Json });
    }
    return wholes;
  }

  /** Counts the steps of a run by state, and the completed ones whose read-back was equal or different. */
  counts(runId: string): Readonly<Record<StepState | 'verified' | 'differing', number>> {
    const counts = { waiting: 0, sent: 0, unknown: 0, done: 0, failed: 0, 'left-out': 0, 'given-up': 0, verified: 0, differing: 0 };
    for (const row of this.#database
      .prepare(`SELECT told, verified, COUNT(*) AS steps FROM ${EFFECTIVE_STEPS_SQL} WHERE run_id = ? GROUP BY told, verified`)
      .all(runId)) {
      counts[row['told'] as StepState] += Number(row['steps']);
      if (row['told'] === 'done' && row['verified'] !== null)
        counts[row['verified'] === 1 ? 'verified' : 'differing'] += Number(row['steps']);
    }
    return counts;
  }

  /** Returns steps with unknown outcome that no server read has determined yet. Secrets are excluded, because they cannot be read. */
  unsettled(): readonly { readonly run: JournalRun; readonly step: JournalStep }[] {
    const rows = this.#database
      .prepare(
        `SELECT * FROM ${EFFECTIVE_STEPS_SQL} WHERE run_id IN (SELECT id FROM apply_run WHERE state = 'cancelled')
         AND told = 'unknown' AND verified IS NULL AND action <> 'secret' ORDER BY at, run_id, position`,
      )
      .all();
    return rows.flatMap((row) => {
      const run = this.run(String(row['run_id']));
      return run === null ? [] : [{ run, step: toJournalStep(row) }];
    });
  }

  /**
   * Stores the intent before a request is sent. After an interruption the request may have arrived, so it is repeated with the same
   * request id.
   */
  intend(runId: string, intent: StepIntent, at: string): void {
    intendIn(this.#database, runId, intent, at);
  }

  /** Marks a step as waiting, because the server certainly did not process the request. */
  withdraw(runId: string, position: number, at: string): void {
    this.#database.prepare("UPDATE apply_step SET state = 'waiting', at = ? WHERE run_id = ? AND position = ?").run(at, runId, position);
  }

  /**
   * Stores a successful write. The server state, the base of the draft (and its content, unless it was edited since), the history entry
   * and `next` are written in one transaction. `next`: intent of the next request; `null` = none.
   */
  succeed(runId: string, { step, revision, by, record, next }: StepSuccess, at: string): void {
    const { drafts, server, history, secrets } = this.#company;
    this.#together(() =>
      drafts.reconcile(this.#followed(step), at, (database) => {
        doneIn(database, runId, step.position, revision, at);
        if (step.action === 'secret') {
          server.noteSecretIn(database, { name: step.id as ServerSecretName, set: true, revision });
          if (step.generation !== null) secrets.noteApplied(step.id, step.generation);
        } else {
          const { section, id, target, whole } = step;
          const entry = { section, id, revision, updatedAt: at, updatedBy: by, ...(whole !== null && { whole }) };
          server.noteIn(database, step, target === null ? null : { ...entry, body: target });
        }
        history.appendIn(database, [record]);
        if (next !== null) intendIn(database, runId, next, at);
      }),
    );
  }

  /**
   * Stores the outcome of a step whose outcome was unknown. If it was done, this has all consequences of a success. If the object was
   * changed by someone else, the outcome stays unknown permanently.
   */
  settle(runId: string, { step, as, entry, record }: Settlement, at: string): void {
    const { drafts, server, history } = this.#company;
    this.#together(() =>
      drafts.reconcile(as === 'done' ? this.#followed(step) : new Map(), at, (database) => {
        if (as === 'done') {
          doneIn(database, runId, step.position, entry?.revision ?? null, at);
          server.noteIn(database, step, entry);
        } else if (as === 'not-done') {
          database
            .prepare("UPDATE apply_step SET state = 'given-up', at = ? WHERE run_id = ? AND position = ?")
            .run(at, runId, step.position);
        }
        if (as !== 'not-done')
          database
            .prepare('UPDATE apply_step SET verified = ? WHERE run_id = ? AND position = ?')
            .run(Number(as === 'done'), runId, step.position);
        history.appendIn(database, [record]);
      }),
    );
  }

  /**
   * Stores a refusal by the server. `current`: the current object if the response contained it; `leftOut`: positions of dependent steps,
   * which are skipped.
   */
  fail(
    runId: string,
    step: JournalStep,
    failure: Failure,
    at: string,
    current: { readonly entry: ServerEntry | null } | null,
    leftOut: readonly number[],
  ): void {
    this.#together(() =>
      runInTransaction(this.#database, (database) => {
        database
          .prepare("UPDATE apply_step SET state = 'failed', failure = ?, at = ? WHERE run_id = ? AND position = ?")
          .run(JSON.stringify(failure), at, runId, step.position);
        const leave = database.prepare(
          "UPDATE apply_step SET state = 'left-out', at = ? WHERE run_id = ? AND position = ? AND state = 'waiting'",
        );
        for (const position of leftOut) leave.run(at, runId, position);
        if (current !== null && step.action !== 'secret') this.#company.server.noteIn(database, step, current.entry);
      }),
    );
  }

  /** Sets failed and skipped steps back to waiting, so that they get new request ids, and resumes the run. */
  reopen(runId: string, positions: readonly number[]): void {
    runInTransaction(this.#database, (database) => {
      const again = database.prepare(
        "UPDATE apply_step SET state = 'waiting', request_id = NULL, failure = NULL WHERE run_id = ? AND position = ?",
      );
      for (const position of positions) again.run(runId, position);
      database.prepare("UPDATE apply_run SET state = 'running', ended_at = NULL, failure = NULL WHERE id = ?").run(runId);
    });
  }

  /** Sets the run back to running. */
  goOn(runId: string): void {
    this.#database.prepare("UPDATE apply_run SET state = 'running', ended_at = NULL, failure = NULL WHERE id = ?").run(runId);
  }

  /** Pauses the run so that it can be resumed; `failure`: the reason, `null` = on request. */
  pause(runId: string, failure: Failure | null): void {
    this.#database
      .prepare("UPDATE apply_run SET state = 'paused', failure = ? WHERE id = ?")
      .run(failure === null ? null : JSON.stringify(failure), runId);
  }

  /** Ends the run. If it is canceled, unsent steps are dropped, and sent steps without a response count as unknown. */
  end(runId: string, state: 'done' | 'failed' | 'cancelled', at: string, record: HistoryRecord): void {
    runInTransaction(this.#database, (database) => {
      if (state === 'cancelled')
        database
          .prepare("UPDATE apply_step SET state = 'given-up', at = ? WHERE run_id = ? AND state IN ('waiting', 'left-out')")
          .run(at, runId);
      database.prepare('UPDATE apply_run SET state = ?, ended_at = ? WHERE id = ?').run(state, at, runId);
      this.#company.history.appendIn(database, [record]);
    });
  }

  /** Stores the results of reading back, and the server's current objects. */
  verify(
    runId: string,
    verifications: readonly Verification[],
    found: readonly { readonly key: StepChange; readonly entry: ServerEntry | null }[],
  ): void {
    this.#together(() =>
      runInTransaction(this.#database, (database) => {
        const mark = database.prepare('UPDATE apply_step SET verified = ? WHERE run_id = ? AND position = ?');
        for (const { position, same } of verifications) mark.run(Number(same), runId, position);
        for (const { key, entry } of found) this.#company.server.noteIn(database, key, entry);
      }),
    );
  }

  /** Returns the draft changes that follow from a completed step. */
  #followed(step: JournalStep): ReadonlyMap<string, Draft | null> {
    const { section, id, target, planned } = step;
    if (planned === null) return new Map();
    const known = this.#company.drafts.state().drafts.get(step.key) ?? null;
    const item = { section, id, ...planned };
    const next = createRebasedDraft(item, known, rebaseAfterApply(item, known, target));
    return isSameJson(known, next) ? new Map() : new Map([[step.key, next]]);
  }

  /** Runs a transaction; if it fails, the state in memory is reloaded. */
  #together(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#company.server.forget();
      throw error;
    }
  }
}

function intendIn(database: DatabaseSync, runId: string, { position, requestId, generation }: StepIntent, at: string): void {
  database
    .prepare(
      `UPDATE apply_step SET state = 'sent', request_id = ?, generation = COALESCE(?, generation), at = ?, failure = NULL,
         attempts = attempts + 1 WHERE run_id = ? AND position = ?`,
    )
    .run(requestId, generation ?? null, at, runId, position);
}

function doneIn(database: DatabaseSync, runId: string, position: number, revision: number | null, at: string): void {
  database
    .prepare("UPDATE apply_step SET state = 'done', revision = ?, at = ?, failure = NULL WHERE run_id = ? AND position = ?")
    .run(revision, at, runId, position);
}

const jsonOf = (body: Body | null): string | null => (body === null ? null : JSON.stringify(body));
