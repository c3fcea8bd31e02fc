import { type Bodies, type Body, beginBody, isSingle, type Section } from './sections.ts';
import { sameJson } from './stable-json.ts';

/** One object being prepared. `base` and `draft` are not both `null`. */
export interface Draft<S extends Section = Section> {
  readonly section: S;
  readonly id: string;
  /**
   * The last known server state, read from it or recorded by the person who entered it by hand; `null` = the server does not have it yet.
   */
  readonly base: Bodies[S] | null;
  /** What the administrator wants; `null` = to be deleted on the server. */
  readonly draft: Bodies[S] | null;
  /** The administrator's own words; never sent to a server. */
  readonly note: string;
}

export type DraftState = 'new' | 'changed' | 'same' | 'deleted';

export function stateOf({ base, draft }: Draft): DraftState {
  if (draft === null) return 'deleted';
  if (base === null) return 'new';
  return sameJson(base, draft) ? 'same' : 'changed';
}

/** Section and id as one key; ids hold no blanks that matter, the section comes first. */
export const keyOf = ({ section, id }: { readonly section: Section; readonly id: string }): string => `${section} ${id}`;

export type Drafts = ReadonlyMap<string, Draft>;

/** The object, or an empty one for an untouched single section; `null` if there is none. */
export function findDraft(drafts: Drafts, at: { readonly section: Section; readonly id: string }): Draft | null {
  const found = drafts.get(keyOf(at));
  if (found !== undefined) return found;
  return isSingle(at.section) && at.id === at.section
    ? { section: at.section, id: at.id, base: null, draft: beginBody(at.section, at.id, ''), note: '' }
    : null;
}

/** Whether a screen shows it: one that was deleted, or is to be, is shown by none. */
export const isVisibleDraft = (drafts: Drafts, at: { readonly section: Section; readonly id: string }): boolean =>
  (findDraft(drafts, at)?.draft ?? null) !== null;

/** What an order would find today: the drafts that are not to be deleted. */
export function* bodiesOf<S extends Section>(
  drafts: Iterable<Draft>,
  section: S,
): Generator<{ readonly id: string; readonly body: Bodies[S] }> {
  for (const one of drafts) if (one.section === section && one.draft !== null) yield { id: one.id, body: one.draft as Body as Bodies[S] };
}
