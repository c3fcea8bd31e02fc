import { type KeyboardEvent, useMemo } from 'react';
import { AgeOf, Mono, StateMark, UnstyledButton, useFormat, useLanguage, useText } from '#renderer/ui/index.ts';
import type { OrderRow } from '#shared/contract/orders.ts';
import type { LockReading } from '#shared/domain/checkout/lock.ts';
import { lockLeftWords } from '#shared/messages/lock-words.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { LockBar } from './lock-bar.tsx';
import classes from './table.module.css';
import { type ForecastDay, groupsOf, lockBar, type RowGroup, stateOf } from './view-model.ts';

interface TableProps {
  readonly rows: readonly OrderRow[];
  readonly today: string;
  readonly now: number;
  readonly reading: LockReading;
  readonly kinds: ReadonlyMap<string, ForecastDay['kind']>;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

/** Up and down go from request to request. */
const moveFocus = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody th button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
};

/** The requests in the order of danger, under the day on which their lock ends. */
export const OrderTable = ({ rows, today, now, reading, kinds, openId, onOpen }: TableProps) => {
  const text = useText('orders.table');
  return (
    <table className={classes.table} aria-label={text('label')} onKeyDown={moveFocus}>
      <thead>
        <tr>
          <th scope="col" className={classes.due}>
            {text('due')}
          </th>
          <th scope="col">{text('order')}</th>
          <th scope="col" className={classes.applicantColumn}>
            {text('applicant')}
          </th>
          <th scope="col" className={classes.routeColumn}>
            {text('route')}
          </th>
          <th scope="col">{text('approvers')}</th>
          <th scope="col" className={classes.amount}>
            {text('amount')}
          </th>
        </tr>
      </thead>
      {groupsOf(rows).map((group) => (
        <tbody key={group.key}>
          <GroupHead group={group} today={today} />
          {group.rows.map((row) => (
            <Row key={row.id} row={row} now={now} reading={reading} kinds={kinds} open={row.id === openId} onOpen={onOpen} />
          ))}
        </tbody>
      ))}
    </table>
  );
};

const dayAfter = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const GroupHead = ({ group, today }: { group: RowGroup; today: string }) => {
  const text = useText('orders.table');
  const format = useFormat();
  const { kind, date, rows } = group;
  const name = kind === 'over' ? text('groupOver') : kind === 'done' ? text('groupDone') : text('group', { date: format.date(date ?? '') });
  const near = date === today ? text('groupToday') : date === dayAfter(today) ? text('groupTomorrow') : null;
  const amount = rows.reduce((sum, row) => sum + (row.amount ?? 0), 0);
  return (
    <tr className={classes.group}>
      <th scope="rowgroup" colSpan={5}>
        <span className={classes.groupName}>{name}</span>
        {near === null ? null : <span className={classes.near}>{near}</span>}
        <span className={classes.groupCount}>{text('orders', { count: rows.length })}</span>
      </th>
      <td className={classes.amount}>{amount === 0 ? '' : text('yen', { yen: format.count(amount) })}</td>
    </tr>
  );
};

interface RowProps extends Pick<TableProps, 'now' | 'reading' | 'kinds' | 'onOpen'> {
  readonly row: OrderRow;
  readonly open: boolean;
}

const Row = ({ row, now, reading, kinds, open, onOpen }: RowProps) => {
  const text = useText('orders.table');
  const panel = useText('orders.panel');
  const states = useText('orders.state');
  const format = useFormat();
  const { id, number, title, applicant, route, step, amount, lock, state, decidedAt } = row;
  return (
    <tr data-open={open || undefined} className={classes.row} onClick={() => onOpen(id)}>
      <td className={classes.due}>
        {lock === null ? (
          <span className={classes.muted}>
            {states(state)} {decidedAt === null ? null : <AgeOf at={decidedAt} />}
          </span>
        ) : (
          <div className={classes.lock}>
            <LockBar bar={lockBar({ requestedAt: row.requestedAt, lock }, now, reading, kinds)} lock={lock} requestedAt={row.requestedAt} />
            <Left lock={lock} now={now} until={clockOf(lock.endsAt, format.time)} />
          </div>
        )}
      </td>
      <th scope="row">
        <UnstyledButton
          className={classes.open}
          aria-label={panel('open', { number: number || title || id })}
          onClick={(event) => {
            event.stopPropagation();
            onOpen(id);
          }}
        >
          <Mono>{number || id}</Mono>
        </UnstyledButton>
        <span className={classes.title}>{title}</span>
      </th>
      <td className={classes.applicantColumn}>
        <span className={classes.line}>{applicant.name}</span>
        <span className={classes.second}>{applicant.organization}</span>
      </td>
      <td className={classes.routeColumn}>
        <span className={classes.line}>{route.name}</span>
        {step === null ? null : (
          <span className={classes.second}>
            {step.index > 0 && step.count > 0 ? `${text('step', { step: step.index, count: step.count })} ` : ''}
            {step.name}
          </span>
        )}
      </td>
      <td className={classes.approvers}>
        <Approvers step={step} pending={state === 'pending'} />
      </td>
      <td className={classes.amount}>{amount === null ? '' : text('yen', { yen: format.count(amount) })}</td>
    </tr>
  );
};

/** How long there is, and until when. */
export const Left = ({ lock, now, until }: { lock: NonNullable<OrderRow['lock']>; now: number; until: string }) => {
  const text = useText('orders.left');
  const format = useFormat();
  const language = useLanguage();
  const texts = useMemo(() => createTexts(language), [language]);
  const label =
    lock.danger === 'over'
      ? text('over', { age: format.age(lock.endsAt, now) })
      : lockLeftWords({ ...lock, endsAt: Date.parse(lock.endsAt) }, now, texts);
  return (
    <span className={classes.left}>
      <StateMark state={stateOf(lock.danger)} label={label} />
      {lock.danger === 'over' ? null : <span className={classes.until}>{text('until', { time: until })}</span>}
    </span>
  );
};

/** The clock of an end; a lock that ends with a day ends at 24:00 of it. */
const clockOf = (endsAt: string, time: (iso: string) => string): string => {
  const clock = time(endsAt);
  return clock === '00:00' ? '24:00' : clock;
};

const Approvers = ({ step, pending }: { step: OrderRow['step']; pending: boolean }) => {
  const text = useText('orders.table');
  if (!pending) return null;
  if (step === null) return <span className={classes.muted}>{text('unknown')}</span>;
  const { approvers, approverCount } = step;
  const [first] = approvers;
  if (first === undefined) return <StateMark state="block" label={text('nobody')} />;
  const alone = approverCount === 1 && !first.active;
  return (
    <>
      {alone ? (
        <StateMark state="block" label={text('inactive', { name: first.name })} />
      ) : (
        <span className={classes.line}>{first.active ? first.name : text('inactive', { name: first.name })}</span>
      )}
      {approverCount > 1 ? <span className={classes.second}>{text('more', { count: approverCount - 1 })}</span> : null}
    </>
  );
};
