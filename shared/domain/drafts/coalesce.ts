import { getFieldFacts } from '../fields/field-facts.ts';
import { isRouteFieldEdit, type Edit as RouteEdit } from '../routes/commands.ts';
import { FIELD_EDITS, routeSchema } from '../routes/route.ts';
import { type DraftCommand, type DraftEdit, listDraftEdits } from './commands.ts';
import { getDraftKey } from './draft.ts';
import type { UndoStepKind, UndoStepLabel } from './label.ts';
import type { RecordEdit } from './record-edit.ts';

/** Maximum pause between two edits of one field that are merged into one step. */
export const TYPING_PAUSE_MS = 2_000;

/** The fields that a command sets to a value independent of the former one; `null` for other commands. */
function fieldOf(command: DraftCommand): string | null {
  const [edit, ...more] = listDraftEdits(command);
  if (edit === undefined || more.length > 0) return null;
  if (edit.kind === 'note') return `${getDraftKey(edit)} note`;
  if (edit.kind !== 'edit') return null;
  const field = edit.section === 'routes' ? routeField(edit) : recordField(edit);
  return field === null ? null : `${getDraftKey(edit)} edit ${field}`;
}

function routeField({ edit }: Extract<DraftEdit, { kind: 'edit'; section: 'routes' }>): string | null {
  const only: RouteEdit | undefined = edit.kind !== 'sequence' ? edit : edit.edits.length === 1 ? edit.edits[0] : undefined;
  if (only !== undefined && isRouteFieldEdit(only))
    return getFieldFacts(routeSchema.shape[FIELD_EDITS[only.kind].field]).says === 'text' ? only.kind : null;
  return only?.kind === 'set-step' ? `${only.stepId} ${Object.keys(only.changes).sort().join(' ')}` : null;
}

const recordField = ({ edit }: Extract<DraftEdit, { kind: 'edit' }>): string | null =>
  edit.kind === 'set'
    ? Object.keys((edit as Extract<RecordEdit<object>, { kind: 'set' }>).fields)
        .sort()
        .join(' ')
    : null;

/** A command and the kind of its step. */
export interface RecordedCommand {
  readonly command: DraftCommand;
  readonly label: Pick<UndoStepLabel, 'kind'>;
}

/** Steps that are merged while typing. All other steps are undone one by one. */
const TYPED: ReadonlySet<UndoStepKind> = new Set(['edit', 'note', 'rename']);
const isTyped = ({ label }: RecordedCommand): boolean => TYPED.has(label.kind);

/**
 * Whether a command continues the previous one: both type into the same fields of the same object without a pause. The later command with
 * the inverse of the earlier then replaces both (`rebaseCommand`).
 */
export function isTypingContinuation(before: RecordedCommand, next: RecordedCommand, msBetween: number): boolean {
  if (msBetween < 0 || msBetween > TYPING_PAUSE_MS || !isTyped(before) || !isTyped(next)) return false;
  const field = fieldOf(next.command);
  return field !== null && field === fieldOf(before.command);
}

/** The part of an edit that contains its expected former value (`was`). */
interface SeenEdit {
  readonly kind: string;
  readonly was?: unknown;
  readonly edits?: readonly SeenEdit[];
}

function seenIn(edit: SeenEdit): unknown {
  return edit.kind === 'sequence' ? edit.edits?.[0]?.was : edit.was;
}

function withSeen({ was: _, ...edit }: SeenEdit, was: unknown): SeenEdit {
  if (edit.kind === 'sequence') return { ...edit, edits: (edit.edits ?? []).map((one) => withSeen(one, was)) };
  return was === undefined ? edit : { ...edit, was };
}

/** Returns the command with the expected former value of `by`, because an edit that replaces two starts from the value before the first. */
export function rebaseCommand(command: DraftCommand, by: DraftCommand): DraftCommand {
  const [edit] = listDraftEdits(command);
  const [other] = listDraftEdits(by);
  const seen =
    edit?.kind === 'note' && other?.kind === 'note'
      ? withSeen(edit, other.was)
      : edit?.kind === 'edit' && other?.kind === 'edit'
        ? { ...edit, edit: withSeen(edit.edit as SeenEdit, seenIn(other.edit as SeenEdit)) }
        : null;
  if (seen === null) return command;
  return command.kind === 'sequence' ? { kind: 'sequence', commands: [seen as DraftEdit] } : (seen as DraftEdit);
}
