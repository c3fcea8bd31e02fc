// Started by a test with several time zones: prints the business days, which must not depend on the machine's time zone.

import { parseMoment } from '#main/files/cells/order-times.ts';
import { getNationalHolidays } from '#main/storage/calendar.ts';
import { addBusinessDays, BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, getTokyoDay, getTokyoDayStart, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { getLastLockDay, getLockEnd } from '#shared/domain/checkout/lock-clock.ts';
import { computeOrderLock } from '#shared/domain/checkout/order-lock.ts';
import { getWaitEnd } from '#shared/domain/checkout/waits.ts';
import { dayOf } from '../../support/calendar-day.ts';

const calendar = new BusinessCalendar(createStandardCalendar(getNationalHolidays()));
const told: unknown[] = [];
for (const year of [2024, 2025, 2026, 2027])
  for (let day = parseDayNumber(`${year}-01-01`) ?? 0; formatDayNumber(day).startsWith(String(year)); day++) {
    const date = formatDayNumber(day);
    told.push([date, dayOf(calendar, date), addBusinessDays(calendar, date, 3), getWaitEnd(date, 3, calendar), getTokyoDayStart(day)]);
  }
for (const text of ['2026-04-30T23:59:59+09:00', '2026-05-01T00:00:00+09:00', '2026-12-28T08:30:00+09:00', '2026-03-08T02:30:00-08:00']) {
  const at = Date.parse(text);
  for (const reading of ['hours', 'dates'] as const)
    told.push([
      getTokyoDay(at),
      getLockEnd(at, reading),
      getLastLockDay(at, reading),
      computeOrderLock(at, at + 3 * 86_400_000, calendar, { reading, afterLock: 'refused' }),
    ]);
}
for (const text of ['2026/11/20 9:05', '2026/03/08 02:30', '2026年11月1日 午前1時30分', '2026-11-20T09:05:00+09:00', '2026/11/20'])
  told.push(parseMoment(text));
process.stdout.write(JSON.stringify(told));
