import { useEffect, useRef } from 'react';

/** Range searched around the former position; a row that moved farther counts as removed. */
const SEARCHED_NEIGHBORS = 200;

/** Index of a row near its former index; -1 if not found or not loaded. */
export function findRowNear<R>(key: string, former: number, rowAt: (index: number) => R | undefined, keyOf: (row: R) => string): number {
  for (let away = 0; away <= SEARCHED_NEIGHBORS; away++)
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
  /** Version of the list: in another version, a row that is not found is not replaced by the one at its index. */
  readonly version: number;
  /** The row has a new index, or -1. */
  readonly onMoved: (index: number) => void;
}

/**
 * The active row; `undefined` if none or not loaded. When the list changes, the active row is followed by its key, so that an action
 * never hits another row. If it was removed, the row now at its index becomes active.
 */
export function useActiveRow<R>({ active, row: rowAt, keyOf, version, onMoved }: ActiveRowOptions<R>): R | undefined {
  const was = useRef<{ readonly active: number; readonly version: number; readonly key: string } | null>(null);
  const row = active < 0 ? undefined : rowAt(active);
  const before = was.current;
  const isAnother = row !== undefined && before !== null && before.active === active && before.key !== keyOf(row);
  const place = isAnother ? findRowNear(before.key, active, rowAt, keyOf) : active;
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
