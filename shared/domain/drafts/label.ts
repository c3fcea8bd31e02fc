import { type DraftCommand, type DraftEdit, editsOf } from './commands.ts';
import { type Drafts, findDraft } from './draft.ts';
import { nameOfBody, type Section } from './sections.ts';

export const STEP_KINDS = [
  'create',
  'edit',
  'note',
  'delete',
  'restore',
  'duplicate',
  'rename',
  'revert',
  'import',
  'several',
  'take-theirs',
  'undo-run',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What a step did, for the words of undo and redo: a text below `draft.step.<kind>`. */
export interface StepLabel {
  readonly kind: StepKind;
  /** Whose it is; the first of several. */
  readonly section: Section;
  readonly id: string;
  /** The object's name before the step; `''` for a single object. */
  readonly name: string;
  readonly count: number;
}

/** Describes a command by what it does to the drafts as they are before it; `as` where the caller knows better. */
export function labelOf(drafts: Drafts, command: DraftCommand, as?: StepKind): StepLabel | null {
  const edits = editsOf(command);
  const [first] = edits;
  if (first === undefined) return null;
  const { section, id } = first;
  return {
    kind: as ?? (edits.length > 1 ? 'several' : kindOf(drafts, first)),
    section,
    id,
    name: nameBefore(drafts, first),
    count: edits.length,
  };
}

function nameBefore(drafts: Drafts, edit: DraftEdit): string {
  const found = findDraft(drafts, edit);
  const body = found?.draft ?? found?.base ?? (edit.kind === 'put' ? edit.body : null);
  return body === null ? '' : nameOfBody(edit.section, body);
}

function kindOf(drafts: Drafts, edit: DraftEdit): StepKind {
  if (edit.kind !== 'put') return edit.kind;
  const found = findDraft(drafts, edit);
  if (edit.body === null) return 'delete';
  return found === null ? 'create' : found.draft === null ? 'restore' : 'edit';
}
