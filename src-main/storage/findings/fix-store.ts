import type { DatabaseSync } from 'node:sqlite';
import type { SkippedFix } from '#shared/contract/fixes/fix-files.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import { getConfidence } from '#shared/domain/readiness/evidence/evidence.ts';
import { runInTransaction } from '../database/database.ts';
import { insertMany } from '../database/insert-many.ts';
import { readJsonColumn, readObjectColumn } from '../database/json-column.ts';

export interface FixStep {
  readonly id: number;
  readonly kind: 'adopt' | 'drop';
  readonly at: string;
  readonly people: number;
}

/** One export of fix files for one side. */
export interface FixExport {
  readonly at: string;
  readonly side: Fix['side'];
  /** File name of the administrator's export on which the files are based. */
  readonly source: string;
  readonly people: number;
  readonly files: readonly { readonly name: string; readonly rows: number }[];
  readonly leftOut: readonly SkippedFix[];
}

/** A person with the fix before or after a step; `null` = no fix. */
export type FixChange = readonly [person: string, fix: Fix | null];

/** `restored`: number of people changed by the step. `kept`: number of people whose fix was exported since and therefore stays. */
interface Replayed {
  readonly restored: number;
  readonly kept: number;
}

const MAX_STEPS = 50;
const STEP = 'id, at, undone, before, after FROM fix_step';

/** Stored form of a fix: older rows have a score from 0 to 100 instead of a confidence, and the oldest lack `account`. */
type StoredFix = Omit<Fix, 'confidence' | 'account'> & {
  readonly confidence?: Fix['confidence'];
  readonly score?: number | null;
  readonly account?: Fix['account'];
};

function readFix({ score, confidence, account, ...fix }: StoredFix): Fix {
  return {
    ...fix,
    account: account ?? null,
    confidence: confidence ?? (score === undefined || score === null ? null : getConfidence(score)),
  };
}

/** Adopted fixes, one per person, with undo steps. Every method is durable when it returns. */
export class FixStore {
  readonly #database: DatabaseSync;
  #all: Map<string, Fix> | null = null;
  #version = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns a number that increases with every change since the file was opened. */
  version(): number {
    return this.#version;
  }

  /** Returns all fixes by person. */
  all(): ReadonlyMap<string, Fix> {
    this.#all ??= new Map(
      this.#database
        .prepare('SELECT person, value FROM fix')
        .all()
        .map((row) => [String(row['person']), readFix(readObjectColumn(row['value']) as unknown as StoredFix)]),
    );
    return this.#all;
  }

  /** Sets or removes fixes as one undo step and returns its id. Deletes the redo steps. */
  apply(kind: FixStep['kind'], at: string, changes: readonly FixChange[]): number {
    const before = this.#standing(changes);
    const id = runInTransaction(this.#database, (database) => {
      database.exec('DELETE FROM fix_step WHERE undone = 1');
      const { lastInsertRowid } = database
        .prepare('INSERT INTO fix_step (at, kind, people, before) VALUES (?, ?, ?, ?)')
        .run(at, kind, changes.length, JSON.stringify(before));
      database.prepare('DELETE FROM fix_step WHERE id <= ?').run(Number(lastInsertRowid) - MAX_STEPS);
      this.#put(database, changes);
      return Number(lastInsertRowid);
    });
    this.#changed(changes);
    return id;
  }

  /** Undoes a step; `null` if it is not the latest. Fixes exported since then stay. */
  undo(stepId: number, at: string): Replayed | null {
    return this.#replay(this.#database.prepare(`SELECT ${STEP} WHERE undone = 0 ORDER BY id DESC LIMIT 1`).get(), stepId, at);
  }

  /** Redoes a step; `null` if it is not the one undone last. Fixes exported since then stay. */
  redo(stepId: number, at: string): Replayed | null {
    return this.#replay(this.#database.prepare(`SELECT ${STEP} WHERE undone = 1 ORDER BY id LIMIT 1`).get(), stepId, at);
  }

  /** Restores the fixes before or after a step, and stores the current ones for the opposite direction. */
  #replay(step: Record<string, unknown> | undefined, stepId: number, at: string): Replayed | null {
    if (step === undefined || Number(step['id']) !== stepId) return null;
    const undoes = step['undone'] === 0;
    const since = String(step['at']);
    const wanted = (readJsonColumn(step[undoes ? 'before' : 'after']) as [string, StoredFix | null][]).map(
      ([person, fix]): FixChange => [person, fix === null ? null : readFix(fix)],
    );
    const restored = wanted.filter(([person]) => {
      const written = this.all().get(person)?.written ?? null;
      return written === null || written.at < since;
    });
    const stood = JSON.stringify(this.#standing(restored));
    runInTransaction(this.#database, (database) => {
      this.#put(database, restored);
      database
        .prepare(`UPDATE fix_step SET at = ?, people = ?, undone = ?, ${undoes ? 'after' : 'before'} = ? WHERE id = ?`)
        .run(at, restored.length, undoes ? 1 : 0, stood, stepId);
    });
    this.#changed(restored);
    return { restored: restored.length, kept: wanted.length - restored.length };
  }

  /** Returns the current fixes of the people in the changes. */
  #standing(changes: readonly FixChange[]): readonly FixChange[] {
    return changes.map(([person]) => [person, this.all().get(person) ?? null]);
  }

  lastStep(): FixStep | null {
    const row = this.#database.prepare('SELECT id, kind, at, people FROM fix_step WHERE undone = 0 ORDER BY id DESC LIMIT 1').get();
    return row === undefined
      ? null
      : { id: Number(row['id']), kind: row['kind'] as FixStep['kind'], at: String(row['at']), people: Number(row['people']) };
  }

  /** Updates fixes without creating an undo step. */
  settle(fixes: readonly Fix[]): void {
    if (fixes.length === 0) return;
    const changes = fixes.map((fix): FixChange => [fix.person, fix]);
    runInTransaction(this.#database, (database) => this.#put(database, changes));
    this.#changed(changes);
  }

  /** Stores an export and the position of each fix in its files in one transaction; returns the export id. */
  recordWriting(writing: FixExport, places: ReadonlyMap<string, { readonly file: string; readonly row: number }>): number {
    const changes = [...places].flatMap(([person, place]): FixChange[] => {
      const fix = this.all().get(person);
      return fix === undefined ? [] : [[person, { ...fix, written: { at: writing.at, ...place }, state: 'written' }]];
    });
    const id = runInTransaction(this.#database, (database) => {
      const { lastInsertRowid } = database
        .prepare('INSERT INTO fix_writing (at, side, source, people, files, left_out) VALUES (?, ?, ?, ?, ?, ?)')
        .run(writing.at, writing.side, writing.source, writing.people, JSON.stringify(writing.files), JSON.stringify(writing.leftOut));
      this.#put(database, changes);
      return Number(lastInsertRowid);
    });
    this.#changed(changes);
    return id;
  }

  /** Returns the last exports, latest first. */
  writings(limit: number): readonly (FixExport & { readonly id: number })[] {
    return this.#database
      .prepare('SELECT id, at, side, source, people, files, left_out FROM fix_writing ORDER BY id DESC LIMIT ?')
      .all(limit)
      .map((row) => ({
        id: Number(row['id']),
        at: String(row['at']),
        side: row['side'] as Fix['side'],
        source: String(row['source']),
        people: Number(row['people']),
        files: readJsonColumn(row['files']) as FixExport['files'],
        leftOut: readJsonColumn(row['left_out']) as SkippedFix[],
      }));
  }

  #put(database: DatabaseSync, changes: readonly FixChange[]): void {
    const remove = database.prepare('DELETE FROM fix WHERE person = ?');
    for (const [person] of changes) remove.run(person);
    insertMany(
      database,
      'fix',
      ['person', 'value'],
      changes.flatMap(([person, fix]) => (fix === null ? [] : [[person, JSON.stringify(fix)]])),
    );
  }

  #changed(changes: readonly FixChange[]): void {
    const all = this.all() as Map<string, Fix>;
    for (const [person, fix] of changes) {
      if (fix === null) all.delete(person);
      else all.set(person, fix);
    }
    this.#version++;
  }
}
