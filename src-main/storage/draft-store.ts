import type { DatabaseSync } from 'node:sqlite';
import { isTypingContinuation, rebaseCommand } from '#shared/domain/drafts/coalesce.ts';
import { type AppliedCommand, applyDraftChanges, applyDraftCommand, type DraftCommand } from '#shared/domain/drafts/commands.ts';
import { type Draft, type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { UndoStepLabel } from '#shared/domain/drafts/label.ts';
import type { Body, Section } from '#shared/domain/drafts/sections.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import { mergeConcurrentEdit } from '#shared/domain/sync/merge/merge-concurrent-edit.ts';
import { runInTransaction } from './database/database.ts';
import { readBodyColumn, readJsonColumn } from './database/json-column.ts';

/** A step that can be undone or redone. */
export interface DraftStep {
  readonly id: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly by: string;
  readonly label: UndoStepLabel;
}

/** Time (ISO 8601 UTC) and author of a change; `owner` = the owner of the undo step. */
export interface ChangeStamp {
  readonly at: string;
  readonly by: string;
  readonly owner: string;
}

/** All drafts with their bases; `updatedAt` by key. */
export interface DraftState {
  readonly revision: number;
  readonly drafts: Drafts;
  readonly updatedAt: ReadonlyMap<string, string>;
}

/** Maximum number of undo steps; older ones are deleted. */
const MAX_STEPS = 1_000;

/** All drafts and their undo steps. Every method is durable when it returns. */
export class DraftStore {
  readonly #database: DatabaseSync;
  #state: DraftState | null = null;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Returns the current drafts. They are loaded once and kept in memory, because no other process writes to the file (`takeFolderLock`).
   */
  state(): DraftState {
    this.#state ??= this.#read();
    return this.#state;
  }

  /**
   * Applies a command as one undo step; consecutive typing in one field is combined into one step. Deletes the owner's redo steps. Returns
   * the changed keys; empty = nothing changed and no step was created. `applied`: the command on the current drafts, if that is known.
   */
  apply(
    command: DraftCommand,
    label: UndoStepLabel,
    { at, by, owner }: ChangeStamp,
    applied: AppliedCommand = applyDraftCommand(this.state().drafts, command, mergeConcurrentEdit),
  ): readonly string[] {
    if (applied.changes.size === 0) return [];
    this.#change(applied, at, (database) => {
      const { changes: dropped } = database.prepare('DELETE FROM draft_step WHERE undone = 1 AND owner = ?').run(owner);
      const last = database.prepare('SELECT id, at, owner, label, command, inverse FROM draft_step ORDER BY id DESC LIMIT 1').get();
      const before =
        last === undefined || last['owner'] !== owner
          ? null
          : { command: readJsonColumn(last['command']) as DraftCommand, label: readJsonColumn(last['label']) as UndoStepLabel };
      if (
        last !== undefined &&
        before !== null &&
        dropped === 0 &&
        isTypingContinuation(before, { command, label }, Date.parse(at) - Date.parse(String(last['at'])))
      ) {
        const done = rebaseCommand(applied.done, before.command);
        const inverse = rebaseCommand(readJsonColumn(last['inverse']) as DraftCommand, applied.inverse);
        database
          .prepare('UPDATE draft_step SET at = ?, command = ?, inverse = ? WHERE id = ?')
          .run(at, JSON.stringify(done), JSON.stringify(inverse), Number(last['id']));
        return;
      }
      database
        .prepare('INSERT INTO draft_step (at, by, owner, label, command, inverse) VALUES (?, ?, ?, ?, ?, ?)')
        .run(at, by, owner, JSON.stringify(label), JSON.stringify(applied.done), JSON.stringify(applied.inverse));
      database.prepare('DELETE FROM draft_step WHERE id <= (SELECT MAX(id) FROM draft_step) - ?').run(MAX_STEPS);
    });
    return [...applied.changes.keys()];
  }

  /**
   * Stores changes caused by the server state: bases, and drafts that follow them; `null` = the object exists on neither side. Creates no
   * undo step. `note` writes in the same transaction.
   */
  reconcile(
    changes: ReadonlyMap<string, Draft | null>,
    at: string,
    note: (database: DatabaseSync) => void = () => undefined,
  ): readonly string[] {
    if (changes.size === 0) runInTransaction(this.#database, note);
    else this.#change({ changes }, at, note);
    return [...changes.keys()];
  }

  /** Returns the next step to undo and the next step to redo of an owner. */
  steps(owner: string): { readonly undo: DraftStep | null; readonly redo: DraftStep | null } {
    return { undo: this.#step(owner, 'undone = 0 ORDER BY id DESC'), redo: this.#step(owner, 'undone = 1 ORDER BY id') };
  }

  /** Undoes the latest step of an owner; `null` if there is none. */
  undo(owner: string, at: string): { readonly step: DraftStep; readonly changed: readonly string[] } | null {
    return this.#replay(this.steps(owner).undo, 'inverse', 1, at);
  }

  /** Redoes the last undone step of an owner; `null` if there is none. */
  redo(owner: string, at: string): { readonly step: DraftStep; readonly changed: readonly string[] } | null {
    return this.#replay(this.steps(owner).redo, 'command', 0, at);
  }

  /** Whether undoing or redoing the next step would change anything; other people may have changed or deleted its objects. */
  wouldChange(owner: string, direction: 'undo' | 'redo'): boolean {
    const step = this.steps(owner)[direction];
    return step !== null && this.#applied(step, direction === 'undo' ? 'inverse' : 'command').changes.size > 0;
  }

  #applied({ id }: DraftStep, column: 'command' | 'inverse'): AppliedCommand {
    const row = this.#database.prepare(`SELECT ${column} AS command FROM draft_step WHERE id = ?`).get(id);
    return applyDraftCommand(this.state().drafts, readJsonColumn(row?.['command']) as DraftCommand, mergeConcurrentEdit);
  }

  #replay(
    step: DraftStep | null,
    column: 'command' | 'inverse',
    undone: 0 | 1,
    at: string,
  ): { readonly step: DraftStep; readonly changed: readonly string[] } | null {
    if (step === null) return null;
    const applied = this.#applied(step, column);
    this.#change(applied, at, (database) => {
      database.prepare('UPDATE draft_step SET undone = ? WHERE id = ?').run(undone, step.id);
    });
    return { step, changed: [...applied.changes.keys()] };
  }

  /** Stores the changes and whatever `note` writes in one transaction, then updates the state in memory. */
  #change({ changes }: Pick<AppliedCommand, 'changes'>, at: string, note: (database: DatabaseSync) => void): void {
    const before = this.state();
    /** Returns the time of the last edit; a change of the base only is not an edit. */
    const touchedAt = (key: string, { draft, note: words }: Draft): string => {
      const was = before.drafts.get(key);
      return was !== undefined && was.note === words && isSameJson(was.draft, draft) ? (before.updatedAt.get(key) ?? at) : at;
    };
    const revision = runInTransaction(this.#database, (database) => {
      const put = database.prepare(
        `INSERT INTO draft (section, id, base, body, note, updated_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (section, id) DO UPDATE SET base = excluded.base, body = excluded.body, note = excluded.note, updated_at = excluded.updated_at`,
      );
      const remove = database.prepare('DELETE FROM draft WHERE section = ? AND id = ?');
      for (const [key, draft] of changes) {
        const was = draft ?? before.drafts.get(key);
        if (was === undefined) continue;
        if (draft === null) remove.run(was.section, was.id);
        else put.run(draft.section, draft.id, jsonOf(draft.base), jsonOf(draft.draft), draft.note, touchedAt(key, draft));
      }
      note(database);
      database.exec('UPDATE company SET draft_revision = draft_revision + 1');
      return Number(database.prepare('SELECT draft_revision FROM company').get()?.['draft_revision']);
    });
    const updatedAt = new Map(before.updatedAt);
    for (const [key, draft] of changes) {
      if (draft === null) updatedAt.delete(key);
      else updatedAt.set(key, touchedAt(key, draft));
    }
    this.#state = { revision, drafts: inOrder(applyDraftChanges(before.drafts, changes)), updatedAt };
  }

  #step(owner: string, where: string): DraftStep | null {
    const row = this.#database.prepare(`SELECT id, at, by, label FROM draft_step WHERE owner = ? AND ${where} LIMIT 1`).get(owner);
    return row === undefined
      ? null
      : { id: Number(row['id']), at: String(row['at']), by: String(row['by']), label: readJsonColumn(row['label']) as UndoStepLabel };
  }

  #read(): DraftState {
    const drafts = new Map<string, Draft>();
    const updatedAt = new Map<string, string>();
    for (const row of this.#database.prepare('SELECT section, id, base, body, note, updated_at FROM draft').all()) {
      const draft: Draft = {
        section: row['section'] as Section,
        id: String(row['id']),
        base: readBodyColumn(row['base']),
        draft: readBodyColumn(row['body']),
        note: String(row['note']),
      };
      drafts.set(getDraftKey(draft), draft);
      updatedAt.set(getDraftKey(draft), String(row['updated_at']));
    }
    return {
      revision: Number(this.#database.prepare('SELECT draft_revision FROM company').get()?.['draft_revision'] ?? 0),
      drafts: inOrder(drafts),
      updatedAt,
    };
  }
}

/** Sorts drafts by section and id, so that the order is the same after every start. */
const inOrder = (drafts: Drafts): Drafts => new Map([...drafts].sort(([one], [other]) => (one < other ? -1 : 1)));

const jsonOf = (body: Body | null): string | null => (body === null ? null : JSON.stringify(body));
