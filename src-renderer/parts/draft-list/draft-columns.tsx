import { IconCopy, IconDots, IconNote, IconPencil, IconRotate2, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { Column } from '#renderer/parts/data-table/columns/columns.ts';
import {
  ActionIcon,
  DataAgeText,
  Menu,
  Mono,
  Muted,
  StateMark,
  UnstyledButton,
  useFormat,
  useRefusalProps,
  useText,
  VisuallyHidden,
} from '#renderer/ui/index.ts';
import type { DraftRow } from '#shared/contract/drafts/drafts.ts';
import classes from './draft-list.module.css';
import type { DraftSort } from './list-view.ts';

export interface RowActions {
  readonly open: (row: DraftRow) => void;
  readonly rename: (row: DraftRow) => void;
  readonly duplicate: (row: DraftRow) => void;
  readonly remove: (row: DraftRow) => void;
  readonly revert: (row: DraftRow) => void;
}

export type DraftColumn = Column<DraftRow> & { readonly sortBy?: DraftSort['by'] };

/** A status column that replaces the counts of problems. */
export interface DraftHealth {
  readonly label: string;
  readonly cell: (row: DraftRow) => ReactNode;
  readonly text: (row: DraftRow) => string;
}

interface DraftColumnsOptions {
  readonly actions: RowActions;
  /** Additional columns of the section after the name. Must be a stable array. */
  readonly own: readonly DraftColumn[];
  /** Mark beside the name. */
  readonly mark: ((row: DraftRow) => ReactNode) | undefined;
  /** Replaces the counts of lint problems in a section that has a better status. */
  readonly health: DraftHealth | undefined;
  /** Header of the code column, in sections that have one. */
  readonly codeLabel: string | undefined;
}

/** The columns of a list of drafts. */
export function useDraftColumns({ actions, own, mark, health, codeLabel }: DraftColumnsOptions): readonly DraftColumn[] {
  const text = useText('draftList');
  const words = useText('draft.state');
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'name',
        title: text('column.name'),
        least: 200,
        grow: 1,
        naming: true,
        sortBy: 'name',
        cell: (row, { index, tabIndex }) => (
          <>
            <UnstyledButton
              className={classes.name}
              data-opener
              data-draft-name
              data-place={index}
              tabIndex={tabIndex}
              aria-disabled={row.state === 'deleted' || undefined}
              aria-keyshortcuts="Enter F2 Delete"
              onClick={() => actions.open(row)}
            >
              {row.name === '' ? text('unnamed') : row.name}
            </UnstyledButton>
            {row.hasNote ? (
              <Muted size="md" className={classes.note}>
                <IconNote size={14} aria-hidden />
                <VisuallyHidden>{text('hasNote')}</VisuallyHidden>
              </Muted>
            ) : null}
            {mark?.(row)}
          </>
        ),
        text: ({ name }) => name,
      },
      ...(codeLabel === undefined
        ? []
        : [
            {
              id: 'code',
              title: codeLabel,
              least: 140,
              grow: 0.3,
              sortBy: 'code',
              cell: ({ code }: DraftRow) => (code === '' ? null : <Mono>{code}</Mono>),
              text: ({ code }: DraftRow) => code,
            } as const,
          ]),
      ...own,
      {
        id: 'state',
        title: text('column.state'),
        least: 96,
        grow: 0.1,
        givesWay: 2,
        sortBy: 'state',
        cell: ({ state }) => (
          <Muted size="md" className={classes.state} data-state={state}>
            {words(state)}
          </Muted>
        ),
        text: ({ state }) => words(state),
      },
      {
        id: 'problems',
        title: health?.label ?? text('column.problems'),
        least: health === undefined ? 110 : 208,
        grow: 0.6,
        sortBy: 'problems',
        cell: (row) => (row.state === 'deleted' || health === undefined ? <ProblemCounts problems={row.problems} /> : health.cell(row)),
        text: (row) =>
          row.state === 'deleted' || health === undefined
            ? problemWords(row.problems, (severity, count) => text(`problems.${severity}`, { count })).join(' ')
            : health.text(row),
      },
      {
        id: 'updatedAt',
        title: text('column.updatedAt'),
        least: 110,
        grow: 0.1,
        givesWay: 1,
        sortBy: 'updatedAt',
        cell: ({ updatedAt }) => (
          <Muted size="md">
            <DataAgeText at={updatedAt} />
          </Muted>
        ),
        text: ({ updatedAt }) => format.dateTime(updatedAt),
      },
      {
        id: 'actions',
        title: text('column.actions'),
        quiet: true,
        least: 56,
        grow: 0,
        numeric: true,
        cell: (row, { tabIndex }) => <RowMenu row={row} actions={actions} tabIndex={tabIndex} />,
      },
    ],
    [text, words, format, actions, own, mark, health, codeLabel],
  );
}

/** Menu of actions for one object. */
const RowMenu = ({ row, actions, tabIndex }: { readonly row: DraftRow; readonly actions: RowActions; readonly tabIndex: 0 | -1 }) => {
  const text = useText('draftList');
  const refused = useRefusalProps();
  const name = row.name === '' ? text('unnamed') : row.name;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon size="sm" tabIndex={tabIndex} aria-label={text('actionsOf', { name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {row.state === 'deleted' ? (
          <Menu.Item leftSection={<IconRotate2 size={16} aria-hidden />} onClick={() => actions.revert(row)} {...refused}>
            {text('action.restore')}
          </Menu.Item>
        ) : (
          <>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => actions.rename(row)} {...refused}>
              {text('action.rename')}
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => actions.duplicate(row)} {...refused}>
              {text('action.duplicate')}
            </Menu.Item>
            {row.state === 'changed' ? (
              <Menu.Item leftSection={<IconRotate2 size={16} aria-hidden />} onClick={() => actions.revert(row)} {...refused}>
                {text('action.revert')}
              </Menu.Item>
            ) : null}
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => actions.remove(row)} {...refused}>
              {text('action.delete')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};

const SEVERITIES = ['block', 'risk', 'note'] as const;
type Severity = (typeof SEVERITIES)[number];

const problemWords = (problems: DraftRow['problems'], say: (severity: Severity, count: number) => string): readonly string[] =>
  SEVERITIES.filter((severity) => problems[severity] > 0).map((severity) => say(severity, problems[severity]));

/** Number of problems per severity, most severe first; shows “ready” if there are none. */
const ProblemCounts = ({ problems }: { readonly problems: DraftRow['problems'] }) => {
  const text = useText('draftList');
  const format = useFormat();
  const some = SEVERITIES.filter((severity) => problems[severity] > 0);
  if (some.length === 0) return <StateMark state="ready" label={text('problems.none')} />;
  return (
    <span className={classes.problems}>
      {some.map((severity) => (
        <span key={severity} title={text(`problems.${severity}`, { count: problems[severity] })}>
          <span aria-hidden>
            <StateMark state={severity} label={format.count(problems[severity])} />
          </span>
          <VisuallyHidden>{text(`problems.${severity}`, { count: problems[severity] })}</VisuallyHidden>
        </span>
      ))}
    </span>
  );
};
