import { useCallback, useEffect, useRef, useState } from 'react';
import type { RowSource } from '../rows/use-rows.ts';
import {
  addRows,
  countChosen,
  EMPTY_SELECTION,
  getHeadState,
  hasTotalChanged,
  isChosen,
  MAX_CHOSEN_ROWS,
  removeRows,
  type Selection,
  selectAllRows,
  toggleRow,
} from './selection.ts';

/** The part of a selection that a table needs. */
export interface TableSelection<R> {
  readonly count: number;
  readonly head: 'none' | 'some' | 'all';
  readonly has: (row: R) => boolean;
  /** Toggles a row; with `range`, adds all rows from the last toggled row, otherwise from the active one. */
  readonly choose: (index: number, range: boolean, active?: number) => void;
  /** Shift+arrow: extends the range, or shrinks it when moving back. */
  readonly extend: (from: number, to: number) => void;
  /** The active row has moved: the next range begins there. */
  readonly moved: () => void;
  /** Selects all results of the query, or none if all are selected. */
  readonly chooseAll: () => void;
  readonly clear: () => void;
  /** True if the last range exceeded the limit of individually selected rows. */
  readonly tooLong: boolean;
}

export interface RowChoice<R, K, V, Q> extends TableSelection<R> {
  /** Empty while the visible rows belong to another version than the selected ones. */
  readonly selection: Selection<K, V, Q>;
  /** Removes rows that leave the list from the selection. */
  readonly letGo: (gone: readonly K[]) => void;
}

interface SelectionOptions<R, K, V, Q> {
  readonly source: RowSource<R>;
  /** The query of the list; a new one resets the selection. */
  readonly question: Q;
  /** Version of the list: keys are valid within one version only. */
  readonly version: number;
  /** Key and stored value of a row. Must be a stable function. */
  readonly entryOf: (row: R) => readonly [key: K, value: V];
}

/** Selected rows of the whole list, including those not loaded. */
export function useSelection<R, K, V, Q>({ source, question, version, entryOf }: SelectionOptions<R, K, V, Q>): RowChoice<R, K, V, Q> {
  const [kept, setKept] = useState<Selection<K, V, Q>>(EMPTY_SELECTION);
  const [tooLong, setTooLong] = useState(false);
  const selection = kept.version === version ? kept : EMPTY_SELECTION;
  /** Start of a range and the selection before it. */
  const anchor = useRef<{ readonly index: number; readonly before: Selection<K, V, Q> } | null>(null);
  const round = useRef(0);
  const now = useRef({ selection, source, question, version });
  now.current = { selection, source, question, version };

  const set = useCallback((next: Selection<K, V, Q>): void => {
    round.current += 1;
    setKept(next);
    setTooLong(false);
  }, []);
  const clear = useCallback(() => {
    anchor.current = null;
    set(EMPTY_SELECTION);
  }, [set]);
  const letGo = useCallback((gone: readonly K[]) => set(removeRows(now.current.selection, gone)), [set]);
  const asked = JSON.stringify(question);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another list.
  useEffect(clear, [asked, clear]);

  const isGone = !source.waiting && !source.stale && hasTotalChanged(selection, source.total);
  useEffect(() => {
    if (isGone) clear();
  }, [isGone, clear]);

  const range = useCallback(
    async (before: Selection<K, V, Q>, from: number, to: number): Promise<void> => {
      const [first, last] = from < to ? [from, to] : [to, from];
      round.current += 1;
      const mine = round.current;
      const isTooLong = last - first >= MAX_CHOSEN_ROWS;
      setTooLong(isTooLong);
      if (isTooLong) return;
      const of = now.current.version;
      const between = await now.current.source.between(first, last);
      if (between !== null && mine === round.current) setKept(addRows(before, of, between.map(entryOf)));
    },
    [entryOf],
  );
  const choose = useCallback(
    (index: number, isRange: boolean, active = -1) => {
      const row = now.current.source.row(index);
      if (row === undefined) return;
      if (isRange && active >= 0) anchor.current ??= { index: active, before: now.current.selection };
      if (isRange && anchor.current !== null) return void range(anchor.current.before, anchor.current.index, index);
      const next = toggleRow<K, V, Q>(now.current.selection, now.current.version, entryOf(row));
      anchor.current = { index, before: next };
      set(next);
    },
    [entryOf, range, set],
  );
  const extend = useCallback(
    (from: number, to: number) => {
      anchor.current ??= { index: Math.max(0, from), before: now.current.selection };
      void range(anchor.current.before, anchor.current.index, to);
    },
    [range],
  );
  // In another sort order the range contains other rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the question counts.
  useEffect(() => {
    anchor.current = null;
  }, [source.question]);
  const moved = useCallback(() => {
    anchor.current = null;
  }, []);
  const chooseAll = useCallback(() => {
    const { selection: chosen, source: rows, question: of, version: at } = now.current;
    anchor.current = null;
    set(getHeadState(chosen, rows.total) === 'all' ? EMPTY_SELECTION : selectAllRows(at, of, rows.total));
  }, [set]);
  return {
    selection,
    count: countChosen(selection),
    head: getHeadState(selection, source.total),
    has: (row) => isChosen(selection, entryOf(row)[0]),
    choose,
    extend,
    moved,
    chooseAll,
    clear,
    letGo,
    tooLong,
  };
}
