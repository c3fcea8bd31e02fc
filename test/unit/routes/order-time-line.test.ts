import { describe, expect, it } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { createOrderTimeLine, getExpectedVerdict } from '#shared/domain/routes/lead-time/order-time-line.ts';
import { createRouteStep, type Step } from '#shared/domain/routes/route.ts';

const calendar = new BusinessCalendar(createStandardCalendar({ '2026-11-23': '勤労感謝の日' }));
const at = (local: string): number => Date.parse(`${local}:00+09:00`);
const steps = (...days: readonly (number | null)[]): readonly Step[] =>
  days.map((expectedDays, place) => ({ ...createRouteStep(String(place)), expectedDays }));
// A Thursday; the following Monday is a holiday.
const REQUESTED = at('2026-11-19T10:00');
const SURE = { assumed: false, overdue: false };
const waiting = (index: number, count: number, since: number | null) => ({
  requestedAt: REQUESTED,
  decidedAt: null,
  step: { index, count, since },
});

describe('the time line of an order', () => {
  it('lists completed, waiting and expected steps in this order', () => {
    const line = createOrderTimeLine(waiting(2, 3, at('2026-11-20T15:00')), {
      steps: steps(1, 1, 2),
      calendar,
      now: at('2026-11-20T18:00'),
    });
    expect(line.parts).toEqual([
      { kind: 'past', first: 1, last: 1, from: REQUESTED, to: at('2026-11-20T15:00'), expected: null, ...SURE },
      {
        kind: 'present',
        first: 2,
        last: 2,
        from: at('2026-11-20T15:00'),
        to: at('2026-11-20T18:00'),
        expected: at('2026-11-24T15:00'),
        ...SURE,
      },
      {
        kind: 'coming',
        first: 3,
        last: 3,
        from: at('2026-11-24T15:00'),
        to: at('2026-11-26T15:00'),
        expected: at('2026-11-26T15:00'),
        ...SURE,
      },
    ]);
    expect(line).toMatchObject({ ends: at('2026-11-26T15:00'), assumed: false, days: 8 });
  });

  it('combines several finished steps into one part, as no one knows when each of them ended', () => {
    const [past] = createOrderTimeLine(waiting(3, 3, at('2026-11-20T15:00')), { steps: null, calendar, now: at('2026-11-20T18:00') }).parts;
    expect(past).toMatchObject({ kind: 'past', first: 1, last: 2, to: at('2026-11-20T15:00') });
    const [untold] = createOrderTimeLine(waiting(2, 3, null), { steps: null, calendar, now: at('2026-11-20T18:00') }).parts;
    expect(untold).toMatchObject({ kind: 'past', to: null });
  });

  it('gives the earliest end if only a branch takes a coming step', () => {
    const branch = { summary: '金額 ≧ 100,000', raw: null };
    const [first, second, third] = steps(1, 3, 1);
    if (first === undefined || second === undefined || third === undefined) throw new Error();
    const of = (...all: readonly Step[]) =>
      createOrderTimeLine(waiting(1, all.length, REQUESTED), { steps: all, calendar, now: at('2026-11-19T18:00') });
    const line = of(first, { ...second, branch }, third);
    expect(line).toMatchObject({ soonest: at('2026-11-24T10:00'), ends: at('2026-11-27T10:00') });
    expect([getExpectedVerdict(line.soonest ?? 0, line, 'hours'), getExpectedVerdict(line.ends ?? 0, line, 'hours')]).toEqual([
      'within',
      'over',
    ]);
    // The request already waits at the step in the branch, so the end is certain.
    expect(of({ ...first, branch }, third)).toMatchObject({ soonest: at('2026-11-24T10:00'), ends: at('2026-11-24T10:00') });
    expect(createOrderTimeLine(waiting(1, 2, REQUESTED), { steps: null, calendar, now: REQUESTED })).toMatchObject({
      soonest: null,
      ends: null,
    });
  });

  it('assumes that overdue steps are decided on the next business day, and marks it as an assumption', () => {
    const friday = at('2026-11-27T09:00');
    const line = createOrderTimeLine(waiting(1, 2, null), { steps: steps(1, 1), calendar, now: friday });
    expect(line.parts[0]).toMatchObject({ from: REQUESTED, to: friday, expected: friday, overdue: true });
    expect(line).toMatchObject({ ends: at('2026-11-30T09:00'), assumed: true });
    const saturday = at('2026-11-28T09:00');
    const later = createOrderTimeLine(waiting(1, 2, null), { steps: steps(1, 1), calendar, now: saturday });
    expect(later.parts[0]).toMatchObject({ to: saturday, expected: at('2026-11-30T09:00') });
  });

  it('marks what depends on days that no one estimated', () => {
    const now = at('2026-11-19T12:00');
    expect(createOrderTimeLine(waiting(1, 2, REQUESTED), { steps: steps(1, null), calendar, now })).toMatchObject({ assumed: true });
    expect(createOrderTimeLine(waiting(2, 2, null), { steps: steps(1, 1), calendar, now })).toMatchObject({ assumed: true });
    expect(createOrderTimeLine(waiting(2, 2, REQUESTED), { steps: steps(null, 1), calendar, now })).toMatchObject({ assumed: false });
  });

  it('expects nothing of a request that no one can move, and still lists its steps', () => {
    const friday = at('2026-11-27T09:00');
    const line = createOrderTimeLine(waiting(1, 2, null), { steps: steps(1, 1), calendar, now: friday, stuck: true });
    expect(line).toMatchObject({ ends: null, assumed: false, days: 9 });
    expect(line.parts.map(({ kind, from, expected }) => [kind, from, expected])).toEqual([
      ['present', REQUESTED, null],
      ['coming', null, null],
    ]);
  });

  it('expects nothing of a route that is not drafted, or that has other steps', () => {
    const now = at('2026-11-19T12:00');
    for (const other of [null, steps(1, 1, 1)]) {
      const line = createOrderTimeLine(waiting(1, 2, REQUESTED), { steps: other, calendar, now });
      expect(line.ends).toBeNull();
      expect(line.parts.map(({ kind, expected }) => [kind, expected])).toEqual([['present', null]]);
    }
  });

  it('expects no decision behind the one that was the last', () => {
    const [first, second] = steps(1, 1);
    const verified: readonly Step[] = [first as Step, { ...(second as Step), role: 'verify' }];
    const line = createOrderTimeLine(waiting(2, 2, REQUESTED), { steps: verified, calendar, now: at('2026-11-19T12:00') });
    expect(line.ends).toBeNull();
  });

  it('ends with the decision, and draws the lock next to it', () => {
    const decidedAt = at('2026-12-03T11:00');
    const line = createOrderTimeLine(
      { requestedAt: REQUESTED, decidedAt, step: null },
      { steps: null, calendar, now: at('2027-12-01T09:00') },
    );
    expect(line.parts).toMatchObject([{ kind: 'decided', from: REQUESTED, to: decidedAt }]);
    expect(line.lock).toEqual({ hours: at('2026-11-26T10:00'), dates: at('2026-11-26T00:00') });
    expect(line.days).toBe(15);
  });
});

it('judges an expected decision by its day, as its hour is unknown', () => {
  const line = createOrderTimeLine(waiting(1, 1, REQUESTED), { steps: null, calendar, now: REQUESTED });
  const verdicts = (reading: 'hours' | 'dates') =>
    ['2026-11-25T18:00', '2026-11-26T09:00', '2026-11-26T18:00', '2026-11-27T00:00'].map((day) =>
      getExpectedVerdict(at(day), line, reading),
    );
  expect(verdicts('hours')).toEqual(['within', 'by-the-hour', 'by-the-hour', 'over']);
  expect(verdicts('dates')).toEqual(['within', 'over', 'over', 'over']);
});
