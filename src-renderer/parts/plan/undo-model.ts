import type { CallOutput } from '#shared/contract/calls.ts';

export type UndoRow = CallOutput<'apply.previewUndo'>['rows'][number];

/** Returns whether undoing the row changes the drafts. */
export const isUndoable = ({ does }: Pick<UndoRow, 'does'>): boolean => does.kind !== 'nothing';

const MARKS = { clean: 'ready', merged: 'note', clash: 'risk', undone: 'unknown', impossible: 'block' } as const;

/**
 * Mark of a row: good only if former values are restored, no other person changed the object since, and people named again were checked
 * and active. Never for a deletion.
 */
export function getUndoMark({
  outcome,
  gone,
  does,
  later,
}: Pick<UndoRow, 'outcome' | 'gone' | 'does' | 'later'>): (typeof MARKS)[keyof typeof MARKS] {
  if (does.kind === 'delete') return 'risk';
  return outcome === 'clean' && (gone?.length !== 0 || does.kind !== 'change' || later > 0) ? 'note' : MARKS[outcome];
}

/** Label of a row: its effect, or the reason why it has none. */
export const getUndoLabel = ({ outcome, does }: Pick<UndoRow, 'outcome' | 'does'>) =>
  outcome === 'undone' || outcome === 'impossible' ? (`outcome.${outcome}` as const) : (`does.${does.kind}` as const);

/** Key of the reason: changes by others since. A recreated object has no current state to compare. */
export const getUndoReason = ({ outcome, does }: Pick<UndoRow, 'outcome' | 'does'>) =>
  outcome === 'clean' && does.kind === 'create' ? ('why.absent' as const) : (`why.${outcome}` as const);

/** Inactive people named again by the selected rows (each once), and whether some were not checked. */
export function countReturningPeople(rows: readonly Pick<UndoRow, 'gone'>[]): { readonly people: number; readonly unchecked: boolean } {
  const people = new Set(rows.flatMap(({ gone }) => (gone ?? []).map(({ id }) => id)));
  return { people: people.size, unchecked: rows.some(({ gone }) => gone === null) };
}

/** Maximum number of people named in a row. */
const MAX_NAMED = 5;

export function shortenGonePeople(gone: UndoRow['gone']): { readonly named: NonNullable<UndoRow['gone']>; readonly more: number } {
  const all = gone ?? [];
  return { named: all.slice(0, MAX_NAMED), more: Math.max(0, all.length - MAX_NAMED) };
}
