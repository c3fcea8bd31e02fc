import { applyDraftCommand, type DraftEdit, withChanges } from './commands.ts';
import { type Draft, type Drafts, findDraft, keyOf, stateOf } from './draft.ts';
import { namedIn } from './references.ts';
import type { Body, Section } from './sections.ts';
import { sameJson } from './stable-json.ts';
import { type PersonChange, planPersonChanges } from './successors.ts';

/** One object of a change that has a day: as it stood when it was set aside, and as it is to be on the day. */
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

/** A change of the company with its day: what the drafts will be on it, and whom it moves. */
export interface DatedChange {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly objects: readonly DatedObject[];
  /** Who is taken out or replaced on the day, wherever they are named then. */
  readonly people: readonly PersonChange[];
  /** By the list of the later day; `null` = none was rehearsed. */
  readonly moved: {
    readonly users: string;
    readonly joining: number;
    readonly leaving: number;
    readonly moving: number;
    /** The first of them. */
    readonly people: readonly DatedMove[];
  } | null;
  /** What the list of the later day holds and that of the day it was kept on did not: `user 12`, `organization 3`. */
  readonly coming: readonly string[];
}

/**
 * State of an object compared with the stored one: `as-kept` = unchanged, `changed-since` = edited, `gone` = deleted, `done` = already as
 * planned.
 */
export type DatedObjectState = 'as-kept' | 'changed-since' | 'gone' | 'done';

export function datedObjectState(drafts: Drafts, object: DatedObject): DatedObjectState {
  const now = drafts.get(keyOf(object))?.draft ?? null;
  if (sameJson(now, object.body)) return 'done';
  if (sameJson(now, object.before)) return 'as-kept';
  return now === null ? 'gone' : 'changed-since';
}

/** The drafts that differ from the server: what can be kept for a day. */
export const openDrafts = (drafts: Drafts): readonly Draft[] => [...drafts.values()].filter((draft) => stateOf(draft) !== 'same');

/** What is kept of an object when it is set aside; `null` for one that is not there or changes nothing. */
export function datedObjectOf(drafts: Drafts, at: Pick<Draft, 'section' | 'id'>): DatedObject | null {
  const draft = findDraft(drafts, at);
  if (draft === null || stateOf(draft) === 'same') return null;
  return { section: draft.section, id: draft.id, before: draft.base, body: draft.draft, note: draft.note };
}

/** Puts objects back to what the server has; their changes wait for the day. */
export const setAsideEdits = (objects: readonly DatedObject[]): readonly DraftEdit[] =>
  objects.map(({ section, id, before, note }) =>
    before === null ? { section, id, kind: 'delete' } : ({ section, id, kind: 'put', body: before, note } as DraftEdit),
  );

interface DatedPlan {
  readonly edits: readonly DraftEdit[];
  /** For each removed person: the number of positions where they stay, because no one else would be left. */
  readonly stays: ReadonlyMap<string, number>;
}

/** What taking a change into the drafts does: the objects, those of `except` left as they are, then the people wherever they are named by now. */
export function planDated(
  drafts: Drafts,
  { objects, people }: Pick<DatedChange, 'objects' | 'people'>,
  except: ReadonlySet<string>,
): DatedPlan {
  const puts = objects
    .filter((object) => !except.has(keyOf(object)) && datedObjectState(drafts, object) !== 'done')
    .map(({ section, id, body, note }) => ({ section, id, kind: 'put', body, note }) as DraftEdit);
  const { changes } = applyDraftCommand(drafts, { kind: 'sequence', commands: puts });
  const { edits, lines } = planPersonChanges(withChanges(drafts, changes).values(), people);
  const stays = new Map<string, number>();
  for (const { personId, effect } of lines) if (effect === 'vacant') stays.set(personId, (stays.get(personId) ?? 0) + 1);
  return { edits: [...puts, ...edits], stays };
}

export const datedEdits = (...asked: Parameters<typeof planDated>): readonly DraftEdit[] => planDated(...asked).edits;

/** All entries of NEO's directory that the change names, once each. */
export function entriesNamedByChange({ objects, people }: Pick<DatedChange, 'objects' | 'people'>) {
  const named = new Map<string, { readonly kind: 'user' | 'organization' | 'role'; readonly id: string }>();
  const note = (kind: 'user' | 'organization' | 'role', id: string): void => void named.set(`${kind} ${id}`, { kind, id });
  const leaving = new Set(people.map(({ id }) => id));
  for (const { section, body } of objects)
    if (body !== null) for (const { kind, id } of namedIn(section, body)) if (kind !== 'user' || !leaving.has(id)) note(kind, id);
  for (const { by } of people) if (by !== null) note('user', by);
  return [...named.values()];
}
