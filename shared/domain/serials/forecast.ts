import { counterOf, greatestValue } from './counter.ts';
import { type Day, dayAtMonth, dayOf, daysIn, monthIndex, nextDay, textOf } from './day.ts';
import { type LastIssued, nextValue, numbersKnownUntil } from './last-issued.ts';
import { canWrite, formatNumber, nextReset, periodOf } from './numbering.ts';
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
const LARGEST_VOLUME = 1_000_000;

const whole = (volume: number): number => Math.min(LARGEST_VOLUME, Math.max(0, Math.floor(volume) || 0));

/** Number of serial numbers issued before a day, counted from year 0, if `volume` per month are spread evenly over the days. */
const issuedBefore = (day: Day, volume: number): number =>
  monthIndex(day) * volume + Math.floor((volume * (day.day - 1)) / daysIn(day.year, day.month));

/** The counter's next value on `day`, if it is `next` on the day `from`. */
function valueOn(serial: Serial, from: Day, day: Day, volume: number, next: number): number {
  const isSamePeriod = periodOf(serial, day) === periodOf(serial, from);
  const started = isSamePeriod ? from : dayAtMonth(periodOf(serial, day));
  return (isSamePeriod ? next : serial.startValue) + issuedBefore(day, volume) - issuedBefore(started, volume);
}

/** Generates the numbers from the day `start` on, if the next value on the day `from` is `next`. */
function* numbersFrom(serial: Serial, from: Day, start: Day, volume: number, next: number): Generator<ForecastNumber> {
  if (volume === 0) return;
  let value = valueOn(serial, from, start, volume, next);
  let period = periodOf(serial, start);
  let afterReset = false;
  const last = from.year + FORECAST_YEARS;
  for (let day = start; day.year < last; day = nextDay(day)) {
    const here = periodOf(serial, day);
    if (here !== period) {
      period = here;
      value = serial.startValue;
      afterReset = true;
    }
    const today = issuedBefore(nextDay(day), volume) - issuedBefore(day, volume);
    for (let i = 0; i < today; i++) {
      yield { day: textOf(day), value, number: canWrite(serial, value) ? formatNumber(serial, day, value) : null, afterReset };
      afterReset = false;
      value++;
    }
  }
}

/**
 * The next `count` numbers from a day on, at `volume` numbers per month; none if the volume is 0. `next` is the next value (`nextValue`);
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
  const reset = nextReset(serial, from);
  const monthly = whole(volume);
  if (reset === null || each <= 0 || monthly === 0) return [];
  // Starts shortly before the reset, so that a year with a large volume is not generated.
  const since = Math.max(issuedBefore(from, monthly), issuedBefore(reset, monthly) - each);
  let start = from;
  for (let month = monthIndex(reset) - 1; month > monthIndex(from); month--) {
    start = dayAtMonth(month);
    if (issuedBefore(start, monthly) <= since) break;
    start = from;
  }
  while (textOf(nextDay(start)) < textOf(reset) && issuedBefore(nextDay(start), monthly) <= since) start = nextDay(start);
  const day = textOf(reset);
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
export function overflowDay(serial: Serial, from: Day, volume: number, next = serial.startValue): string | null {
  const counter = counterOf(serial);
  const monthly = whole(volume);
  if (counter === null || monthly === 0) return null;
  const capacityFrom = (value: number): number => Math.max(0, greatestValue(counter) - value + 1);
  let capacity = capacityFrom(next);
  let period = periodOf(serial, from);
  let used = 0;
  for (let month = monthIndex(from); month < monthIndex(from) + FORECAST_YEARS * 12; month++) {
    const first = month === monthIndex(from) ? from : dayAtMonth(month);
    const here = periodOf(serial, first);
    if (here !== period) {
      period = here;
      used = 0;
      capacity = capacityFrom(serial.startValue);
    }
    const issued = issuedBefore(dayAtMonth(month + 1), monthly) - issuedBefore(first, monthly);
    if (used + issued > capacity) return dayWithin(first, monthly, capacity - used);
    used += issued;
  }
  return null;
}

/**
 * First day and value of a forecast: the day up to which numbers are known, so that later ones are counted too, but not before the last
 * reset. Without a last number it begins today, as an example.
 */
export function forecastStart(serial: Serial, last: LastIssued | null, today: Day): { readonly from: Day; readonly next: number } {
  const next = nextValue(serial, last, today);
  const known = last === null ? null : dayOf(numbersKnownUntil(last));
  if (known === null) return { from: today, next };
  const begun = dayAtMonth(periodOf(serial, today));
  const from = isBefore(known, begun) ? begun : known;
  return { from: isBefore(today, from) ? today : from, next };
}

const isBefore = (a: Day, b: Day): boolean => monthIndex(a) < monthIndex(b) || (monthIndex(a) === monthIndex(b) && a.day < b.day);

/** The first day from today on without a number (see `overflowDay`); today if the numbers should already be used up. */
export function runOutDay(serial: Serial, last: LastIssued | null, today: Day, volume: number): string | null {
  const { from, next } = forecastStart(serial, last, today);
  const day = overflowDay(serial, from, volume, next);
  return day !== null && day < textOf(today) ? textOf(today) : day;
}

/** The day on which number `left` + 1 is issued, starting from the first day of a month or later. */
function dayWithin(first: Day, volume: number, left: number): string {
  const start = issuedBefore(first, volume);
  let day = first;
  while (issuedBefore(nextDay(day), volume) - start <= left) day = nextDay(day);
  return textOf(day);
}
