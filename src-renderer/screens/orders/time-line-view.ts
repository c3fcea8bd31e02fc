import { getLateShare, type TrackBar } from '#renderer/parts/day-track/day-track.tsx';
import type { BusinessCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, getTokyoDay, getTokyoDayStart, getWeekday } from '#shared/domain/checkout/days.ts';
import type { LockInterpretation, LockVerdict } from '#shared/domain/checkout/lock-clock.ts';
import { getExpectedVerdict, type OrderTimeLine, type TimeLinePart } from '#shared/domain/routes/lead-time/order-time-line.ts';

const MS_PER_DAY = 86_400_000;

/** Position of a time on a time line, 0 to 1. */
export const getTimeLinePosition = ({ first, days }: Pick<OrderTimeLine, 'first' | 'days'>, instant: number): number =>
  Math.min(1, Math.max(0, (instant - getTokyoDayStart(first)) / (days * MS_PER_DAY)));

export interface TimeLineDay {
  readonly date: string;
  readonly off: boolean;
  readonly label: string | null;
}

/** Up to this many days every day is labeled, up to the next limit only Mondays, beyond it only the first of each month. */
const ALL_LABELLED = 14;
const MONDAYS_LABELLED = 62;
const MONDAY = 1;

export function createTimeLineDays(
  { first, days }: Pick<OrderTimeLine, 'first' | 'days'>,
  calendar: BusinessCalendar,
): readonly TimeLineDay[] {
  return Array.from({ length: days }, (_, at) => {
    const date = formatDayNumber(first + at);
    const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8))];
    const isLabelled = days <= ALL_LABELLED || (days <= MONDAYS_LABELLED ? at === 0 || getWeekday(first + at) === MONDAY : day === 1);
    return {
      date,
      off: calendar.dayAt(first + at).kind !== 'business',
      label: isLabelled ? (day === 1 ? `${month}/1` : String(day)) : null,
    };
  });
}

/** Bars of a part: until now, then expected; the time after the lock is late. */
export function createTimeLineBars(
  line: OrderTimeLine,
  { kind, from, to, expected }: TimeLinePart,
  reading: LockInterpretation,
): readonly TrackBar[] {
  const bar = (start: number, end: number, look: TrackBar['look']): TrackBar => ({
    from: getTimeLinePosition(line, start),
    to: getTimeLinePosition(line, end),
    look,
    late: getLateShare(start, end, line.lock[reading]),
  });
  if (kind === 'coming') return from === null || to === null ? [] : [bar(from, to, 'assumed')];
  const come = from === null || to === null ? [] : [bar(from, to, kind === 'past' ? 'ready' : 'sure')];
  return expected === null || to === null || expected <= to ? come : [...come, bar(to, expected, 'assumed')];
}

/**
 * The expected decision compared with the lock. `first`: the earliest day, if it depends on branches; `by-branch`: whether it is in time
 * depends on them too.
 */
export function getOrderExpectation(
  line: Pick<OrderTimeLine, 'lock' | 'soonest'>,
  ends: number,
  reading: LockInterpretation,
): { readonly verdict: LockVerdict; readonly first: null } | { readonly verdict: LockVerdict | 'by-branch'; readonly first: number } {
  const verdict = getExpectedVerdict(ends, line, reading);
  const first = line.soonest ?? ends;
  if (getTokyoDay(first) === getTokyoDay(ends)) return { verdict, first: null };
  return { verdict: getExpectedVerdict(first, line, reading) === verdict ? verdict : 'by-branch', first };
}
