import { findCounter } from './counter.ts';
import { type Day, getPreviousDay, parseCalendarDay } from './day.ts';
import { canCounterHold, formatSerialNumber, getPeriodStart } from './numbering.ts';
import type { Serial } from './serial.ts';

/** The last issued number, if known. */
export interface LastIssued {
  /** Counter value of that number. */
  readonly value: number;
  /** Day on which it was issued, `YYYY-MM-DD`. */
  readonly day: string;
  /** Source of the value: order history, or entered by an administrator. */
  readonly source: 'orders' | 'entered';
  /** Day up to which numbers are known; omitted = `day`. */
  readonly asOf?: string | undefined;
}

/** The counter value in a number issued on a day; `null` if the number does not match the rule. */
function valueIn(serial: Serial, number: string, day: Day): number | null {
  const counter = findCounter(serial);
  if (counter === null) return null;
  const at = serial.parts.indexOf(counter);
  const before = formatSerialNumber({ ...serial, parts: serial.parts.slice(0, at) }, day, 0);
  const after = formatSerialNumber({ ...serial, parts: serial.parts.slice(at + 1) }, day, 0);
  if (!number.startsWith(before) || !number.endsWith(after)) return null;
  const digits = number.slice(before.length, number.length - after.length);
  if (!/^\d{1,15}$/.test(digits)) return null;
  const value = Number(digits);
  return canCounterHold(counter, value) && formatSerialNumber(serial, day, value) === number ? value : null;
}

/** Maximum age in days of an entered number. */
const MAX_AGE_DAYS = 366;

/**
 * Counter value of a last number typed by a user: in the rule's form on this or an earlier day since the last reset, or only the counter's
 * digits. `null` for other texts, including a number from before the reset. Full-width and half-width characters are equal.
 */
export function parseLastIssuedValue(serial: Serial, typed: string, today: Day): number | null {
  const counter = findCounter(serial);
  const text = typed.normalize('NFKC').trim();
  if (counter === null || text === '') return null;
  const parts = serial.parts.map((part) => (part.kind === 'text' ? { ...part, text: part.text.normalize('NFKC') } : part));
  const narrow = { ...serial, parts };
  const now = valueIn(narrow, text, today);
  if (now !== null) return now;
  let day = today;
  for (let ago = 1; ago <= MAX_AGE_DAYS; ago++) {
    day = getPreviousDay(day);
    const then = valueIn(narrow, text, day);
    if (then !== null) return getPeriodStart(serial, day) === getPeriodStart(serial, today) ? then : null;
  }
  const digits = text.replace(/[\s,]/g, '');
  return /^\d{1,15}$/.test(digits) && canCounterHold(counter, Number(digits)) ? Number(digits) : null;
}

/** The last number issued by the rule: the greatest value of the latest period. Numbers of other rules are ignored. */
export function findLastIssued(serial: Serial, issued: Iterable<{ readonly number: string; readonly day: string }>): LastIssued | null {
  let last: LastIssued | null = null;
  for (const { number, day } of issued) {
    const at = parseCalendarDay(day);
    const value = number === '' || at === null ? null : valueIn(serial, number, at);
    if (value !== null) last = pickLaterIssued(serial, last, { value, day, source: 'orders' });
  }
  return last;
}

/** Day up to which numbers are known. */
export const getLastKnownDay = ({ asOf, day }: LastIssued): string => asOf ?? day;

/** The later of two numbers: later period, or greater value in one period; for equal numbers, the later `asOf`. */
export function pickLaterIssued(serial: Serial, a: LastIssued | null, b: LastIssued | null): LastIssued | null {
  if (a === null || b === null) return a ?? b;
  const [first, second] = [periodAt(serial, a.day), periodAt(serial, b.day)];
  if (first !== second) return first > second ? a : b;
  if (a.value !== b.value) return a.value > b.value ? a : b;
  return getLastKnownDay(a) >= getLastKnownDay(b) ? a : b;
}

/** The next value on a day: the last value of the period plus one, or the start value after a reset. */
export function getNextValue(serial: Serial, last: LastIssued | null, today: Day): number {
  if (last === null || periodAt(serial, last.day) < getPeriodStart(serial, today)) return serial.startValue;
  return last.value + 1;
}

/**
 * True if the last number of the current period is unknown: there is none, or it was issued before the last reset. A later list without
 * numbers shows that none was issued.
 */
export const isLastNumberUnknown = (serial: Serial, last: LastIssued | null, today: Day): boolean =>
  last === null || periodAt(serial, getLastKnownDay(last)) < getPeriodStart(serial, today);

const periodAt = (serial: Serial, day: string): number => {
  const known = parseCalendarDay(day);
  return known === null ? -1 : getPeriodStart(serial, known);
};
