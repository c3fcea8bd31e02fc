import { type MouseEvent, memo, type ReactNode, type Ref } from 'react';
import { Checkbox, Skeleton } from '#renderer/ui/index.ts';
import type { Column, PlacedColumn } from './columns/columns.ts';
import classes from './data-table.module.css';
import { GROUP_HEAD, ROW, ROW_HEAD } from './roles.ts';
import { TickBox } from './tick-box.tsx';

/** Id of the built-in first column with the check box. */
export const SELECT_COLUMN_ID = 'select';

interface TableRowProps<R> {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  /** `undefined` while the row is loading. */
  readonly row: R | undefined;
  readonly columns: readonly PlacedColumn<Column<R>>[];
  readonly template: string;
  /** `grid`: the table itself is the only tab stop; `table`: the active row is the tab stop. */
  readonly role: 'grid' | 'table';
  readonly active: boolean;
  /** This row is the tab stop. */
  readonly stop: boolean;
  readonly open: boolean;
  /** `null` if the table has no selection. */
  readonly chosen: boolean | null;
  /** Measures row height after rendering. */
  readonly measure: Ref<HTMLTableSectionElement> | null;
  /** Draws the head of the group above the row that begins it. */
  readonly head: ((row: R, index: number) => ReactNode) | undefined;
  readonly below: ((row: R, index: number) => ReactNode) | undefined;
  readonly onOpen: ((index: number) => void) | undefined;
  /** The check box was pressed; with Shift the range from the last pressed one is selected. */
  readonly onChoose: ((index: number, range: boolean) => void) | undefined;
}

/** Elements in a row that handle clicks themselves. */
const PRESSED = 'button, a, input, label, textarea, select, summary';

const TableRowOf = <R,>(props: TableRowProps<R>) => {
  const { id, index, top, row, columns, template, role, active, open, chosen, measure, head, below } = props;
  const { onOpen, onChoose } = props;
  const under = row === undefined ? null : below?.(row, index);
  const cellRole = role === 'grid' ? 'gridcell' : 'cell';
  const onClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest(PRESSED) !== null) return;
    const ticks = event.target instanceof Element && event.target.closest('[data-select]') !== null;
    if (onChoose !== undefined && (ticks || event.shiftKey || event.ctrlKey || event.metaKey)) onChoose(index, event.shiftKey);
    else onOpen?.(index);
  };
  return (
    <tbody ref={measure} role="presentation" data-index={index} className={classes.item} style={{ transform: `translateY(${top}px)` }}>
      {row === undefined || head === undefined ? null : (
        <tr {...ROW} className={classes.group} data-fixed={measure === null || undefined}>
          <th {...GROUP_HEAD} aria-colspan={columns.length}>
            {head(row, index)}
          </th>
        </tr>
      )}
      {/* Key events are handled by the table. */}
      <tr
        {...ROW}
        id={id}
        tabIndex={role === 'grid' ? -1 : undefined}
        aria-rowindex={index + 2}
        {...(role === 'grid' ? { 'aria-selected': chosen ?? (active || open) } : {})}
        data-active={active || undefined}
        data-open={open || undefined}
        data-chosen={chosen || undefined}
        className={classes.row}
        data-fixed={measure === null || undefined}
        data-pressed={onOpen === undefined ? undefined : true}
        style={{ gridTemplateColumns: template }}
        onClick={onClick}
      >
        {columns.map((column, at) => (
          <Cell key={column.id} {...props} column={column} at={at} />
        ))}
      </tr>
      {under === null || under === undefined ? null : (
        <tr {...ROW} className={classes.below}>
          <td role={cellRole} aria-colspan={columns.length}>
            {under}
          </td>
        </tr>
      )}
    </tbody>
  );
};

interface CellProps<R>
  extends Pick<TableRowProps<R>, 'id' | 'row' | 'index' | 'role' | 'active' | 'open' | 'stop' | 'chosen' | 'onChoose'> {
  readonly column: PlacedColumn<Column<R>>;
  readonly at: number;
}

const Cell = <R,>({ id: rowId, column, at, row, index, role, active, open, stop, chosen, onChoose }: CellProps<R>) => {
  const { id, width, naming, numeric } = column;
  const shared = {
    'aria-colindex': at + 1,
    className: classes.cell,
    'data-numeric': numeric,
    'data-select': id === SELECT_COLUMN_ID || undefined,
  };
  const content =
    id === SELECT_COLUMN_ID ? (
      role === 'grid' ? (
        <TickBox state={chosen === true ? 'all' : 'none'} />
      ) : (
        // Rows of a grid have `aria-selected`; in a table the check box states the selection.
        <Checkbox
          size="xs"
          aria-labelledby={`${rowId}-name`}
          checked={chosen === true}
          tabIndex={-1}
          readOnly
          onClick={(event) => onChoose?.(index, event.shiftKey)}
        />
      )
    ) : row === undefined ? (
      <Skeleton width="60%" />
    ) : (
      column.cell(row, { index, width, active, open, tabIndex: stop ? 0 : -1 })
    );
  return naming === true ? (
    <th {...ROW_HEAD} {...shared} id={`${rowId}-name`}>
      {content}
    </th>
  ) : (
    <td role={role === 'grid' ? 'gridcell' : 'cell'} {...shared}>
      {content}
    </td>
  );
};

/** One row, positioned by its index. Memoized, because scrolling renders hundreds. */
export const TableRow = memo(TableRowOf) as typeof TableRowOf;
