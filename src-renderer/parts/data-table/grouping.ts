import type { ReactNode } from 'react';
import type { RowSource } from './use-rows.ts';

/** Rows under one head, where the list comes in their order. */
export interface Grouping<R> {
  /** Rows that follow each other with the same key stand under one head. */
  readonly keyOf: (row: R) => string;
  /** What is said above the first of them. Stays the same function, as `below` does. */
  readonly head: (row: R, index: number) => ReactNode;
}

/** Whether the row stands under another head than the one before; a row whose neighbour is on its way is not said to begin anything. */
export function beginsGroup<R>({ keyOf }: Pick<Grouping<R>, 'keyOf'>, source: Pick<RowSource<R>, 'row'>, index: number, row: R): boolean {
  if (index === 0) return true;
  const before = source.row(index - 1);
  return before !== undefined && keyOf(before) !== keyOf(row);
}

/** The rows under the head that row `index` begins, in the order of the list; `null` while one of them is on its way. */
export function rowsFrom<R>(
  { keyOf }: Pick<Grouping<R>, 'keyOf'>,
  source: Pick<RowSource<R>, 'row' | 'total'>,
  index: number,
): readonly R[] | null {
  const rows: R[] = [];
  for (let at = index; at < source.total; at++) {
    const row = source.row(at);
    if (row === undefined) return null;
    const [first] = rows;
    if (first !== undefined && keyOf(row) !== keyOf(first)) break;
    rows.push(row);
  }
  return rows;
}
