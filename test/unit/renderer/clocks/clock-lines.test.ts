import { expect, it } from 'vitest';
import { groupClockLines } from '#renderer/parts/clocks/clock-lines.ts';
import type { ClockView } from '#shared/contract/orders/clocks.ts';

const clock = (
  kind: ClockView['kind'],
  count: number,
  endsOn: string,
  businessDaysLeft: number,
  calendarDaysLeft = businessDaysLeft,
): ClockView => ({
  kind,
  subject: '',
  count,
  startedOn: null,
  endsOn,
  businessDaysLeft,
  calendarDaysLeft,
  lock: kind === 'order-lock' ? { endsAt: Date.parse(endsOn), lastChance: endsOn, businessDaysLeft } : null,
  remindOn: null,
});

it('shows one line per kind: urgent orders separately, invitations only if they end soon', () => {
  const lines = groupClockLines([
    clock('order-lock', 6, '2026-11-25', 1),
    clock('order-lock', 8, '2026-11-26', 2),
    clock('checkout-activation', 1, '2026-11-26', 1),
    clock('order-lock', 9, '2026-11-27', 3),
    clock('invitation', 1, '2026-11-29', 2, 4),
    clock('order-lock', 15, '2026-12-01', 5),
    clock('invitation', 2, '2026-12-09', 9, 14),
    clock('invitation', 40, '2027-02-01', 40, 68),
  ]);
  expect(lines.map(({ kind, count, endsOn, urgent }) => [kind, count, endsOn, urgent])).toEqual([
    ['order-lock', 14, '2026-11-25', true],
    ['checkout-activation', 1, '2026-11-26', false],
    ['order-lock', 24, '2026-11-27', false],
    ['invitation', 3, '2026-11-29', false],
  ]);
  expect(groupClockLines([])).toEqual([]);
});
