import { IconArrowRight } from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, useId } from 'react';
import { KindMark, RiskMark } from '#renderer/parts/plan/kind-mark.tsx';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { AgeOf, Checkbox, isComposing, StateMark, UnstyledButton, useText } from '#renderer/ui/index.ts';
import type { PlanRow } from '#shared/contract/plan.ts';
import { boxKeys } from './box-keys.ts';
import { ConflictRow } from './conflict-row.tsx';
import classes from './table.module.css';
import { type RowGroup, tickOf } from './view-model.ts';

interface TableProps {
  readonly ref: Ref<HTMLTableElement>;
  readonly groups: readonly RowGroup[];
  /** The row that Tab comes to. */
  readonly active: string | null;
  readonly open: string | null;
  readonly onActive: (key: string) => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly onOpen: (key: string) => void;
  readonly onTick: (keys: readonly string[], chosen: boolean) => void;
}

/** Conflicts of which the three sides are drawn at once; the others open beside. */
const DRAWN_CONFLICTS = 10;

/** The changes under their headings, one row each: a box, a sentence, what it does, how careful to be. */
export const PlanTable = ({ ref, groups, ...rest }: TableProps) => {
  const text = useText('planScreen.table');
  return (
    <table ref={ref} className={classes.table} aria-label={text('label')} onKeyDown={boxKeys(rest.onMove)}>
      <thead>
        <tr>
          <th scope="col" className={classes.tick}>
            <span className={classes.spoken}>{text('tick')}</span>
          </th>
          <th scope="col">{text('what')}</th>
          <th scope="col" className={classes.kindColumn}>
            {text('kind')}
          </th>
          <th scope="col" className={classes.riskColumn}>
            {text('risk')}
          </th>
          <th scope="col" className={classes.serverColumn}>
            {text('server')}
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.key}>
          <GroupHead group={group} onTick={rest.onTick} />
          {group.rows.map((row, at) => (
            <Row key={row.key} row={row} drawn={group.kind === 'conflict' && at < DRAWN_CONFLICTS} {...rest} />
          ))}
        </tbody>
      ))}
    </table>
  );
};

const GroupHead = ({ group, onTick }: { group: RowGroup; onTick: TableProps['onTick'] }) => {
  const text = useText('planScreen.table');
  const sections = useText('draft.section');
  const kinds = useText('plan.kind');
  const tick = tickOf(group.rows);
  const name = text('group', { section: sections(group.section), kind: kinds(group.kind) });
  return (
    <tr className={classes.group}>
      <td className={classes.tick}>
        {tick === 'none-possible' ? null : (
          <Checkbox
            size="md"
            aria-label={text('tickGroup', { group: name })}
            checked={tick === 'all'}
            indeterminate={tick === 'some'}
            onChange={(event) =>
              onTick(
                group.rows.filter(({ choosable }) => choosable).map(({ key }) => key),
                event.currentTarget.checked,
              )
            }
          />
        )}
      </td>
      <th scope="rowgroup" colSpan={4}>
        {name}
        <span className={classes.groupCount}>{text('count', { count: group.rows.length })}</span>
        {group.kind === 'conflict' ? <span className={classes.groupHint}>{text('conflictHint')}</span> : null}
        {group.kind === 'drift' ? <span className={classes.groupHint}>{text('driftHint')}</span> : null}
      </th>
    </tr>
  );
};

/** What of a row changes, place by place, from which value to which. */
const Changes = ({ row: { changes, moreChanges } }: { row: PlanRow }) => {
  const text = useText('planScreen.table');
  const say = usePlanText();
  if (changes.length === 0) return null;
  return (
    <ul className={classes.changes}>
      {changes.map(({ sentence, values }) => (
        <li key={values === null ? say(sentence) : say(values.label)}>
          {values === null ? (
            say(sentence)
          ) : (
            <>
              {say(values.label)}: <span className={classes.was}>{say(values.before)}</span>
              <IconArrowRight size={14} aria-label={text('becomes')} />
              <b>{say(values.after)}</b>
            </>
          )}
        </li>
      ))}
      {moreChanges === 0 ? null : <li>{text('moreChanges', { count: moreChanges })}</li>}
    </ul>
  );
};

interface RowProps extends Omit<TableProps, 'ref' | 'groups'> {
  readonly row: PlanRow;
  readonly drawn: boolean;
}

const Row = ({ row, drawn, active, open, onActive, onMove, onOpen, onTick }: RowProps) => {
  const text = useText('planScreen.table');
  const say = usePlanText();
  const id = useId();
  const { key, choosable, chosen, kind, risk, server, undecided, ignored } = row;
  const reached = active === key ? 0 : -1;
  const tick = (): void => {
    if (choosable) onTick([key], !chosen);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') {
      event.preventDefault();
      tick();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      onMove(event.key === 'ArrowDown' ? 1 : -1);
    }
  };
  return (
    <>
      <tr className={classes.row} data-open={open === key || undefined} data-quiet={!choosable || undefined}>
        <td className={classes.tick}>
          {choosable ? (
            <Checkbox
              size="md"
              aria-labelledby={id}
              checked={chosen}
              tabIndex={reached}
              onFocus={() => onActive(key)}
              onChange={() => tick()}
            />
          ) : null}
        </td>
        <th scope="row">
          <UnstyledButton
            id={id}
            data-row={key}
            className={classes.open}
            tabIndex={reached}
            aria-keyshortcuts="Space Enter J K"
            aria-expanded={open === key}
            onFocus={() => onActive(key)}
            onKeyDown={onKeyDown}
            onClick={() => onOpen(key)}
          >
            {say(row.sentence)}
          </UnstyledButton>
          <Changes row={row} />
          <span className={classes.second}>
            <span className={classes.kindBelow}>
              <KindMark kind={kind} />
            </span>
            {undecided === 0 || drawn ? null : <StateMark state="block" label={text('undecided', { count: undecided })} />}
            {ignored === 0 ? null : <span className={classes.muted}>{text('ignored', { count: ignored })}</span>}
          </span>
        </th>
        <td className={classes.kindColumn}>
          <KindMark kind={kind} />
        </td>
        <td className={classes.riskColumn}>
          <RiskMark risk={risk} />
        </td>
        <td className={classes.serverColumn}>
          {server === null ? (
            <span className={classes.muted}>{text('notThere')}</span>
          ) : (
            <span className={classes.muted}>
              {server.updatedBy === '' ? text('somebody') : server.updatedBy}{' '}
              {server.updatedAt === '' ? null : <AgeOf at={server.updatedAt} />}
            </span>
          )}
        </td>
      </tr>
      {drawn && open !== key ? <ConflictRow itemKey={key} /> : null}
    </>
  );
};
