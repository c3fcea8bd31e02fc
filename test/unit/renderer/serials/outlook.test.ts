import { expect, it } from 'vitest';
import { getSerialOutlook, getSupplyOutlook } from '#renderer/screens/serials/outlook.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';

const SERIAL: Serial = {
  name: '注文',
  parts: [
    { kind: 'text', text: 'A-' },
    { kind: 'counter', digits: 3, zeroPad: true },
  ],
  reset: 'none',
  fiscalStartMonth: 4,
  startValue: 1,
};
const TODAY = { year: 2026, month: 11, day: 1 };
const lastAt = (value: number) => ({ value, day: '2026-10-30', source: 'orders' as const, asOf: '2026-11-01' });
const facts = (last: { readonly value: number; readonly day: string } | null) => ({
  kind: 'serial' as const,
  perMonth: 300,
  orders: 0,
  days: 0,
  until: '',
  last: last === null ? null : { ...last, source: 'orders' as const, asOf: '2026-11-01' },
});

it('gives the next number, the last one and the days left for a rule in a list', () => {
  const { next, last, left } = getSerialOutlook(SERIAL, facts({ value: 698, day: '2026-10-30' }), TODAY);
  expect([next, last]).toEqual(['A-699', 'A-698']);
  // 301 numbers remain, and 300 are used in a month of 30 days.
  expect(left).toEqual({ kind: 'until', day: '2026-12-01', days: 30 });
});

it('reports a rule with an unknown last number, and shows the first number as an example', () => {
  const { next, last } = getSerialOutlook(SERIAL, facts(null), TODAY);
  expect([next, last]).toEqual(['A-001', null]);
});

it('a number from before the last reset is not the last one, so that the next is an example again', () => {
  const monthly: Serial = { ...SERIAL, reset: 'month' };
  const told = (asOf: string) => {
    const known = facts({ value: 698, day: '2026-10-30' });
    const { next, last } = getSerialOutlook(monthly, { ...known, last: known.last === null ? null : { ...known.last, asOf } }, TODAY);
    return [next, last];
  };
  expect(told('2026-10-31')).toEqual(['A-001', null]);
  // A later list was read, and no further number was issued.
  expect(told('2026-11-01')).toEqual(['A-001', 'A-698']);
});

it('a rule that is reset before its numbers are used up does not run out', () => {
  expect(getSerialOutlook({ ...SERIAL, reset: 'month' }, facts({ value: 10, day: '2026-10-30' }), TODAY).left).toEqual({ kind: 'always' });
});

it('gives no next number for a rule whose counter is used up or missing', () => {
  expect(getSerialOutlook(SERIAL, facts({ value: 998, day: '2026-10-30' }), TODAY).next).toBe('A-999');
  expect(getSerialOutlook(SERIAL, facts({ value: 999, day: '2026-10-30' }), TODAY)).toMatchObject({ next: null, last: 'A-999' });
  expect(getSerialOutlook({ ...SERIAL, parts: SERIAL.parts.slice(0, 1) }, facts(null), TODAY).next).toBeNull();
});

it('gives no estimate of how long numbers last if none are issued', () => {
  expect(getSupplyOutlook(SERIAL, TODAY, 300, lastAt(698))).toEqual({ kind: 'until', day: '2026-12-01', days: 30 });
  expect(getSupplyOutlook({ ...SERIAL, reset: 'month' }, TODAY, 300, lastAt(10))).toEqual({ kind: 'always' });
  // The monthly number entered is not a number, or it is zero.
  expect(getSupplyOutlook(SERIAL, TODAY, null, lastAt(698))).toEqual({ kind: 'unknown' });
  expect(getSupplyOutlook(SERIAL, TODAY, 0, lastAt(698))).toEqual({ kind: 'unknown' });
});

it('reports why a rule writes no number, however many are issued', () => {
  for (const monthly of [300, null]) {
    expect(getSupplyOutlook(SERIAL, TODAY, monthly, lastAt(999))).toEqual({ kind: 'used-up' });
    expect(getSupplyOutlook({ ...SERIAL, parts: SERIAL.parts.slice(0, 1) }, TODAY, monthly, null)).toEqual({ kind: 'uncounted' });
    expect(getSupplyOutlook({ ...SERIAL, parts: [...SERIAL.parts, ...SERIAL.parts] }, TODAY, monthly, null)).toEqual({ kind: 'uncounted' });
  }
});
