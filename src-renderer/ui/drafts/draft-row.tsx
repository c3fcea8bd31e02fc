import { IconCopy, IconDots, IconNote, IconPencil, IconRotate2, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { DraftRow } from '#shared/contract/drafts.ts';
import {
  ActionIcon,
  AgeOf,
  Checkbox,
  Menu,
  Mono,
  Muted,
  StateMark,
  UnstyledButton,
  useFormat,
  useRefused,
  useText,
  VisuallyHidden,
} from '../index.ts';
import classes from './drafts.module.css';

export interface RowActions {
  readonly open: (id: string) => void;
  readonly rename: (row: DraftRow) => void;
  readonly duplicate: (row: DraftRow) => void;
  readonly remove: (row: DraftRow) => void;
  readonly revert: (row: DraftRow) => void;
}

interface DraftRowProps {
  readonly row: DraftRow;
  readonly extra: ReactNode;
  /** Stands for the counts of problems; `null` = those are shown. */
  readonly health: ReactNode;
  readonly withCode: boolean;
  readonly chosen: boolean;
  readonly current: boolean;
  readonly actions: RowActions;
  readonly onChoose: () => void;
}

/** One object of a list. On its name: arrows go to the neighbours, F2 renames, Delete asks. */
export const DraftRowView = ({ row, extra, health, withCode, chosen, current, actions, onChoose }: DraftRowProps) => {
  const text = useText('draftList');
  const refused = useRefused();
  const words = useText('draft.state');
  const deleted = row.state === 'deleted';
  const name = row.name === '' ? text('unnamed') : row.name;
  return (
    <tr data-chosen={chosen || undefined} data-current={current || undefined} data-deleted={deleted || undefined}>
      <td className={classes.select}>
        <Checkbox size="md" aria-label={text('selectRow', { name })} checked={chosen} onChange={onChoose} />
      </td>
      <th scope="row">
        <UnstyledButton
          className={classes.name}
          data-draft-name
          aria-current={current || undefined}
          disabled={deleted}
          onClick={() => actions.open(row.id)}
          onKeyDown={(event) => onNameKey(event, row, actions)}
        >
          {name}
        </UnstyledButton>
        {row.hasNote ? (
          <Muted size="md" className={classes.note}>
            <IconNote size={14} aria-hidden />
            <VisuallyHidden>{text('hasNote')}</VisuallyHidden>
          </Muted>
        ) : null}
      </th>
      {withCode ? <td>{row.code === '' ? null : <Mono>{row.code}</Mono>}</td> : null}
      {extra === null ? null : <td className={classes.extra}>{extra}</td>}
      <td>
        <Muted size="md" className={classes.state} data-state={row.state}>
          {words(row.state)}
        </Muted>
      </td>
      <td>{deleted || health === null ? <ProblemCounts problems={row.problems} /> : health}</td>
      <td className={classes.age}>
        <AgeOf at={row.updatedAt} />
      </td>
      <td className={classes.more}>
        <Menu position="bottom-end" withinPortal={false}>
          <Menu.Target>
            <ActionIcon size="sm" aria-label={text('actionsOf', { name })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {deleted ? (
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
      </td>
    </tr>
  );
};

function onNameKey(event: KeyboardEvent<HTMLButtonElement>, row: DraftRow, actions: RowActions): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const neighbour = (step: 1 | -1): void => {
    const names = [...(event.currentTarget.closest('tbody')?.querySelectorAll<HTMLElement>('[data-draft-name]:not(:disabled)') ?? [])];
    names[names.indexOf(event.currentTarget) + step]?.focus();
  };
  if (event.key === 'ArrowDown') neighbour(1);
  else if (event.key === 'ArrowUp') neighbour(-1);
  else if (event.key === 'F2') actions.rename(row);
  else if (event.key === 'Delete') actions.remove(row);
  else return;
  event.preventDefault();
}

const SEVERITIES = ['block', 'risk', 'note'] as const;

/** How many problems of each kind, the worst first; ready when there is none. */
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
