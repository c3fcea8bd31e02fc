import { describe, expect, it } from 'vitest';
import { findNextRunInJapan } from '#main/hosts/server/check-schedules.ts';

const next = (days: Parameters<typeof findNextRunInJapan>[0]['days'], time: string, now: string): string =>
  new Date(findNextRunInJapan({ days, time }, Date.parse(now))).toISOString();

describe('the next run of a scheduled check', () => {
  it('is at the time of Japan, whatever the time zone of the server', () => {
    // Monday 07:00 in Japan is Sunday 22:00 UTC.
    expect(next([1], '07:00', '2026-12-03T06:00:00Z')).toBe('2026-12-06T22:00:00.000Z');
    expect(next([5], '08:30', '2026-12-03T23:29:59Z')).toBe('2026-12-03T23:30:00.000Z');
  });

  it('is later than now, in a week if the only day is today', () => {
    expect(next([1], '07:00', '2026-12-06T22:00:00Z')).toBe('2026-12-13T22:00:00.000Z');
    expect(next([1, 2, 3, 4, 5, 6, 0], '00:00', '2026-12-31T15:00:00Z')).toBe('2027-01-01T15:00:00.000Z');
  });
});
