import { DayAxis, DayTrack, type TrackBar } from '#renderer/parts/day-track/day-track.tsx';
import { Muted, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import { dateOfDay, dayNumber } from '#shared/domain/checkout/days.ts';
import { LOCK_DAYS } from '#shared/domain/checkout/lock.ts';
import classes from './lane.module.css';
import { type DayScale, laneBar } from './picture.ts';
import type { RoutePicture, StepOnPicture } from './use-picture.ts';

const trackDays = ({ days }: DayScale) => days.map(({ date, kind }) => ({ date, off: kind !== 'business' }));

const LOOK_OF_LIT = { passed: 'ready', stopped: 'stopped', 'not-asked': 'empty', unreached: 'empty' } as const;
const lookOf = ({ days, lit }: StepOnPicture): TrackBar['look'] => (lit !== null ? LOOK_OF_LIT[lit] : days.assumed ? 'assumed' : 'sure');

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
      <DayTrack
        days={trackDays(scale)}
        bars={[{ ...bar, look: lookOf(step), late: lit === 'unreached' || lit === 'not-asked' ? 0 : bar.late }]}
        marks={[{ at: scale.lock, look: 'lock' }]}
      />
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
      <DayAxis
        days={scale.days.map(({ date, kind, label }, at) => ({
          date,
          off: kind !== 'business',
          label: at === ends ? date.slice(8).replace(/^0/, '') : (label?.toString() ?? null),
          strong: at === ends,
        }))}
        marks={[{ at: scale.lock, look: 'lock', name: text('lock', { days: LOCK_DAYS }) }]}
      />
      <span className={classes.people} />
    </div>
  );
};
