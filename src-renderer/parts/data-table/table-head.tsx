import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { UnstyledButton, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import { ColumnMenu } from './columns/column-menu.tsx';
import type { Column, PlacedColumn } from './columns/columns.ts';
import type { ShownColumns } from './columns/use-columns.ts';
import classes from './data-table.module.css';
import type { DataTableProps } from './data-table-props.ts';
import { COLUMN_HEAD, ROW } from './roles.ts';
import { SELECT_COLUMN_ID } from './table-row.tsx';
import { TickBox } from './tick-box.tsx';

/** Number of px by which a key resizes a column. */
const STEP_PX = 16;

interface TableHeadProps<R> extends Pick<DataTableProps<R>, 'sort' | 'onSort' | 'selection' | 'tools'> {
  readonly columns: ShownColumns<R>;
  readonly template: string;
}

/** Sticky table header: names, sorting, resize handles, and the column menu. */
export const TableHead = <R,>({ columns, template, ...rest }: TableHeadProps<R>) => (
  <thead role="presentation" className={classes.head}>
    <tr {...ROW} aria-rowindex={1} className={classes.headRow} style={{ gridTemplateColumns: template }}>
      {columns.placed.map((column, at) => (
        <HeadCell key={column.id} column={column} at={at} last={at === columns.placed.length - 1} columns={columns} {...rest} />
      ))}
    </tr>
  </thead>
);

interface HeadCellProps<R> extends Omit<TableHeadProps<R>, 'template'> {
  readonly column: PlacedColumn<Column<R>>;
  readonly at: number;
  readonly last: boolean;
}

const HeadCell = <R,>({ column, at, last, columns, sort, onSort, selection, tools }: HeadCellProps<R>) => {
  const text = useText('dataTable');
  const { id, title, sortBy, numeric, quiet, fixed } = column;
  const sorted = sort !== undefined && sort.by === sortBy ? sort.direction : null;
  const Icon = sorted === 'descending' ? IconArrowDown : IconArrowUp;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    columns.onWiden(id, event.key === 'ArrowRight' ? STEP_PX : -STEP_PX);
  };
  return (
    <th
      {...COLUMN_HEAD}
      aria-colindex={at + 1}
      className={classes.headCell}
      data-numeric={numeric}
      data-select={id === SELECT_COLUMN_ID || undefined}
      data-last={last || undefined}
      {...(sortBy === undefined || onSort === undefined ? {} : { 'aria-sort': sorted ?? 'none' })}
    >
      {id === SELECT_COLUMN_ID ? (
        selection === undefined ? null : (
          <UnstyledButton
            className={classes.selectAll}
            role="checkbox"
            aria-checked={selection.head === 'some' ? 'mixed' : selection.head === 'all'}
            aria-label={text('select.all')}
            onClick={selection.chooseAll}
          >
            <TickBox state={selection.head} />
          </UnstyledButton>
        )
      ) : sortBy === undefined || onSort === undefined ? (
        <span className={classes.plain}>{quiet === true ? <VisuallyHidden>{title}</VisuallyHidden> : title}</span>
      ) : (
        <UnstyledButton
          className={classes.sort}
          data-sorted={sorted !== null || undefined}
          aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
          onClick={() => onSort(sortBy)}
          onKeyDown={onKeyDown}
        >
          <span>{title}</span>
          {sorted === null ? null : <Icon size={14} aria-hidden />}
        </UnstyledButton>
      )}
      {last ? (
        <span className={classes.menu}>
          <ColumnMenu {...columns} columns={columns.choices}>
            {tools}
          </ColumnMenu>
        </span>
      ) : fixed === true ? null : (
        // The keyboard equivalent is Alt+arrow on the sort button.
        <span
          className={classes.edge}
          title={text('resize')}
          aria-hidden
          data-held={columns.resizing === id || undefined}
          onMouseDown={(event) => {
            event.preventDefault();
            columns.onGrab(id, event);
          }}
          onTouchStart={(event) => columns.onGrab(id, event)}
          onDoubleClick={() => columns.onWiden(id, null)}
        />
      )}
    </th>
  );
};
