import { formatDayNumber, getWeekday, parseDayNumber } from './days.ts';

/** National holidays by day, including 振替休日 and 国民の休日: `{ '2026-01-01': '元日' }`. */
export type HolidayTable = Readonly<Record<string, string>>;

/** A closure that repeats every year, as `MM-DD`, both ends included. The end may be in the next year (`12-29` to `01-03`). */
export interface YearlyClosure {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The data that decides whether a day is a business day. */
export interface CalendarData {
  readonly holidays: HolidayTable;
  /** Additional days off of this company. */
  readonly companyDays: HolidayTable;
  readonly yearlyClosures: readonly YearlyClosure[];
  /** Business days that would otherwise be a weekend, a holiday or a company day. They take precedence over all other rules. */
  readonly workingDays: readonly string[];
  /** Weekdays off, 0 = Sunday to 6 = Saturday. */
  readonly weekend: readonly number[];
}

/** Year-end closure of public offices (行政機関の休日に関する法律 1条: 29 December to 3 January); a company may set its own. */
export const YEAR_END_CLOSURE: YearlyClosure = { name: '年末年始', from: '12-29', to: '01-03' };

/** Default calendar: days off are Saturdays, Sundays, the given holidays and year-end. */
export const createStandardCalendar = (holidays: HolidayTable): CalendarData => ({
  holidays,
  companyDays: {},
  yearlyClosures: [YEAR_END_CLOSURE],
  workingDays: [],
  weekend: [0, 6],
});

export type DayKind = 'business' | 'weekend' | 'holiday' | 'company';

export interface CalendarDay {
  readonly kind: DayKind;
  /** Name of the holiday or company day; `''` for other days. */
  readonly name: string;
}

/** Maximum number of days that are searched for a business day. */
const MAX_CLOSURE_DAYS = 366;
/** Maximum number of business days that are counted, so that every result is a date with a four-digit year. */
const MAX_BUSINESS_DAYS = 10_000;

const BUSINESS: CalendarDay = { kind: 'business', name: '' };
const WEEKEND: CalendarDay = { kind: 'weekend', name: '' };

/** Computes business days of one calendar. The methods use day numbers (`parseDayNumber`); `addBusinessDays` uses dates. */
export class BusinessCalendar {
  readonly #data: CalendarData;
  readonly #working: ReadonlySet<string>;
  readonly #known = new Map<number, CalendarDay>();

  constructor(data: CalendarData) {
    this.#data = data;
    this.#working = new Set(data.workingDays);
  }

  /** Returns the kind of a day. Precedence: working day, company day, holiday, weekend. */
  dayAt(day: number): CalendarDay {
    let known = this.#known.get(day);
    if (known === undefined) {
      known = this.#lookUp(day);
      this.#known.set(day, known);
    }
    return known;
  }

  #lookUp(day: number): CalendarDay {
    const date = formatDayNumber(day);
    if (this.#working.has(date)) return BUSINESS;
    if (Object.hasOwn(this.#data.companyDays, date)) return { kind: 'company', name: this.#data.companyDays[date] ?? '' };
    const monthDay = date.slice(5);
    for (const { name, from, to } of this.#data.yearlyClosures)
      if (from <= to ? from <= monthDay && monthDay <= to : monthDay >= from || monthDay <= to) return { kind: 'company', name };
    if (Object.hasOwn(this.#data.holidays, date)) return { kind: 'holiday', name: this.#data.holidays[date] ?? '' };
    return this.#data.weekend.includes(getWeekday(day)) ? WEEKEND : BUSINESS;
  }

  /** The first business day on or after a day; `null` when the calendar has none within a year. */
  onOrAfter(day: number): number | null {
    for (let at = day; at <= day + MAX_CLOSURE_DAYS; at++) if (this.dayAt(at).kind === 'business') return at;
    return null;
  }

  /**
   * The business day `count` business days after a day. A request on a day off counts from the next business day: for a Saturday, 0 is
   * Monday and 1 is Tuesday. Fractions are rounded down; negative counts are 0.
   */
  after(day: number, count: number): number | null {
    let at = this.onOrAfter(day);
    for (let left = Math.min(Math.floor(count), MAX_BUSINESS_DAYS); left > 0 && at !== null; left--) at = this.onOrAfter(at + 1);
    return at;
  }

  /**
   * Number of business days between two days; the first one (or the next business day after it) counts 0, and the result is 0 if `to` is
   * earlier. Counting stops at `MOST_BUSINESS_DAYS`.
   */
  between(from: number, to: number): number {
    let days = 0;
    const first = this.onOrAfter(from);
    if (first !== null) for (let at = first + 1; at <= to && days < MAX_BUSINESS_DAYS; at++) if (this.dayAt(at).kind === 'business') days++;
    return days;
  }
}

/** Like `BusinessCalendar.after`, for dates. `null` for an invalid date or a calendar without business days. */
export function addBusinessDays(calendar: BusinessCalendar, date: string, count: number): string | null {
  const day = parseDayNumber(date);
  const end = day === null ? null : calendar.after(day, count);
  return end === null ? null : formatDayNumber(end);
}
