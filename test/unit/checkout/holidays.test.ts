import { describe, expect, it } from 'vitest';
import { getNationalHolidays } from '#main/storage/calendar.ts';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { countHolidaysByYear, getLastHolidayYear, mergeHolidayList } from '#shared/domain/checkout/holidays.ts';
import { dayOf } from '../../support/calendar-day.ts';

const calendar = new BusinessCalendar({ ...createStandardCalendar(getNationalHolidays()), yearlyClosures: [] });

/** From the Cabinet Office's list, which calls both 振替休日 and 国民の休日 by the name 休日. */
const OFFICIAL: readonly (readonly [when: string, days: string])[] = [
  ['the September of 2009 with its 国民の休日', '2009-09-21 2009-09-22 2009-09-23'],
  ['the Golden Week of 2009, whose Sunday holiday moves to Wednesday', '2009-05-03 2009-05-04 2009-05-05 2009-05-06'],
  ['the September of 2015 with its 国民の休日', '2015-09-21 2015-09-22 2015-09-23'],
  ['the ten days of 2019', '2019-04-29 2019-04-30 2019-05-01 2019-05-02 2019-05-03 2019-05-04 2019-05-05 2019-05-06'],
  ['the enthronement of 2019', '2019-10-22'],
  ['the moved days of 2020', '2020-07-23 2020-07-24 2020-08-10'],
  ['the moved days of 2021', '2021-07-22 2021-07-23 2021-08-08 2021-08-09'],
  ['the Golden Week of 2025', '2025-05-03 2025-05-04 2025-05-05 2025-05-06'],
  ['the Golden Week of 2026', '2026-05-03 2026-05-04 2026-05-05 2026-05-06'],
  ['the September of 2026 with its 国民の休日', '2026-09-21 2026-09-22 2026-09-23'],
  ['the 振替休日 of 2027', '2027-03-21 2027-03-22'],
];
/** Adjacent days that are not holidays. */
const WORKED =
  '2009-09-24 2009-05-07 2015-09-24 2019-10-23 2020-07-20 2020-10-12 2020-08-11 2021-07-19 2021-10-11 2025-05-02 2025-05-07 2026-05-01 2026-05-07 2026-09-24 2027-03-23'.split(
    ' ',
  );

describe('national holidays', () => {
  it.each(OFFICIAL)('include %s', (_, days) => {
    for (const date of days.split(' ')) expect([date, dayOf(calendar, date)?.kind]).toEqual([date, 'holiday']);
  });

  it('do not include a working day', () => {
    for (const date of WORKED) expect([date, dayOf(calendar, date)?.kind]).toEqual([date, 'business']);
  });

  it('are known until a year, and no day after it is one', () => {
    const until = getLastHolidayYear(getNationalHolidays());
    expect(until).toBeGreaterThanOrEqual(2027);
    expect(dayOf(calendar, `${until + 1}-01-01`)?.kind).not.toBe('holiday');
    expect(getLastHolidayYear({})).toBe(0);
  });
});

describe('a list laid over the known holidays', () => {
  const known = { '2025-01-01': '元日', '2026-01-01': '元日', '2026-02-11': '建国記念の日', '2027-01-01': '元日' };
  const list = { holidays: { '2026-01-01': '元日', '2026-10-01': '臨時' }, firstYear: 2026, lastYear: 2026 };

  it('replaces the whole years it holds and leaves the others', () => {
    expect(mergeHolidayList(known, list)).toEqual({
      '2025-01-01': '元日',
      '2026-01-01': '元日',
      '2026-10-01': '臨時',
      '2027-01-01': '元日',
    });
    expect(mergeHolidayList(known, null)).toBe(known);
  });

  it('counts the days of every year, also of one without any', () => {
    expect(countHolidaysByYear({ '2024-01-01': '', '2026-01-01': '', '2026-01-12': '' })).toEqual([
      { year: 2024, days: 1 },
      { year: 2025, days: 0 },
      { year: 2026, days: 2 },
    ]);
    expect(countHolidaysByYear({})).toEqual([]);
  });
});
