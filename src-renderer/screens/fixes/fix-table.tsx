import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { Skeleton, useElementSize, useMergedRef, useText } from '#renderer/ui/index.ts';
import type { FixRow } from '#shared/contract/fixes.ts';
import { AddressCell } from '../matching/address-cell.tsx';
import { type RowWords, useRowWords } from '../matching/row-words.ts';
import classes from '../matching/table.module.css';
import { ROW_PX, type TableHandle } from '../matching/table.tsx';
import { type FixColumnId, fixLayout } from './columns.ts';
import { FixStateMark } from './fix-state.tsx';
import { type EvidenceWords, useEvidenceWords } from './use-evidence.ts';
import type { Fixes } from './use-fixes.ts';
import { beforeOf } from './view-model.ts';

const OVERSCAN = 8;

interface FixTableProps {
  readonly fixes: Fixes;
  readonly total: number;
  readonly active: number;
  /** Height in px of what floats over the end of the list. */
  readonly covered: number;
  readonly handle: RefObject<TableHandle | null>;
  readonly onOpen: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export const fixRowId = (index: number): string => `fix-${index}`;

/** The fixes as a grid with one tab stop, as the findings are drawn; only what is on screen is in the page. */
export const FixTable = ({ fixes, total, active, covered, handle, onOpen, onKeyDown }: FixTableProps) => {
  const text = useText('fixesScreen');
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const attach = useMergedRef(scroller, measured);
  const layout = useMemo(() => fixLayout(width), [width]);
  const words = useRowWords();
  const evidence = useEvidenceWords();
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollPaddingStart: ROW_PX,
    scrollPaddingEnd: covered,
    paddingEnd: covered,
    rangeExtractor: (range) => {
      const visible = defaultRangeExtractor(range);
      return active < 0 || active >= total || visible.includes(active) ? visible : [...visible, active].sort((a, b) => a - b);
    },
  });
  const first = rows.range?.startIndex ?? 0;
  const last = rows.range?.endIndex ?? 0;
  const { need } = fixes;
  useEffect(() => need(first, last), [need, first, last]);
  useEffect(() => {
    if (active >= 0) rows.scrollToIndex(active, { align: 'auto' });
  }, [active, rows]);
  useImperativeHandle(handle, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    pageRows: () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - ROW_PX) / ROW_PX) - 1),
  }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a long table is drawn row by row; the roles say what it is.
    <div
      ref={attach}
      role="grid"
      tabIndex={0}
      className={classes.grid}
      data-stale={fixes.stale || undefined}
      aria-label={text('list.label')}
      aria-rowcount={total + 1}
      aria-colcount={layout.columns.length}
      aria-busy={fixes.stale}
      {...(active >= 0 ? { 'aria-activedescendant': fixRowId(active) } : {})}
      onKeyDown={onKeyDown}
    >
      <div className={classes.width} role="presentation">
        {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid. */}
        <div role="row" aria-rowindex={1} className={classes.header} style={{ gridTemplateColumns: layout.template }}>
          {layout.columns.map(({ id }, index) => (
            // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid.
            <div key={id} role="columnheader" aria-colindex={index + 1}>
              <span className={classes.plain}>{text(`list.column.${id}`)}</span>
            </div>
          ))}
        </div>
        <div role="presentation" className={classes.body} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const fix = fixes.fixAt(index);
            return (
              // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: rows of a grid with one tab stop; the grid takes the keys.
              <div
                key={index}
                role="row"
                id={fixRowId(index)}
                aria-rowindex={index + 2}
                aria-selected={index === active}
                data-active={index === active || undefined}
                className={classes.row}
                style={{ transform: `translateY(${start}px)`, gridTemplateColumns: layout.template }}
                onClick={() => onOpen(index)}
              >
                {layout.columns.map((column, at) => (
                  // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the row.
                  <div key={column.id} role="gridcell" aria-colindex={at + 1} className={classes.cell}>
                    {fix === undefined ? (
                      <Skeleton width="60%" />
                    ) : (
                      <Cell id={column.id} fix={fix} width={column.width} words={words} evidence={evidence} />
                    )}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
};

interface CellProps {
  readonly id: FixColumnId;
  readonly fix: FixRow;
  readonly width: number;
  readonly words: RowWords;
  readonly evidence: EvidenceWords;
}

const Cell = ({ id, fix, width, words, evidence }: CellProps) => {
  switch (id) {
    case 'state':
      return <FixStateMark state={fix.state} />;
    case 'name':
      return <span title={fix.name}>{fix.name}</span>;
    case 'side':
      return <span className={classes.muted}>{evidence.side(fix.side)}</span>;
    case 'before':
    case 'after':
      return <AddressCell neo={beforeOf(fix)} amazon={fix.to} side={id === 'before' ? 'neo' : 'amazon'} width={width} words={words} />;
    case 'evidence': {
      const said = evidence.line(fix);
      return (
        <span className={classes.muted} title={said}>
          {said}
        </span>
      );
    }
  }
};
