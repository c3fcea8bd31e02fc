import { describe, expect, it } from 'vitest';
import { hasSafeSupply } from '#shared/domain/serials/safe-supply.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';

const serial = (digits: number, reset: Serial['reset'], change: Partial<Serial> = {}): Serial => ({
  name: '番号',
  parts: [{ kind: 'counter', digits, zeroPad: true }],
  startValue: 1,
  reset,
  fiscalStartMonth: 4,
  ...change,
});

describe('the supply of a rule whose last number is unknown', () => {
  it.each([
    ['month', 4, 9_999],
    ['year', 4, 833],
    ['fiscal-year', 4, 833],
    ['none', 5, 416],
  ] as const)('lasts with a reset by %s and %s digits for %s people, and not for one more', (reset, digits, people) => {
    expect(hasSafeSupply(serial(digits, reset), people)).toBe(true);
    expect(hasSafeSupply(serial(digits, reset), people + 1)).toBe(false);
  });

  it('is never less than 300 orders a month, however few people there are', () => {
    expect(hasSafeSupply(serial(2, 'month'), 1)).toBe(false);
    expect(hasSafeSupply(serial(3, 'month'), 1)).toBe(true);
    expect(hasSafeSupply(serial(3, 'month'), 999)).toBe(true);
  });

  it('counts only the numbers from the start value on', () => {
    expect(hasSafeSupply(serial(3, 'month', { startValue: 700 }), 1)).toBe(true);
    expect(hasSafeSupply(serial(3, 'month', { startValue: 701 }), 1)).toBe(false);
  });

  it('is unknown, so never safe, without exactly one counter', () => {
    expect(hasSafeSupply(serial(9, 'month', { parts: [] }), 1)).toBe(false);
  });
});
