import { type Day, dayAtMonth, monthIndex, textOf } from './day.ts';
import { formatNumber, periodOf } from './numbering.ts';
import type { Serial } from './serial.ts';

interface Issue {
  readonly day: string;
  readonly value: number;
}

/**
 * Whether two numbers can ever be equal while the counter has digits left. `proved`: no; `years` is how long that holds (a
 * year of two digits returns after a century), `null` = for ever. `collides`: the example is two such numbers.
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
 * Proves or refutes that numbers are unique. All parts but the counter have a fixed width, so the length of a number shows the counter's
 * width, and a number can be parsed into its parts. Two numbers are equal only if counter and date parts are. Within a period the counter
 * never repeats, so the rule is unique exactly if equal date parts mean the same period. Periods consist of whole months, so the first
 * day of each month represents it; date parts repeat every year except for the year's own digits, so three years decide it and contain an
 * example.
 */
export function proveUnique(serial: Serial, from: Day): Uniqueness {
  const counters = serial.parts.filter(({ kind }) => kind === 'counter').length;
  if (counters > 1) return { kind: 'unproved', because: 'several-counters' };
  const value = serial.startValue;
  if (counters === 0) {
    const day = textOf(from);
    return {
      kind: 'collides',
      because: 'no-counter',
      number: formatNumber(serial, from, value),
      first: { day, value },
      second: { day, value: value + 1 },
    };
  }
  if (serial.reset === 'none') return { kind: 'proved', because: 'never-resets', years: null };

  const seen = new Map<string, Day>();
  const start = monthIndex({ year: Math.min(9990, Math.max(1, from.year)), month: from.month });
  for (let month = start; month < start + 36; month++) {
    const day = dayAtMonth(month);
    const written = formatNumber(serial, day, value);
    const before = seen.get(written);
    if (before === undefined) seen.set(written, day);
    else if (periodOf(serial, before) !== periodOf(serial, day))
      return {
        kind: 'collides',
        because: 'date-part-missing',
        number: written,
        first: { day: textOf(before), value },
        second: { day: textOf(day), value },
      };
  }
  const kinds = new Set(serial.parts.map(({ kind }) => kind));
  return { kind: 'proved', because: 'date-tells-period', years: kinds.has('year4') || kinds.has('fiscalYear4') ? null : 100 };
}
