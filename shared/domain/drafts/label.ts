import type { z } from 'zod/mini';
import { getFieldFacts } from '../fields/field-facts.ts';
import { isRouteFieldEdit, type Edit as RouteEdit, type RouteFieldEdit } from '../routes/commands.ts';
import { FIELD_EDITS } from '../routes/route.ts';
import { type DraftCommand, type DraftEdit, listDraftEdits } from './commands.ts';
import { type Drafts, findDraft } from './draft.ts';
import type { RecordEdit } from './record-edit.ts';
import { BODY_SCHEMAS, getBodyName, type Section } from './sections.ts';

export const UNDO_STEP_KINDS = [
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
  'people',
  'set-aside',
  'dated-change',
  'take-theirs',
  'undo-run',
] as const;
export type UndoStepKind = (typeof UNDO_STEP_KINDS)[number];

/** Description of a step for the undo and redo labels, the message `draft.step.<kind>`. */
export interface UndoStepLabel {
  readonly kind: UndoStepKind;
  /** Section of the edited object; of several objects, the first. */
  readonly section: Section;
  readonly id: string;
  /** The object's name before the step; `''` for a single object. */
  readonly name: string;
  readonly count: number;
  /** Aspect of a single edit; absent in steps saved by older versions. */
  readonly what?: string;
}

/** Describes the effect of a command on the drafts before it; `as` overrides the kind. */
export function createUndoStepLabel(drafts: Drafts, command: DraftCommand, as?: UndoStepKind): UndoStepLabel | null {
  const edits = listDraftEdits(command);
  const [first] = edits;
  if (first === undefined) return null;
  const { section, id } = first;
  return {
    kind: as ?? (edits.length > 1 ? 'several' : kindOf(drafts, first)),
    section,
    id,
    name: nameBefore(drafts, first),
    count: edits.length,
    what: edits.length === 1 && first.kind === 'edit' ? aspectOf(first) : 'other',
  };
}

function nameBefore(drafts: Drafts, edit: DraftEdit): string {
  const found = findDraft(drafts, edit);
  const body = found?.draft ?? found?.base ?? (edit.kind === 'put' ? edit.body : null);
  return body === null ? '' : getBodyName(edit.section, body);
}

function kindOf(drafts: Drafts, edit: DraftEdit): UndoStepKind {
  if (edit.kind !== 'put') return edit.kind;
  const found = findDraft(drafts, edit);
  if (edit.body === null) return 'delete';
  return found === null ? 'create' : found.draft === null ? 'restore' : 'edit';
}

const STEP_ASPECTS: Readonly<Record<Exclude<RouteEdit['kind'], RouteFieldEdit['kind'] | 'set-step'>, string>> = {
  'insert-step': 'stepAdded',
  'remove-step': 'stepRemoved',
  'move-step': 'stepMoved',
  'duplicate-step': 'stepCopied',
  'set-final-decider': 'step',
};

const fieldAspect = (section: Section, name: string): string => {
  const fields: Readonly<Record<string, z.core.$ZodType>> = BODY_SCHEMAS[section].shape;
  const schema = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return (schema && getFieldFacts(schema).aspect) ?? 'other';
};

function aspectOf(edit: Extract<DraftEdit, { kind: 'edit' }>): string {
  if (edit.section === 'routes') {
    const { edit: change } = edit;
    const only = change.kind !== 'sequence' ? change : change.edits.length === 1 ? change.edits[0] : undefined;
    if (only === undefined) return 'other';
    if (isRouteFieldEdit(only)) return fieldAspect('routes', FIELD_EDITS[only.kind].field);
    if (only.kind !== 'set-step') return STEP_ASPECTS[only.kind];
    const fields = Object.keys(only.changes);
    if (fields.every((field) => field === 'approvers')) return 'stepPeople';
    return fields.every((field) => field === 'expectedDays') ? 'stepDays' : 'step';
  }
  const change = edit.edit as RecordEdit<{ readonly [field: string]: unknown[] }>;
  const fields = change.kind === 'splice' ? [change.field] : Object.keys(change.fields);
  const [only, ...more] = new Set(fields.map((name) => fieldAspect(edit.section, name)));
  return more.length === 0 ? (only ?? 'other') : 'other';
}
