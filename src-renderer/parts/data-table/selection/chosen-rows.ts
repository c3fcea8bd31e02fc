import { showNotice } from '../../undo/undo-notice.ts';
import type { RowSource } from '../rows/use-rows.ts';
import { MAX_CHOSEN_ROWS } from './selection.ts';
import type { TableSelection } from './use-selection.ts';

/** Rows fetched per request. */
const STRETCH = 5_000;

/** Rows of a list, or why they are not available: `too-many` to list individually; `changed`: the list has changed. */
export type RowsOrReason<R> = readonly R[] | 'too-many' | 'changed';

/** Loads the selected rows in list order, chunk by chunk until all were found. Rows that left the list are no longer selected. */
export async function loadChosenRows<R>(
  { total, between }: Pick<RowSource<R>, 'total' | 'between'>,
  { count, has }: Pick<TableSelection<R>, 'count' | 'has'>,
): Promise<RowsOrReason<R>> {
  if (count > MAX_CHOSEN_ROWS) return 'too-many';
  const found: R[] = [];
  for (let first = 0; first < total && found.length < count; first += STRETCH) {
    const rows = await between(first, Math.min(total, first + STRETCH) - 1);
    if (rows === null) return 'changed';
    found.push(...rows.filter(has));
  }
  return found.length === 0 && count > 0 ? 'changed' : found;
}

/** The rows a key applies to: the selected rows, otherwise the active row, otherwise none. */
export async function loadRowsForKey<R>(
  source: Pick<RowSource<R>, 'total' | 'between' | 'row'>,
  choice: Pick<TableSelection<R>, 'count' | 'has'> | undefined,
  active: number,
): Promise<RowsOrReason<R>> {
  if (choice !== undefined && choice.count > 0) return loadChosenRows(source, choice);
  const row = active < 0 ? undefined : source.row(active);
  return row === undefined ? [] : [row];
}

/** The rows an action applies to. If they are not available, a message is shown and the result is empty. */
export async function loadRowsToActOn<R>(...about: Parameters<typeof loadRowsForKey<R>>): Promise<readonly R[]> {
  const rows = await loadRowsForKey(...about);
  if (typeof rows !== 'string') return rows;
  showNotice({ kind: 'sentence', text: `dataTable.select.notDone.${rows}`, params: { most: MAX_CHOSEN_ROWS }, step: null });
  return [];
}
