import type { ReactNode } from 'react';

/** Properties of a cell that depend on its position. */
export interface CellPosition {
  readonly index: number;
  /** Width of the column in px. */
  readonly width: number;
  /** The row is the active one. */
  readonly active: boolean;
  /** The row's details panel is open. */
  readonly open: boolean;
  /** Tab index for controls in the cell: 0 in the active row, -1 in the others. */
  readonly tabIndex: 0 | -1;
}

/** One column of a table of rows `R`. */
export interface Column<R> extends ColumnSize {
  readonly title: string;
  /** The column names the row for screen readers. */
  readonly naming?: boolean;
  readonly numeric?: boolean;
  /** The title is for screen readers only. */
  readonly quiet?: boolean;
  /** Sort key of the column; without it the header is not clickable. */
  readonly sortBy?: string;
  readonly cell: (row: R, place: CellPosition) => ReactNode;
  /** Text of the cell for copying; without it the column is visual only. */
  readonly text?: (row: R) => string;
}

/** Sizing of a column within the table. */
export interface ColumnSize {
  readonly id: string;
  /** Minimum readable width in px. */
  readonly least: number;
  /** Share of the remaining width. */
  readonly grow: number;
  /** When the table is narrow, the column with the smallest number is left out first; without a number it stays. */
  readonly givesWay?: number;
  /** Always the first column with fixed width: the checkbox. */
  readonly fixed?: boolean;
  /** Hidden by default. */
  readonly extra?: boolean;
}

/** Column settings of a table as saved per company, by column id. */
export interface ColumnLayout {
  /** Column order chosen by the user; unnamed columns follow in default order. */
  readonly order: readonly string[];
  /** `true`: always shown; `false`: hidden; missing: shown if the width suffices. */
  readonly visible: Readonly<Record<string, boolean>>;
  /** Widths in px chosen by the user. */
  readonly widths: Readonly<Record<string, number>>;
}

export const STANDARD_LAYOUT: ColumnLayout = { order: [], visible: {}, widths: {} };

/** A narrower column could not be grabbed by its edge again. */
export const MIN_COLUMN_WIDTH_PX = 48;

/** A column with its current width in px. */
export type PlacedColumn<C> = C & { readonly width: number };

/**
 * Returns the columns that fit into `width` px with their widths. Optional columns are dropped first, user-chosen widths are kept, the
 * rest is shared. If even the required columns do not fit, minimum widths are used and the table scrolls horizontally.
 */
export function placeColumns<C extends ColumnSize>(
  columns: readonly C[],
  { visible, widths }: Pick<ColumnLayout, 'visible' | 'widths'>,
  width: number,
): readonly PlacedColumn<C>[] {
  const givenOf = ({ id, fixed }: C): number | null => (fixed === true ? null : (widths[id] ?? null));
  const leastOf = (column: C): number => Math.max(givenOf(column) ?? column.least, column.fixed === true ? 0 : MIN_COLUMN_WIDTH_PX);
  const sum = (of: readonly C[]): number => of.reduce((total, column) => total + leastOf(column), 0);
  let placed = columns.filter((column) => isColumnWanted(column, visible));
  const giving = placed
    .filter(({ id, givesWay }) => givesWay !== undefined && visible[id] !== true)
    .toSorted((a, b) => (a.givesWay ?? 0) - (b.givesWay ?? 0));
  for (const next of giving) {
    if (sum(placed) <= width) break;
    placed = placed.filter((column) => column !== next);
  }
  const free = Math.max(0, width - sum(placed));
  const grow = placed.reduce((total, column) => total + (givenOf(column) === null ? column.grow : 0), 0);
  return placed.map((column) => ({
    ...column,
    width: leastOf(column) + (grow === 0 || givenOf(column) !== null ? 0 : Math.floor((free * column.grow) / grow)),
  }));
}

/** Returns whether a column is shown if the width suffices. */
export const isColumnWanted = ({ id, fixed, extra }: ColumnSize, visible: ColumnLayout['visible']): boolean =>
  fixed === true || (visible[id] ?? extra !== true);

/** Returns the columns in the chosen order; columns not named in it stay behind their predecessor. */
export function orderColumns<C extends ColumnSize>(columns: readonly C[], order: readonly string[]): readonly C[] {
  const known = order.flatMap((id) => columns.find((column) => column.id === id && column.fixed !== true) ?? []);
  const result = [...known];
  columns.forEach((column, at) => {
    if (known.includes(column)) return;
    const before = columns.slice(0, at).findLast((each) => result.includes(each));
    result.splice(column.fixed === true ? 0 : before === undefined ? 0 : result.indexOf(before) + 1, 0, column);
  });
  return result;
}

/** Returns the order after a column was moved one position among the movable ones. At the ends it does not change. */
export function moveColumn(columns: readonly ColumnSize[], id: string, step: 1 | -1): readonly string[] {
  const ids = columns.filter(({ fixed }) => fixed !== true).map((column) => column.id);
  const at = ids.indexOf(id);
  const to = at + step;
  if (at < 0 || to < 0 || to >= ids.length) return ids;
  ids.splice(at, 1);
  ids.splice(to, 0, id);
  return ids;
}

export const isStandardLayout = ({ order, visible, widths }: ColumnLayout): boolean =>
  order.length === 0 && Object.keys(visible).length === 0 && Object.keys(widths).length === 0;

/** Returns CSS `grid-template-columns` for these widths, so that head and rows align without measuring. */
export const formatGridTemplate = (columns: readonly { readonly width: number }[]): string =>
  columns.map(({ width }) => `${width}px`).join(' ');

export const sumColumnWidths = (columns: readonly { readonly width: number }[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0);

export interface Sort<By extends string = string> {
  readonly by: By;
  readonly direction: 'ascending' | 'descending';
}

/** The sort after a header was pressed: the same column reverses, another one starts ascending. */
export const toggleSort = <By extends string>(sort: Sort<By>, by: By): Sort<By> => ({
  by,
  direction: sort.by === by && sort.direction === 'ascending' ? 'descending' : 'ascending',
});
