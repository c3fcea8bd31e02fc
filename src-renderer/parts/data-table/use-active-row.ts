import { useEffect, useRef } from 'react';

/** Rows on either side of the former place that are looked through: what moved farther has left the list for whoever was at it. */
const NEAR = 200;

/** The place at which a row stands in the list, near its former one; -1 where it is not there, or not known yet. */
export function placeNear<R>(key: string, former: number, rowAt: (index: number) => R | undefined, keyOf: (row: R) => string): number {
  for (let away = 0; away <= NEAR; away++)
    for (const index of [former - away, former + away]) {
      const row = index < 0 ? undefined : rowAt(index);
      if (row !== undefined && keyOf(row) === key) return index;
    }
  return -1;
}

interface ActiveRowOptions<R> {
  readonly active: number;
  readonly row: (index: number) => R | undefined;
  readonly keyOf: (row: R) => string;
  /** Of the list: where it is another one, a row that is not found again gives its place to none. */
  readonly version: number;
  /** The row stands elsewhere now, or nowhere (-1). */
  readonly onMoved: (index: number) => void;
}

/**
 * The row that the keys are on; `undefined` where there is none or its page has not come. A list that changes by itself (an undo, another
 * window, another list of people) moves its rows: whoever was at one goes on there, and never does to another what was meant for it. Where the
 * row has left the list, because something was decided about it, the keys go on at what stands there now.
 */
export function useActiveRow<R>({ active, row: rowAt, keyOf, version, onMoved }: ActiveRowOptions<R>): R | undefined {
  const was = useRef<{ readonly active: number; readonly version: number; readonly key: string } | null>(null);
  const row = active < 0 ? undefined : rowAt(active);
  const before = was.current;
  const isAnother = row !== undefined && before !== null && before.active === active && before.key !== keyOf(row);
  const place = isAnother ? placeNear(before.key, active, rowAt, keyOf) : active;
  const hasLeft = isAnother && place < 0 && before.version === version;
  useEffect(() => {
    if (row === undefined) {
      if (active < 0) was.current = null;
    } else if (!isAnother || hasLeft) was.current = { active, version, key: keyOf(row) };
    else {
      was.current = place < 0 ? null : { active: place, version, key: before.key };
      onMoved(place);
    }
  });
  if (!isAnother || hasLeft) return row;
  return place < 0 ? undefined : rowAt(place);
}
