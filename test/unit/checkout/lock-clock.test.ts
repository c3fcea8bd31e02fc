import { describe, expect, it } from 'vitest';
import {
  computeLockClock,
  DEFAULT_LOCK_POLICY,
  getLockEnd,
  getLockVerdict,
  isDecisionTooLate,
} from '#shared/domain/checkout/lock-clock.ts';

const at = (text: string): number => Date.parse(`${text}+09:00`);
const REQUESTED = at('2026-11-20T15:30:00');

describe('the lock of price and stock', () => {
  it('ends after 7 x 24 hours, or with the seventh date, the first being that of the request', () => {
    expect(getLockEnd(REQUESTED, 'hours')).toBe(at('2026-11-27T15:30:00'));
    expect(getLockEnd(REQUESTED, 'dates')).toBe(at('2026-11-27T00:00:00'));
  });

  it('never lasts longer by dates than by hours', () => {
    for (let hour = 0; hour < 24; hour++)
      expect(getLockEnd(REQUESTED + hour * 3_600_000, 'dates')).toBeLessThanOrEqual(getLockEnd(REQUESTED + hour * 3_600_000, 'hours'));
  });

  it.each([
    ['hours', '2026-11-20T15:30:00', 1, 'held'],
    ['hours', '2026-11-21T15:29:59', 1, 'held'],
    ['hours', '2026-11-27T15:29:59', 7, 'held'],
    ['hours', '2026-11-27T15:30:00', 8, 'ordered-at-current-price'],
    ['dates', '2026-11-21T00:00:00', 2, 'held'],
    ['dates', '2026-11-26T23:59:59', 7, 'held'],
    ['dates', '2026-11-27T00:00:00', 8, 'ordered-at-current-price'],
    ['hours', '2026-11-19T00:00:00', 0, 'held'],
  ] as const)('counted in %s is at %s on day %i: %s', (reading, now, day, state) => {
    expect(computeLockClock(REQUESTED, at(now), { ...DEFAULT_LOCK_POLICY, reading })).toMatchObject({ day, state });
  });

  it('counts down to zero and stays there; day 8 follows the policy', () => {
    expect(computeLockClock(REQUESTED, at('2026-11-27T14:30:00')).remainingMs).toBe(3_600_000);
    const over = computeLockClock(REQUESTED, at('2026-12-27T14:30:00'), { reading: 'hours', afterLock: 'refused' });
    expect(over).toMatchObject({ remainingMs: 0, state: 'refused' });
    expect(computeLockClock(Number.NaN, 0)).toMatchObject({ remainingMs: 0, state: 'ordered-at-current-price' });
  });

  it('is judged by the day alone: only by hours can the seventh day still be in time', () => {
    const verdicts = (reading: 'hours' | 'dates') => [6, 7, 8].map((days) => getLockVerdict(days, reading));
    expect(verdicts('hours')).toEqual(['within', 'by-the-hour', 'over']);
    expect(verdicts('dates')).toEqual(['within', 'over', 'over']);
  });

  it('is outlived by a decision at its end, not by one just before', () => {
    for (const reading of ['hours', 'dates'] as const) {
      const end = getLockEnd(REQUESTED, reading);
      expect(isDecisionTooLate(REQUESTED, end - 1, reading)).toBe(false);
      expect(isDecisionTooLate(REQUESTED, end, reading)).toBe(true);
    }
  });
});
