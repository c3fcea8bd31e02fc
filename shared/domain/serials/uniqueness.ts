import { type Day, formatCalendarDay, getDayAtMonthIndex, toMonthIndex } from './day.ts';
import { formatSerialNumber, getPeriodStart } from './numbering.ts';
import type { Serial } from './serial.ts';

interface Issue {
  readonly day: string;
  readonly value: number;
}

/**
 * Whether two numbers can be equal while the counter has digits left. `proved`: they cannot; `years` = duration of the proof (a two-digit
 * year repeats after a century), `null` = unlimited. `collides`: with two equal numbers as example.
 */
export type Uniqueness =
  | { readonly kind: 'proved'; readonly because: 'never-resets' | 'date-tells-period'; readonly years: 100 | null }
  | {
      readonly kind: 'collides';
      readonly because: 'no-counter' | 'date-part-missing';
      readonly number: string;
      readonly first: Issue;
      readonly second: Issue;
    }
  | { readonly kind: 'unproved'; readonly because: 'several-counters' };

/**
 * Proves or refutes that numbers are unique. All parts except the counter have a fixed width, so the length of a number shows the width of
 * its counter, and the number can be parsed. Two numbers are equal only if counter and date parts are equal. The counter never repeats
 * within a period, so the rule is unique exactly if equal date parts mean the same period. Periods consist of whole months, so the first
 * day of each month represents it. Date parts except the year's digits repeat every year, so three years decide and contain an example.
 */
export function proveUniqueness(serial: Serial, from: Day): Uniqueness {
  const counters = serial.parts.filter(({ kind }) => kind === 'counter').length;
  if (counters > 1) return { kind: 'unproved', because: 'several-counters' };
  const value = serial.startValue;
  if (counters === 0) {
    const day = formatCalendarDay(from);
    return {
      kind: 'collides',
      because: 'no-counter',
      number: formatSerialNumber(serial, from, value),
      first: { day, value },
      second: { day, value: value + 1 },
    };
  }
  if (serial.reset === 'none') return { kind: 'proved', because: 'never-resets', years: null };

  const seen = new Map<string, Day>();
  const start = toMonthIndex({ year: Math.min(9990, Math.max(1, from.year)), month: from.month });
  for (let month = start; month < start + 36; month++) {
    const day = getDayAtMonthIndex(month);
    const written = formatSerialNumber(serial, day, value);
    const before = seen.get(written);
    if (before === undefined) seen.set(written, day);
    else if (getPeriodStart(serial, before) !== getPeriodStart(serial, day))
      return {
        kind: 'collides',
        because: 'date-part-missing',
        number: written,
        first: { day: formatCalendarDay(before), value },
        second: { day: formatCalendarDay(day), value },
      };
  }
  const kinds = new Set(serial.parts.map(({ kind }) => kind));
  return { kind: 'proved', because: 'date-tells-period', years: kinds.has('year4') || kinds.has('fiscalYear4') ? null : 100 };
}
