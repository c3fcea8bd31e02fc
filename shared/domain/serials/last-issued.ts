import { counterOf } from './counter.ts';
import { type Day, dayBefore, dayOf } from './day.ts';
import { fits, formatNumber, periodOf } from './numbering.ts';
import type { Serial } from './serial.ts';

/** The last issued number, as far as known. */
export interface LastIssued {
  /** Counter value of that number. */
  readonly value: number;
  /** Day on which it was issued, `YYYY-MM-DD`. */
  readonly day: string;
  /** Source: orders, or entered. */
  readonly source: 'orders' | 'entered';
  /** Day up to which numbers are known. Omitted = `day`. */
  readonly asOf?: string | undefined;
}

/** Counter value of that number. */
function valueIn(serial: Serial, number: string, day: Day): number | null {
  const counter = counterOf(serial);
  if (counter === null) return null;
  const at = serial.parts.indexOf(counter);
  const before = formatNumber({ ...serial, parts: serial.parts.slice(0, at) }, day, 0);
  const after = formatNumber({ ...serial, parts: serial.parts.slice(at + 1) }, day, 0);
  if (!number.startsWith(before) || !number.endsWith(after)) return null;
  const digits = number.slice(before.length, number.length - after.length);
  if (!/^\d{1,15}$/.test(digits)) return null;
  const value = Number(digits);
  return fits(counter, value) && formatNumber(serial, day, value) === number ? value : null;
}

/** How far back an entered number is searched. */
const LONGEST_AGO_DAYS = 366;

/**
 * The counter's value in a typed last number: a number in the rule's present form or its form on an earlier day since the last reset, or
 * the counter's digits alone. `null` for anything else, including a number from before the reset. Full-width and half-width characters
 * are equal.
 */
export function enteredValue(serial: Serial, typed: string, today: Day): number | null {
  const counter = counterOf(serial);
  const text = typed.normalize('NFKC').trim();
  if (counter === null || text === '') return null;
  const parts = serial.parts.map((part) => (part.kind === 'text' ? { ...part, text: part.text.normalize('NFKC') } : part));
  const narrow = { ...serial, parts };
  const now = valueIn(narrow, text, today);
  if (now !== null) return now;
  let day = today;
  for (let ago = 1; ago <= LONGEST_AGO_DAYS; ago++) {
    day = dayBefore(day);
    const then = valueIn(narrow, text, day);
    if (then !== null) return periodOf(serial, day) === periodOf(serial, today) ? then : null;
  }
  const digits = text.replace(/[\s,]/g, '');
  return /^\d{1,15}$/.test(digits) && fits(counter, Number(digits)) ? Number(digits) : null;
}

/** The last of the numbers that the rule wrote: the greatest value of the latest period. Numbers of other rules are passed over. */
export function lastIssuedAmong(serial: Serial, issued: Iterable<{ readonly number: string; readonly day: string }>): LastIssued | null {
  let last: LastIssued | null = null;
  for (const { number, day } of issued) {
    const at = dayOf(day);
    const value = number === '' || at === null ? null : valueIn(serial, number, at);
    if (value !== null) last = laterIssued(serial, last, { value, day, source: 'orders' });
  }
  return last;
}

/** Day up to which numbers are known. */
export const numbersKnownUntil = ({ asOf, day }: LastIssued): string => asOf ?? day;

/** The later of two: later period, or greater value of one period; for equal numbers the later date of knowledge. */
export function laterIssued(serial: Serial, a: LastIssued | null, b: LastIssued | null): LastIssued | null {
  if (a === null || b === null) return a ?? b;
  const [first, second] = [periodAt(serial, a.day), periodAt(serial, b.day)];
  if (first !== second) return first > second ? a : b;
  if (a.value !== b.value) return a.value > b.value ? a : b;
  return numbersKnownUntil(a) >= numbersKnownUntil(b) ? a : b;
}

/** The value that comes next on a day: one more than the last of the period, else the start value after a reset. */
export function nextValue(serial: Serial, last: LastIssued | null, today: Day): number {
  if (last === null || periodAt(serial, last.day) < periodOf(serial, today)) return serial.startValue;
  return last.value + 1;
}

/**
 * True if the position of the rule is unknown: no last number, or one from before the last reset. A later list without numbers shows that
 * none was issued.
 */
export const isLastNumberUnknown = (serial: Serial, last: LastIssued | null, today: Day): boolean =>
  last === null || periodAt(serial, numbersKnownUntil(last)) < periodOf(serial, today);

const periodAt = (serial: Serial, day: string): number => {
  const known = dayOf(day);
  return known === null ? -1 : periodOf(serial, known);
};
