import { type Draft, type Drafts, findDraft, getDraftKey } from './draft.ts';
import { addExpectedState, contradictsExpectation, type MergeEdit, rebaseEdit } from './expectation.ts';
import { type Bodies, type Body, type Edits, editBody, isSingleSection, type Section, setBodyId } from './sections.ts';
import { isSameJson } from './stable-json.ts';

interface At<S extends Section> {
  readonly section: S;
  readonly id: string;
}

/** One edit of the drafts. Serializable; it contains the ids, so that repeating it has the same result. */
export type DraftEdit =
  | { [S in Section]: At<S> & { readonly kind: 'edit'; readonly edit: Edits[S] } }[Section]
  /** Creates the object or replaces its draft; `body: null` = to be deleted on the server. */
  | { [S in Section]: Put<S> }[Section]
  | (At<Section> & { readonly kind: 'note'; readonly note: string; readonly was?: string })
  /**
   * Removes an object that the server does not have; marks other objects for deletion. A single object is reset to the server's content.
   */
  | (At<Section> & { readonly kind: 'delete'; readonly was?: Body | null });

interface Put<S extends Section> extends At<S> {
  readonly kind: 'put';
  readonly body: Bodies[S] | null;
  readonly note: string;
  /** In a stored step, the draft that it replaced; later changes by others are merged instead of overwritten. */
  readonly was?: Bodies[S] | null;
  /** Replaces the base too, if the base still equals `from`. */
  readonly base?: { readonly from: Bodies[S] | null; readonly to: Bodies[S] | null };
}

const USE_WANTED_BODY: MergeEdit = (_section, _was, wanted) => wanted;

/** One edit, or several that are applied and undone together. */
export type DraftCommand = DraftEdit | { readonly kind: 'sequence'; readonly commands: readonly DraftEdit[] };

export interface AppliedCommand {
  /** New content by key, `null` = removed. Empty if the command changes nothing. */
  readonly changes: ReadonlyMap<string, Draft | null>;
  /** The command that undoes this one. Applying it returns an inverse in turn (redo). */
  readonly inverse: DraftCommand;
  /** The command as stored for redo. It has the same effect even if the order of lists has changed. */
  readonly done: DraftCommand;
  /** True if an edit refers to something that was removed, or to a note that was changed, since its author saw it. */
  readonly missed: boolean;
}

const NO_COMMANDS: DraftCommand = { kind: 'sequence', commands: [] };
export const listDraftEdits = (command: DraftCommand): readonly DraftEdit[] => (command.kind === 'sequence' ? command.commands : [command]);

/**
 * Applies a command and returns the changes; `drafts` is not modified. An edit of a missing object changes nothing. `merge` combines an
 * edit, undo or redo with later changes of the draft. Never throws.
 */
export function applyDraftCommand(drafts: Drafts, command: DraftCommand, merge: MergeEdit = USE_WANTED_BODY): AppliedCommand {
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
  for (const edit of listDraftEdits(command)) {
    const applied = applyEdit(overlay as Drafts, edit, merge);
    done.push(applied?.done ?? edit);
    missed ||= applied === null ? edit.kind === 'edit' || edit.kind === 'note' : applied.missed === true;
    if (applied === null) continue;
    changes.set(getDraftKey(edit), applied.after);
    inverses.push(listDraftEdits(applied.inverse));
  }
  for (const [key, after] of changes) if (isSameJson(drafts.get(key) ?? null, after)) changes.delete(key);
  return {
    changes,
    inverse: inverses.length === 0 ? NO_COMMANDS : { kind: 'sequence', commands: inverses.reverse().flat() },
    done: command.kind === 'sequence' ? { kind: 'sequence', commands: done } : (done[0] ?? command),
    missed,
  };
}

interface AppliedEdit {
  readonly after: Draft | null;
  readonly inverse: DraftCommand;
  /** The edit as stored for redo; omitted if it equals the given edit. */
  readonly done?: DraftEdit;
  readonly missed?: boolean;
}

function applyEdit(drafts: Drafts, edit: DraftEdit, merge: MergeEdit): AppliedEdit | null {
  const stored = drafts.get(getDraftKey(edit)) ?? null;
  const at = { section: edit.section, id: edit.id };
  const now = stored?.draft ?? null;
  const base = stored?.base ?? null;
  /** Returns the edit that restores the stored draft; `left` is the draft after the edit, `null` if it is removed. */
  const back = (left: Draft | null): DraftEdit => {
    const was = left?.draft ?? null;
    if (stored === null) return isSingleSection(edit.section) ? { ...at, kind: 'delete' } : { ...at, kind: 'delete', was };
    return { ...createPutEdit(stored), was } as DraftEdit;
  };
  switch (edit.kind) {
    case 'put': {
      const wanted = edit.body === null ? null : setBodyId(edit.section, edit.body as Body, edit.id);
      const body = edit.was === undefined ? wanted : merge(edit.section, edit.was, wanted, now);
      const moves = edit.base !== undefined && isSameJson(edit.base.from, base);
      const nextBase = moves ? edit.base.to : base;
      const after = body === null && nextBase === null ? null : ({ ...at, base: nextBase, draft: body, note: edit.note } as Draft);
      if (stored === null && after === null) return null;
      const done = { ...edit, was: now } as DraftEdit;
      if (!moves) return { after, inverse: back(after), done };
      // Without a stored draft, a deletion would leave the base behind.
      const put = { ...at, kind: 'put', body: now, note: stored?.note ?? '', was: body, base: { from: nextBase, to: base } } as DraftEdit;
      return { after, inverse: put, done };
    }
    case 'delete': {
      if (stored === null || now === null) return null;
      if (edit.was !== undefined && merge(edit.section, edit.was, null, now) !== null) return null;
      const after = base === null ? null : ({ ...stored, draft: isSingleSection(edit.section) ? base : null } as Draft);
      return { after, inverse: back(after) };
    }
    case 'note': {
      const found = findDraft(drafts, edit);
      if (found === null || (edit.was !== undefined && edit.was !== found.note && edit.note !== found.note)) return null;
      const after = { ...found, note: edit.note };
      const inverse: DraftEdit = stored === null ? back(after) : { ...at, kind: 'note', note: found.note, was: edit.note };
      return { after, inverse, done: { ...edit, was: found.note } };
    }
    case 'edit': {
      const found = findDraft(drafts, edit);
      if (found === null || found.draft === null) return null;
      const restated = rebaseEdit(edit.section, found.draft, edit.edit, merge);
      const { body, inverse, done } = editBody(edit.section, found.draft, restated);
      const after = { ...found, draft: setBodyId(edit.section, body, edit.id) };
      const editOf = (one: typeof done): DraftEdit => ({ ...at, kind: 'edit', edit: one }) as DraftEdit;
      const kept = addExpectedState(edit.section, found.draft, done);
      const missed = contradictsExpectation(edit.section, found.draft, edit.edit);
      return { after, inverse: stored === null ? back(after) : editOf(inverse), done: editOf(kept), missed };
    }
  }
}

/** The edit that stores this draft. */
export const createPutEdit = ({ section, id, draft, note }: Draft): DraftEdit =>
  ({ section, id, kind: 'put', body: draft, note }) as DraftEdit;

/** Returns the drafts after applying the changes. */
export function applyDraftChanges(drafts: Drafts, changes: AppliedCommand['changes']): Drafts {
  const next = new Map(drafts);
  for (const [key, after] of changes) {
    if (after === null) next.delete(key);
    else next.set(key, after);
  }
  return next;
}
