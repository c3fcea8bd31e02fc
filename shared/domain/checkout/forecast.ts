import type { BusinessCalendar, DayKind } from './calendar.ts';
import { formatDayNumber, getTokyoDay } from './days.ts';
import { LOCK_INTERPRETATIONS, type LockInterpretation } from './lock-clock.ts';
import type { OrderLock } from './order-lock.ts';

export interface ForecastDay {
  readonly date: string;
  readonly kind: DayKind;
  /** Name of the holiday or company day; `''` for other days. */
  readonly name: string;
  /** Number of requests whose lock ends after this day if none is decided, for both interpretations of the lock. */
  readonly fallsOut: Readonly<Record<LockInterpretation, number>>;
  /** Number of requests for which this is the last business day to decide in time. */
  readonly lastChance: number;
}

/** A pending request with the fields that the forecast needs. */
export interface LockedRequest {
  readonly lock: OrderLock;
}

/**
 * Returns, for each day from `from` on (days off included), how many pending requests exceed their lock if none is decided. Requests whose
 * lock has ended are not counted.
 */
export function forecastLockEnds(
  requests: readonly LockedRequest[],
  calendar: BusinessCalendar,
  from: number,
  days: number,
  now: number,
): readonly ForecastDay[] {
  const out: Record<LockInterpretation, Map<number, number>> = { hours: new Map(), dates: new Map() };
  const chances = new Map<string, number>();
  for (const { lock } of requests) {
    for (const each of LOCK_INTERPRETATIONS) {
      const end = lock.ends[each];
      if (end <= now) continue;
      add(out[each], getTokyoDay(end - 1), 1);
    }
    if (lock.lastChance !== null) add(chances, lock.lastChance, 1);
  }
  return Array.from({ length: days }, (_, at) => {
    const day = from + at;
    const date = formatDayNumber(day);
    const { kind, name } = calendar.dayAt(day);
    return {
      date,
      kind,
      name,
      fallsOut: { hours: out.hours.get(day) ?? 0, dates: out.dates.get(day) ?? 0 },
      lastChance: chances.get(date) ?? 0,
    };
  });
}

function add<K>(counts: Map<K, number>, key: K, value: number): void {
  counts.set(key, (counts.get(key) ?? 0) + value);
}
