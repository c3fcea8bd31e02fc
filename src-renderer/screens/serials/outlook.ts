import type { DraftDetail } from '#shared/contract/drafts.ts';
import { type Day, dayOf, textOf } from '#shared/domain/serials/day.ts';
import { overflowDay } from '#shared/domain/serials/forecast.ts';
import { nextValue } from '#shared/domain/serials/last-issued.ts';
import { canWrite, formatNumber } from '#shared/domain/serials/numbering.ts';
import { counterOf, type Serial } from '#shared/domain/serials/serial.ts';

interface Outlook {
  /** The number that it writes next; `null` where its counter has no digit left for one, or where it counts nothing. */
  readonly next: string | null;
  /** The last one it gave out; `null` while nobody knows, and the rest is an example. */
  readonly last: string | null;
  readonly left: Lasting;
}

/** How long the numbers of a rule last: to the first day without one, so many days ahead, or beyond what a forecast sees. */
export type Lasting =
  | { readonly kind: 'until'; readonly day: string; readonly days: number }
  | { readonly kind: 'always' }
  | { readonly kind: 'unknown' };

/**
 * `next` comes next on the day `from`; `monthly` is `null` where nobody said how many are issued. Without a month's number, and without one
 * counter, nobody can tell.
 */
export function lastingOf(serial: Serial, from: Day, monthly: number | null, next: number): Lasting {
  if (monthly === null || monthly === 0 || counterOf(serial) === null) return { kind: 'unknown' };
  const day = overflowDay(serial, from, monthly, next);
  return day === null
    ? { kind: 'always' }
    : { kind: 'until', day, days: Math.round((Date.parse(day) - Date.parse(textOf(from))) / 86_400_000) };
}

/** A numbering rule in a line of a list. */
export function outlookOf(serial: Serial, facts: Extract<DraftDetail['facts'], { readonly kind: 'serial' }>, today: Day): Outlook {
  const next = nextValue(serial, facts.last, today);
  const lastDay = facts.last === null ? null : dayOf(facts.last.day);
  return {
    next: canWrite(serial, next) ? formatNumber(serial, today, next) : null,
    last: facts.last === null || lastDay === null ? null : formatNumber(serial, lastDay, facts.last.value),
    left: lastingOf(serial, today, facts.perMonth, next),
  };
}
