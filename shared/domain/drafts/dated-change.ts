import { applyDraftChanges, applyDraftCommand, type DraftEdit } from './commands.ts';
import { type Draft, type Drafts, findDraft, getDraftKey, getDraftState } from './draft.ts';
import { listDirectoryReferences } from './references.ts';
import type { Body, Section } from './sections.ts';
import { isSameJson } from './stable-json.ts';
import { type PersonChange, planPersonChanges } from './successors.ts';

/** One object of a dated change: its base when it was set aside, and its content from that day on. */
export interface DatedObject {
  readonly section: Section;
  readonly id: string;
  readonly before: Body | null;
  /** `null` = to be deleted on the server. */
  readonly body: Body | null;
  readonly note: string;
}

/** The person's organization before and after the day; `''` = not in the company. */
export interface DatedMove {
  readonly id: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A change planned for a day: the drafts from that day on, and the people that it moves. */
export interface DatedChange {
  readonly name: string;
  /** Day of the change, `YYYY-MM-DD`. */
  readonly day: string;
  readonly objects: readonly DatedObject[];
  /** People to remove or replace on that day, in all settings that name them then. */
  readonly people: readonly PersonChange[];
  /** Moves according to the rehearsed list of that day; `null` = no list was rehearsed. */
  readonly moved: {
    readonly users: string;
    readonly joining: number;
    readonly leaving: number;
    readonly moving: number;
    /** The first of these people. */
    readonly people: readonly DatedMove[];
  } | null;
  /** Entries that exist only in the list of the planned day, not in the present list: `user 12`, `organization 3`. */
  readonly coming: readonly string[];
}

/**
 * State of an object compared with the stored one: `as-kept` = unchanged, `changed-since` = edited, `gone` = deleted, `done` = already as
 * planned.
 */
export type DatedObjectState = 'as-kept' | 'changed-since' | 'gone' | 'done';

export function getDatedObjectState(drafts: Drafts, object: DatedObject): DatedObjectState {
  const now = drafts.get(getDraftKey(object))?.draft ?? null;
  if (isSameJson(now, object.body)) return 'done';
  if (isSameJson(now, object.before)) return 'as-kept';
  return now === null ? 'gone' : 'changed-since';
}

/** The drafts that differ from the server and can be set aside for a day. */
export const listOpenDrafts = (drafts: Drafts): readonly Draft[] => [...drafts.values()].filter((draft) => getDraftState(draft) !== 'same');

/** The object to set aside; `null` if it does not exist or equals the server's content. */
export function createDatedObject(drafts: Drafts, at: Pick<Draft, 'section' | 'id'>): DatedObject | null {
  const draft = findDraft(drafts, at);
  if (draft === null || getDraftState(draft) === 'same') return null;
  return { section: draft.section, id: draft.id, before: draft.base, body: draft.draft, note: draft.note };
}

/** Resets objects to the server's content; their changes are kept in the dated change. */
export const createSetAsideEdits = (objects: readonly DatedObject[]): readonly DraftEdit[] =>
  objects.map(({ section, id, before, note }) =>
    before === null ? { section, id, kind: 'delete' } : ({ section, id, kind: 'put', body: before, note } as DraftEdit),
  );

interface DatedPlan {
  readonly edits: readonly DraftEdit[];
  /** For each removed person: the number of positions where they stay, because no one else would be left. */
  readonly stays: ReadonlyMap<string, number>;
}

/** Returns the edits of a dated change: the objects, except those in `except`, then the people in all drafts that name them now. */
export function planDatedChange(
  drafts: Drafts,
  { objects, people }: Pick<DatedChange, 'objects' | 'people'>,
  except: ReadonlySet<string>,
): DatedPlan {
  const puts = objects
    .filter((object) => !except.has(getDraftKey(object)) && getDatedObjectState(drafts, object) !== 'done')
    .map(({ section, id, body, note }) => ({ section, id, kind: 'put', body, note }) as DraftEdit);
  const { changes } = applyDraftCommand(drafts, { kind: 'sequence', commands: puts });
  const { edits, lines } = planPersonChanges(applyDraftChanges(drafts, changes).values(), people);
  const stays = new Map<string, number>();
  for (const { personId, effect } of lines) if (effect === 'vacant') stays.set(personId, (stays.get(personId) ?? 0) + 1);
  return { edits: [...puts, ...edits], stays };
}

export const listDatedChangeEdits = (...asked: Parameters<typeof planDatedChange>): readonly DraftEdit[] => planDatedChange(...asked).edits;

/** All entries of NEO's directory that the change names, without duplicates. */
export function listEntriesNamedByChange({ objects, people }: Pick<DatedChange, 'objects' | 'people'>) {
  const named = new Map<string, { readonly kind: 'user' | 'organization' | 'role'; readonly id: string }>();
  const note = (kind: 'user' | 'organization' | 'role', id: string): void => void named.set(`${kind} ${id}`, { kind, id });
  const leaving = new Set(people.map(({ id }) => id));
  for (const { section, body } of objects)
    if (body !== null)
      for (const { kind, id } of listDirectoryReferences(section, body)) if (kind !== 'user' || !leaving.has(id)) note(kind, id);
  for (const { by } of people) if (by !== null) note('user', by);
  return [...named.values()];
}
