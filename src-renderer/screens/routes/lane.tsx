import { Muted, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import { dateOfDay, dayNumber } from '#shared/domain/checkout/days.ts';
import { LOCK_DAYS } from '#shared/domain/checkout/lock.ts';
import classes from './lane.module.css';
import { laneBar } from './picture.ts';
import type { RoutePicture, StepOnPicture } from './use-picture.ts';

const percent = (share: number): string => `${share * 100}%`;

/** The date so many days after the request. */
export const dateAfter = (date: string, days: number): string => dateOfDay((dayNumber(date) ?? 0) + days);

interface StepLaneProps {
  readonly picture: RoutePicture;
  readonly step: StepOnPicture;
}

/** When an application is expected at a step, as a bar against the end of the lock, and how many applicants get past it. */
export const StepLane = ({ picture, step }: StepLaneProps) => {
  const text = useText('routesScreen.picture');
  const format = useFormat();
  const { schedule, scale } = picture;
  const { days, passage, lit } = step;
  const bar = laneBar(days, scale);
  return (
    <div className={classes.lane}>
      <VisuallyHidden>
        {text('spoken', {
          from: format.date(dateAfter(schedule.date, days.arrives)),
          to: format.date(dateAfter(schedule.date, days.leaves)),
          assumed: days.assumed ? 'yes' : 'no',
        })}
        {lit === null ? null : ` ${text(`lit.${lit}`)}`}
      </VisuallyHidden>
      <span className={classes.track} aria-hidden>
        {scale.days.map(({ date, kind }) => (
          <span key={date} className={classes.day} data-off={kind === 'business' ? undefined : true} />
        ))}
        <span
          className={classes.bar}
          data-assumed={days.assumed || undefined}
          data-lit={lit ?? undefined}
          style={{ left: percent(bar.from), width: percent(bar.to - bar.from) }}
        >
          {bar.late > 0 ? <span className={classes.late} style={{ width: percent(bar.late) }} /> : null}
        </span>
        <span className={classes.lock} style={{ left: percent(scale.lock) }} />
      </span>
      <Muted size="xs" className={classes.people}>
        {passage === null ? null : text('goesOn', { people: passage.arriving - passage.stopping })}
      </Muted>
    </div>
  );
};

/** The days below the bars: days off shaded, the end of the lock and the last decision marked. The sentence above says the same. */
export const LaneAxis = ({ picture, ends }: { readonly picture: RoutePicture; readonly ends: number | null }) => {
  const text = useText('routesScreen.picture');
  const { scale } = picture;
  return (
    <div className={classes.lane} aria-hidden>
      <span className={classes.axis}>
        {scale.days.map(({ date, kind, label }, at) => (
          <Muted
            key={date}
            size="xs"
            className={classes.tick}
            data-off={kind === 'business' ? undefined : true}
            data-ends={at === ends || undefined}
          >
            {at === ends ? Number(date.slice(8)) : label}
          </Muted>
        ))}
        <span className={classes.lock} style={{ left: percent(scale.lock) }}>
          <Muted size="xs" className={classes.lockName}>
            {text('lock', { days: LOCK_DAYS })}
          </Muted>
        </span>
      </span>
      <span className={classes.people} />
    </div>
  );
};
