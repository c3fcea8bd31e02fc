import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient, useOutdatedCallback } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CoverageLevel, CoverageRow, RowsByParent } from './coverage-tree.ts';

/** Companies with few organizations start fully expanded. */
const UNFOLD_BELOW = 40;
/** Maximum number of rows expanded at once; further levels are expanded manually. */
const MAX_EXPANDED = 2_000;

interface Known {
  readonly top: CoverageLevel;
  readonly levels: RowsByParent;
}

export interface CoverageState {
  readonly known: Known | null;
  readonly failure: Failure | null;
  readonly open: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly unfold: () => void;
  readonly fold: () => void;
  readonly retry: () => void;
}

/** The coverage map with open levels; reloaded when drafts or people change. */
export function useCoverage(): CoverageState {
  const client = useClient();
  const [known, setKnown] = useState<Known | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const wanted = useRef(open);
  wanted.current = open;
  const round = useRef(0);

  /** Loads the top level and every level below that `opens` selects. */
  const load = useCallback(
    async (opens: (row: CoverageRow, shown: number) => boolean): Promise<void> => {
      round.current += 1;
      const mine = round.current;
      const top = await client.call('drafts.coverage', { parentId: null });
      if (mine !== round.current) return;
      if (!top.ok) return setFailure(top.error);
      const levels = new Map<string, readonly CoverageRow[]>([['', top.value.rows]]);
      const opened = new Set<string>();
      const waiting = [...top.value.rows];
      let shown = waiting.length;
      for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
        if (row.children === 0 || opened.has(row.id) || !opens(row, shown)) continue;
        const level = await client.call('drafts.coverage', { parentId: row.id });
        if (mine !== round.current) return;
        if (!level.ok) return setFailure(level.error);
        opened.add(row.id);
        levels.set(row.id, level.value.rows);
        waiting.push(...level.value.rows);
        shown += level.value.rows.length;
      }
      setFailure(null);
      setKnown({ top: top.value, levels });
      setOpen(opened);
    },
    [client],
  );
  const again = useCallback(() => void load(({ id }) => wanted.current.has(id)), [load]);

  useEffect(() => {
    void load((row, shown) => (wanted.current.size > 0 ? wanted.current.has(row.id) : shown + row.children <= UNFOLD_BELOW));
    return () => {
      // Otherwise loading would continue level by level after the screen was left.
      round.current += 1;
    };
  }, [load]);
  useOutdatedCallback('drafts.coverage', again);

  return {
    known,
    failure,
    open,
    toggle: (id) => {
      const next = new Set(open);
      if (!next.delete(id)) next.add(id);
      wanted.current = next;
      // Collapsing needs no request.
      if (next.size < open.size) setOpen(next);
      else again();
    },
    unfold: () => void load((row, shown) => shown + row.children <= MAX_EXPANDED),
    fold: () => setOpen(new Set()),
    retry: again,
  };
}
