import { describe, expect, it } from 'vitest';
import { listNameKeys, listReadingLocalParts, localPartToName } from '#shared/domain/readiness/evidence/evidence-names.ts';

describe('the name in a local part', () => {
  it.each([
    ['taro.sato@example.co.jp', 'tarosato'],
    ['taro_sato-2@example.co.jp', 'tarosato'],
    ['taro.sato+neo@example.co.jp', 'tarosato'],
    // Without an `@` the whole text is the local part.
    ['tarosato', 'tarosato'],
    ['sato', ''],
    ['satoo@example.co.jp', ''],
    ['たろう@example.co.jp', ''],
  ])('of %s is %j', (email, name) => {
    expect(localPartToName(email)).toBe(name);
  });
});

describe('the local parts of a reading', () => {
  it('are both names, and one with the first letter of the other, in either order', () => {
    expect(listReadingLocalParts('サトウ タロウ')).toEqual({ full: ['satotaro', 'tarosato'], initial: ['tsato', 'satot'] });
  });
  it.each(['', 'サトウ', 'サトウ タロウ ジロウ', '佐藤 太郎'])('%j is no reading of two names', (kana) => {
    expect(listReadingLocalParts(kana)).toEqual({ full: [], initial: [] });
  });
});

describe('the keys of a name', () => {
  const meets = (one: readonly [string, string], other: readonly [string, string]): boolean =>
    listNameKeys(...one).some((key) => listNameKeys(...other).includes(key));
  it.each<[readonly [string, string], readonly [string, string]]>([
    [
      ['佐藤 太郎', ''],
      ['佐藤太郎', ''],
    ],
    [
      ['佐藤 太郎', ''],
      ['太郎　佐藤', ''],
    ],
    [
      ['佐藤 太郎', 'サトウ タロウ'],
      ['さとう たろう', ''],
    ],
    [
      ['佐藤 太郎', 'サトウ タロウ'],
      ['Taro Sato', ''],
    ],
    [
      ['SATO Taro', ''],
      ['Taro Satou', ''],
    ],
  ])('%j meets %j', (one, other) => {
    expect(meets(one, other)).toBe(true);
    expect(meets(other, one)).toBe(true);
  });
  it.each<[readonly [string, string], readonly [string, string]]>([
    [
      ['佐藤 太郎', ''],
      ['佐藤 次郎', ''],
    ],
    [
      ['佐藤', ''],
      ['佐藤 太郎', ''],
    ],
    [
      ['', ''],
      ['', ''],
    ],
    [
      ['Taro Sato', ''],
      ['Jiro Sato', ''],
    ],
  ])('%j does not meet %j', (one, other) => {
    expect(meets(one, other)).toBe(false);
  });
});
