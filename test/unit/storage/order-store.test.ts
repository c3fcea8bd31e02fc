import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderOrigin } from '#main/storage/order-store.ts';
import { companyFileForEach } from '../../support/company-file.ts';
import { anyOrders, order } from '../../support/orders.ts';

const file = companyFileForEach();
const origin = (changes: Partial<OrderOrigin> = {}): OrderOrigin => ({
  origin: 'file',
  label: 'orders.csv',
  takenAt: '2026-11-26T00:00:00.000Z',
  serverRevision: null,
  missingFields: [],
  ...changes,
});

test('requests are read back as written, in their order, when the file is opened again', () => {
  fc.assert(
    fc.property(anyOrders, fc.nat(30), (orders, cut) => {
      const { orders: store } = file.now();
      const id = store.begin(origin());
      store.append(id, orders.slice(0, cut));
      store.append(id, orders.slice(cut));
      expect(store.count(id)).toBe(orders.length);
      store.publish(id, []);
      const { orders: next } = file.anew();
      expect(next.orders()).toEqual(orders);
      expect(next.current()).toEqual({ ...origin(), id, rows: orders.length });
    }),
    { numRuns: 5 },
  );
});

test('a reading is not visible until it is complete, and then replaces the one before', () => {
  const { orders: store } = file.now();
  expect([store.current(), store.orders(), store.staged()]).toEqual([null, [], []]);
  const first = store.begin(origin({ label: '一' }));
  store.append(first, [order({ id: '1' })]);
  store.publish(first, ['amount', 'step']);
  const second = store.begin(origin({ origin: 'server', label: '二', serverRevision: '7', missingFields: ['title'] }));
  store.append(second, [order({ id: '2' }), order({ id: '3' })]);
  expect(store.orders().map(({ id }) => id)).toEqual(['1']);
  expect(store.current()).toEqual({ ...origin({ label: '一', missingFields: ['amount', 'step'] }), id: first, rows: 1 });
  const staged = { ...origin({ origin: 'server', label: '二', serverRevision: '7', missingFields: ['title'] }), id: second, rows: 2 };
  expect(store.staged()).toEqual([staged]);
  store.empty(second);
  expect([store.count(second), store.count(first)]).toEqual([0, 1]);
  store.append(second, [order({ id: '4' })]);
  const third = store.begin(origin({ label: '三' }));
  store.append(third, [order({ id: '5' })]);
  expect(store.staged().map(({ label }) => label)).toEqual(['二', '三']);
  store.publish(second, []);
  expect(store.orders().map(({ id }) => id)).toEqual(['4']);
  expect(store.count(first)).toBe(0);
  // A published read can no longer be discarded.
  store.discard(second);
  store.discard(third);
  expect([store.current()?.label, store.staged(), store.count(third)]).toEqual(['二', [], 0]);
});
