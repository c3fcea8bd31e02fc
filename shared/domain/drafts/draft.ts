import { type Bodies, type Body, createDraftBody, isSingleSection, type Section } from './sections.ts';
import { isSameJson } from './stable-json.ts';

/** One object being prepared. `base` and `draft` are not both `null`. */
export interface Draft<S extends Section = Section> {
  readonly section: S;
  readonly id: string;
  /**
   * Content at the last comparison with the server, or as recorded by the person who entered it by hand; `null` = the server does not have
   * it yet.
   */
  readonly base: Bodies[S] | null;
  /** The content wanted by the administrator; `null` = to be deleted on the server. */
  readonly draft: Bodies[S] | null;
  /** The administrator's note; never sent to a server. */
  readonly note: string;
}

export type DraftState = 'new' | 'changed' | 'same' | 'deleted';

export function getDraftState({ base, draft }: Draft): DraftState {
  if (draft === null) return 'deleted';
  if (base === null) return 'new';
  return isSameJson(base, draft) ? 'same' : 'changed';
}

/** Section and id as one key. The section comes first and contains no blank, so the key is unambiguous. */
export const getDraftKey = ({ section, id }: { readonly section: Section; readonly id: string }): string => `${section} ${id}`;

export type Drafts = ReadonlyMap<string, Draft>;

/** Returns the object, or an empty one for an unchanged single section; `null` if there is none. */
export function findDraft(drafts: Drafts, at: { readonly section: Section; readonly id: string }): Draft | null {
  const found = drafts.get(getDraftKey(at));
  if (found !== undefined) return found;
  return isSingleSection(at.section) && at.id === at.section
    ? { section: at.section, id: at.id, base: null, draft: createDraftBody(at.section, at.id, ''), note: '' }
    : null;
}

/** True if screens show the object; deleted objects and those to be deleted are hidden. */
export const isVisibleDraft = (drafts: Drafts, at: { readonly section: Section; readonly id: string }): boolean =>
  (findDraft(drafts, at)?.draft ?? null) !== null;

/** Bodies of all drafts in a section that are not to be deleted. */
export function* listBodies<S extends Section>(
  drafts: Iterable<Draft>,
  section: S,
): Generator<{ readonly id: string; readonly body: Bodies[S] }> {
  for (const one of drafts) if (one.section === section && one.draft !== null) yield { id: one.id, body: one.draft as Body as Bodies[S] };
}
