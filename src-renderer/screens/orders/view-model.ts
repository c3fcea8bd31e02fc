import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { PENDING_ORDERS, SORT_BY_DANGER } from '#shared/contract/orders/order-choices.ts';
import type { OrderFilter, OrderRow, OrderSort } from '#shared/contract/orders/orders.ts';
import type { Amounts } from '#shared/domain/checkout/amounts.ts';
import { formatDayNumber, getTokyoDay, getTokyoDayStart, getWeekday, parseDayNumber } from '#shared/domain/checkout/days.ts';
import type { LockInterpretation } from '#shared/domain/checkout/lock-clock.ts';
import { LOCK_DAYS } from '#shared/domain/checkout/lock-clock.ts';
import { isStuck } from '#shared/domain/checkout/outlook.ts';

export type ForecastDay = CallOutput<'orders.forecast'>['days'][number];

/** Days before today that are loaded, so that bars of older requests have days off. */
export const DAYS_BEFORE = 14;
export const STRIP_DAYS = 28;

/** Days to load for the forecast, for the filtered route or approver. */
export const createForecastInput = (
  today: string,
  { route, approver }: Pick<OrdersView, 'route' | 'approver'>,
): CallInput<'orders.forecast'> => {
  const day = parseDayNumber(today);
  return { from: day === null ? null : formatDayNumber(day - DAYS_BEFORE), days: DAYS_BEFORE + STRIP_DAYS, route, approver };
};

export interface StripDay extends ForecastDay {
  /** 0 = Sunday. */
  readonly weekday: number;
  readonly dayOfMonth: number;
  /** The month, shown on the first of each month. */
  readonly month: number | null;
  readonly today: boolean;
  readonly count: number;
  /** The same number by the other policy, if different. */
  readonly other: number | null;
  /** Heights of the two bars against the fullest day, 0 to 1. */
  readonly height: number;
  readonly otherHeight: number;
}

/** The four weeks from today. */
export function createStripDays(days: readonly ForecastDay[], today: string, reading: LockInterpretation): readonly StripDay[] {
  const otherReading: LockInterpretation = reading === 'hours' ? 'dates' : 'hours';
  const shown = days.filter(({ date }) => date >= today);
  const most = Math.max(1, ...shown.flatMap(({ fallsOut }) => [fallsOut.hours, fallsOut.dates]));
  return shown.map((day) => {
    const { date, fallsOut } = day;
    const number = parseDayNumber(date) ?? 0;
    const count = fallsOut[reading];
    const other = fallsOut[otherReading];
    const dayOfMonth = Number(date.slice(8));
    return {
      ...day,
      weekday: getWeekday(number),
      dayOfMonth,
      month: dayOfMonth === 1 ? Number(date.slice(5, 7)) : null,
      today: date === today,
      count,
      other: other === count ? null : other,
      height: count / most,
      otherHeight: other / most,
    };
  });
}

/** Content of a lock's bar: eight dates in Japan, starting with the request. Positions are shares of the width. */
export interface LockBar {
  readonly days: readonly { readonly date: string; readonly off: boolean }[];
  readonly requested: number;
  readonly now: number;
  readonly end: number;
  /** End by the other policy. */
  readonly otherEnd: number;
  readonly over: boolean;
}

const MS_PER_DAY = 86_400_000;
const BAR_DAYS = LOCK_DAYS + 1;

/** Builds the bar of a pending request. Days off come from the calendar if it is loaded, otherwise only weekends are shown. */
export function createLockBar(
  { requestedAt, lock }: { readonly requestedAt: string; readonly lock: NonNullable<OrderRow['lock']> },
  now: number,
  reading: LockInterpretation,
  kinds: ReadonlyMap<string, ForecastDay['kind']>,
): LockBar {
  const requested = Date.parse(requestedAt);
  const first = getTokyoDay(requested);
  const place = (instant: number): number => Math.min(1, Math.max(0, (instant - getTokyoDayStart(first)) / (BAR_DAYS * MS_PER_DAY)));
  return {
    days: Array.from({ length: BAR_DAYS }, (_, at) => {
      const date = formatDayNumber(first + at);
      const kind = kinds.get(date);
      return { date, off: kind === undefined ? [0, 6].includes(getWeekday(first + at)) : kind !== 'business' };
    }),
    requested: place(requested),
    now: place(now),
    end: place(Date.parse(lock.ends[reading])),
    otherEnd: place(Date.parse(lock.ends[reading === 'hours' ? 'dates' : 'hours'])),
    over: lock.danger === 'over',
  };
}

export const getKindsByDate = (days: readonly ForecastDay[]): ReadonlyMap<string, ForecastDay['kind']> =>
  new Map(days.map(({ date, kind }) => [date, kind]));

/** Heading of rows sorted by urgency: a last day, past the lock, or decided. */
export interface RowGroup {
  readonly key: string;
  readonly kind: 'day' | 'over' | 'done';
  /** The last day of the group's locks; `null` for others. */
  readonly date: string | null;
}

export function getRowGroup({ lock }: Pick<OrderRow, 'lock'>): RowGroup {
  const kind = lock === null ? 'done' : lock.danger === 'over' ? 'over' : 'day';
  const date = kind === 'day' ? (lock?.lastDay ?? null) : null;
  return { key: date ?? kind, kind, date };
}

export type ViewKind = 'held' | 'over' | 'pending' | 'all';
export const VIEW_KINDS: readonly ViewKind[] = ['pending', 'held', 'over', 'all'];

/** Filter of the list. */
export interface OrdersView {
  readonly kind: ViewKind;
  readonly route: string | null;
  readonly approver: string | null;
  readonly lastDay: string | null;
  readonly search: string;
  readonly sort: OrderSort;
}

export const FIRST_VIEW: OrdersView = { kind: 'pending', route: null, approver: null, lastDay: null, search: '', sort: SORT_BY_DANGER };

/** A day implies active locks, so it clears other states. */
export function changeView(view: OrdersView, change: Partial<OrdersView>): OrdersView {
  const next = { ...view, ...change };
  return change.kind === undefined || change.kind === 'pending' || change.kind === 'held' ? next : { ...next, lastDay: null };
}

export const isFiltered = ({ kind, route, approver, lastDay, search }: OrdersView): boolean =>
  kind !== 'pending' || route !== null || approver !== null || lastDay !== null || search.trim() !== '';

const LOCKED_DANGERS: OrderFilter['dangers'] = ['none-left', 'last-day', 'soon', 'ok'];

export function toOrderFilter({ kind, route, approver, lastDay, search }: OrdersView): OrderFilter {
  const dangers = kind === 'held' ? LOCKED_DANGERS : kind === 'over' ? (['over'] as const) : [];
  return { ...PENDING_ORDERS, states: kind === 'all' ? [] : ['pending'], dangers: [...dangers], route, approver, lastDay, search };
}

type State = 'block' | 'risk' | 'ready' | 'unknown';

/** Mark of the remaining time: enough time is not good if a decision is unlikely. */
export function getRemainingTimeMark(danger: NonNullable<OrderRow['lock']>['danger'], outlook: OrderRow['outlook']): State {
  if (danger === 'over') return 'unknown';
  if (danger === 'none-left' || danger === 'last-day') return 'block';
  if (danger === 'soon' || isStuck(outlook)) return 'risk';
  return outlook === 'mostly-late' ? 'unknown' : 'ready';
}

export type OrdersTab = 'list' | 'routes' | 'approvers' | 'amazon';
export const ORDERS_TABS: readonly OrdersTab[] = ['list', 'routes', 'approvers', 'amazon'];

/** Arguments of the sum's text. */
export const toAmountsParams = ({ yen, unknown }: Amounts, { count }: { readonly count: (value: number) => string }) => ({
  yen: count(yen),
  unknown,
});
