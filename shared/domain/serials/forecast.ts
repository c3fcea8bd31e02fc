import { findCounter, getMaxCounterValue } from './counter.ts';
import { countDaysInMonth, type Day, formatCalendarDay, getDayAtMonthIndex, getNextDay, parseCalendarDay, toMonthIndex } from './day.ts';
import { getLastKnownDay, getNextValue, type LastIssued } from './last-issued.ts';
import { canWriteValue, formatSerialNumber, getNextReset, getPeriodStart } from './numbering.ts';
import type { Serial } from './serial.ts';

/** One expected number. `number` is `null` if the counter has no digit left for it. */
export interface ForecastNumber {
  readonly day: string;
  readonly value: number;
  readonly number: string | null;
  /** True for the first number after a reset. */
  readonly afterReset: boolean;
}

/** Number of years that a forecast covers; a rule that lasts longer is reported as lasting. */
export const FORECAST_YEARS = 100;
/** Assumed requests per month: one per working day for fifteen people (chosen for this product). */
export const ASSUMED_MONTHLY_VOLUME = 300;
const MAX_VOLUME = 1_000_000;

const whole = (volume: number): number => Math.min(MAX_VOLUME, Math.max(0, Math.floor(volume) || 0));

/** Number of serial numbers issued before a day, counted from year 0, if `volume` per month are spread evenly over the days. */
const issuedBefore = (day: Day, volume: number): number =>
  toMonthIndex(day) * volume + Math.floor((volume * (day.day - 1)) / countDaysInMonth(day.year, day.month));

/** The counter's next value on `day`, if it is `next` on the day `from`. */
function valueOn(serial: Serial, from: Day, day: Day, volume: number, next: number): number {
  const isSamePeriod = getPeriodStart(serial, day) === getPeriodStart(serial, from);
  const started = isSamePeriod ? from : getDayAtMonthIndex(getPeriodStart(serial, day));
  return (isSamePeriod ? next : serial.startValue) + issuedBefore(day, volume) - issuedBefore(started, volume);
}

/** Generates the numbers from the day `start` on, if the next value on the day `from` is `next`. */
function* numbersFrom(serial: Serial, from: Day, start: Day, volume: number, next: number): Generator<ForecastNumber> {
  if (volume === 0) return;
  let value = valueOn(serial, from, start, volume, next);
  let period = getPeriodStart(serial, start);
  let afterReset = false;
  const last = from.year + FORECAST_YEARS;
  for (let day = start; day.year < last; day = getNextDay(day)) {
    const here = getPeriodStart(serial, day);
    if (here !== period) {
      period = here;
      value = serial.startValue;
      afterReset = true;
    }
    const today = issuedBefore(getNextDay(day), volume) - issuedBefore(day, volume);
    for (let i = 0; i < today; i++) {
      yield {
        day: formatCalendarDay(day),
        value,
        number: canWriteValue(serial, value) ? formatSerialNumber(serial, day, value) : null,
        afterReset,
      };
      afterReset = false;
      value++;
    }
  }
}

/**
 * The next `count` numbers from a day on, at `volume` numbers per month; none if the volume is 0. `next` is the next value (`getNextValue`);
 * with the start value instead, the numbers are an example.
 */
export function previewNumbers(
  serial: Serial,
  from: Day,
  volume: number,
  count: number,
  next = serial.startValue,
): readonly ForecastNumber[] {
  const numbers: ForecastNumber[] = [];
  if (count <= 0) return numbers;
  for (const number of numbersFrom(serial, from, from, whole(volume), next)) {
    numbers.push(number);
    if (numbers.length >= count) break;
  }
  return numbers;
}

/** The last numbers before the next reset and the first ones after it; empty if the rule never resets. */
export function previewReset(serial: Serial, from: Day, volume: number, each: number, next = serial.startValue): readonly ForecastNumber[] {
  const reset = getNextReset(serial, from);
  const monthly = whole(volume);
  if (reset === null || each <= 0 || monthly === 0) return [];
  // Starts shortly before the reset, so that a year with a large volume is not generated.
  const since = Math.max(issuedBefore(from, monthly), issuedBefore(reset, monthly) - each);
  let start = from;
  for (let month = toMonthIndex(reset) - 1; month > toMonthIndex(from); month--) {
    start = getDayAtMonthIndex(month);
    if (issuedBefore(start, monthly) <= since) break;
    start = from;
  }
  while (formatCalendarDay(getNextDay(start)) < formatCalendarDay(reset) && issuedBefore(getNextDay(start), monthly) <= since)
    start = getNextDay(start);
  const day = formatCalendarDay(reset);
  const before: ForecastNumber[] = [];
  const after: ForecastNumber[] = [];
  for (const number of numbersFrom(serial, from, start, monthly, next)) {
    if (number.day < day) before.push(number);
    else after.push(number);
    if (after.length >= each) break;
  }
  return [...before.slice(-each), ...after];
}

/**
 * The first day on which no number is left, at `volume` numbers per month from a day on; `null` if this does not happen within
 * `FORECAST_YEARS` or no number is ever issued. Computed per month, so that 100 years take 1,200 steps.
 */
export function findOverflowDay(serial: Serial, from: Day, volume: number, next = serial.startValue): string | null {
  const counter = findCounter(serial);
  const monthly = whole(volume);
  if (counter === null || monthly === 0) return null;
  const capacityFrom = (value: number): number => Math.max(0, getMaxCounterValue(counter) - value + 1);
  let capacity = capacityFrom(next);
  let period = getPeriodStart(serial, from);
  let used = 0;
  for (let month = toMonthIndex(from); month < toMonthIndex(from) + FORECAST_YEARS * 12; month++) {
    const first = month === toMonthIndex(from) ? from : getDayAtMonthIndex(month);
    const here = getPeriodStart(serial, first);
    if (here !== period) {
      period = here;
      used = 0;
      capacity = capacityFrom(serial.startValue);
    }
    const issued = issuedBefore(getDayAtMonthIndex(month + 1), monthly) - issuedBefore(first, monthly);
    if (used + issued > capacity) return dayWithin(first, monthly, capacity - used);
    used += issued;
  }
  return null;
}

/**
 * First day and value of a forecast: the day up to which numbers are known, so that later ones are counted too, but not before the last
 * reset. Without a last number it begins today, as an example.
 */
export function getForecastStart(serial: Serial, last: LastIssued | null, today: Day): { readonly from: Day; readonly next: number } {
  const next = getNextValue(serial, last, today);
  const known = last === null ? null : parseCalendarDay(getLastKnownDay(last));
  if (known === null) return { from: today, next };
  const begun = getDayAtMonthIndex(getPeriodStart(serial, today));
  const from = isBefore(known, begun) ? begun : known;
  return { from: isBefore(today, from) ? today : from, next };
}

const isBefore = (a: Day, b: Day): boolean => toMonthIndex(a) < toMonthIndex(b) || (toMonthIndex(a) === toMonthIndex(b) && a.day < b.day);

/** The first day from today on without a number (see `findOverflowDay`); today if the numbers should already be used up. */
export function findRunOutDay(serial: Serial, last: LastIssued | null, today: Day, volume: number): string | null {
  const { from, next } = getForecastStart(serial, last, today);
  const day = findOverflowDay(serial, from, volume, next);
  return day !== null && day < formatCalendarDay(today) ? formatCalendarDay(today) : day;
}

/** The day on which number `left` + 1 is issued, starting from the first day of a month or later. */
function dayWithin(first: Day, volume: number, left: number): string {
  const start = issuedBefore(first, volume);
  let day = first;
  while (issuedBefore(getNextDay(day), volume) - start <= left) day = getNextDay(day);
  return formatCalendarDay(day);
}
