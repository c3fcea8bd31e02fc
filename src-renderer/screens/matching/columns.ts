import type { FindingSort } from '#shared/contract/matching.ts';

export type ColumnId = 'select' | 'severity' | 'name' | 'organization' | 'workEmail' | 'amazonEmail' | 'reason' | 'triage';

interface Column {
  readonly id: ColumnId;
  /** Least width in px that still reads. */
  readonly least: number;
  /** Share of the width that is left over. */
  readonly grow: number;
  /** `null`: the findings are not sorted by it. */
  readonly sortBy: FindingSort['by'] | null;
}

const COLUMNS: readonly Column[] = [
  { id: 'select', least: 40, grow: 0, sortBy: null },
  { id: 'severity', least: 88, grow: 0, sortBy: 'severity' },
  { id: 'name', least: 100, grow: 0.5, sortBy: 'name' },
  { id: 'organization', least: 112, grow: 1, sortBy: 'organization' },
  { id: 'workEmail', least: 180, grow: 1.4, sortBy: 'workEmail' },
  { id: 'amazonEmail', least: 180, grow: 1.4, sortBy: 'amazonEmail' },
  { id: 'reason', least: 140, grow: 2, sortBy: 'code' },
  { id: 'triage', least: 104, grow: 0.4, sortBy: null },
];
/** What gives way first when the table is narrow; the detail panel shows all of it. */
const GIVES_WAY: readonly ColumnId[] = ['organization', 'amazonEmail', 'triage', 'reason'];

export interface Layout {
  readonly columns: readonly { readonly id: ColumnId; readonly sortBy: FindingSort['by'] | null; readonly width: number }[];
  /** CSS `grid-template-columns`, in px: header and rows line up without measuring each other. */
  readonly template: string;
}

/** The columns that fit into `width` px and their widths, which add up to `width` (or to the least that reads). */
export function layoutFor(width: number): Layout {
  const columns = fitColumns(COLUMNS, GIVES_WAY, width).map((column) => ({ id: column.id, sortBy: column.sortBy, width: column.width }));
  return { columns, template: templateOf(columns) };
}

type Sizes<Id> = Pick<Column, 'least' | 'grow'> & { readonly id: Id };

/** Leaves out what gives way until the rest fits, and shares what is left over. Widths in px. */
export function fitColumns<Id, C extends Sizes<Id>>(
  all: readonly C[],
  givesWay: readonly Id[],
  width: number,
): readonly (C & { readonly width: number })[] {
  let columns = all;
  for (const id of givesWay) {
    if (least(columns) <= width) break;
    columns = columns.filter((column) => column.id !== id);
  }
  const free = Math.max(0, width - least(columns));
  const grow = columns.reduce((sum, column) => sum + column.grow, 0);
  return columns.map((column) => ({ ...column, width: column.least + Math.floor((free * column.grow) / grow) }));
}

/** CSS `grid-template-columns` of columns of these widths. */
export const templateOf = (columns: readonly { readonly width: number }[]): string => columns.map(({ width }) => `${width}px`).join(' ');

const least = (columns: readonly Pick<Column, 'least'>[]): number => columns.reduce((sum, column) => sum + column.least, 0);

/** The sort after a header was pressed: the same column turns round, another one starts ascending. */
export const sortAfter = (sort: FindingSort, by: FindingSort['by']): FindingSort => ({
  by,
  direction: sort.by === by && sort.direction === 'ascending' ? 'descending' : 'ascending',
});
