import type { ReactNode } from 'react';
import type { RowSource } from './use-rows.ts';

/** Groups of consecutive rows under a common head. */
export interface Grouping<R> {
  /** Consecutive rows with the same key form a group. */
  readonly keyOf: (row: R) => string;
  /** Head of the group. Must be a stable function, like `below`. */
  readonly head: (row: R, index: number) => ReactNode;
  /**
   * Indexes of the rows that begin a group. Required if rows are one line high, because those are not measured. Must be a stable set.
   */
  readonly starts?: ReadonlySet<number>;
}

/** Returns whether the row begins a group; false if the previous row is not loaded. */
export function isGroupStart<R>(
  { keyOf, starts }: Pick<Grouping<R>, 'keyOf' | 'starts'>,
  source: Pick<RowSource<R>, 'row'>,
  index: number,
  row: R,
): boolean {
  if (starts !== undefined) return starts.has(index);
  if (index === 0) return true;
  const before = source.row(index - 1);
  return before !== undefined && keyOf(before) !== keyOf(row);
}

/** The rows of the group that begins at `index`, in list order; `null` if one of them is not loaded. */
export function listGroupRows<R>(
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
