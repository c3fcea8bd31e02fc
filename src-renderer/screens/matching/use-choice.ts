import { useCallback, useEffect, useRef, useState } from 'react';
import type { FindingFilter } from '#shared/contract/matching.ts';
import type { RowPages, RowsView } from './row-pages.ts';
import { countOf, everything, headState, MOST_ROWS, NOTHING_CHOSEN, type Selection, toggled, withRows } from './selection.ts';

export interface Choice {
  /** Nothing while the rows on screen belong to another revision than the chosen ones. */
  readonly selection: Selection;
  /** Toggles a row; with `range` adds everything from the last toggled row to here. */
  readonly choose: (index: number, range: boolean) => void;
  /** The keys went from one row to another with Shift held: what lies between joins, what is left again is let go. */
  readonly extend: (from: number, to: number) => void;
  /** The keys went elsewhere: the next range begins there. */
  readonly moved: () => void;
  /** Everything under the filter, or nothing where it is chosen already. */
  readonly chooseAll: () => void;
  readonly clear: () => void;
}

/** Chosen rows across the whole list, whatever part of it is on screen. Another filter begins anew. `onTooMany`: the range was too long. */
export function useChoice(pages: RowPages, rows: RowsView, filter: FindingFilter, onTooMany: () => void): Choice {
  const [kept, setKept] = useState(NOTHING_CHOSEN);
  const selection = kept.revision === rows.revision ? kept : NOTHING_CHOSEN;
  /** Where a range begins, and what was chosen before it. */
  const anchor = useRef<{ readonly index: number; readonly before: Selection } | null>(null);
  const round = useRef(0);
  const now = useRef({ selection, rows, filter });
  now.current = { selection, rows, filter };

  const set = useCallback((next: Selection): void => {
    round.current += 1;
    setKept(next);
  }, []);
  const clear = useCallback(() => {
    anchor.current = null;
    set(NOTHING_CHOSEN);
  }, [set]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list.
  useEffect(clear, [filter, clear]);

  const range = useCallback(
    async (before: Selection, from: number, to: number): Promise<void> => {
      const [first, last] = from < to ? [from, to] : [to, from];
      if (last - first >= MOST_ROWS) return onTooMany();
      round.current += 1;
      const mine = round.current;
      const { revision } = now.current.rows;
      const between = await pages.between(first, last);
      if (between !== null && mine === round.current) setKept(withRows(before, revision, between));
    },
    [pages, onTooMany],
  );
  const choose = useCallback(
    (index: number, isRange: boolean) => {
      const row = pages.row(index);
      if (row === undefined) return;
      if (isRange && anchor.current !== null) return void range(anchor.current.before, anchor.current.index, index);
      const next = toggled(now.current.selection, now.current.rows.revision, row);
      anchor.current = { index, before: next };
      set(next);
    },
    [pages, range, set],
  );
  const extend = useCallback(
    (from: number, to: number) => {
      anchor.current ??= { index: Math.max(0, from), before: now.current.selection };
      void range(anchor.current.before, anchor.current.index, to);
    },
    [range],
  );
  const moved = useCallback(() => {
    anchor.current = null;
  }, []);
  const chooseAll = useCallback(() => {
    const { selection: chosen, rows: view, filter: under } = now.current;
    anchor.current = null;
    set(headState(chosen, view.total) === 'all' && countOf(chosen) > 0 ? NOTHING_CHOSEN : everything(view.revision, under, view.total));
  }, [set]);
  return { selection, choose, extend, moved, chooseAll, clear };
}
