import { describe, expect, it } from 'vitest';
import {
  createTimeLineBars,
  createTimeLineDays,
  getOrderExpectation,
  getTimeLinePosition,
} from '#renderer/screens/orders/time-line-view.ts';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { parseDayNumber } from '#shared/domain/checkout/days.ts';
import { createOrderTimeLine } from '#shared/domain/routes/lead-time/order-time-line.ts';
import { createRouteStep } from '#shared/domain/routes/route.ts';

const calendar = new BusinessCalendar(createStandardCalendar({}));
const at = (local: string): number => Date.parse(`${local}:00+09:00`);
const first = parseDayNumber('2026-11-30') ?? 0;

it('places instants between midnight in Japan of the first day and of the day after the last', () => {
  const line = { first, days: 10 };
  expect(getTimeLinePosition(line, at('2026-11-30T00:00'))).toBe(0);
  expect(getTimeLinePosition(line, at('2026-12-01T12:00'))).toBeCloseTo(0.15);
  expect([getTimeLinePosition(line, at('2026-11-01T00:00')), getTimeLinePosition(line, at('2027-01-01T00:00'))]).toEqual([0, 1]);
});

it('writes every day of a few, the Mondays of many, and the months of more', () => {
  const written = (days: number) => createTimeLineDays({ first, days }, calendar).flatMap(({ label }) => label ?? []);
  expect(written(4)).toEqual(['30', '12/1', '2', '3']);
  expect(written(20)).toEqual(['30', '7', '14']);
  expect(written(70)).toEqual(['12/1', '1/1', '2/1']);
  expect(createTimeLineDays({ first, days: 7 }, calendar).map(({ off }) => off)).toEqual([false, false, false, false, false, true, true]);
});

describe('what is drawn of a part', () => {
  const requestedAt = at('2026-11-30T12:00');
  const order = { requestedAt, decidedAt: null, step: { index: 1, count: 2, since: requestedAt } };
  const steps = [1, 7].map((expectedDays, place) => ({ ...createRouteStep(String(place)), expectedDays }));

  it('is solid up to now, and outlined for the expected time', () => {
    const line = createOrderTimeLine(order, { steps, calendar, now: at('2026-12-01T00:00') });
    const [present, coming] = line.parts.map((part) => createTimeLineBars(line, part, 'hours'));
    expect(present?.map(({ look }) => look)).toEqual(['sure', 'assumed']);
    expect(present?.[0]?.to).toBe(present?.[1]?.from);
    expect(coming?.map(({ look }) => look)).toEqual(['assumed']);
    // The bar covers 1 to 10 December, and the lock ends at noon on the 7th.
    expect(coming?.[0]?.late).toBeCloseTo(3 / 9);
  });

  it('is no expectation if the step is overdue, and nothing if no time is known', () => {
    const late = createOrderTimeLine(order, { steps, calendar, now: at('2026-12-04T00:00') });
    expect(createTimeLineBars(late, late.parts[0] as never, 'hours').map(({ look }) => look)).toEqual(['sure']);
    const untold = { ...order, step: { index: 2, count: 2, since: null } };
    const line = createOrderTimeLine(untold, { steps: null, calendar, now: at('2026-12-04T00:00') });
    expect(line.parts.map((part) => createTimeLineBars(line, part, 'dates'))).toEqual([[], []]);
  });
});

it('reports if branches decide when the decision is expected and whether it is in time', () => {
  const lock = { hours: at('2026-12-07T10:00'), dates: at('2026-12-07T00:00') };
  const of = (soonest: string, ends: string) => getOrderExpectation({ lock, soonest: at(soonest) }, at(ends), 'hours');
  expect(of('2026-12-02T10:00', '2026-12-02T15:00')).toEqual({ verdict: 'within', first: null });
  expect(of('2026-12-02T10:00', '2026-12-03T10:00')).toEqual({ verdict: 'within', first: at('2026-12-02T10:00') });
  expect(of('2026-12-02T10:00', '2026-12-09T10:00')).toEqual({ verdict: 'by-branch', first: at('2026-12-02T10:00') });
  expect(of('2026-12-08T10:00', '2026-12-09T10:00')).toMatchObject({ verdict: 'over' });
});
