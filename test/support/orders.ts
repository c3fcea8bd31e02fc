import fc from 'fast-check';
import type { OrderState, ServerOrder } from '#shared/domain/checkout/order.ts';

/** Returns a pending request of 20 November 2026, 15:30 in Japan, with the fields that a test sets. */
export const order = (changes: Partial<ServerOrder> = {}): ServerOrder => ({
  id: '1',
  number: 'AB-1',
  title: '電池の購入',
  state: 'pending',
  requestedAt: '2026-11-20T15:30:00+09:00',
  decidedAt: null,
  applicantId: '10',
  applicantName: '青木 はな',
  routeId: 'r1',
  routeName: '標準',
  step: { index: 1, count: 2, name: '課長', approverIds: ['20'], approverNames: ['土屋 進'], since: null },
  amount: 1_000,
  ...changes,
});

export const anyInstant = fc.integer({ min: Date.parse('2026-03-01T00:00:00Z'), max: Date.parse('2027-02-01T00:00:00Z') });

const anyState = fc.constantFrom<OrderState>('pending', 'pending', 'approved', 'rejected', 'cancelled');

/** Generates requests of a year in any state, some of them unordered or without an amount. */
export const anyOrders: fc.Arbitrary<readonly ServerOrder[]> = fc
  .array(
    fc.record({
      state: anyState,
      requested: anyInstant,
      took: fc.integer({ min: -86_400_000, max: 40 * 86_400_000 }),
      amount: fc.option(fc.nat(500_000)),
      route: fc.constantFrom('r1', 'r2', ''),
      approvers: fc.subarray(['20', '21', '22', '']),
    }),
    { maxLength: 30 },
  )
  .map((drawn) =>
    drawn.map(({ state, requested, took, amount, route, approvers }, at) =>
      order({
        id: String(at),
        state,
        requestedAt: new Date(requested).toISOString(),
        decidedAt: state === 'pending' ? null : new Date(requested + took).toISOString(),
        amount,
        routeId: route,
        routeName: route === '' ? '名前だけ' : route,
        step:
          state === 'pending'
            ? { index: 1, count: 2, name: '', approverIds: approvers, approverNames: approvers.map((id) => `人${id}`), since: null }
            : null,
      }),
    ),
  );
