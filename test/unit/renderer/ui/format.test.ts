import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getFormat } from '../../../../src-renderer/ui/text/format.ts';

const ja = getFormat('ja');
const en = getFormat('en');
/** 2026-11-24 00:12 in Tokyo, which is still the 23rd in UTC. */
const AT = '2026-11-23T15:12:00.000Z';
const later = (ms: number): number => Date.parse(AT) + ms;

describe('formats', () => {
  test('uses dates in Tokyo, whatever the time zone of the machine', () => {
    expect(ja.date(AT)).toBe('2026/11/24（火）');
    expect(en.date(AT)).toBe('2026/11/24 (Tue)');
    expect(ja.dateTime(AT)).toBe('2026/11/24（火） 00:12');
  });

  test('a moment is a clock today and a day otherwise', () => {
    expect(ja.moment(AT, later(60_000))).toBe('00:12');
    expect(ja.moment(AT, later(24 * 3_600_000))).toBe('11/24');
  });

  test('ages go from now over minutes and hours to days', () => {
    expect(ja.age(AT, later(59_999))).toBe('たった今');
    expect(ja.age(AT, later(60_000))).toBe('1分前');
    expect(ja.age(AT, later(3 * 3_600_000))).toBe('3時間前');
    expect(ja.age(AT, later(49 * 3_600_000))).toBe('2日前');
    expect(ja.age(AT, later(59 * 86_400_000))).toBe('59日前');
    expect(ja.age(AT, later(92 * 86_400_000))).toBe('3か月前');
    expect(ja.age(AT, later(800 * 86_400_000))).toBe('2年前');
    expect(en.age(AT, later(3 * 3_600_000))).toBe('3 hours ago');
    expect(ja.age(AT, later(-5_000))).toBe('たった今');
  });

  test('a share never claims all or nothing while that is not so', () => {
    expect(ja.share(4409, 4410)).toBe('99.9 %');
    expect(ja.share(4410, 4410)).toBe('100.0 %');
    expect(ja.share(1, 100_000)).toBe('0.1 %');
    expect(ja.share(0, 10)).toBe('0.0 %');
    expect(ja.share(0, 0)).toBe('–');
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(200_000), (some, rest) => {
        const text = ja.share(some, some + rest);
        if (rest > 0) expect(text).not.toBe('100.0 %');
        if (some > 0) expect(text).not.toBe('0.0 %');
      }),
    );
  });

  test('remaining time is rounded up to steps one can believe', () => {
    expect(ja.remaining(1)).toBe('約 1 秒');
    expect(ja.remaining(11_200)).toBe('約 15 秒');
    expect(ja.remaining(61_000)).toBe('約 2 分');
    expect(en.remaining(42_000)).toBe('about 45 s');
  });
});
