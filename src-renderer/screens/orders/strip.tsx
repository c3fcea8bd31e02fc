import type { ReactNode } from 'react';
import { UnstyledButton, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';
import classes from './strip.module.css';
import type { StripDay } from './view-model.ts';

interface StripProps {
  readonly days: readonly StripDay[];
  readonly reading: LockInterpretation;
  /** The day selected by the filter; `null` = none. */
  readonly chosen: string | null;
  readonly onChoose: (date: string | null) => void;
  /** Rendered at the end of the line below. */
  readonly children: ReactNode;
}

/** Four weeks with the number of requests expiring each day if undecided; a day filters the list. */
export const ForecastStrip = ({ days, reading, chosen, onChoose, children }: StripProps) => {
  const text = useText('orders.strip');
  const lock = useText('orders.reading');
  const format = useFormat();
  const other = reading === 'hours' ? 'dates' : 'hours';
  const differs = days.some((day) => day.other !== null);
  const sentence = (day: StripDay): string =>
    [
      text('day', { date: format.date(day.date), today: day.today ? 'yes' : 'no', name: day.name || 'none', count: day.count }),
      ...(day.other === null ? [] : [text('other', { reading: lock(other), count: day.other })]),
    ].join(' ');
  if (days.length === 0) return null;
  return (
    <section className={classes.strip} aria-label={text('label')}>
      <ol className={classes.days}>
        {days.map((day) => (
          <li
            key={day.date}
            className={classes.day}
            data-kind={day.kind}
            data-today={day.today || undefined}
            data-week={day.weekday === 1 || undefined}
          >
            {day.count > 0 || chosen === day.date ? (
              <UnstyledButton
                className={classes.cell}
                aria-pressed={chosen === day.date}
                title={day.name === '' ? undefined : day.name}
                onClick={() => onChoose(chosen === day.date ? null : day.date)}
              >
                <VisuallyHidden>{sentence(day)}</VisuallyHidden>
                <Cell day={day} differs={differs} />
              </UnstyledButton>
            ) : (
              <div className={classes.cell} title={day.name === '' ? undefined : day.name}>
                <VisuallyHidden>{sentence(day)}</VisuallyHidden>
                <Cell day={day} differs={differs} />
              </div>
            )}
          </li>
        ))}
      </ol>
      <div className={classes.foot}>
        <p className={classes.legend}>
          {days.every(({ count }) => count === 0) ? text('none') : text('legend')}
          {differs ? <span>{text('legendOther', { reading: lock(other) })}</span> : null}
        </p>
        {children}
      </div>
    </section>
  );
};

const Cell = ({ day, differs }: { day: StripDay; differs: boolean }) => {
  const text = useText('orders.strip');
  const weekday = useText('calendarScreen.weekday');
  const format = useFormat();
  return (
    <>
      <span className={classes.count} aria-hidden>
        {day.count > 0 ? format.count(day.count) : ''}
      </span>
      <span className={classes.bars} aria-hidden>
        {day.height > 0 ? <span className={classes.bar} style={{ height: `${day.height * 100}%` }} /> : null}
        {differs && day.otherHeight > 0 ? <span className={classes.other} style={{ height: `${day.otherHeight * 100}%` }} /> : null}
      </span>
      <span className={classes.number} aria-hidden>
        {day.month === null ? null : `${day.month}/`}
        {day.dayOfMonth}
      </span>
      <span className={classes.weekday} aria-hidden>
        {day.kind === 'holiday' ? text('holiday') : day.kind === 'company' ? text('company') : weekday.phrase(String(day.weekday))}
      </span>
    </>
  );
};
