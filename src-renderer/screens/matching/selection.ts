import type { CallInput } from '#shared/contract/calls.ts';
import type { FindingFilter, FindingRow } from '#shared/contract/matching.ts';

type Severity = FindingRow['severity'];
/** What the selection keeps of a row. */
export type Chosen = Pick<FindingRow, 'row' | 'severity'>;

/** The contract takes this many rows by number; more are chosen by their filter. */
export const MOST_ROWS = 10_000;

/**
 * The chosen findings: single rows, or everything under a filter but a few. Rows are known by their number within one
 * revision, so that sorting and scrolling change nothing.
 */
export type Selection =
  | { readonly kind: 'rows'; readonly revision: number; readonly rows: ReadonlyMap<number, Severity> }
  | {
      readonly kind: 'filter';
      readonly revision: number;
      readonly filter: FindingFilter;
      readonly total: number;
      readonly except: ReadonlyMap<number, Severity>;
    };

export const NOTHING_CHOSEN: Selection = { kind: 'rows', revision: -1, rows: new Map() };

export const countOf = (selection: Selection): number =>
  selection.kind === 'rows' ? selection.rows.size : selection.total - selection.except.size;

export const isChosen = (selection: Selection, row: number): boolean =>
  selection.kind === 'rows' ? selection.rows.has(row) : !selection.except.has(row);

/** Adds or takes away one row. Rows of another revision begin a new selection; beyond the most that can be told nothing is added. */
export function toggled(selection: Selection, revision: number, { row, severity }: Chosen): Selection {
  if (selection.revision !== revision) return { kind: 'rows', revision, rows: new Map([[row, severity]]) };
  const marked = new Map(selection.kind === 'rows' ? selection.rows : selection.except);
  if (!marked.delete(row)) {
    if (marked.size >= MOST_ROWS) return selection;
    marked.set(row, severity);
  }
  return selection.kind === 'rows' ? { ...selection, rows: marked } : { ...selection, except: marked };
}

/** The selection with all of these rows, at most as many as can be told. */
export function withRows(selection: Selection, revision: number, added: readonly Chosen[]): Selection {
  if (selection.revision === revision && selection.kind === 'filter') {
    const except = new Map(selection.except);
    for (const { row } of added) except.delete(row);
    return { ...selection, except };
  }
  const rows = new Map(selection.revision === revision && selection.kind === 'rows' ? selection.rows : []);
  for (const { row, severity } of added) if (rows.size < MOST_ROWS) rows.set(row, severity);
  return { kind: 'rows', revision, rows };
}

/** Everything under a filter; a row that joins later is not silently part of it, the revision keeps it out. */
export const everything = (revision: number, filter: FindingFilter, total: number): Selection =>
  total === 0 ? NOTHING_CHOSEN : { kind: 'filter', revision, filter, total, except: new Map() };

/** What the box in the table's head shows. */
export function headState(selection: Selection, total: number): 'none' | 'some' | 'all' {
  const count = countOf(selection);
  return count === 0 || total === 0 ? 'none' : count >= total ? 'all' : 'some';
}

/** The selection as the contract asks for it; `null` without a row. */
export function selectionInput(selection: Selection): CallInput<'fixes.preview'>['selection'] | null {
  if (countOf(selection) === 0) return null;
  return selection.kind === 'rows'
    ? { revision: selection.revision, rows: [...selection.rows.keys()] }
    : { revision: selection.revision, filter: selection.filter, except: [...selection.except.keys()] };
}

/**
 * How many of the chosen rows block an order: known at once for single rows; for a filter, the filter to ask with and
 * what to take off its answer.
 */
export function blockingOf(selection: Selection): { readonly known: number } | { readonly ask: FindingFilter; readonly less: number } {
  const blocks = (severities: ReadonlyMap<number, Severity>): number => [...severities.values()].filter((each) => each === 'block').length;
  if (selection.kind === 'rows') return { known: blocks(selection.rows) };
  const { severities } = selection.filter;
  if (severities.length > 0 && !severities.includes('block')) return { known: 0 };
  return { ask: { ...selection.filter, severities: ['block'] }, less: blocks(selection.except) };
}
