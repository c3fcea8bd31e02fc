import { formatInstant, isInstant } from '#shared/domain/checkout/days.ts';
import { parseDay } from './list-dates.ts';

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;
const CLOCK = /(?:^|[\sT日)）,])(午前|午後|am|pm)?\s*(\d{1,2})[:時](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?)?分?\s*(am|pm)?(?:\s*JST)?$/i;
const SERIAL = /^\d{5}\.\d+$/;
const SECONDS_A_DAY = 86_400;
/** Maximum number of characters. Longer texts are refused, because the time is searched from every position. */
const MAX_TIME_LENGTH = 100;

/**
 * Parses a time in a list as ISO 8601 UTC; `null` if it is invalid or ambiguous. Without an offset it is a time in Japan. Without a time of
 * day it is the start of the day, which gives the earliest end of a lock.
 */
export function parseMoment(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  if (plain.length > MAX_TIME_LENGTH) return null;
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(plain) && OFFSET.test(plain)) {
    return isInstant(plain) ? formatInstant(Date.parse(plain)) : null;
  }
  const day = parseDay(plain, 'unknown');
  if (day === null) return null;
  const seconds = SERIAL.test(plain) ? Math.round((Number(plain) % 1) * SECONDS_A_DAY) : secondsOf(plain);
  if (seconds === null) return null;
  return formatInstant(Date.parse(`${day}T00:00:00+09:00`) + seconds * 1000);
}

/** Returns seconds since midnight; 0 without a time, `null` for an invalid one. */
function secondsOf(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return /\d[:時]\d/.test(text) ? null : 0;
  const half = (match[1] ?? match[5] ?? '').toLowerCase();
  let hours = Number(match[2]);
  if (half !== '') {
    if (hours > 12) return null;
    hours = (hours % 12) + (half === '午後' || half === 'pm' ? 12 : 0);
  }
  const [minutes, seconds] = [Number(match[3]), Number(match[4] ?? 0)];
  return hours > 23 || minutes > 59 || seconds > 59 ? null : hours * 3600 + minutes * 60 + seconds;
}
