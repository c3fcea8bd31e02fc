import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

interface SteadyRowOptions {
  readonly rows: Virtualizer<HTMLTableElement, Element>;
  readonly scroller: RefObject<HTMLTableElement | null>;
  readonly active: number;
}

interface SteadyRow {
  /** Minimum height of all rows in px, so that the row can be scrolled back to its former position. */
  readonly leastPx: number;
  /** Keeps this row at its position when the table's width changes next. */
  readonly hold: (index: number) => void;
}

/** Input that may scroll the table or begins something new. */
const USER_INPUT = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Keeps the active row at its position on the screen while the rows above it wrap to a new table width, for example
 * when a panel opens. The rows are measured one by one for an unknown time, so the row is kept until the next input.
 */
export function useSteadyRow({ rows, scroller, active }: SteadyRowOptions): SteadyRow {
  const held = useRef<{ readonly index: number; readonly top: number } | null>(null);
  const width = useRef(0);
  const settling = useRef(false);
  const [leastPx, setLeastPx] = useState(0);
  const topOf = useCallback(
    (index: number): number | undefined => {
      const start = rows.measurementsCache[index]?.start;
      return start === undefined || scroller.current === null ? undefined : start - scroller.current.scrollTop;
    },
    [rows, scroller],
  );
  const hold = useCallback(
    (index: number): void => {
      const top = topOf(index);
      held.current = top === undefined ? null : { index, top };
    },
    [topOf],
  );
  useEffect(() => {
    if (active < 0 || (settling.current && held.current?.index === active)) return;
    settling.current = false;
    hold(active);
  }, [active, hold]);
  useEffect(() => {
    const table = scroller.current;
    if (table === null) return;
    const onScroll = (): void => {
      if (held.current !== null && !settling.current) hold(held.current.index);
    };
    const onInput = (): void => {
      settling.current = false;
    };
    table.addEventListener('scroll', onScroll, { passive: true });
    for (const type of USER_INPUT) document.addEventListener(type, onInput, { passive: true, capture: true });
    return () => {
      table.removeEventListener('scroll', onScroll);
      for (const type of USER_INPUT) document.removeEventListener(type, onInput, { capture: true });
    };
  }, [scroller, hold]);
  // Runs after each render, because every measured row renders the table again.
  useLayoutEffect(() => {
    const table = scroller.current;
    if (table === null) return;
    if (table.clientWidth !== width.current) {
      settling.current = width.current !== 0;
      width.current = table.clientWidth;
      setLeastPx(0);
    }
    if (held.current === null || !settling.current) return;
    const now = topOf(held.current.index);
    if (now === undefined || Math.abs(now - held.current.top) < 1) return;
    const wanted = Math.max(0, table.scrollTop + now - held.current.top);
    const needed = Math.ceil(wanted + table.clientHeight);
    if (needed > table.scrollHeight && needed !== leastPx) setLeastPx(needed);
    else table.scrollTo({ top: wanted, behavior: 'instant' });
  });
  return { leastPx, hold };
}
