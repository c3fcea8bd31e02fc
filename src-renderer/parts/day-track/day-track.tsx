import classes from './day-track.module.css';

/** Positions are shares of the track's width, 0 to 1. */
export interface TrackBar {
  readonly from: number;
  readonly to: number;
  /** `assumed`: outlined, not estimated or not reached; `held`: the lock; `empty`: does not occur. */
  readonly look: 'sure' | 'held' | 'assumed' | 'ready' | 'stopped' | 'empty';
  /** Share of the bar after the lock, 0 to 1, striped so that it does not depend on color. */
  readonly late?: number;
}

export interface TrackMark {
  readonly at: number;
  readonly look: 'lock' | 'other' | 'now';
}

export interface TrackDay {
  readonly date: string;
  readonly off: boolean;
}

/** Share of a bar after the lock, 0 to 1; all arguments use the same scale. */
export const getLateShare = (from: number, to: number, lock: number): number => {
  const behind = to - Math.max(from, lock);
  return behind > 0 && to > from ? behind / (to - from) : 0;
};

interface DayTrackProps {
  readonly days: readonly TrackDay[];
  readonly bars?: readonly TrackBar[];
  readonly marks?: readonly TrackMark[];
}

const percent = (share: number): string => `${share * 100}%`;

/** Bars on a scale of days with days off shaded. Decorative: the text beside it says the same. */
export const DayTrack = ({ days, bars = [], marks = [] }: DayTrackProps) => (
  <span className={classes.track} aria-hidden>
    {days.map(({ date, off }) => (
      <span key={date} className={classes.day} data-off={off || undefined} />
    ))}
    {bars.map(({ from, to, look, late = 0 }) => (
      <span
        key={`${look} ${from}`}
        className={classes.bar}
        data-look={look}
        style={{ left: percent(from), width: percent(Math.max(0, to - from)) }}
      >
        {late > 0 ? <span className={classes.late} style={{ width: percent(late) }} /> : null}
      </span>
    ))}
    {marks.map(({ at, look }) => (
      <span key={look} className={classes.mark} data-look={look} style={{ left: percent(at) }} />
    ))}
  </span>
);

interface DayAxisProps {
  readonly days: readonly (TrackDay & { readonly label: string | null; readonly strong?: boolean })[];
  /** Labels below the days, where they do not cross other marks. */
  readonly marks: readonly (TrackMark & { readonly name: string })[];
}

/** The scale of days below tracks of the same width, with the labels of their marks. */
export const DayAxis = ({ days, marks }: DayAxisProps) => (
  <span className={classes.axis} aria-hidden>
    {days.map(({ date, off, label, strong }) => (
      <span key={date} className={classes.tick} data-off={off || undefined} data-strong={strong || undefined}>
        {label}
      </span>
    ))}
    {marks.map(({ at, look, name }) => (
      <span key={look} className={classes.named} data-look={look} data-side={at > 0.5 ? 'before' : 'after'} style={{ left: percent(at) }}>
        <span>{name}</span>
      </span>
    ))}
  </span>
);
