import type { CallOutput } from '#shared/contract/calls.ts';

export type UndoRow = CallOutput<'apply.previewUndo'>['rows'][number];

/** Outcomes that a draft comes of. */
export const isUndoable = ({ outcome }: Pick<UndoRow, 'outcome'>): boolean =>
  outcome === 'clean' || outcome === 'merged' || outcome === 'clash';

const MARKS = { clean: 'ready', merged: 'note', clash: 'risk', undone: 'unknown', impossible: 'block' } as const;

/** How a row is marked: as good only where whoever it names again was looked at and can act. */
export function markOf({ outcome, gone }: Pick<UndoRow, 'outcome' | 'gone'>): (typeof MARKS)[keyof typeof MARKS] {
  return outcome === 'clean' && gone?.length !== 0 ? 'note' : MARKS[outcome];
}

/** What the chosen rows bring back: how many people who cannot act today, each once, and whether any of it was not looked at. */
export function comingBack(rows: readonly Pick<UndoRow, 'gone'>[]): { readonly people: number; readonly unchecked: boolean } {
  const people = new Set(rows.flatMap(({ gone }) => (gone ?? []).map(({ id }) => id)));
  return { people: people.size, unchecked: rows.some(({ gone }) => gone === null) };
}

/** People that a row names one by one. */
const NAMED_IN_ROW = 5;

export function goneLines(gone: UndoRow['gone']): { readonly named: NonNullable<UndoRow['gone']>; readonly more: number } {
  const all = gone ?? [];
  return { named: all.slice(0, NAMED_IN_ROW), more: Math.max(0, all.length - NAMED_IN_ROW) };
}
