import { useCallback, useEffect, useRef, useState } from 'react';
import type { Column } from '../columns/columns.ts';
import type { RowSource } from '../rows/use-rows.ts';
import { loadRowsForKey } from './chosen-rows.ts';
import { formatRowsAsText } from './copy.ts';
import type { TableSelection } from './use-selection.ts';

/** Result of a copy, as shown by the table. */
export type CopyOutcome =
  | { readonly kind: 'done'; readonly count: number }
  | { readonly kind: 'running' | 'too-many' | 'changed' | 'failed' };

interface CopyOptions<R> {
  readonly source: RowSource<R>;
  readonly columns: readonly Column<R>[];
  readonly active: number;
  readonly selection: TableSelection<R> | undefined;
}

/** Hook that copies the selected rows, otherwise the active row. */
export function useCopy<R>(options: CopyOptions<R>) {
  const [outcome, setOutcome] = useState<CopyOutcome | null>(null);
  const now = useRef(options);
  now.current = options;
  const { active, selection, source } = options;
  // The message concerned the former selection.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row, choice or list ends it.
  useEffect(() => setOutcome(null), [active, selection?.count, source.question]);
  const copy = useCallback(async (): Promise<void> => {
    const { source: list, columns, active: at, selection: choice } = now.current;
    if (choice !== undefined && choice.count > 0) setOutcome({ kind: 'running' });
    const rows = await loadRowsForKey(list, choice, at);
    if (typeof rows === 'string') return setOutcome({ kind: rows });
    if (rows.length === 0) return;
    try {
      await navigator.clipboard.writeText(formatRowsAsText(rows, columns));
      setOutcome({ kind: 'done', count: rows.length });
    } catch {
      setOutcome({ kind: 'failed' });
    }
  }, []);
  const forget = useCallback(() => setOutcome(null), []);
  return { outcome, copy, forget };
}
