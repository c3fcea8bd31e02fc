import type { Edit as RouteEdit } from '../routes/commands.ts';
import { type DraftCommand, type DraftEdit, editsOf } from './commands.ts';
import { keyOf } from './draft.ts';
import type { RecordEdit } from './record-edit.ts';

/** Typing goes on while no longer than this lies between two edits of one field. */
export const TYPING_PAUSE_MS = 2_000;

/** The fields a command sets to a value of its own, whatever they were; `null` for a command of another kind. */
function fieldOf(command: DraftCommand): string | null {
  const [edit, ...more] = editsOf(command);
  if (edit === undefined || more.length > 0) return null;
  if (edit.kind === 'note') return `${keyOf(edit)} note`;
  if (edit.kind !== 'edit') return null;
  const field = edit.section === 'routes' ? routeField(edit) : recordField(edit);
  return field === null ? null : `${keyOf(edit)} edit ${field}`;
}

function routeField({ edit }: Extract<DraftEdit, { kind: 'edit'; section: 'routes' }>): string | null {
  const only: RouteEdit | undefined = edit.kind !== 'sequence' ? edit : edit.edits.length === 1 ? edit.edits[0] : undefined;
  if (only?.kind === 'set-name') return only.kind;
  return only?.kind === 'set-step' ? `${only.stepId} ${Object.keys(only.changes).sort().join(' ')}` : null;
}

const recordField = ({ edit }: Extract<DraftEdit, { kind: 'edit' }>): string | null =>
  edit.kind === 'set'
    ? Object.keys((edit as Extract<RecordEdit<object>, { kind: 'set' }>).fields)
        .sort()
        .join(' ')
    : null;

/**
 * Whether a command continues the one before it: both set the same fields of the same object, with no pause between. The later one
 * with the inverse of the earlier then stands for both.
 */
export function continues(before: DraftCommand, next: DraftCommand, msBetween: number): boolean {
  if (msBetween < 0 || msBetween > TYPING_PAUSE_MS) return false;
  const field = fieldOf(next);
  return field !== null && field === fieldOf(before);
}
