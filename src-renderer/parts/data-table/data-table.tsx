import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useIsSlow } from '#renderer/client/index.ts';
import { ErrorState, SkeletonRows, useMediaQuery, useMergedRef, useWidth } from '#renderer/ui/index.ts';
import { type ColumnLayout, formatGridTemplate, sumColumnWidths } from './columns/columns.ts';
import { useColumnLayout } from './columns/use-column-layout.ts';
import { useColumns } from './columns/use-columns.ts';
import classes from './data-table.module.css';
import type { DataTableProps } from './data-table-props.ts';
import { printScreen } from './print.ts';
import { PrintedRows } from './printed-rows.tsx';
import { isGroupStart } from './rows/grouping.ts';
import { useSteadyRow } from './rows/use-steady-row.ts';
import { SelectionBar } from './selection/selection-bar.tsx';
import { useCopy } from './selection/use-copy.ts';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { TableState } from './table-state.tsx';

/** Height in px of a single-line row, and of the header. */
const ROW_PX = 28;
const HEAD_PX = 32;
/** Height in px of the head of a group in a table of single-line rows; at 200 % zoom the rows need the height. */
const GROUP_PX = 40;
const LOW_GROUP_PX = 28;
const IS_LOW = '(max-height: 560px)';
const OVERSCAN = 8;
/** More rows than the tallest screen and its overscan need. */
const SLOTS = 256;
/** Height in px of the selection bar with the gap below it. */
const BAR_PX = 64;

/**
 * A virtual table: only visible rows are rendered and requested. Columns can be selected, moved and resized, and are saved per company.
 */
export const DataTable = <R,>(props: DataTableProps<R>) => {
  const { source, name, empty, most, keepsHeight } = props;
  const { layout, onChange } = useColumnLayout(props.keptAs ?? name);
  const slow = useIsSlow(source.waiting && source.error === null);
  const failed =
    source.error === null ? null : (
      <div className={classes.failure}>
        <ErrorState failure={source.error} onRetry={source.retry} />
      </div>
    );
  const body =
    source.waiting || layout === undefined ? (
      slow ? (
        <TableState>
          <SkeletonRows rows={14} />
        </TableState>
      ) : null
    ) : source.total === 0 && !source.stale ? (
      <TableState>{empty}</TableState>
    ) : (
      <Rows key={name} {...props} layout={layout} onLayout={onChange} />
    );
  return (
    <div className={classes.place} data-most={most !== undefined || undefined} data-keeps={keepsHeight}>
      {failed}
      {source.waiting && failed !== null ? null : body}
    </div>
  );
};

interface RowsProps<R> extends DataTableProps<R> {
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
}

const Rows = <R,>(props: RowsProps<R>) => {
  const { name, label, role, source, rowPx, active, onActive, keys, handle, onOpen, isOpen, selection, grouping, below } = props;
  const { covered = 0, most, actions } = props;
  const scroller = useRef<HTMLTableElement>(null);
  const { ref: measured, width } = useWidth<HTMLTableElement>();
  const attach = useMergedRef(scroller, measured);
  const columns = useColumns(props.columns, { layout: props.layout, onLayout: props.onLayout, width, selects: selection !== undefined });
  const { placed } = columns;
  const template = formatGridTemplate(placed);
  const { outcome, copy, forget } = useCopy({ source, columns: placed, active, selection });
  // A table that is as high as its rows has the bar below it.
  const barred = most === undefined && ((selection?.count ?? 0) > 0 || outcome !== null) ? BAR_PX : 0;
  const hidden = covered + barred;
  const stop = active < 0 ? 0 : Math.min(active, source.total - 1);
  const starts = grouping?.starts;
  const groupPx = useMediaQuery(IS_LOW, false, { getInitialValueInEffect: false }) ? LOW_GROUP_PX : GROUP_PX;
  const rows = useVirtualizer({
    count: source.total,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowPx ?? (starts?.has(index) === true ? ROW_PX + groupPx : ROW_PX),
    overscan: OVERSCAN,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    scrollPaddingEnd: hidden,
    paddingEnd: hidden,
    rangeExtractor: (range) => {
      // The active row is always rendered, wherever the table is scrolled.
      const visible = defaultRangeExtractor(range);
      return stop < 0 || visible.includes(stop) ? visible : [...visible, stop].sort((a, b) => a - b);
    },
  });
  // Positions are computed once for each index, so they are computed anew for other groups or heads.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the groups count.
  useLayoutEffect(() => rows.measure(), [starts, groupPx]);
  const { leastPx, hold } = useSteadyRow({ rows, scroller, active });
  const first = rows.range?.startIndex ?? 0;
  const last = rows.range?.endIndex ?? 0;
  // Rows of equal height are reused; a distant active row has its own key.
  const keyOf = (index: number): string =>
    rowPx !== undefined ? String(index) : index < first - OVERSCAN || index > last + OVERSCAN ? `far-${index}` : `slot-${index % SLOTS}`;

  const { need } = source;
  useEffect(() => need(first - OVERSCAN, last + OVERSCAN), [need, first, last]);
  useEffect(() => {
    if (active >= 0) rows.scrollToIndex(active, { align: 'auto' });
  }, [active, rows]);
  // A new query starts at the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the question counts.
  useEffect(() => {
    if (active < 0) rows.scrollToOffset(0);
  }, [source.question]);

  const wanted = useRef(false);
  const [, setSent] = useState(0);
  const focus = useCallback(() => {
    if (role === 'grid') return scroller.current?.focus({ preventScroll: true });
    wanted.current = true;
    setSent((count) => count + 1);
  }, [role]);
  // Runs after the active row is rendered, which may still be loading.
  useEffect(() => {
    if (wanted.current) focusOpener(scroller.current, `${name}-${stop}`, wanted);
  });
  useImperativeHandle(handle, () => ({
    focus,
    pageRows: () => Math.max(1, last - first - 1),
    copy: () => void copy(),
    print: () => void printScreen(),
  }));

  // Stable function, so that unchanged rows are not rendered again.
  const opens = useRef(onOpen);
  opens.current = onOpen;
  const now = useRef({ active, selection });
  now.current = { active, selection };
  const openRow = useCallback((index: number) => {
    now.current.selection?.moved();
    opens.current?.(index);
  }, []);
  const choose = useCallback((index: number, range: boolean) => now.current.selection?.choose(index, range, now.current.active), []);
  /** Index of the row in which the pointer is pressed on a focusable element; -1 = pressed elsewhere, `null` = not pressed. */
  const pressed = useRef<number | null>(null);
  const onFocus = ({ target }: FocusEvent<HTMLElement>): void => {
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1);
    if (index < 0) return;
    // Screen readers focus the row itself: focus moves back to the table. The row becomes active unless the pointer is pressed.
    const itself = target.getAttribute('role') === 'row';
    if (itself) scroller.current?.focus({ preventScroll: true });
    if (pressed.current === null) onActive(index);
    // Scroll the active row into view, but not under the pointer, where the click would hit another row.
    else if (!itself) pressed.current = index;
  };
  const onPointerDown = ({ target }: PointerEvent): void => {
    pressed.current = -1;
    const row = (target as Element).closest<HTMLElement>('[data-index]');
    if (row !== null) hold(Number(row.dataset['index']));
    const stop = new AbortController();
    const release = (): void => {
      stop.abort();
      // Runs after the click that follows the pointer event.
      setTimeout(() => {
        const index = pressed.current ?? -1;
        pressed.current = null;
        if (index >= 0) onActive(index);
      });
    };
    for (const event of ['pointerup', 'pointercancel']) window.addEventListener(event, release, { signal: stop.signal });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    // Controls in a row keep their keys, except the row opener and the checkbox.
    const isRows = target === event.currentTarget || target.matches('[data-opener], [data-index] input[type="checkbox"]');
    // Keys continue to work after selecting all with the head checkbox.
    const isAll = target.matches('thead [role="checkbox"]') && event.key !== 'Enter' && event.key !== ' ';
    if (isRows || isAll) keys(event.nativeEvent, true);
  };
  return (
    <>
      <table
        ref={attach}
        role={role}
        className={classes.table}
        aria-label={label}
        aria-rowcount={source.total + 1}
        aria-colcount={placed.length}
        aria-busy={source.stale}
        data-stale={source.stale || undefined}
        {...(role === 'grid' ? { tabIndex: 0, ...(active < 0 ? {} : { 'aria-activedescendant': `${name}-${active}` }) } : {})}
        {...(role === 'grid' && selection !== undefined ? { 'aria-multiselectable': true } : {})}
        style={
          {
            '--columns': `${sumColumnWidths(placed)}px`,
            ...(most === undefined ? {} : { height: Math.min(most, rows.getTotalSize() + HEAD_PX + 1) }),
          } as CSSProperties
        }
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onPointerDown={onPointerDown}
      >
        <TableHead {...props} columns={columns} template={template} />
        <tbody role="presentation" className={classes.space} style={{ height: Math.max(rows.getTotalSize(), leastPx - HEAD_PX) }} />
        {rows.getVirtualItems().map(({ index, start }) => {
          const row = source.row(index);
          const begins = grouping !== undefined && row !== undefined && isGroupStart(grouping, source, index, row);
          return (
            <TableRow
              key={keyOf(index)}
              id={`${name}-${index}`}
              index={index}
              top={start}
              row={row}
              columns={placed}
              template={template}
              role={role}
              active={index === active}
              stop={index === stop}
              open={row !== undefined && isOpen?.(row) === true}
              chosen={selection === undefined ? null : row !== undefined && selection.has(row)}
              measure={rowPx === undefined ? null : rows.measureElement}
              head={begins ? grouping.head : undefined}
              below={below}
              onOpen={onOpen === undefined ? undefined : openRow}
              onChoose={selection === undefined ? undefined : choose}
            />
          );
        })}
      </table>
      <PrintedRows source={source} columns={placed} grouping={grouping} below={below} />
      <SelectionBar selection={selection} total={source.total} outcome={outcome} onCopy={() => void copy()} onRead={forget}>
        {actions}
      </SelectionBar>
    </>
  );
};

/** Focuses the element that opens a row, once the row is rendered. */
function focusOpener(table: HTMLTableElement | null, rowId: string, wanted: { current: boolean }): void {
  const row = table?.querySelector(`#${CSS.escape(rowId)}`);
  const opener = row?.querySelector<HTMLElement>('[data-opener]') ?? row?.querySelector<HTMLElement>('button');
  if (opener === undefined || opener === null) return;
  wanted.current = false;
  opener.focus({ preventScroll: true });
}
