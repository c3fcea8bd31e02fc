import { formatInstant } from '#shared/domain/checkout/days.ts';

const JAPAN_OFFSET_MS = 9 * 3_600_000;

/** Returns the start of a business day `YYYY-MM-DD` as ISO 8601 UTC. */
export const getBusinessDayStart = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - JAPAN_OFFSET_MS).toISOString();

/**
 * Returns the business day `YYYY-MM-DD` in Asia/Tokyo (no daylight saving time) of a time in ms since 1970, independent of the machine's
 * time zone.
 */
export const getBusinessDay = (now: number): string => formatInstant(now + JAPAN_OFFSET_MS).slice(0, 10);
