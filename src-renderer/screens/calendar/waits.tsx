import { useLeft } from '#renderer/parts/clocks/use-left.ts';
import { useFormat, useText } from '#renderer/ui/index.ts';
import type { ClockView } from '#shared/contract/clocks.ts';
import classes from './calendar.module.css';
import { spanOf } from './view-model.ts';

/** What is being waited for, each with its place within the four weeks. */
export const Waits = ({ clocks, today }: { clocks: readonly ClockView[]; today: string }) => {
  const text = useText('calendarScreen.waits');
  const words = useText('clocks');
  const format = useFormat();
  const left = useLeft();
  const near = clocks.filter((clock) => spanOf(clock, today) !== null);
  const later = clocks.length - near.length;
  return (
    <section className={classes.section}>
      <h2>{text('title')}</h2>
      {clocks.length === 0 ? (
        <p className={classes.hint}>{text('none')}</p>
      ) : (
        <table className={classes.waits} aria-label={text('title')}>
          <thead>
            <tr>
              <th scope="col">{text('what')}</th>
              <th scope="col" className={classes.began}>
                {text('from')}
              </th>
              <th scope="col">{text('until')}</th>
              <th scope="col">{text('left')}</th>
              <th scope="col" className={classes.spanColumn}>
                {text('when')}
              </th>
            </tr>
          </thead>
          <tbody>
            {near.map((clock) => {
              const span = spanOf(clock, today) ?? { from: 0, to: 0 };
              const { kind, count, subject, startedOn, endsOn, businessDaysLeft } = clock;
              return (
                <tr key={`${kind} ${startedOn} ${endsOn} ${businessDaysLeft}`}>
                  <th scope="row">
                    {words(`kind.${kind}`)}
                    <span className={classes.hint}> {words(`count.${kind}`, { count, subject })}</span>
                  </th>
                  <td className={classes.began}>{startedOn === null ? '' : format.date(startedOn)}</td>
                  <td>{format.date(endsOn)}</td>
                  <td>{left(clock)}</td>
                  <td className={classes.spanColumn} aria-hidden>
                    <span className={classes.track}>
                      <span
                        className={classes.span}
                        data-kind={kind}
                        style={{ left: `${span.from * 100}%`, width: `${Math.max(0, span.to - span.from) * 100}%` }}
                      />
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {later === 0 ? null : <p className={classes.hint}>{text('later', { count: later })}</p>}
    </section>
  );
};
