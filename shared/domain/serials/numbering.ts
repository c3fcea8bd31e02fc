import { findCounter, getMaxCounterValue } from './counter.ts';
import { type Day, getDayAtMonthIndex, toMonthIndex } from './day.ts';
import { MAX_COUNTER_DIGITS } from './digits.ts';
import type { Counter, Serial, SerialPart } from './serial.ts';

const wholeMonth = (month: number): number => Math.min(12, Math.max(1, Math.floor(month) || 1));

/** The fiscal year of a day, identified by the year in which it begins. */
export const getFiscalYear = ({ year, month }: Day, startMonth: number): number => (month >= wholeMonth(startMonth) ? year : year - 1);

const digits = (value: number, width: number): string => String(value).padStart(width, '0').slice(-width);

function writePart(part: SerialPart, day: Day, startMonth: number, value: number): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'year4':
      return digits(day.year, 4);
    case 'year2':
      return digits(day.year, 2);
    case 'fiscalYear4':
      return digits(getFiscalYear(day, startMonth), 4);
    case 'fiscalYear2':
      return digits(getFiscalYear(day, startMonth), 2);
    case 'month':
      return digits(day.month, 2);
    case 'day':
      return digits(day.day, 2);
    case 'counter':
      return part.zeroPad ? String(value).padStart(Math.min(part.digits, MAX_COUNTER_DIGITS), '0') : String(value);
  }
}

/** Formats a number for a day and a counter value. */
export const formatSerialNumber = ({ parts, fiscalStartMonth }: Serial, day: Day, value: number): string =>
  parts.map((part) => writePart(part, day, fiscalStartMonth, value)).join('');

/** First month (months since year 0) of the period in which the counter is not reset; 0 = never reset. */
export function getPeriodStart({ reset, fiscalStartMonth }: Serial, day: Day): number {
  switch (reset) {
    case 'none':
      return 0;
    case 'year':
      return day.year * 12;
    case 'fiscal-year':
      return getFiscalYear(day, fiscalStartMonth) * 12 + wholeMonth(fiscalStartMonth) - 1;
    case 'month':
      return toMonthIndex(day);
  }
}

/** Day of the first reset after a day; `null` if there is none. */
export function getNextReset(serial: Serial, day: Day): Day | null {
  if (serial.reset === 'none') return null;
  return getDayAtMonthIndex(getPeriodStart(serial, day) + (serial.reset === 'month' ? 1 : 12));
}

export const canCounterHold = (counter: Counter, value: number): boolean => value <= getMaxCounterValue(counter);

/** True if the value can be written; false for a rule without exactly one counter. */
export function canWriteValue(serial: Serial, value: number): boolean {
  const counter = findCounter(serial);
  return counter !== null && canCounterHold(counter, value);
}
