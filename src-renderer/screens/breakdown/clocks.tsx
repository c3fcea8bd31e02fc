import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { type ClockLine, groupClockLines } from '#renderer/parts/clocks/clock-lines.ts';
import { useRemainingTimeText } from '#renderer/parts/clocks/use-left.ts';
import { Muted, UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import classes from './breakdown.module.css';

/** Deadlines and automatic completions by day. Hidden if there are none. */
export const Clocks = () => {
  const text = useText('readiness.clocks');
  const { value } = useCall('clocks.list', {});
  const lines = groupClockLines(value?.clocks ?? []);
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{text('title')}</h2>
      <ul className={classes.list}>
        {lines.map((line) => (
          <li key={`${line.kind} ${line.urgent}`}>
            <Line line={line} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Line = ({ line }: { line: ClockLine }) => {
  const { kind, subject, count, endsOn, lock, urgent } = line;
  const text = useText('readiness.clocks');
  const words = useText('clocks');
  const format = useFormat();
  const byOrders = kind === 'order-lock';
  const name = byOrders ? text(urgent ? 'locks' : 'locksLater') : words(`kind.${kind}`);
  const many = byOrders || kind === 'invitation';
  const left = useRemainingTimeText()(line);
  return (
    <UnstyledButton className={classes.item} onClick={() => navigate(byOrders ? 'orders' : 'calendar')}>
      <span className={classes.itemName}>{name}</span>
      <Muted className={classes.gain} data-urgent={urgent || undefined}>
        {many
          ? `${words(`count.${kind}`, { count, subject })}　${lock === null ? words('first', { date: format.date(endsOn).slice(5) }) : left}`
          : left}
      </Muted>
    </UnstyledButton>
  );
};
