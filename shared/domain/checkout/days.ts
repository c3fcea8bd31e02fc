/** Calendar days as `YYYY-MM-DD`, always in Japanese time. */

const MS_PER_DAY = 86_400_000;
/** Asia/Tokyo is always UTC+9, because Japan has no daylight saving time. */
const TOKYO_OFFSET_MS = 9 * 3_600_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01, or `null` if the text is not a calendar date (`2026-02-30`). */
export function parseDayNumber(date: string): number | null {
  if (!DATE.test(date)) return null;
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? null : time / MS_PER_DAY;
}

/** Limits of dates with a four-digit year: 0000-01-01 to 9999-12-31. */
const [FIRST_DAY, LAST_DAY] = [-719_528, 2_932_896];
const [FIRST_INSTANT, LAST_INSTANT] = [FIRST_DAY * MS_PER_DAY, (LAST_DAY + 1) * MS_PER_DAY - 1];
const within = (value: number, first: number, last: number): number => Math.min(Math.max(value, first), last);

/** Converts a day number to a date. Days beyond the years 0 to 9999 become the first or last day, so that dates sort as texts. */
export const formatDayNumber = (day: number): string => new Date(within(day, FIRST_DAY, LAST_DAY) * MS_PER_DAY).toISOString().slice(0, 10);

/** Converts an instant (epoch ms) to ISO 8601 in UTC. Instants beyond the years 0 to 9999 become the first or last one. */
export const formatInstant = (instant: number): string => new Date(within(instant, FIRST_INSTANT, LAST_INSTANT)).toISOString();

/** True if a text is an instant within the years 0 to 9999. */
export const isInstant = (text: string): boolean => {
  const instant = Date.parse(text);
  return instant >= FIRST_INSTANT && instant <= LAST_INSTANT;
};

/** Weekday of a day number: 0 = Sunday to 6 = Saturday. */
export const getWeekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** The day on which an instant (epoch ms) falls in Japan. */
export const getTokyoDay = (instant: number): number => Math.floor((instant + TOKYO_OFFSET_MS) / MS_PER_DAY);

/** The instant (epoch ms) at which a day begins in Japan. */
export const getTokyoDayStart = (day: number): number => day * MS_PER_DAY - TOKYO_OFFSET_MS;
