import { describe, expect, it } from 'vitest';
import { createDemoCompany, DEMO_SEED } from '#main/sandbox/company/company.ts';
import { createDemoConfiguration } from '#main/sandbox/company/configuration.ts';
import { addWorkingMinutes, getWorkInstant, isWorkingDay, toDayNumber } from '#main/sandbox/company/office-hours.ts';
import { createDemoOrders } from '#main/sandbox/company/orders.ts';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { getTokyoDay } from '#shared/domain/checkout/days.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';

const company = createDemoCompany();
const ordersOn = (today: string): readonly ServerOrder[] =>
  createDemoOrders(company, createDemoConfiguration(company, today), DEMO_SEED, today);
const morning = (today: string): number => Date.parse(`${today}T08:30:00+09:00`);
const ageInDays = ({ requestedAt }: ServerOrder, today: string): number => (morning(today) - Date.parse(requestedAt)) / 86_400_000;
const DAYS = ['2026-01-05', '2026-04-01', '2026-05-07', '2026-11-24', '2027-03-02'];

describe.each(DAYS)('the orders on %s', (today) => {
  const orders = ordersOn(today);
  const pending = orders.filter(({ state }) => state === 'pending');

  it('are a year of them, a few still waiting, some of those too long', () => {
    expect(orders.length).toBeGreaterThan(3700);
    expect(orders.length).toBeLessThan(4400);
    expect(pending.length).toBeGreaterThan(40);
    expect(pending.length).toBeLessThan(90);
    const ages = pending.map((order) => ageInDays(order, today));
    expect(ages.filter((age) => age > 7).length).toBeGreaterThan(5);
    for (const state of ['rejected', 'cancelled'] as const) {
      const share = orders.filter((order) => order.state === state).length / orders.length;
      expect(share).toBeGreaterThan(0.02);
      expect(share).toBeLessThan(0.07);
    }
  });

  it('contain nothing from the future and no contradiction', () => {
    const users = new Map(company.users.map((user) => [user.id, user]));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
    expect(new Set(orders.map(({ number }) => number)).size).toBe(orders.length);
    for (const order of orders) {
      const { state, requestedAt, decidedAt, step, applicantId, applicantName, amount } = order;
      expect(Date.parse(requestedAt)).toBeLessThan(morning(today));
      expect(users.get(applicantId)?.name).toBe(applicantName);
      expect(amount).toBeGreaterThan(0);
      expect(step === null).toBe(state !== 'pending');
      expect(decidedAt === null).toBe(state === 'pending');
      if (decidedAt !== null) {
        expect(Date.parse(decidedAt)).toBeGreaterThan(Date.parse(requestedAt));
        expect(Date.parse(decidedAt)).toBeLessThanOrEqual(morning(today));
      }
      if (step === null) continue;
      expect(step.index).toBeLessThanOrEqual(step.count);
      expect(step.approverIds.map((id) => users.get(id)?.name)).toEqual(step.approverNames);
      expect(step.approverIds).not.toContain(applicantId);
      expect(Date.parse(step.since ?? '')).toBeGreaterThanOrEqual(Date.parse(requestedAt));
    }
    expect(pending.some(({ step }) => step?.approverIds.every((id) => users.get(id)?.state !== 'active'))).toBe(true);
  });

  it('are asked for at work only', () => {
    for (const { requestedAt } of orders) {
      const instant = Date.parse(requestedAt);
      expect(isWorkingDay(getTokyoDay(instant))).toBe(true);
      const hour = new Date(instant + 9 * 3_600_000).getUTCHours();
      expect(hour).toBeGreaterThanOrEqual(9);
      expect(hour).toBeLessThan(18);
    }
  });
});

describe('from one day to the next', () => {
  it('the same requests are only further on', () => {
    const before = new Map(ordersOn('2026-06-10').map((order) => [order.id, order]));
    const after = ordersOn('2026-06-12');
    const same = after.filter(({ id }) => before.has(id));
    expect(same.length).toBeGreaterThan(3700);
    for (const { step, state, decidedAt, ...request } of same) {
      const { step: wasAt, state: was, decidedAt: wasDecidedAt, ...known } = before.get(request.id) as ServerOrder;
      expect(request).toEqual(known);
      if (was !== 'pending') expect({ state, decidedAt }).toEqual({ state: was, decidedAt: wasDecidedAt });
      else if (step !== null) expect(step.index).toBeGreaterThanOrEqual(wasAt?.index ?? 0);
    }
    expect(after.filter(({ id }) => !before.has(id)).length).toBeGreaterThan(15);
  });

  it('returns the same for the same day', () => {
    expect(ordersOn('2026-06-10')).toEqual(ordersOn('2026-06-10'));
  });
});

describe('office hours', () => {
  it('are those of the calendar of the console', () => {
    const calendar = new BusinessCalendar(
      createStandardCalendar({ '2026-04-29': '昭和の日', '2026-05-04': 'みどりの日', '2026-05-05': 'こどもの日', '2026-05-06': '休日' }),
    );
    for (let day = toDayNumber('2026-04-20'); day < toDayNumber('2026-05-20'); day++)
      expect(isWorkingDay(day)).toBe(calendar.dayAt(day).kind === 'business');
  });

  it('pass from the evening of one working day to the morning of the next', () => {
    const friday = toDayNumber('2026-05-01');
    const thursday = toDayNumber('2026-05-07');
    expect(addWorkingMinutes(getWorkInstant(friday, 530), 20)).toBe(getWorkInstant(thursday, 10));
    expect(addWorkingMinutes(getWorkInstant(friday, 700), 20)).toBe(getWorkInstant(thursday, 20));
    expect(addWorkingMinutes(getWorkInstant(friday + 1, 100), 20)).toBe(getWorkInstant(thursday, 20));
    expect(addWorkingMinutes(getWorkInstant(friday, -30), 20)).toBe(getWorkInstant(friday, 20));
    expect(addWorkingMinutes(getWorkInstant(friday, 0), 3 * 540)).toBe(getWorkInstant(thursday + 4, 0));
  });
});
