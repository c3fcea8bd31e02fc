/**
 * A selection: single rows, or all rows of a query except some. Keys are valid within one `version` of the list; `V` is the stored value
 * of a row, `Q` the query.
 */
export type Selection<K, V, Q> =
  | { readonly kind: 'rows'; readonly version: number; readonly rows: ReadonlyMap<K, V> }
  | {
      readonly kind: 'all';
      readonly version: number;
      readonly question: Q;
      readonly total: number;
      readonly except: ReadonlyMap<K, V>;
    };

/** Version for lists whose keys stay valid through every change. */
export const PERMANENT_KEYS_VERSION = 0;

/** Maximum number of rows that are selected individually (the contract's limit); more are selected by their query. */
export const MAX_CHOSEN_ROWS = 10_000;

export const EMPTY_SELECTION: Selection<never, never, never> = { kind: 'rows', version: -1, rows: new Map<never, never>() };

export const countChosen = (selection: Selection<unknown, unknown, unknown>): number =>
  selection.kind === 'rows' ? selection.rows.size : selection.total - selection.except.size;

export const isChosen = <K>(selection: Selection<K, unknown, unknown>, key: K): boolean =>
  selection.kind === 'rows' ? selection.rows.has(key) : !selection.except.has(key);

type Entry<K, V> = readonly [key: K, value: V];

/** Toggles one row. A row of another version starts a new selection; nothing is added beyond the maximum. */
export function toggleRow<K, V, Q>(selection: Selection<K, V, Q>, version: number, [key, value]: Entry<K, V>): Selection<K, V, Q> {
  if (selection.version !== version) return { kind: 'rows', version, rows: new Map([[key, value]]) };
  const marked = new Map(selection.kind === 'rows' ? selection.rows : selection.except);
  if (!marked.delete(key)) {
    if (marked.size >= MAX_CHOSEN_ROWS) return selection;
    marked.set(key, value);
  }
  return selection.kind === 'rows' ? { ...selection, rows: marked } : { ...selection, except: marked };
}

/** Adds these rows up to the maximum. */
export function addRows<K, V, Q>(selection: Selection<K, V, Q>, version: number, added: readonly Entry<K, V>[]): Selection<K, V, Q> {
  if (selection.version === version && selection.kind === 'all') {
    const except = new Map(selection.except);
    for (const [key] of added) except.delete(key);
    return { ...selection, except };
  }
  const rows = new Map(selection.version === version && selection.kind === 'rows' ? selection.rows : []);
  for (const [key, value] of added) if (rows.size < MAX_CHOSEN_ROWS) rows.set(key, value);
  return { kind: 'rows', version, rows };
}

/** Removes rows that left the list from the selection. */
export function removeRows<K, V, Q>(selection: Selection<K, V, Q>, gone: readonly K[]): Selection<K, V, Q> {
  const chosen = gone.filter((key) => isChosen(selection, key));
  if (chosen.length === 0) return selection;
  if (selection.kind === 'all') {
    const total = selection.total - chosen.length;
    // A row that returns later was not part of the selection.
    return total <= selection.except.size ? EMPTY_SELECTION : { ...selection, total };
  }
  const rows = new Map(selection.rows);
  for (const key of chosen) rows.delete(key);
  return { ...selection, rows };
}

/** Selects all results of a query. Rows that are added later are not included; `hasTotalChanged` detects them. */
export const selectAllRows = <Q>(version: number, question: Q, total: number): Selection<never, never, Q> =>
  total === 0 ? EMPTY_SELECTION : { kind: 'all', version, question, total, except: new Map<never, never>() };

/**
 * Returns whether rows were added or removed since all were selected. Decisions also move findings in and out of a list within one version.
 */
export const hasTotalChanged = (selection: Selection<unknown, unknown, unknown>, total: number): boolean =>
  selection.kind === 'all' && selection.total !== total;

/** State of the check box in the table header. */
export function getHeadState(selection: Selection<unknown, unknown, unknown>, total: number): 'none' | 'some' | 'all' {
  const count = countChosen(selection);
  return count === 0 || total === 0 ? 'none' : count >= total ? 'all' : 'some';
}
