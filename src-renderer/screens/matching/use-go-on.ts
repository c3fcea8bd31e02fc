import { useCallback, useEffect, useRef } from 'react';
import type { Findings } from './use-findings.ts';

/**
 * After something was decided about the row that the keys are on they go on to the next one: it stands in the row's place where that has left
 * the list, else one below. The answer is to be called before it is decided.
 */
export function useGoOn(rows: Findings, active: number, move: (index: number) => void): () => void {
  const { answer, total, row: rowAt } = rows;
  const version = answer?.triageVersion;
  const decided = useRef<{ readonly index: number; readonly key: string; readonly version: number | undefined } | null>(null);
  // Whoever goes elsewhere meanwhile is there already.
  if (decided.current !== null && decided.current.index !== active) decided.current = null;
  useEffect(() => {
    const was = decided.current;
    const row = was === null ? undefined : rowAt(was.index);
    if (was === null || was.version === version || row === undefined) return;
    decided.current = null;
    if (row.key === was.key && was.index + 1 < total) move(was.index + 1);
  }, [version, rowAt, total, move]);
  return useCallback(() => {
    const row = active < 0 ? undefined : rowAt(active);
    decided.current = row === undefined ? null : { index: active, key: row.key, version };
  }, [active, rowAt, version]);
}
