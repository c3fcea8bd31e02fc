import { Muted, useText } from '#renderer/ui/index.ts';
import { dateOfDay, dayNumber, weekdayOf } from '#shared/domain/checkout/days.ts';
import { LOCK_DAYS } from '#shared/domain/checkout/lock.ts';
import classes from './line.module.css';
import { lockStrip } from './trial-view.ts';
import type { TrialAnswer } from './use-trial.ts';

const SUNDAY = 0;
const SATURDAY = 6;

/** The days from the request, weekends shaded, the end of the lock and the last decision marked. The sentence above says the same. */
export const LockStripView = ({ answer, date }: { readonly answer: TrialAnswer; readonly date: string }) => {
  const text = useText('routesScreen.line');
  const strip = lockStrip(answer);
  const start = dayNumber(date) ?? 0;
  return (
    <div className={classes.strip} aria-hidden>
      {Array.from({ length: strip.total }, (_, day) => {
        const weekday = weekdayOf(start + day);
        const label = dateOfDay(start + day);
        return (
          <Muted
            key={label}
            size="xs"
            className={classes.stripDay}
            data-weekend={weekday === SUNDAY || weekday === SATURDAY || undefined}
            data-until={strip.days !== null && day <= strip.days ? (day > strip.lock ? 'late' : 'held') : undefined}
            data-lock={day === strip.lock || undefined}
            data-ends={day === strip.days || undefined}
          >
            <span className={classes.stripNumber}>{Number(label.slice(8))}</span>
            {day === strip.lock ? <span className={classes.stripLock}>{text('lock', { days: LOCK_DAYS })}</span> : null}
          </Muted>
        );
      })}
    </div>
  );
};
