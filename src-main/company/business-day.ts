import { instantText } from '#shared/domain/checkout/days.ts';

const JAPAN_OFFSET_MS = 9 * 3_600_000;

/** The moment at which a business day `YYYY-MM-DD` begins, ISO 8601 UTC. */
export const beginningOf = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - JAPAN_OFFSET_MS).toISOString();

/** The business day `YYYY-MM-DD` in Asia/Tokyo (no summer time) at a moment in ms since 1970; the machine's own time zone takes no part. */
export const businessDay = (now: number): string => instantText(now + JAPAN_OFFSET_MS).slice(0, 10);
