import { Muted, UnstyledButton, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import classes from './calendar.module.css';
import type { CalendarDay } from './view-model.ts';

interface GridProps {
  readonly days: readonly CalendarDay[];
  readonly chosen: string;
  readonly onChoose: (date: string) => void;
}

const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0] as const;

/** The weeks from this Monday with days off and deadlines. */
export const Grid = ({ days, chosen, onChoose }: GridProps) => {
  const text = useText('calendarScreen');
  const format = useFormat();
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7));
  return (
    <table className={classes.grid} aria-label={text('weeks')}>
      <thead>
        <tr>
          {MONDAY_FIRST.map((weekday) => (
            <th key={weekday} scope="col">
              {text(`weekday.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.date}>
            {week.map((day) => (
              <td key={day.date} data-kind={day.kind} data-past={day.past || undefined}>
                <UnstyledButton className={classes.day} aria-pressed={day.date === chosen} onClick={() => onChoose(day.date)}>
                  <VisuallyHidden>
                    {text('day', { date: format.date(day.date), kind: text(`kind.${day.kind}`), name: day.name || 'none' })}
                  </VisuallyHidden>
                  <span className={classes.dayNumber} aria-hidden data-today={day.today || undefined}>
                    {day.month === null ? day.dayOfMonth : `${day.month}/${day.dayOfMonth}`}
                  </span>
                  {day.name === '' ? null : (
                    <Muted size="md" className={classes.dayName} aria-hidden>
                      {day.name}
                    </Muted>
                  )}
                  {day.entries.map((entry) => (
                    <span key={entry.kind} className={classes.entry} data-kind={entry.kind}>
                      {text(`due.${entry.kind}`, { count: entry.count })}
                    </span>
                  ))}
                </UnstyledButton>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
