import type { DatabaseSync } from 'node:sqlite';
import { NO_BRANCHES, type SetupBranches } from '#shared/domain/setup/branches.ts';
import { isSetupStepId, type SetupStepId } from '#shared/domain/setup/guide.ts';
import type { SetupProof, SetupRecord, SetupRecordBasis } from '#shared/domain/setup/marks.ts';
import { runInTransaction } from './database/database.ts';
import { readJsonColumn } from './database/json-column.ts';

/** Responsible person and notes of a step. */
export interface SetupAssignment {
  readonly responsible: string;
  readonly note: string;
}

/** State of the former account at the time a new one was registered. */
export interface FormerAccount {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly done: readonly SetupStepId[];
  /** `fingerprint` of the integration's values at that time; `null` = no values. */
  readonly valuesPrint: string | null;
  readonly passwordGeneration: number;
}

type Row = Record<string, unknown>;

/** A company's records in the set-up guide. Every method is durable when it returns; `at` is ISO 8601 UTC. */
export class SetupStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Returns the latest valid record of each step. */
  marks(): ReadonlyMap<SetupStepId, SetupRecord> {
    const rows = this.#database.prepare('SELECT * FROM setup_mark WHERE undone_at IS NULL ORDER BY id').all();
    return byStep(rows, (row) => ({
      kind: row['kind'] as SetupRecord['kind'],
      at: String(row['at']),
      by: String(row['by']),
      saidBy: String(row['said_by']),
      day: String(row['day']),
      about: readJsonColumn(row['basis']) as SetupRecordBasis,
    }));
  }

  mark(step: SetupStepId, { kind, at, by, saidBy, day, about }: SetupRecord): void {
    this.#database
      .prepare('INSERT INTO setup_mark (step, kind, at, by, said_by, day, basis) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(step, kind, at, by, saidBy, day, JSON.stringify(about));
  }

  /** Withdraws the latest record of a step and deletes its proof; returns false if there was neither. */
  unmark(step: SetupStepId, at: string): boolean {
    return runInTransaction(this.#database, (database) => {
      const taken = database
        .prepare('UPDATE setup_mark SET undone_at = ? WHERE id = (SELECT MAX(id) FROM setup_mark WHERE step = ? AND undone_at IS NULL)')
        .run(at, step).changes;
      const forgotten = database.prepare('DELETE FROM setup_proof WHERE step = ?').run(step).changes;
      return Number(taken) + Number(forgotten) > 0;
    });
  }

  proofs(): ReadonlyMap<SetupStepId, SetupProof> {
    const rows = this.#database.prepare('SELECT step, at, print FROM setup_proof').all();
    return byStep(rows, (row) => ({ at: String(row['at']), print: String(row['print']) }));
  }

  /** Stores steps that a check found complete. A new fingerprint replaces the former one and its time; an equal one changes nothing. */
  prove(proofs: readonly { readonly id: SetupStepId; readonly print: string }[], at: string): void {
    const known = this.proofs();
    const changed = proofs.filter(({ id, print }) => known.get(id)?.print !== print);
    if (changed.length === 0) return;
    runInTransaction(this.#database, (database) => {
      const keep = database.prepare(
        'INSERT INTO setup_proof (step, at, print) VALUES (?, ?, ?) ON CONFLICT (step) DO UPDATE SET at = excluded.at, print = excluded.print',
      );
      for (const { id, print } of changed) keep.run(id, at, print);
    });
  }

  cards(): ReadonlyMap<SetupStepId, SetupAssignment> {
    const rows = this.#database.prepare('SELECT step, responsible, note FROM setup_card').all();
    return byStep(rows, (row) => ({ responsible: String(row['responsible']), note: String(row['note']) }));
  }

  changeCard(step: SetupStepId, change: Partial<SetupAssignment>, at: string): void {
    const { responsible, note } = { responsible: '', note: '', ...this.cards().get(step), ...change };
    this.#database
      .prepare(
        'INSERT INTO setup_card (step, responsible, note, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (step) DO UPDATE SET responsible = excluded.responsible, note = excluded.note, updated_at = excluded.updated_at',
      )
      .run(step, responsible, note, at);
  }

  branches(): SetupBranches {
    const rows = this.#database.prepare("SELECT name, value FROM setup_branch WHERE name <> 'former'").all();
    const chosen = Object.fromEntries(rows.map((row) => [String(row['name']), readJsonColumn(row['value']) as unknown]));
    return { ...NO_BRANCHES, ...chosen };
  }

  /** Returns the former account; `null` = no account was replaced. */
  former(): FormerAccount | null {
    const row = this.#database.prepare("SELECT value FROM setup_branch WHERE name = 'former'").get();
    return row === undefined ? null : (readJsonColumn(row['value']) as FormerAccount);
  }

  /** Withdraws all records of the steps, and stores which of them were complete for the former account. */
  beginAnew(steps: readonly SetupStepId[], former: FormerAccount, by: string): void {
    runInTransaction(this.#database, (database) => {
      const undo = database.prepare('UPDATE setup_mark SET undone_at = ? WHERE step = ? AND undone_at IS NULL');
      const forget = database.prepare('DELETE FROM setup_proof WHERE step = ?');
      for (const step of steps) {
        undo.run(former.at, step);
        forget.run(step);
      }
      this.#keepFormer(database, former, by);
    });
  }

  /** Removes a step from those that were complete for the former account; returns false if it was not among them. */
  forgetFormer(step: SetupStepId, by: string): boolean {
    const former = this.former();
    if (former === null || !former.done.includes(step)) return false;
    this.#keepFormer(this.#database, { ...former, done: former.done.filter((id) => id !== step) }, by);
    return true;
  }

  #keepFormer(database: DatabaseSync, former: FormerAccount, by: string): void {
    database
      .prepare(
        "INSERT INTO setup_branch (name, value, at, by) VALUES ('former', ?, ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at, by = excluded.by",
      )
      .run(JSON.stringify(former), former.at, by);
  }

  /** Stores the chosen branches; omitted ones stay unchanged. */
  choose(branches: { readonly [K in keyof SetupBranches]?: SetupBranches[K] | undefined }, at: string, by: string): void {
    runInTransaction(this.#database, (database) => {
      const keep = database.prepare(
        'INSERT INTO setup_branch (name, value, at, by) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at, by = excluded.by',
      );
      for (const name of ['account', 'otherIntegration'] as const)
        if (branches[name] !== undefined) keep.run(name, JSON.stringify(branches[name]), at, by);
    });
  }
}

/** Indexes rows by step and skips unknown steps; a later row replaces an earlier one. */
function byStep<T>(rows: readonly Row[], read: (row: Row) => T): ReadonlyMap<SetupStepId, T> {
  const found = new Map<SetupStepId, T>();
  for (const row of rows) {
    const step = String(row['step']);
    if (isSetupStepId(step)) found.set(step, read(row));
  }
  return found;
}
