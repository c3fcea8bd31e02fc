import { DayAxis, DayTrack, type TrackBar } from '#renderer/parts/day-track/day-track.tsx';
import { Muted, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import { formatDayNumber, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { LOCK_DAYS } from '#shared/domain/checkout/lock-clock.ts';
import { createLaneBar, type DayScale } from '../trial/diagram.ts';
import type { RouteDiagram, StepOnDiagram } from '../trial/use-diagram.ts';
import classes from './step-lane.module.css';

const trackDays = ({ days }: DayScale) => days.map(({ date, kind }) => ({ date, off: kind !== 'business' }));

const LOOK_OF_OUTCOME = { passed: 'ready', stopped: 'stopped', 'not-asked': 'empty', unknown: 'empty', unreached: 'empty' } as const;
const lookOf = ({ days, passage, outcome }: StepOnDiagram): TrackBar['look'] => {
  if (outcome !== null) return LOOK_OF_OUTCOME[outcome];
  // A step that no one reaches has no days.
  return passage?.arriving === 0 ? 'empty' : days.assumed ? 'assumed' : 'sure';
};

/** The date this many days after the request. */
export const getDateAfter = (date: string, days: number): string => formatDayNumber((parseDayNumber(date) ?? 0) + days);

interface StepLaneProps {
  readonly diagram: RouteDiagram;
  readonly step: StepOnDiagram;
}

/** Expected time at a step as a bar relative to the lock, and applicants who pass. */
export const StepLane = ({ diagram, step }: StepLaneProps) => {
  const text = useText('routesScreen.diagram');
  const format = useFormat();
  const { schedule, scale } = diagram;
  const { days, passage, outcome } = step;
  const bar = createLaneBar(days, scale);
  const look = lookOf(step);
  return (
    <div className={classes.lane}>
      <VisuallyHidden>
        {text('spoken', {
          from: format.date(getDateAfter(schedule.date, days.arrives)),
          to: format.date(getDateAfter(schedule.date, days.leaves)),
          assumed: days.assumed ? 'yes' : 'no',
        })}
        {outcome === null ? null : ` ${text(`outcome.${outcome}`)}`}
      </VisuallyHidden>
      <DayTrack
        days={trackDays(scale)}
        bars={[{ ...bar, look, late: look === 'empty' ? 0 : bar.late }]}
        marks={[{ at: scale.lock, look: 'lock' }]}
      />
      <Muted size="xs" className={classes.people}>
        {passage === null ? null : passage.goingOn === null ? text('goesOnUnknown') : text('goesOn', { people: passage.goingOn })}
      </Muted>
    </div>
  );
};

/** Days below the bars with days off, lock and last decision. The sentence above contains the same. */
export const LaneAxis = ({ diagram, ends }: { readonly diagram: RouteDiagram; readonly ends: number | null }) => {
  const text = useText('routesScreen.diagram');
  const { scale } = diagram;
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
