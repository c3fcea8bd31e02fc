import { Fragment, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useText } from '#renderer/ui/index.ts';
import type { Column, PlacedColumn } from './columns/columns.ts';
import { registerPrintedTable } from './print.ts';
import classes from './printed-rows.module.css';
import { type Grouping, isGroupStart } from './rows/grouping.ts';
import type { RowSource } from './rows/use-rows.ts';

/** Maximum number of printed rows; a report contains all of them. */
const MAX_PRINTED_ROWS = 2_000;

interface PrintedRowsProps<R> {
  readonly source: RowSource<R>;
  readonly columns: readonly PlacedColumn<Column<R>>[];
  readonly grouping: Grouping<R> | undefined;
  readonly below: ((row: R, index: number) => ReactNode) | undefined;
}

/** The table for paper with all rows. Rendered only while printing. */
export const PrintedRows = <R,>({ source, columns, grouping, below }: PrintedRowsProps<R>) => {
  const text = useText('dataTable');
  const rows = usePrintedRows(source);
  if (rows === null) return null;
  const shown = columns.filter(({ fixed, quiet }) => fixed !== true && quiet !== true);
  const at: Pick<RowSource<R>, 'row'> = { row: (index) => rows[index] };
  const wide = (key: string, what: ReactNode): ReactNode => (
    <tr key={key} className={classes.wide}>
      <td colSpan={shown.length}>{what}</td>
    </tr>
  );
  return (
    <table className={classes.table} aria-hidden>
      <thead>
        <tr>
          {shown.map(({ id, title, numeric }) => (
            <th key={id} scope="col" data-numeric={numeric}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const under = below?.(row, index) ?? null;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: what is printed does not move.
            <Fragment key={index}>
              {grouping !== undefined && isGroupStart(grouping, at, index, row) ? wide('head', grouping.head(row, index)) : null}
              <tr>
                {shown.map((column) => (
                  <td key={column.id} data-numeric={column.numeric}>
                    {column.cell(row, { index, width: column.width, active: false, open: false, tabIndex: -1 })}
                  </td>
                ))}
              </tr>
              {under === null ? null : wide('below', under)}
            </Fragment>
          );
        })}
        {rows.length < source.total ? wide('rest', text('print.rest', { shown: rows.length, total: source.total })) : null}
      </tbody>
    </table>
  );
};

/** The rows while they are printed; otherwise `null`. */
function usePrintedRows<R>(source: RowSource<R>): readonly R[] | null {
  const [rows, setRows] = useState<readonly R[] | null>(null);
  const now = useRef(source);
  now.current = source;
  const prepare = useCallback(async () => {
    const { total, between } = now.current;
    const first = total === 0 ? [] : await between(0, Math.min(total, MAX_PRINTED_ROWS) - 1);
    flushSync(() => setRows(first));
  }, []);
  useEffect(() => registerPrintedTable(prepare), [prepare]);
  useEffect(() => {
    // Printing from the browser menu cannot wait: only loaded rows are printed, with the number of missing rows.
    const before = (): void => flushSync(() => setRows((prepared) => prepared ?? rowsHere(now.current)));
    const after = (): void => setRows(null);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return rows;
}

/** The rows from the first to the one before the first that is not loaded. */
function rowsHere<R>({ row: rowAt, total }: RowSource<R>): readonly R[] {
  const rows: R[] = [];
  for (let index = 0; index < Math.min(total, MAX_PRINTED_ROWS); index++) {
    const row = rowAt(index);
    if (row === undefined) break;
    rows.push(row);
  }
  return rows;
}
