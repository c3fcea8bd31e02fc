import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { UnstyledButton, useElementSize, useMergedRef, useText } from '#renderer/ui/index.ts';
import type { FindingSort } from '#shared/contract/matching.ts';
import { layoutFor } from './columns.ts';
import { Box, Row, rowId } from './row.tsx';
import type { RowPages, RowsView } from './row-pages.ts';
import { useRowWords } from './row-words.ts';
import { headState, isChosen, type Selection } from './selection.ts';
import classes from './table.module.css';

export const ROW_PX = 34;
const OVERSCAN = 8;
/** More than the rows of the tallest screen and its surroundings. */
const SLOTS = 256;

export interface TableHandle {
  focus(): void;
  /** Whole rows that fit on screen. */
  pageRows(): number;
}

interface TableProps {
  readonly pages: RowPages;
  readonly view: RowsView;
  readonly sort: FindingSort;
  readonly active: number;
  readonly selection: Selection;
  /** Height in px of what floats over the end of the list: nothing hides behind it for good. */
  readonly covered: number;
  readonly onSort: (by: FindingSort['by']) => void;
  readonly onOpen: (index: number) => void;
  readonly onChoose: (index: number, range: boolean) => void;
  readonly onChooseAll: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly handle: RefObject<TableHandle | null>;
}

/**
 * The findings as a grid of fixed row height; only what is on screen is in the page. One tab stop: the active row is
 * told by `aria-activedescendant` and always rendered, wherever the eye has scrolled to.
 */
export const Table = ({
  pages,
  view,
  sort,
  active,
  selection,
  covered,
  onSort,
  onOpen,
  onChoose,
  onChooseAll,
  onKeyDown,
  handle,
}: TableProps) => {
  const text = useText('matching');
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const attach = useMergedRef(scroller, measured);
  const layout = useMemo(() => layoutFor(width), [width]);
  const rows = useVirtualizer({
    count: view.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollPaddingStart: ROW_PX,
    scrollPaddingEnd: covered,
    paddingEnd: covered,
    rangeExtractor: (range) => {
      const visible = defaultRangeExtractor(range);
      return active < 0 || active >= view.total || visible.includes(active) ? visible : [...visible, active].sort((a, b) => a - b);
    },
  });
  const items = rows.getVirtualItems();
  const words = useRowWords();
  const head = headState(selection, view.total);
  const first = rows.range?.startIndex ?? 0;
  const last = rows.range?.endIndex ?? 0;
  // Rows that scroll out are filled again instead of thrown away; the active row far off has a place of its own.
  const keyOf = (index: number): string => (index < first - OVERSCAN || index > last + OVERSCAN ? 'far' : String(index % SLOTS));

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` tells that pages were dropped or came.
  useEffect(() => pages.need(first - OVERSCAN, last + OVERSCAN), [pages, first, last, view.version]);
  useEffect(() => {
    if (active >= 0) rows.scrollToIndex(active, { align: 'auto' });
  }, [active, rows]);
  // A new question is read from its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the question counts.
  useEffect(() => {
    if (active < 0) rows.scrollToOffset(0);
  }, [view.question]);
  useImperativeHandle(handle, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    pageRows: () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - ROW_PX) / ROW_PX) - 1),
  }));

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of 100,000 rows is drawn row by row; the roles say what it is.
    <div
      ref={attach}
      role="grid"
      tabIndex={0}
      className={classes.grid}
      data-stale={view.stale || undefined}
      aria-label={text('table.label')}
      aria-rowcount={view.total + 1}
      aria-colcount={layout.columns.length}
      aria-busy={view.stale}
      aria-multiselectable
      {...(active >= 0 ? { 'aria-activedescendant': rowId(active) } : {})}
      onKeyDown={onKeyDown}
    >
      <div className={classes.width} role="presentation">
        {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid. */}
        <div role="row" aria-rowindex={1} className={classes.header} style={{ gridTemplateColumns: layout.template }}>
          {layout.columns.map((column, index) => {
            const { sortBy } = column;
            const sorted = sort.by === sortBy;
            const Icon = sort.direction === 'ascending' ? IconArrowUp : IconArrowDown;
            return (
              // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid.
              <div
                key={column.id}
                role="columnheader"
                aria-colindex={index + 1}
                {...(sortBy === null ? {} : { 'aria-sort': sorted ? sort.direction : 'none' })}
              >
                {column.id === 'select' ? (
                  <UnstyledButton
                    className={classes.head}
                    role="checkbox"
                    aria-checked={head === 'some' ? 'mixed' : head === 'all'}
                    aria-label={text('select.all')}
                    onClick={onChooseAll}
                  >
                    <Box state={head} />
                  </UnstyledButton>
                ) : sortBy === null ? (
                  <span className={classes.plain}>{text(`column.${column.id}`)}</span>
                ) : (
                  <UnstyledButton className={classes.sort} data-sorted={sorted || undefined} onClick={() => onSort(sortBy)}>
                    {text(`column.${column.id}`)}
                    {sorted ? <Icon size={14} aria-hidden /> : null}
                  </UnstyledButton>
                )}
              </div>
            );
          })}
        </div>
        <div role="presentation" className={classes.body} style={{ height: rows.getTotalSize() }}>
          {items.map((item) => {
            const row = pages.row(item.index);
            return (
              <Row
                key={keyOf(item.index)}
                index={item.index}
                top={item.start}
                row={row}
                active={item.index === active}
                chosen={row !== undefined && selection.revision === view.revision && isChosen(selection, row.row)}
                layout={layout}
                words={words}
                onOpen={onOpen}
                onChoose={onChoose}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
};
