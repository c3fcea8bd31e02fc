import { useCallback, useEffect, useRef } from 'react';
import type { Findings } from './use-findings.ts';

/**
 * After a decision about the active row, moves to the next one: the row that took its position, else the one below. Call the result
 * before deciding.
 */
export function useMoveToNext(rows: Findings, active: number, move: (index: number) => void): () => void {
  const { answer, total, row: rowAt } = rows;
  const version = answer?.triageVersion;
  const decided = useRef<{ readonly index: number; readonly key: string; readonly version: number | undefined } | null>(null);
  // The user has already moved elsewhere.
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
