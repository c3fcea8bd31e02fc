import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { ClockView } from '#shared/contract/orders/clocks.ts';
import type { CalendarChange } from '#shared/domain/checkout/calendar-change.ts';
import { formatDayNumber, getWeekday, parseDayNumber } from '#shared/domain/checkout/days.ts';
import type { LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';

type PlannedChange = CallOutput<'datedChanges.list'>['changes'][number];
type ForecastDay = CallOutput<'orders.forecast'>['days'][number];

/** Weeks start on Monday; five weeks contain any four weeks. */
const WEEKS_SHOWN = 5;
export const TIMELINE_DAYS = 28;

const mondayOf = (today: string): number => {
  const day = parseDayNumber(today) ?? 0;
  return day - ((getWeekday(day) + 6) % 7);
};

export const createGridInput = (today: string): CallInput<'orders.forecast'> => ({
  from: formatDayNumber(mondayOf(today)),
  days: WEEKS_SHOWN * 7,
});

/** A deadline or task of a day; `reminder` = remind people of their invitations. */
export interface DayEntry {
  readonly kind: ClockView['kind'] | 'reminder' | 'dated-change';
  readonly count: number;
  /** Name of the first group of an activation, or of the dated changes. */
  readonly subject: string;
}

export interface CalendarDay {
  readonly date: string;
  readonly dayOfMonth: number;
  /** Shown on the first day of the grid and on the first of each month. */
  readonly month: number | null;
  readonly weekday: number;
  readonly kind: ForecastDay['kind'];
  readonly name: string;
  readonly past: boolean;
  readonly today: boolean;
  readonly entries: readonly DayEntry[];
  /** Number of requests that expire by the other policy, if different. */
  readonly otherReading: number | null;
  readonly lastChance: number;
}

const KINDS = ['order-lock', 'checkout-activation', 'account-review', 'invitation'] as const;

/** Days of the grid with deadlines; weeks of seven, Monday first. */
export function createCalendarDays(
  days: readonly ForecastDay[],
  clocks: readonly ClockView[],
  today: string,
  reading: LockInterpretation,
  changes: readonly Pick<PlannedChange, 'day' | 'name' | 'takenAt'>[] = [],
): readonly CalendarDay[] {
  return days.map(({ date, kind, name, fallsOut, lastChance }, at) => {
    const other = fallsOut[reading === 'hours' ? 'dates' : 'hours'];
    const ending = clocks.filter(({ endsOn }) => endsOn === date);
    const entries: DayEntry[] = [];
    for (const each of KINDS) {
      const those = ending.filter((clock) => clock.kind === each);
      const count = each === 'order-lock' ? fallsOut[reading] : those.reduce((sum, clock) => sum + clock.count, 0);
      if (count > 0) entries.push({ kind: each, count, subject: those[0]?.subject ?? '' });
    }
    const remind = clocks.filter(({ remindOn }) => remindOn === date).reduce((sum, { count }) => sum + count, 0);
    if (remind > 0) entries.push({ kind: 'reminder', count: remind, subject: '' });
    const planned = changes.filter((change) => change.day === date && change.takenAt === null);
    if (planned.length > 0)
      entries.push({ kind: 'dated-change', count: planned.length, subject: planned.map(({ name: of }) => of).join('、') });
    const dayOfMonth = Number(date.slice(8));
    return {
      date,
      dayOfMonth,
      month: at === 0 || dayOfMonth === 1 ? Number(date.slice(5, 7)) : null,
      weekday: getWeekday(parseDayNumber(date) ?? 0),
      kind,
      name,
      past: date < today,
      today: date === today,
      entries,
      otherReading: other === fallsOut[reading] ? null : other,
      lastChance,
    };
  });
}

/** Position of a wait within the four weeks from today, as shares; `null` if it ends later. */
export function getWaitSpan(
  { startedOn, endsOn }: Pick<ClockView, 'startedOn' | 'endsOn'>,
  today: string,
): { readonly from: number; readonly to: number } | null {
  const [now, end] = [parseDayNumber(today) ?? 0, parseDayNumber(endsOn) ?? 0];
  if (end - now >= TIMELINE_DAYS) return null;
  const start = startedOn === null ? now : (parseDayNumber(startedOn) ?? now);
  return { from: Math.max(0, start - now) / TIMELINE_DAYS, to: (end - now + 1) / TIMELINE_DAYS };
}

const MONTH_DAY = /^(\d{1,2})[-/](\d{1,2})$/;

/** `12-29` from `12/29`, `1-3` and similar; `null` for an invalid day. */
export function parseMonthDay(text: string): string | null {
  const match = MONTH_DAY.exec(text.normalize('NFKC').trim());
  if (match === null) return null;
  const [month, day] = [match[1] as string, match[2] as string].map((part) => part.padStart(2, '0'));
  // A leap year accepts every valid day.
  return parseDayNumber(`2024-${month}-${day}`) === null ? null : `${month}-${day}`;
}

/** A closure from typed text; `null` if a day is invalid. */
export function createYearlyClosure(name: string, from: string, to: string): CalendarChange | null {
  const [start, end] = [parseMonthDay(from), parseMonthDay(to)];
  return start === null || end === null ? null : { kind: 'add-yearly', closure: { name: name.trim(), from: start, to: end } };
}
