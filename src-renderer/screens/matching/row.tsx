import { IconAlertTriangle, IconBan, IconCheck, IconInfoCircle, IconMinus, IconNote } from '@tabler/icons-react';
import { type MouseEvent, memo } from 'react';
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
  readonly chosen: boolean;
  readonly layout: Layout;
  readonly words: RowWords;
  readonly onOpen: (index: number) => void;
  /** The box was pressed; with Shift from the last pressed one to here. */
  readonly onChoose: (index: number, range: boolean) => void;
}

/** One finding, placed by its number: the row's height and place never depend on what is in it. */
export const Row = memo(({ index, top, row, active, chosen, layout, words, onOpen, onChoose }: RowProps) => (
  // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: rows of a grid with one tab stop; the grid takes the keys.
  <div
    role="row"
    id={rowId(index)}
    aria-rowindex={index + 2}
    aria-selected={chosen}
    data-active={active || undefined}
    className={classes.row}
    style={{ transform: `translateY(${top}px)`, gridTemplateColumns: layout.template }}
    onClick={(event) => (event.shiftKey || event.ctrlKey || event.metaKey ? onChoose(index, event.shiftKey) : onOpen(index))}
  >
    {layout.columns.map((column, at) => (
      // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the row.
      <div
        key={column.id}
        role="gridcell"
        aria-colindex={at + 1}
        className={classes.cell}
        {...(column.id === 'select'
          ? {
              onClick: (event: MouseEvent) => {
                event.stopPropagation();
                onChoose(index, event.shiftKey);
              },
            }
          : {})}
      >
        {column.id === 'select' ? (
          <Box state={chosen ? 'all' : 'none'} />
        ) : row === undefined ? (
          <Skeleton width="60%" />
        ) : (
          <Cell id={column.id} row={row} width={column.width} words={words} />
        )}
      </div>
    ))}
  </div>
));

/** A tick box as the eye knows it; the row itself says that it is chosen. */
export const Box = ({ state }: { state: 'none' | 'some' | 'all' }) => (
  <span className={classes.box} data-state={state} aria-hidden>
    {state === 'all' ? <IconCheck size={12} stroke={3} /> : state === 'some' ? <IconMinus size={12} stroke={3} /> : null}
  </span>
);

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
          {row.since === null ? null : <span className={classes.since}>{words.since[row.since]}</span>}
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
    case 'triage': {
      const { label, words: said } = words.triage(row.triage);
      return (
        <span className={classes.triage} data-kind={label.kind} title={titleOf(said, row.triage)}>
          {label.kind === 'changed' || label.kind === 'expired' ? <IconAlertTriangle size={14} aria-hidden /> : null}
          {said === '' ? null : <span>{said}</span>}
          {row.triage.note === '' ? null : <IconNote size={14} role="img" aria-label={words.noted} />}
        </span>
      );
    }
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

const titleOf = (said: string, { acceptance, note }: FindingRow['triage']): string =>
  [said, acceptance?.reason ?? '', note].filter((line) => line !== '').join('\n');
