import type { ReactNode } from 'react';
import type { RowSource } from './use-rows.ts';

/** Rows under one head, where the list comes in their order. */
export interface Grouping<R> {
  /** Rows that follow each other with the same key stand under one head. */
  readonly keyOf: (row: R) => string;
  /** What is said above the first of them. Stays the same function, as `below` does. */
  readonly head: (row: R) => ReactNode;
}

/** Whether the row stands under another head than the one before; a row whose neighbour is on its way is not said to begin anything. */
export function beginsGroup<R>({ keyOf }: Pick<Grouping<R>, 'keyOf'>, source: Pick<RowSource<R>, 'row'>, index: number, row: R): boolean {
  if (index === 0) return true;
  const before = source.row(index - 1);
  return before !== undefined && keyOf(before) !== keyOf(row);
}
