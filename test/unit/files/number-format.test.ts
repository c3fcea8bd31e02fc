import { describe, expect, it } from 'vitest';
import { getNumberStyle, isDateFormat, toDayOfSerial } from '#main/files/xlsx/number-format.ts';

describe('a number format of Excel', () => {
  it.each([
    'yyyy/m/d',
    'yyyy"年"m"月"d"日"',
    '[$-411]ggge"年"m"月"d"日";@',
    'h:mm AM/PM',
    'h:mm a/p',
    '[h]:mm:ss',
    '[mm]:ss',
    'm/d(aaa)',
    'm/d(aaaa)',
    'mm:ss.000',
    'yyyy\\-mm\\-dd',
    'd_)',
    '[Red]d',
    '"No."d',
    'd;0',
  ])('%s shows a day or a time', (code) => {
    expect(isDateFormat(200, code)).toBe(true);
  });

  it.each([
    'General',
    '0',
    '0.00',
    '#,##0',
    '0%',
    '@',
    '"yyyy"0',
    '[Red]0',
    '0\\d',
    '0_d',
    '0*d',
    '[$-411]#,##0',
    '0.0E+0',
    'd0',
    'd.00',
    '"d"',
    '[d]',
    '',
  ])('%s shows a number or a text', (code) => {
    expect(isDateFormat(200, code)).toBe(false);
  });

  it.each([
    [0, false],
    [1, false],
    [9, false],
    [13, false],
    [14, true],
    [22, true],
    [23, false],
    [45, true],
    [47, true],
    [48, false],
    [49, false],
  ])('%d of Excel’s own shows a day: %j', (id, isDate) => {
    expect(isDateFormat(id, undefined)).toBe(isDate);
  });
});

it('a day is counted as Excel counts it, from 1900 or 1904', () => {
  expect([toDayOfSerial(25_569, false), toDayOfSerial(45_989, false), toDayOfSerial(44_527, true)]).toEqual([
    '1970-01-01',
    '2025-11-28',
    '2025-11-28',
  ]);
});

it('built-in date and time formats of Excel are in five ranges', () => {
  const days = Array.from({ length: 100 }, (_, id) => id).filter((id) => isDateFormat(id, undefined));
  const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
  expect(days).toEqual([...range(14, 22), ...range(27, 36), ...range(45, 47), ...range(50, 58), ...range(71, 81)]);
  expect(getNumberStyle(14, undefined)).toBe('day');
  // A format code in the workbook overrides the built-in meaning of its number.
  expect([isDateFormat(14, '0'), isDateFormat(0, 'd')]).toEqual([false, true]);
});

it('a number has as many digits as its format has zeros', () => {
  const styles = ['0', '000000', '0'.repeat(32), '0'.repeat(33), '00x', 'x00', '0.0', '', undefined].map((code) => getNumberStyle(0, code));
  expect(styles).toEqual([1, 6, 32, 0, 0, 0, 0, 0, 0]);
  expect(getNumberStyle(0, 'yyyy')).toBe('day');
});

it.each([
  ['d;d;d;d', true],
  ['d;d;d;d;d', false],
  ['d'.repeat(255), true],
  ['d'.repeat(256), false],
  ['0;d', true],
  ['d0;0d', false],
  ['d;"x"', true],
  ['"x";d', true],
  [';', false],
  ['YYYY', true],
  ['[hh]', true],
  ['[m]', true],
  ['[ss]', true],
  ['[s]', true],
  ['[h]0', false],
  ['[hhh]', false],
  ['"h', false],
  ['d"0', true],
  ['d[0', true],
  ['\\d', false],
  ['\\\\d', true],
  ['_dd', true],
  ['*dd', true],
  ['am/pm', false],
  ['am/pmd', true],
  ['a/pd', true],
  ['a/p', false],
  ['aaa', true],
  ['aaaa0', false],
  ['aaaad', true],
  ['aa', false],
  ['s.00', true],
  ['s,0', true],
  ['ss.0;', true],
  ['h.0', false],
  ['.0', false],
  ['e', true],
  ['g', true],
  ['b', true],
  ['dx', false],
  ['dz', false],
  ['da', false],
  ['d?', false],
  ['d#', false],
  ['d%', false],
  ['d-d/d 年', true],
])('%s shows a day: %j', (code, isDate) => {
  expect(isDateFormat(200, code)).toBe(isDate);
});

it('a number beyond all dates is no date', () => {
  expect([toDayOfSerial(1e12, false), toDayOfSerial(25_569.99, false), toDayOfSerial(25_568.5, false), toDayOfSerial(0, true)]).toEqual([
    '',
    '1970-01-01',
    '1969-12-31',
    '1904-01-01',
  ]);
});
