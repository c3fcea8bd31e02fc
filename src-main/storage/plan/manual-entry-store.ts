import type { DatabaseSync } from 'node:sqlite';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Body, Section } from '#shared/domain/drafts/sections.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import { applyClaimToDraft, type ManualEntryClaim, withdrawClaimFromDraft } from '#shared/domain/sync/manual-entry/manual-entry-claims.ts';
import { runInTransaction } from '../database/database.ts';
import { readBodyColumn } from '../database/json-column.ts';
import type { DraftStore } from '../draft-store.ts';
import type { HistoryLog, HistoryRecord } from '../history-log.ts';
import { incrementPlanRevision } from './server-object-store.ts';

export interface StoredTick {
  readonly line: string;
  /** Fingerprint of the value for which the tick was made. */
  readonly print: string;
  readonly at: string;
  readonly by: string;
}

export interface EnteredObject {
  readonly key: string;
  readonly section: Section;
  readonly id: string;
  readonly name: string;
  /** Content that was entered; `null` = deleted, or only the password was entered and the draft has no base. */
  readonly body: Body | null;
  /** Generation of the catalog password that was entered; 0 = none. */
  readonly generation: number;
  readonly at: string;
  readonly by: string;
  /** Person who made the entry; `''` = the same as `by`, who recorded it. */
  readonly saidBy: string;
  /** Day of the entry, `YYYY-MM-DD`. */
  readonly day: string;
  /** Base of the draft before the entry was recorded. */
  readonly baseBefore: Body | null;
}

/** Records that values were entered by hand on a server without write access. Every method is durable when it returns. */
export class ManualEntryStore {
  readonly #database: DatabaseSync;
  readonly #company: { readonly drafts: DraftStore; readonly history: HistoryLog };

  constructor(database: DatabaseSync, company: { readonly drafts: DraftStore; readonly history: HistoryLog }) {
    this.#database = database;
    this.#company = company;
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
    runInTransaction(this.#database, (database) => {
      const put = database.prepare('INSERT OR REPLACE INTO hand_over_tick (key, line, print, at, by) VALUES (?, ?, ?, ?, ?)');
      for (const { line, print, at, by } of ticks) put.run(key, line, print, at, by);
      incrementPlanRevision(database);
    });
  }

  untick(key: string, lines: readonly string[]): void {
    runInTransaction(this.#database, (database) => {
      const remove = database.prepare('DELETE FROM hand_over_tick WHERE key = ? AND line = ?');
      for (const line of lines) remove.run(key, line);
      incrementPlanRevision(database);
    });
  }

  /** Returns the valid record of each object, latest first; a server read ends its validity. */
  entered(): readonly EnteredObject[] {
    return this.#database
      .prepare(
        `SELECT key, section, object_id, name, body, generation, at, by, said_by, day, base_before FROM hand_over_entered
         WHERE id IN (SELECT max(id) FROM hand_over_entered WHERE ${VALID_ENTRY} GROUP BY key) ORDER BY id DESC`,
      )
      .all()
      .map((row) => ({
        key: String(row['key']),
        section: row['section'] as Section,
        id: String(row['object_id']),
        name: String(row['name']),
        body: readBodyColumn(row['body']),
        generation: Number(row['generation']),
        at: String(row['at']),
        by: String(row['by']),
        saidBy: String(row['said_by']),
        day: String(row['day']),
        baseBefore: readBodyColumn(row['base_before']),
      }));
  }

  /** Returns the valid records as claims to compare with a server read, with the base before the first valid record of each object. */
  claims(): readonly ManualEntryClaim[] {
    const first = new Map<string, Body | null>(
      this.#database
        .prepare(
          `SELECT key, base_before FROM hand_over_entered
           WHERE id IN (SELECT min(id) FROM hand_over_entered WHERE ${VALID_ENTRY} GROUP BY key)`,
        )
        .all()
        .map((row) => [String(row['key']), readBodyColumn(row['base_before'])]),
    );
    return this.entered().map(({ key, section, id, body }) => ({ key, section, id, body, before: first.get(key) ?? null }));
  }

  /** Ends the validity of the records of these objects after a server read; call it inside a running transaction. */
  answerIn(database: DatabaseSync, keys: readonly string[], at: string, record: HistoryRecord): void {
    if (keys.length === 0) return;
    const answer = database.prepare(`UPDATE hand_over_entered SET read_at = ? WHERE key = ? AND ${VALID_ENTRY}`);
    for (const key of keys) answer.run(at, key);
    this.#company.history.appendIn(database, [record]);
  }

  /** Records an object as entered: deletes its ticks, and makes the entered content the base of its draft. */
  finish(entered: Omit<EnteredObject, 'baseBefore'>, record: HistoryRecord): void {
    const { key, section, id, name, body, generation, at, by, saidBy, day } = entered;
    const draft = this.#company.drafts.state().drafts.get(key) ?? null;
    this.#company.drafts.reconcile(changeOf(key, draft, applyClaimToDraft(draft, entered, body)), at, (database) => {
      database
        .prepare(
          `INSERT INTO hand_over_entered (key, section, object_id, name, body, generation, at, by, said_by, day, base_before)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(key, section, id, name, jsonOf(body), generation, at, by, saidBy, day, jsonOf(draft?.base ?? null));
      database.prepare('DELETE FROM hand_over_tick WHERE key = ?').run(key);
      this.#company.history.appendIn(database, [record]);
      incrementPlanRevision(database);
    });
  }

  /** Withdraws the latest record of an object and restores the former base. */
  reopen({ key, section, id, baseBefore }: EnteredObject, at: string, record: HistoryRecord): void {
    const draft = this.#company.drafts.state().drafts.get(key) ?? null;
    this.#company.drafts.reconcile(changeOf(key, draft, withdrawClaimFromDraft(draft, { section, id }, baseBefore)), at, (database) => {
      database
        .prepare(
          `UPDATE hand_over_entered SET undone_at = ? WHERE id = (SELECT max(id) FROM hand_over_entered WHERE key = ? AND ${VALID_ENTRY})`,
        )
        .run(at, key);
      this.#company.history.appendIn(database, [record]);
      incrementPlanRevision(database);
    });
  }
}

/** SQL condition for valid records: neither withdrawn nor compared with a server read. */
const VALID_ENTRY = 'undone_at IS NULL AND read_at IS NULL';

const changeOf = (key: string, before: Draft | null, after: Draft | null): ReadonlyMap<string, Draft | null> =>
  isSameJson(before, after) ? new Map() : new Map([[key, after]]);
const jsonOf = (body: Body | null): string | null => (body === null ? null : JSON.stringify(body));
