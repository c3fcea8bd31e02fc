import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo, useRef } from 'react';
import { SELECT_COLUMN_ID } from '../table-row.tsx';
import type { ColumnChoice } from './column-menu.tsx';
import {
  type Column,
  type ColumnLayout,
  isColumnWanted,
  isStandardLayout,
  MIN_COLUMN_WIDTH_PX,
  moveColumn,
  orderColumns,
  type PlacedColumn,
  placeColumns,
  STANDARD_LAYOUT,
} from './columns.ts';

/** TanStack Table manages order, visibility and resizing. It receives no rows, because rows are loaded in windows. */
const FEATURES = tableFeatures({ columnOrderingFeature, columnVisibilityFeature, columnSizingFeature, columnResizingFeature });
const NO_ROWS: never[] = [];
const MAX_WIDTH_PX = 4_000;

export interface ShownColumns<R> {
  /** Visible columns from left to right. */
  readonly placed: readonly PlacedColumn<Column<R>>[];
  readonly choices: readonly ColumnChoice[];
  readonly standard: boolean;
  readonly onToggle: (id: string) => void;
  readonly onMove: (id: string, step: 1 | -1) => void;
  readonly onReset: () => void;
  /** Starts resizing a column with the pointer. */
  readonly onGrab: (id: string, event: unknown) => void;
  /** Changes the width of a column by this many px; `null` = automatic width. */
  readonly onWiden: (id: string, by: number | null) => void;
  readonly resizing: string | false;
}

interface ColumnsOptions {
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
  /** Width of the table in px. */
  readonly width: number;
  /** The first column contains check boxes. */
  readonly selects: boolean;
}

/** Hook returning the selected, ordered and sized columns for the table's width. */
export function useColumns<R>(columns: readonly Column<R>[], { layout, onLayout, width, selects }: ColumnsOptions): ShownColumns<R> {
  const all = useMemo<readonly Column<R>[]>(
    () => (selects ? [{ id: SELECT_COLUMN_ID, title: '', least: 40, grow: 0, fixed: true, cell: () => null }, ...columns] : columns),
    [columns, selects],
  );
  const definitions = useMemo(() => all.map(({ id, least }) => ({ id, size: least, minSize: MIN_COLUMN_WIDTH_PX })), [all]);
  const table = useTable({
    features: FEATURES,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    initialState: { columnOrder: [...layout.order], columnVisibility: { ...layout.visible }, columnSizing: { ...layout.widths } },
  });
  const { columnOrder, columnVisibility, columnSizing, columnResizing } = table.state;
  const visible = columnVisibility as Readonly<Record<string, boolean>>;
  const widths = columnSizing as Readonly<Record<string, number>>;

  const kept = useRef(JSON.stringify([columnOrder, visible, widths]));
  useEffect(() => {
    const now = JSON.stringify([columnOrder, visible, widths]);
    if (now === kept.current) return;
    kept.current = now;
    const rounded = Object.entries(widths).map(([id, px]) => [id, Math.min(MAX_WIDTH_PX, Math.max(MIN_COLUMN_WIDTH_PX, Math.round(px)))]);
    onLayout({ order: columnOrder, visible, widths: Object.fromEntries(rounded) });
  }, [columnOrder, visible, widths, onLayout]);

  const ordered = useMemo(() => orderColumns(all, columnOrder), [all, columnOrder]);
  const placed = useMemo(() => placeColumns(ordered, { visible, widths }, width), [ordered, visible, widths, width]);
  const isPlaced = (id: string): boolean => placed.some((column) => column.id === id);
  return {
    placed,
    choices: ordered
      .filter(({ fixed }) => fixed !== true)
      .map((column) => ({
        id: column.id,
        title: column.title,
        shown: isPlaced(column.id),
        noRoom: !isPlaced(column.id) && isColumnWanted(column, visible),
        stays: column.naming === true,
      })),
    standard: isStandardLayout({ order: columnOrder, visible, widths }),
    onToggle: (id) => table.setColumnVisibility({ ...visible, [id]: !isPlaced(id) }),
    onMove: (id, step) => table.setColumnOrder([...moveColumn(ordered, id, step)]),
    onReset: () => {
      table.setColumnOrder([...STANDARD_LAYOUT.order]);
      table.setColumnVisibility({ ...STANDARD_LAYOUT.visible });
      table.setColumnSizing({ ...STANDARD_LAYOUT.widths });
    },
    onGrab: (id, event) => {
      const now = placed.find((column) => column.id === id)?.width;
      const header = table.getFlatHeaders().find((each) => each.column.id === id);
      if (now === undefined || header === undefined) return;
      // Resizing starts at the automatic width.
      table.setColumnSizing({ ...widths, [id]: now });
      header.getResizeHandler()(event);
    },
    onWiden: (id, by) => {
      const { [id]: _, ...others } = widths;
      const now = placed.find((column) => column.id === id)?.width;
      table.setColumnSizing(
        by === null || now === undefined ? others : { ...others, [id]: Math.max(MIN_COLUMN_WIDTH_PX, Math.round(now + by)) },
      );
    },
    resizing: columnResizing.isResizingColumn,
  };
}
