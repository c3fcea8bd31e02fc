import { IconAlertTriangle, IconBan, IconInfoCircle } from '@tabler/icons-react';
import { memo } from 'react';
import { Skeleton } from '#renderer/ui/index.ts';
import type { FindingRow } from '#shared/contract/matching.ts';
import { AddressCell } from './address-cell.tsx';
import type { ColumnId, Layout } from './columns.ts';
import type { RowWords } from './row-words.ts';
import classes from './table.module.css';

export const rowId = (index: number): string => `finding-${index}`;

interface RowProps {
  readonly index: number;
  readonly top: number;
  /** `undefined` while its page is on its way. */
  readonly row: FindingRow | undefined;
  readonly active: boolean;
  readonly layout: Layout;
  readonly words: RowWords;
  readonly onOpen: (index: number) => void;
}

/** One finding, placed by its number: the row's height and place never depend on what is in it. */
export const Row = memo(({ index, top, row, active, layout, words, onOpen }: RowProps) => (
  // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: rows of a grid with one tab stop; the grid takes the keys.
  <div
    role="row"
    id={rowId(index)}
    aria-rowindex={index + 2}
    aria-selected={active}
    className={classes.row}
    style={{ transform: `translateY(${top}px)`, gridTemplateColumns: layout.template }}
    onClick={() => onOpen(index)}
  >
    {layout.columns.map((column, at) => (
      // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the row.
      <div key={column.id} role="gridcell" aria-colindex={at + 1} className={classes.cell}>
        {row === undefined ? <Skeleton width="60%" /> : <Cell id={column.id} row={row} width={column.width} words={words} />}
      </div>
    ))}
  </div>
));

/** A narrower column would only show the sentence's first words. */
const SENTENCE_FROM_PX = 340;
const ICONS = { block: IconBan, risk: IconAlertTriangle, note: IconInfoCircle };

const Cell = ({ id, row, width, words }: { id: ColumnId; row: FindingRow; width: number; words: RowWords }) => {
  switch (id) {
    case 'severity': {
      const Icon = ICONS[row.severity];
      return (
        <span className={classes.severity} data-severity={row.severity}>
          <Icon size={16} aria-hidden />
          {words.severity[row.severity]}
        </span>
      );
    }
    case 'reason': {
      const sentence = words.reason(row.reason);
      return (
        <span title={sentence}>
          {words.findingName(row.code)}
          {width < SENTENCE_FROM_PX ? null : <span className={classes.sentence}>{sentence}</span>}
        </span>
      );
    }
    case 'workEmail':
    case 'amazonEmail':
      return (
        <AddressCell
          neo={row.workEmail}
          amazon={row.amazonEmail}
          side={id === 'workEmail' ? 'neo' : 'amazon'}
          width={width}
          words={words}
        />
      );
    case 'name':
      return <span title={row.name}>{row.name}</span>;
    default:
      return (
        <span className={classes.muted} title={row.organization}>
          {row.organization}
        </span>
      );
  }
};
