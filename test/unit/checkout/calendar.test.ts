import holidayJp from '@holiday-jp/holiday_jp';
import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  BusinessCalendar,
  type CalendarData,
  createStandardCalendar,
  type HolidayTable,
} from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, getTokyoDay, getTokyoDayStart, getWeekday, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { dayOf } from '../../support/calendar-day.ts';

const HOLIDAYS: HolidayTable = Object.fromEntries(Object.entries(holidayJp.holidays).map(([date, { name }]) => [date, name]));
const standard = new BusinessCalendar(createStandardCalendar(HOLIDAYS));
const withData = (data: Partial<CalendarData>): BusinessCalendar => new BusinessCalendar({ ...createStandardCalendar(HOLIDAYS), ...data });

/** Days off other than Saturdays and Sundays, from the calendars of the Cabinet Office, and 29 December to 3 January. */
const WEEKDAYS_OFF: Readonly<Record<string, readonly string[]>> = {
  '2024': '01-01 01-02 01-03 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 11-04 12-30 12-31'.split(' '),
  '2025': '01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-24 12-29 12-30 12-31'.split(
    ' ',
  ),
  '2026':
    '01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-29 12-30 12-31'.split(
      ' ',
    ),
  '2027': '01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23 12-29 12-30 12-31'.split(' '),
};

describe('the business calendar', () => {
  it.each(Object.entries(WEEKDAYS_OFF))('contains exactly the holidays on weekdays of %s', (year, expected) => {
    const off: string[] = [];
    for (let day = parseDayNumber(`${year}-01-01`) ?? 0; formatDayNumber(day).startsWith(year); day++) {
      const kind = standard.dayAt(day).kind;
      if ([0, 6].includes(getWeekday(day))) expect(kind, formatDayNumber(day)).not.toBe('business');
      else if (kind !== 'business') off.push(formatDayNumber(day).slice(5));
    }
    expect(off).toEqual(expected);
  });

  it.each([
    ['the long Golden Week of 2024', '2024-05-02', 1, '2024-05-07'],
    ['Golden Week of 2025 with 振替休日', '2025-05-02', 1, '2025-05-07'],
    ['Golden Week of 2026 with 振替休日', '2026-05-01', 1, '2026-05-07'],
    ['Golden Week of 2027', '2027-04-30', 1, '2027-05-06'],
    ['the 国民の休日 of 2026 between two holidays', '2026-09-18', 1, '2026-09-24'],
    ['year-end 2025', '2025-12-26', 1, '2026-01-05'],
    ['year-end 2026', '2026-12-28', 1, '2027-01-04'],
    ['a plain week', '2026-06-01', 4, '2026-06-05'],
    ['a weekend', '2026-06-05', 1, '2026-06-08'],
    ['no day from a business day', '2026-06-05', 0, '2026-06-05'],
    ['no day from a Saturday', '2026-06-06', 0, '2026-06-08'],
    ['one day from a Saturday', '2026-06-06', 1, '2026-06-09'],
    ['振替休日 of a Sunday holiday', '2027-03-19', 1, '2027-03-23'],
  ])('counts over %s', (_, from, count, expected) => {
    expect(addBusinessDays(standard, from, count)).toBe(expected);
    const [a, b] = [parseDayNumber(from), parseDayNumber(expected)];
    if (a !== null && b !== null) expect(standard.between(a, b)).toBe(count);
  });

  it('ranks working days over company days, company days over holidays, holidays over weekends', () => {
    const calendar = withData({
      companyDays: { '2026-06-15': '創立記念日', '2026-06-16': '設備点検' },
      workingDays: ['2026-06-16', '2026-06-20', '2026-07-20'],
    });
    expect(dayOf(calendar, '2026-06-15')).toEqual({ kind: 'company', name: '創立記念日' });
    for (const worked of ['2026-06-16', '2026-06-20', '2026-07-20']) expect(dayOf(calendar, worked)?.kind).toBe('business');
    expect(dayOf(calendar, '2026-08-11')).toEqual({ kind: 'holiday', name: '山の日' });
    expect(dayOf(calendar, '2026-01-01')).toEqual({ kind: 'company', name: '年末年始' });
    expect(addBusinessDays(calendar, '2026-06-12', 1)).toBe('2026-06-16');
  });

  it('closes every year within one year and over its end', () => {
    const calendar = withData({ yearlyClosures: [{ name: '夏季休業', from: '08-12', to: '08-14' }] });
    expect(addBusinessDays(calendar, '2026-08-10', 1)).toBe('2026-08-17');
    expect(dayOf(calendar, '2026-12-31')?.kind).toBe('business');
  });

  it('returns null instead of searching endlessly, and for an invalid date', () => {
    const never = withData({ weekend: [0, 1, 2, 3, 4, 5, 6] });
    expect(addBusinessDays(never, '2026-06-01', 1)).toBeNull();
    for (const text of ['', '2026-02-29', '2026-13-01', '2026/06/01', '2026-6-1']) {
      expect(parseDayNumber(text)).toBeNull();
      expect(addBusinessDays(standard, text, 1)).toBeNull();
      expect(dayOf(standard, text)).toBeNull();
    }
    expect(parseDayNumber('2028-02-29')).not.toBeNull();
  });

  it('uses the day in Japan, in any other time zone', () => {
    expect(formatDayNumber(getTokyoDay(Date.parse('2026-06-01T14:59:59Z')))).toBe('2026-06-01');
    expect(formatDayNumber(getTokyoDay(Date.parse('2026-06-01T15:00:00Z')))).toBe('2026-06-02');
    expect(getTokyoDayStart(parseDayNumber('2026-06-02') ?? 0)).toBe(Date.parse('2026-06-02T00:00:00+09:00'));
  });
});
