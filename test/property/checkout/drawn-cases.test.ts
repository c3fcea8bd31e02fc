import fc from 'fast-check';
import { it } from 'vitest';
import { BusinessCalendar, standardCalendar } from '#shared/domain/checkout/calendar.ts';
import { dateOfDay, tokyoDay } from '#shared/domain/checkout/days.ts';
import { deadlinesWithin } from '#shared/domain/checkout/deadlines.ts';
import { forecast } from '#shared/domain/checkout/forecast.ts';
import { LOCK_READINGS, lockClock, outlivesLock } from '#shared/domain/checkout/lock-clock.ts';
import { lockLeft } from '#shared/domain/checkout/lock-left.ts';
import { noticesOn, upcomingDeadlines } from '#shared/domain/checkout/notices.ts';
import { byApprover, byRoute } from '#shared/domain/checkout/order-groups.ts';
import { pastVolume, routeHistories, summarise } from '#shared/domain/checkout/order-history.ts';
import { byDanger, orderLock } from '#shared/domain/checkout/order-lock.ts';
import { isMostlyLate, outlookOf } from '#shared/domain/checkout/outlook.ts';
import { runningClocks } from '#shared/domain/checkout/running-clocks.ts';
import { ACCOUNT_REVIEW_DAYS, invitationEnds, nextReminder, waitEnds } from '#shared/domain/checkout/waits.ts';
import { newAmazonGroup } from '#shared/domain/integration/settings.ts';
import { anyAmazonUser } from '../../support/directories.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';
import { anyInstant, anyOrders } from '../../support/orders.ts';

const CALENDAR = new BusinessCalendar(
  standardCalendar({
    '2026-04-29': '昭和の日',
    '2026-05-04': 'みどりの日',
    '2026-05-05': 'こどもの日',
    '2026-11-03': '文化の日',
    '2027-01-01': '元日',
  }),
);
const DAY_MS = 86_400_000;
const anyCase = fc.record({
  orders: anyOrders,
  now: anyInstant,
  reading: fc.constantFrom(...LOCK_READINGS),
  amazonUsers: fc.array(anyAmazonUser, { maxLength: 6 }),
  ago: fc.nat(100),
  reviewed: fc.boolean(),
});

it('times, groups and foretells the drawn orders as it did', async () => {
  await expectSameAnswers('orders', anyCase, 500, ({ orders, now, reading, amazonUsers, ago, reviewed }) => {
    const today = dateOfDay(tokyoDay(now));
    const before = dateOfDay(tokyoDay(now - ago * DAY_MS));
    const policy = { reading, afterLock: 'refused' } as const;
    const pending = orders
      .filter(({ state }) => state === 'pending')
      .map((order) => ({ ...order, lock: orderLock(Date.parse(order.requestedAt), now, CALENDAR, policy) }));
    const histories = routeHistories(orders);
    const summaries = [...histories].map(([key, { orders: past }]) => [key, summarise(past, CALENDAR)] as const);
    const begun = newAmazonGroup('本社');
    const registered = { ...begun, purchasingSystem: { ...begun.purchasingSystem, registeredOn: before } };
    const invited = amazonUsers.map((user, at) => ({ ...user, invitedOn: dateOfDay(tokyoDay(now - (ago + at * 13) * DAY_MS)) }));
    const clocks = runningClocks({
      today,
      calendar: CALENDAR,
      groups: [registered],
      recorded: reviewed ? [{ kind: 'account-review', startedOn: before, endsOn: waitEnds(before, ACCOUNT_REVIEW_DAYS, CALENDAR) }] : [],
      amazonUsers: invited,
      orders: pending,
    });
    const deadlines = deadlinesWithin({ today, calendar: CALENDAR, clocks, endings: [] }, 28);
    const notices = noticesOn(today, deadlines);
    return {
      pending: pending.toSorted(byDanger),
      left: pending.map(({ lock }) => lockLeft(lock, now)),
      clocks: [clocks, orders.map(({ requestedAt }) => lockClock(Date.parse(requestedAt), now, policy))],
      late: orders.map(
        ({ requestedAt, decidedAt }) => decidedAt !== null && outlivesLock(Date.parse(requestedAt), Date.parse(decidedAt), reading),
      ),
      groups: [byRoute(pending), byApprover(pending)],
      forecast: forecast(pending, CALENDAR, tokyoDay(now), 10, now),
      histories: [histories, summaries, summaries.map(([, summary]) => isMostlyLate(summary, reading)), pastVolume(orders, today)],
      outlooks: orders.map((order) =>
        outlookOf(order, { namesApprovers: true, mayAct: (key) => key !== '20', isRouteLate: order.routeId === 'r1' }),
      ),
      deadlines,
      notices: [notices, upcomingDeadlines(notices, deadlines)],
      waits: [waitEnds(before, 3, CALENDAR), invitationEnds(before), nextReminder(before, today, CALENDAR)],
    };
  });
});
