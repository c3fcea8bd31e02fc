import { useFormat, useText } from '#renderer/ui/index.ts';
import type { OrderRow } from '#shared/contract/orders/orders.ts';
import classes from './lock-bar.module.css';
import { type LockBar as Bar, getRemainingTimeMark } from './view-model.ts';

interface LockBarProps {
  readonly bar: Bar;
  readonly lock: NonNullable<OrderRow['lock']>;
  readonly outlook: OrderRow['outlook'];
  readonly requestedAt: string;
}

const percent = (share: number): string => `${share * 100}%`;

/** The days of one lock: days off, elapsed time, now, and the ends by both policies. */
export const LockBar = ({ bar, lock, outlook, requestedAt }: LockBarProps) => {
  const text = useText('orders.bar');
  const format = useFormat();
  const label = text('label', { day: lock.day, requested: format.dateTime(requestedAt), ends: format.dateTime(lock.endsAt) });
  return (
    <span className={classes.bar} role="img" aria-label={label} title={label} data-state={getRemainingTimeMark(lock.danger, outlook)}>
      {bar.days.map(({ date, off }) => (
        <span key={date} className={classes.day} data-off={off || undefined} />
      ))}
      <span className={classes.held} style={{ left: percent(bar.requested), width: percent(Math.max(0, bar.end - bar.requested)) }} />
      <span
        className={classes.passed}
        style={{ left: percent(bar.requested), width: percent(Math.max(0, Math.min(bar.now, bar.end) - bar.requested)) }}
      />
      {bar.otherEnd === bar.end ? null : <span className={classes.otherEnd} style={{ left: percent(bar.otherEnd) }} />}
      <span className={classes.end} style={{ left: percent(bar.end) }} />
      {bar.over ? null : <span className={classes.now} style={{ left: percent(bar.now) }} />}
    </span>
  );
};
