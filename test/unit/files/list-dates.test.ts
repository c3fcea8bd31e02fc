import { describe, expect, it } from 'vitest';
import { detectDayOrder, needsDayOrder, parseDay } from '#main/files/cells/list-dates.ts';

const read = (...texts: readonly string[]): readonly (string | null)[] => texts.map((text) => parseDay(text, 'unknown'));

describe('a day of a list', () => {
  it('may be written with the year first, with any separators and any text after it', () => {
    const texts = [
      '2026-04-01',
      '2026/4/1',
      '2026.04.01',
      '2026年4月1日',
      '２０２６／０４／０１',
      '2026-04-01T09:00',
      '2026/4/1 (水)',
      '20260401',
    ];
    expect(read(...texts)).toEqual(texts.map(() => '2026-04-01'));
  });

  it('may name its month, before or behind the day, whole or in three letters', () => {
    const months = [
      ...['January', 'February', 'March', 'April', 'May', 'June'],
      ...['July', 'August', 'September', 'October', 'November', 'December'],
    ];
    for (const [at, month] of months.entries()) {
      const day = `2026-${String(at + 1).padStart(2, '0')}-03`;
      const short = month.slice(0, 3);
      expect(read(`${month} 3, 2026`, `${short}. 3rd, 2026`, `3 ${month} 2026`, `3-${short.toUpperCase()}-2026`)).toEqual(
        new Array(4).fill(day),
      );
    }
  });

  it('may be a spreadsheet date number, within the range of plausible invitations', () => {
    expect(read('46113', '46113.75', '30000', '80000')).toEqual(['2026-04-01', '2026-04-01', '1982-02-18', '2119-01-11']);
    expect(read('29999', '80001', '461130')).toEqual([null, null, null]);
  });

  it('is invalid if the day does not exist', () => {
    expect(
      read('2026-02-29', '2028-02-29', '2100-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '0999-01-01', '4 Foo 2026', ''),
    ).toEqual([null, '2028-02-29', ...new Array(7).fill(null)]);
  });

  it('with the year last is read by a number that cannot be a month, or by the order of its column', () => {
    expect(read('4/13/2026', '13/4/2026', '4/4/2026', '3/4/2026')).toEqual(['2026-04-13', '2026-04-13', '2026-04-04', null]);
    expect([parseDay('3/4/2026', 'month-first'), parseDay('3/4/2026', 'day-first')]).toEqual(['2026-03-04', '2026-04-03']);
    expect(['3/4/2026', '4/13/2026', '2026/3/4', 'soon'].map(needsDayOrder)).toEqual([true, false, false, false]);
  });
});

it('a column has a day order if some days can be read in one way only and none in the other', () => {
  expect(detectDayOrder(['3/4/2026', '4/13/2026'])).toBe('month-first');
  expect(detectDayOrder(['3/4/2026', '13/4/2026'])).toBe('day-first');
  expect(detectDayOrder(['4/13/2026', '13/4/2026'])).toBe('unknown');
  expect(detectDayOrder(['3/4/2026', '2026-04-13'])).toBe('unknown');
});

describe('what is no day by its form', () => {
  it.each([
    ['x2026-04-01', null],
    ['2026-04-011', null],
    ['2026-04-01x', null],
    ['2026-04-01(水)', '2026-04-01'],
    ['2026-04-01（水）', '2026-04-01'],
    ['2026 - 4 - 1', '2026-04-01'],
    ['2026 年 4 月 1 日 9時', '2026-04-01'],
    ['2026.4.1T', '2026-04-01'],
    ['2026年4月1日9時', '2026-04-01'],
    ['2026年4月1日午後1時', '2026-04-01'],
    ['2026年4月1日から', null],
    ['2026/4/1午後', null],
    ['26-04-01', null],
    ['2026-004-01', null],
    ['13-4-2026, 9:00', '2026-04-13'],
    ['13.4.2026T09', '2026-04-13'],
    ['x13/4/2026', null],
    ['13/4/2026x', null],
    ['13/4/20261', null],
    ['113/4/2026', null],
    ['32/4/2026', null],
    ['13/14/2026', null],
    ['00/00/2026', null],
    ['202604011', null],
    ['2026040', null],
    ['20261301', null],
    ['4611', null],
    ['46113.', null],
    ['46113.x', null],
    ['x46113', null],
    ['Apr 1 2026', '2026-04-01'],
    ['APR. 01, 2026 9:00', '2026-04-01'],
    ['April  2nd  2026', '2026-04-02'],
    ['Apr 21st, 2026', '2026-04-21'],
    ['xApr 1 2026x', null],
    ['Apr 1 20261', null],
    ['Ap 1 2026', null],
    ['Septembering 1 2026', null],
    ['1 Apr 2026 9:00', '2026-04-01'],
    ['22nd-April-2026', '2026-04-22'],
    ['3rd Apr., 2026', '2026-04-03'],
    ['1Apr2026', null],
    ['x1 Apr 2026', null],
    ['1 Apr 2026x', null],
    ['111 Apr 2026', null],
    ['1 April of 2026', null],
    ['2000-02-29', '2000-02-29'],
    ['1900-02-29', null],
    ['2026-01-31', '2026-01-31'],
    ['2026-06-31', null],
    ['2026-12-31', '2026-12-31'],
    ['1000-01-01', '1000-01-01'],
  ])('%j is %j', (text, day) => {
    expect(parseDay(text, 'unknown')).toBe(day);
  });

  it('includes the day after the last one of each month, but not the last one', () => {
    const last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (const [at, day] of last.entries()) {
      const month = `2026-${String(at + 1).padStart(2, '0')}`;
      expect(read(`${month}-${day}`, `${month}-${day + 1}`)).toEqual([`${month}-${day}`, null]);
    }
  });

  it('is recognized by its column, also in full width and with blanks around it', () => {
    expect([' 3/4/2026 ', '３／４／２０２６', '32/4/2026', '3/4/2026 9:00'].map(needsDayOrder)).toEqual([true, true, true, true]);
    expect(detectDayOrder([' 13/4/2026 ', 'x4/13/2026'])).toBe('day-first');
    expect([detectDayOrder(['12/13/2026']), detectDayOrder(['13/12/2026']), detectDayOrder(['12/12/2026']), detectDayOrder([])]).toEqual([
      'month-first',
      'day-first',
      'unknown',
      'unknown',
    ]);
  });
});
