import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCounter } from '#shared/domain/serials/counter.ts';
import { countDaysInMonth, type Day, formatCalendarDay, parseCalendarDay } from '#shared/domain/serials/day.ts';
import { findOverflowDay, previewNumbers, previewReset } from '#shared/domain/serials/forecast.ts';
import { lintSerial } from '#shared/domain/serials/lint.ts';
import { canWriteValue, formatSerialNumber, getNextReset, getPeriodStart } from '#shared/domain/serials/numbering.ts';
import { proveUniqueness } from '#shared/domain/serials/uniqueness.ts';
import { anySerial } from '../../support/drafts.ts';

const anyDay: fc.Arbitrary<Day> = fc
  .record({ year: fc.integer({ min: 2020, max: 2035 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 31 }) })
  .map(({ year, month, day }) => ({ year, month, day: Math.min(day, countDaysInMonth(year, month)) }));
const anyVolume = fc.integer({ min: 0, max: 400 });
const anySmallVolume = fc.integer({ min: 1, max: 60 });
/** Generates the next value of the counter, often different from the start value. */
const anyNext = fc.integer({ min: 0, max: 2_000 });
const read = (text: string): Day => parseCalendarDay(text) as Day;

describe('numbers to come', () => {
  it('are unique if that is proved, and collide as in the given example otherwise', () => {
    fc.assert(
      fc.property(anySerial, anyDay, anyVolume, (serial, from, volume) => {
        const proof = proveUniqueness(serial, from);
        if (proof.kind === 'collides') {
          const { number, first, second } = proof;
          expect(formatSerialNumber(serial, read(first.day), first.value)).toBe(number);
          expect(formatSerialNumber(serial, read(second.day), second.value)).toBe(number);
          expect([first.day, first.value]).not.toEqual([second.day, second.value]);
          // One counter issues both numbers: in two periods, or one after the other if it does not reset.
          if (proof.because === 'date-part-missing')
            expect(getPeriodStart(serial, read(first.day))).not.toBe(getPeriodStart(serial, read(second.day)));
        }
        if (proof.kind === 'proved') {
          // Numbers of the first period return in the year that ends the proved interval, so that year is excluded.
          const end = proof.years === null ? Number.POSITIVE_INFINITY : from.year + proof.years - 1;
          const written = previewNumbers(serial, from, volume, 3_000).flatMap(({ day, number }) =>
            read(day).year < end ? (number ?? []) : [],
          );
          expect(new Set(written).size).toBe(written.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are in order, restart exactly at a reset, and are exact while the counter has enough digits', () => {
    fc.assert(
      fc.property(anySerial, anyDay, anyVolume, (serial, from, volume) => {
        const numbers = previewNumbers(serial, from, volume, 500);
        expect(numbers.length).toBe(volume === 0 ? 0 : 500);
        numbers.forEach(({ day, value, number, afterReset }, at) => {
          const before = numbers[at - 1];
          const period = getPeriodStart(serial, read(day));
          const started =
            before === undefined ? period !== getPeriodStart(serial, from) : period !== getPeriodStart(serial, read(before.day));
          expect(afterReset).toBe(started);
          expect(value).toBe(before === undefined || started ? serial.startValue : before.value + 1);
          expect(number !== null).toBe(canWriteValue(serial, value));
          if (before !== undefined) expect(before.day <= day).toBe(true);
        });
      }),
    );
  });

  it('of a whole month are as many as the month’s applications', () => {
    fc.assert(
      fc.property(anySerial, anyDay, fc.integer({ min: 1, max: 100 }), (serial, day, volume) => {
        const numbers = previewNumbers(serial, { ...day, day: 1 }, volume, volume + 1);
        expect(numbers.filter((number) => number.day.slice(0, 7) === formatCalendarDay(day).slice(0, 7))).toHaveLength(volume);
      }),
    );
  });

  it('around a reset are the same as those of the long way there', () => {
    fc.assert(
      fc.property(anySerial, anyDay, anySmallVolume, anyNext, fc.integer({ min: 1, max: 5 }), (serial, from, volume, next, each) => {
        const reset = getNextReset(serial, from);
        const around = previewReset(serial, from, volume, each, next);
        if (reset === null) {
          expect(around).toEqual([]);
          return;
        }
        const all = previewNumbers(serial, from, volume, volume * 13 + each + 1, next);
        const first = all.findIndex(({ day }) => day >= formatCalendarDay(reset));
        expect(around).toEqual(all.slice(Math.max(0, first - each), first + each));
      }),
    );
  });

  it('run out on the predicted day', () => {
    fc.assert(
      fc.property(anySerial, anyDay, fc.integer({ min: 1, max: 400 }), (serial, from, volume) => {
        fc.pre(findCounter(serial) !== null);
        const told = findOverflowDay(serial, from, volume);
        const numbers = previewNumbers(serial, from, volume, 5_000);
        const first = numbers.find(({ number }) => number === null);
        if (first !== undefined) expect(told).toBe(first.day);
        else if (told !== null) expect(told >= (numbers.at(-1)?.day ?? '')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('lint of a serial number', () => {
  it('never throws, for any numbers', () => {
    const wild = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1.5, 1e12);
    fc.assert(
      fc.property(anySerial, wild, wild, wild, anyDay, (serial, startValue, fiscalStartMonth, digits, today) => {
        const parts = serial.parts.map((part) => (part.kind === 'counter' ? { ...part, digits } : part));
        for (const one of [serial, { ...serial, startValue, fiscalStartMonth, parts }])
          expect(() => lintSerial(one, { today, monthlyVolume: startValue })).not.toThrow();
      }),
    );
  });
});
