import { describe, expect, it } from 'vitest';
import { dayOfSerial, isDateFormat } from '#main/files/number-format.ts';

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
  expect([dayOfSerial(25_569, false), dayOfSerial(45_989, false), dayOfSerial(44_527, true)]).toEqual([
    '1970-01-01',
    '2025-11-28',
    '2025-11-28',
  ]);
});
