import type { DraftDetail } from '#shared/contract/drafts.ts';
import { type Day, dayOf, textOf } from '#shared/domain/serials/day.ts';
import { overflowDay } from '#shared/domain/serials/forecast.ts';
import { nextValue } from '#shared/domain/serials/last-issued.ts';
import { formatNumber } from '#shared/domain/serials/numbering.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';

interface Outlook {
  /** The number that it writes next. */
  readonly next: string;
  /** The last one it gave out; `null` while nobody knows, and the rest is an example. */
  readonly last: string | null;
  /** The first day without a number; `null` where that is not to be seen. */
  readonly left: { readonly day: string; readonly days: number } | null;
}

/** A numbering rule in a line of a list. */
export function outlookOf(serial: Serial, facts: Extract<DraftDetail['facts'], { readonly kind: 'serial' }>, today: Day): Outlook {
  const next = nextValue(serial, facts.last, today);
  const lastDay = facts.last === null ? null : dayOf(facts.last.day);
  const ends = overflowDay(serial, today, facts.perMonth, next);
  return {
    next: formatNumber(serial, today, next),
    last: facts.last === null || lastDay === null ? null : formatNumber(serial, lastDay, facts.last.value),
    left: ends === null ? null : { day: ends, days: Math.round((Date.parse(ends) - Date.parse(textOf(today))) / 86_400_000) },
  };
}
