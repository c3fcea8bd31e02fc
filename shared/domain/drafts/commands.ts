import { type Draft, type Drafts, findDraft, keyOf } from './draft.ts';
import { expecting, misses } from './expectation.ts';
import { adoptBody, type Bodies, type Body, type Edits, editBody, isSingle, type Section } from './sections.ts';
import { sameJson } from './stable-json.ts';

interface At<S extends Section> {
  readonly section: S;
  readonly id: string;
}

/** One edit of the drafts. Serialisable; ids are given, so that doing it again does the same. */
export type DraftEdit =
  | { [S in Section]: At<S> & { readonly kind: 'edit'; readonly edit: Edits[S] } }[Section]
  /** Creates the object or takes the place of its draft; `body: null` = to be deleted on the server. */
  | { [S in Section]: At<S> & { readonly kind: 'put'; readonly body: Bodies[S] | null; readonly note: string } }[Section]
  | (At<Section> & { readonly kind: 'note'; readonly note: string })
  /** Forgets an object the server does not have; marks one it has. A single object, which the server always has, is as the server has it. */
  | (At<Section> & { readonly kind: 'delete' });

/** An edit, or several that are done and undone as one. */
export type DraftCommand = DraftEdit | { readonly kind: 'sequence'; readonly commands: readonly DraftEdit[] };

export interface AppliedCommand {
  /** What stands under a key afterwards, `null` = nothing. Empty when the command changes nothing. */
  readonly changes: ReadonlyMap<string, Draft | null>;
  /** Brings back what was before; itself undone by the inverse that undoing gives. */
  readonly inverse: DraftCommand;
  /** The command as it is kept: done again, it does the same also where lists have another order by then. */
  readonly done: DraftCommand;
  /** Whether an edit was about something that is gone, or other than its maker saw it. */
  readonly missed: boolean;
}

const NOTHING: DraftCommand = { kind: 'sequence', commands: [] };
export const editsOf = (command: DraftCommand): readonly DraftEdit[] => (command.kind === 'sequence' ? command.commands : [command]);

/** Applies a command to the drafts, which stay as they are. One that cannot apply (an object that is gone) changes nothing. Never throws. */
export function applyDraftCommand(drafts: Drafts, command: DraftCommand): AppliedCommand {
  const changes = new Map<string, Draft | null>();
  const inverses: (readonly DraftEdit[])[] = [];
  const done: DraftEdit[] = [];
  let missed = false;
  const overlay: Pick<Drafts, 'get'> = {
    get(key) {
      const changed = changes.get(key);
      return changed === undefined ? drafts.get(key) : (changed ?? undefined);
    },
  };
  for (const edit of editsOf(command)) {
    const applied = applyEdit(overlay as Drafts, edit);
    done.push(applied?.done ?? edit);
    missed ||= applied === null ? edit.kind === 'edit' : applied.missed === true;
    if (applied === null) continue;
    changes.set(keyOf(edit), applied.after);
    inverses.push(editsOf(applied.inverse));
  }
  for (const [key, after] of changes) if (sameJson(drafts.get(key) ?? null, after)) changes.delete(key);
  return {
    changes,
    inverse: inverses.length === 0 ? NOTHING : { kind: 'sequence', commands: inverses.reverse().flat() },
    done: command.kind === 'sequence' ? { kind: 'sequence', commands: done } : (done[0] ?? command),
    missed,
  };
}

interface AppliedEdit {
  readonly after: Draft | null;
  readonly inverse: DraftCommand;
  /** As it is kept, where that is not the edit as it was given. */
  readonly done?: DraftEdit;
  readonly missed?: boolean;
}

function applyEdit(drafts: Drafts, edit: DraftEdit): AppliedEdit | null {
  const stored = drafts.get(keyOf(edit)) ?? null;
  const at = { section: edit.section, id: edit.id };
  /** What brings back what was stored: nothing at all, or the draft as it was. */
  const back = (): DraftEdit => (stored === null ? { ...at, kind: 'delete' } : putOf(stored));
  switch (edit.kind) {
    case 'put': {
      const body = edit.body === null ? null : adoptBody(edit.section, edit.body as Body, edit.id);
      const base = stored?.base ?? null;
      if (body === null && base === null) return stored === null ? null : { after: null, inverse: back() };
      return { after: { ...at, base, draft: body, note: edit.note }, inverse: back() };
    }
    case 'delete':
      if (stored === null || stored.draft === null) return null;
      return { after: stored.base === null ? null : { ...stored, draft: isSingle(edit.section) ? stored.base : null }, inverse: back() };
    case 'note': {
      const found = findDraft(drafts, edit);
      if (found === null) return null;
      return { after: { ...found, note: edit.note }, inverse: stored === null ? back() : { ...at, kind: 'note', note: found.note } };
    }
    case 'edit': {
      const found = findDraft(drafts, edit);
      if (found === null || found.draft === null) return null;
      const { body, inverse, done } = editBody(edit.section, found.draft, edit.edit);
      const after = { ...found, draft: adoptBody(edit.section, body, edit.id) };
      const editOf = (one: typeof done): DraftEdit => ({ ...at, kind: 'edit', edit: one }) as DraftEdit;
      const kept = expecting(edit.section, found.draft, done);
      const missed = misses(edit.section, found.draft, edit.edit);
      return { after, inverse: stored === null ? back() : editOf(inverse), done: editOf(kept), missed };
    }
  }
}

/** The command that puts an object's draft where it is. */
export const putOf = ({ section, id, draft, note }: Draft): DraftEdit => ({ section, id, kind: 'put', body: draft, note }) as DraftEdit;

/** The drafts with the changes in place. */
export function withChanges(drafts: Drafts, changes: AppliedCommand['changes']): Drafts {
  const next = new Map(drafts);
  for (const [key, after] of changes) {
    if (after === null) next.delete(key);
    else next.set(key, after);
  }
  return next;
}
