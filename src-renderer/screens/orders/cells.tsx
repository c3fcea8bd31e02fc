import { StateMark, useFormat, useText, useTexts } from '#renderer/ui/index.ts';
import type { OrderRow } from '#shared/contract/orders/orders.ts';
import { sumAmounts } from '#shared/domain/checkout/amounts.ts';
import { formatLockLeft } from '#shared/messages/lock-words.ts';
import classes from './table.module.css';
import { getRemainingTimeMark, type RowGroup, toAmountsParams } from './view-model.ts';

interface LeftProps {
  readonly lock: NonNullable<OrderRow['lock']>;
  readonly outlook: OrderRow['outlook'];
  readonly now: number;
  readonly until: string;
}

/** Remaining time and end. */
export const RemainingTime = ({ lock, outlook, now, until }: LeftProps) => {
  const text = useText('orders.left');
  const format = useFormat();
  const texts = useTexts();
  const label =
    lock.danger === 'over'
      ? text('over', { age: format.age(lock.endsAt, now) })
      : formatLockLeft({ ...lock, endsAt: Date.parse(lock.endsAt) }, now, texts);
  return (
    <span className={classes.left}>
      <StateMark state={getRemainingTimeMark(lock.danger, outlook)} label={label} />
      {lock.danger === 'over' ? null : <span className={classes.until}>{text('until', { time: until })}</span>}
    </span>
  );
};

/** Time of an end; a lock that ends with a day is shown as 24:00 of it. */
export const formatEndTime = (endsAt: string, time: (iso: string) => string): string => {
  const clock = time(endsAt);
  return clock === '00:00' ? '24:00' : clock;
};

/** Approvers, and below them the reasons why a timely decision is unlikely. */
export const ApproversCell = ({ step, state, outlook }: Pick<OrderRow, 'step' | 'state' | 'outlook'>) => {
  const text = useText('orders.table');
  if (state !== 'pending') return null;
  if (outlook === 'nobody') return <StateMark state="block" label={text('nobody')} wraps />;
  if (step === null || step.approvers.length === 0) return <span className={classes.muted}>{text('unknown')}</span>;
  const { approvers, approverCount } = step;
  const [first] = approvers;
  return (
    <>
      <span className={classes.line}>
        {first?.name}
        {approverCount > 1 ? <span className={classes.others}>{text('more', { count: approverCount - 1 })}</span> : null}
      </span>
      {outlook === 'cannot-log-in' ? <StateMark state="block" label={text('inactive')} wraps /> : null}
      {outlook === 'mostly-late' ? <span className={classes.second}>{text('mostlyLate')}</span> : null}
    </>
  );
};

const dayAfter = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

interface GroupHeadProps {
  readonly group: RowGroup;
  /** All rows of the group; `null` while some are not loaded. */
  readonly rows: readonly OrderRow[] | null;
  readonly today: string;
}

/** Heading of a group: the day on which its locks end, number and sum. */
export const GroupHead = ({ group: { kind, date }, rows, today }: GroupHeadProps) => {
  const text = useText('orders.table');
  const format = useFormat();
  const name = kind === 'over' ? text('groupOver') : kind === 'done' ? text('groupDone') : text('group', { date: format.date(date ?? '') });
  const near = date === null ? null : date === today ? text('groupToday') : date === dayAfter(today) ? text('groupTomorrow') : null;
  const amounts = sumAmounts(rows ?? []);
  return (
    <span className={classes.group}>
      <span>{name}</span>
      {near === null ? null : <span className={classes.near}>{near}</span>}
      {rows === null ? null : <span className={classes.groupCount}>{text('orders', { count: rows.length })}</span>}
      {amounts.yen === 0 ? null : <span className={classes.groupAmount}>{text('amounts', toAmountsParams(amounts, format))}</span>}
    </span>
  );
};
