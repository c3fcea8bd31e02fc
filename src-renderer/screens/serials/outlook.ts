import type { DraftDetail } from '#shared/contract/drafts/drafts.ts';
import { findCounter } from '#shared/domain/serials/counter.ts';
import { type Day, formatCalendarDay, parseCalendarDay } from '#shared/domain/serials/day.ts';
import { findRunOutDay } from '#shared/domain/serials/forecast.ts';
import { getNextValue, isLastNumberUnknown, type LastIssued } from '#shared/domain/serials/last-issued.ts';
import { canCounterHold, formatSerialNumber } from '#shared/domain/serials/numbering.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';

interface Outlook {
  /** The next number; `null` if `left` shows that none is left. */
  readonly next: string | null;
  /** The last issued number; `null` = unknown, or a reset followed, so that the forecast is an example. */
  readonly last: string | null;
  readonly left: SupplyOutlook;
}

/**
 * Supply of a rule: until the first day without a number, or beyond the forecast. `used-up`: none left. `uncounted`: the rule does not have
 * exactly one counter. `unknown`: the monthly volume is missing.
 */
export type SupplyOutlook =
  | { readonly kind: 'until'; readonly day: string; readonly days: number }
  | { readonly kind: 'always' | 'used-up' | 'uncounted' | 'unknown' };

/** `last` is the last known number; `monthly` is `null` if the monthly volume is missing. */
export function getSupplyOutlook(serial: Serial, today: Day, monthly: number | null, last: LastIssued | null): SupplyOutlook {
  const counter = findCounter(serial);
  if (counter === null) return { kind: 'uncounted' };
  if (!canCounterHold(counter, getNextValue(serial, last, today))) return { kind: 'used-up' };
  if (monthly === null || monthly === 0) return { kind: 'unknown' };
  const day = findRunOutDay(serial, last, today, monthly);
  return day === null
    ? { kind: 'always' }
    : { kind: 'until', day, days: Math.round((Date.parse(day) - Date.parse(formatCalendarDay(today))) / 86_400_000) };
}

/** A numbering rule as a list row. */
export function getSerialOutlook(serial: Serial, facts: Extract<DraftDetail['facts'], { readonly kind: 'serial' }>, today: Day): Outlook {
  const next = getNextValue(serial, facts.last, today);
  const lastDay = facts.last === null || isLastNumberUnknown(serial, facts.last, today) ? null : parseCalendarDay(facts.last.day);
  const left = getSupplyOutlook(serial, today, facts.perMonth, facts.last);
  return {
    next: left.kind === 'used-up' || left.kind === 'uncounted' ? null : formatSerialNumber(serial, today, next),
    last: facts.last === null || lastDay === null ? null : formatSerialNumber(serial, lastDay, facts.last.value),
    left,
  };
}
