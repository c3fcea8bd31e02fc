import { useEffect, useRef } from 'react';
import type { FindingRow } from '#shared/contract/matching.ts';
import type { Findings } from './use-findings.ts';

/** Rows on either side of the former place that are looked through: what moved farther is chosen anew. */
const NEAR = 200;

/** The place at which a finding stands in the list, near its former one; -1 where it is not there, or not known yet. */
export function placeNear(key: string, former: number, rowAt: Findings['row']): number {
  for (let away = 0; away <= NEAR; away++)
    for (const index of [former - away, former + away]) if (index >= 0 && rowAt(index)?.key === key) return index;
  return -1;
}

/**
 * The finding at the active place; `undefined` where there is none or its page has not come. Findings that are made anew (another list,
 * policy or draft) stand elsewhere: whoever was at one goes on there (`onMoved`), or nowhere (-1), and never does to another what was
 * meant for it.
 */
export function useActiveRow(
  active: number,
  { row: rowAt, revision }: Pick<Findings, 'row' | 'revision'>,
  onMoved: (index: number) => void,
): FindingRow | undefined {
  const was = useRef<{ readonly revision: number; readonly key: string } | null>(null);
  const row = active < 0 ? undefined : rowAt(active);
  const isAnother = row !== undefined && was.current !== null && was.current.revision !== revision && was.current.key !== row.key;
  useEffect(() => {
    if (isAnother && was.current !== null) {
      const { key } = was.current;
      const index = placeNear(key, active, rowAt);
      was.current = index < 0 ? null : { revision, key };
      onMoved(index);
    } else if (row !== undefined) was.current = { revision, key: row.key };
    else if (active < 0) was.current = null;
  });
  return isAnother ? undefined : row;
}
