import fc from 'fast-check';
import { it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { formatDayNumber, getTokyoDay } from '#shared/domain/checkout/days.ts';
import { listDeadlinesWithin } from '#shared/domain/checkout/deadlines.ts';
import { forecastLockEnds } from '#shared/domain/checkout/forecast.ts';
import { computeLockClock, isDecisionTooLate, LOCK_INTERPRETATIONS } from '#shared/domain/checkout/lock-clock.ts';
import { computeRemainingLockTime } from '#shared/domain/checkout/lock-left.ts';
import { listNotices, listUpcomingDeadlines } from '#shared/domain/checkout/notices.ts';
import { groupOrdersByApprover, groupOrdersByRoute } from '#shared/domain/checkout/order-groups.ts';
import { computePastVolume, groupHistoryByRoute, summarizeHistory } from '#shared/domain/checkout/order-history.ts';
import { compareByDanger, computeOrderLock } from '#shared/domain/checkout/order-lock.ts';
import { getOutlook, isMostlyLate } from '#shared/domain/checkout/outlook.ts';
import { listRunningClocks } from '#shared/domain/checkout/running-clocks.ts';
import { ACCOUNT_REVIEW_DAYS, getInvitationEnd, getNextInvitationReminder, getWaitEnd } from '#shared/domain/checkout/waits.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { anyAmazonUser } from '../../support/directories.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';
import { anyInstant, anyOrders } from '../../support/orders.ts';

const CALENDAR = new BusinessCalendar(
  createStandardCalendar({
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
  reading: fc.constantFrom(...LOCK_INTERPRETATIONS),
  amazonUsers: fc.array(anyAmazonUser, { maxLength: 6 }),
  ago: fc.nat(100),
  reviewed: fc.boolean(),
});

it('times, groups and foretells the drawn orders as it did', async () => {
  await expectSameAnswers('orders', anyCase, 500, ({ orders, now, reading, amazonUsers, ago, reviewed }) => {
    const today = formatDayNumber(getTokyoDay(now));
    const before = formatDayNumber(getTokyoDay(now - ago * DAY_MS));
    const policy = { reading, afterLock: 'refused' } as const;
    const pending = orders
      .filter(({ state }) => state === 'pending')
      .map((order) => ({ ...order, lock: computeOrderLock(Date.parse(order.requestedAt), now, CALENDAR, policy) }));
    const histories = groupHistoryByRoute(orders);
    const summaries = [...histories].map(([key, { orders: past }]) => [key, summarizeHistory(past, CALENDAR)] as const);
    const begun = createAmazonGroup('本社');
    const registered = { ...begun, purchasingSystem: { ...begun.purchasingSystem, registeredOn: before } };
    const invited = amazonUsers.map((user, at) => ({ ...user, invitedOn: formatDayNumber(getTokyoDay(now - (ago + at * 13) * DAY_MS)) }));
    const clocks = listRunningClocks({
      today,
      calendar: CALENDAR,
      groups: [registered],
      recorded: reviewed ? [{ kind: 'account-review', startedOn: before, endsOn: getWaitEnd(before, ACCOUNT_REVIEW_DAYS, CALENDAR) }] : [],
      amazonUsers: invited,
      orders: pending,
    });
    const deadlines = listDeadlinesWithin({ today, calendar: CALENDAR, clocks, endings: [] }, 28);
    const notices = listNotices(today, deadlines);
    return {
      pending: pending.toSorted(compareByDanger),
      left: pending.map(({ lock }) => computeRemainingLockTime(lock, now)),
      clocks: [clocks, orders.map(({ requestedAt }) => computeLockClock(Date.parse(requestedAt), now, policy))],
      late: orders.map(
        ({ requestedAt, decidedAt }) => decidedAt !== null && isDecisionTooLate(Date.parse(requestedAt), Date.parse(decidedAt), reading),
      ),
      groups: [groupOrdersByRoute(pending), groupOrdersByApprover(pending)],
      forecast: forecastLockEnds(pending, CALENDAR, getTokyoDay(now), 10, now),
      histories: [histories, summaries, summaries.map(([, summary]) => isMostlyLate(summary, reading)), computePastVolume(orders, today)],
      outlooks: orders.map((order) =>
        getOutlook(order, { namesApprovers: true, mayAct: (key) => key !== '20', isRouteLate: order.routeId === 'r1' }),
      ),
      deadlines,
      notices: [notices, listUpcomingDeadlines(notices, deadlines)],
      waits: [getWaitEnd(before, 3, CALENDAR), getInvitationEnd(before), getNextInvitationReminder(before, today, CALENDAR)],
    };
  });
});
