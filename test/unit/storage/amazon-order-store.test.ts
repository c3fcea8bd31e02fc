import { expect, test } from 'vitest';
import type { AmazonOrder } from '#shared/domain/checkout/amazon/amazon-order.ts';
import { companyFileForEach } from '../../support/company-file.ts';

const file = companyFileForEach();
const READING = { label: 'Amazon', from: '2026-11-01T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z', readAt: '2026-11-30T00:10:00.000Z' };
const order = (id: string, changes: Partial<AmazonOrder> = {}): AmazonOrder => ({
  id,
  orderedAt: '2026-11-10T02:00:00.000Z',
  status: 'CLOSED',
  purchaseOrderNumber: 'AB-1',
  buyerName: 'ｱｵｷ ﾊﾅ',
  buyerEmail: 'aoki@example.co.jp',
  group: '購買',
  amount: 1_000.5,
  ...changes,
});

test('orders are read back as written, newest first, when the file is opened again', () => {
  const { amazonOrders: store } = file.now();
  const id = store.begin(READING);
  store.append(id, [order('1', { amount: null }), order('2', { orderedAt: '2026-11-11T00:00:00.000Z' })]);
  store.publish(id);
  const { amazonOrders: next } = file.anew();
  expect(next.orders()).toEqual([order('2', { orderedAt: '2026-11-11T00:00:00.000Z' }), order('1', { amount: null })]);
  expect(next.current()).toEqual({ id, ...READING });
});

test('a reading becomes visible when it is complete, and replaces the former one', () => {
  const { amazonOrders: store } = file.now();
  expect([store.current(), store.orders()]).toEqual([null, []]);
  const first = store.begin(READING);
  store.append(first, [order('1')]);
  expect([store.current(), store.orders()]).toEqual([null, []]);
  store.publish(first);
  const second = store.begin({ ...READING, label: 'later' });
  store.append(second, [order('2')]);
  expect(store.orders()).toEqual([order('1')]);
  store.discard(second);
  store.discard(first);
  expect([store.current()?.id, store.count(second), store.count(first)]).toEqual([first, 0, 1]);
});

test('an interrupted reading is deleted by the next one', () => {
  const { amazonOrders: store } = file.now();
  const interrupted = store.begin(READING);
  store.append(interrupted, [order('1')]);
  const next = store.begin(READING);
  store.append(next, [order('2')]);
  store.publish(next);
  expect([store.count(next), store.orders()]).toEqual([1, [order('2')]]);
});

test('an order on two pages is counted once, with its later values', () => {
  const { amazonOrders: store } = file.now();
  const id = store.begin(READING);
  store.append(id, [order('1')]);
  store.append(id, [order('1', { status: 'PENDING' })]);
  store.publish(id);
  expect([store.count(id), store.orders()]).toEqual([1, [order('1', { status: 'PENDING' })]]);
});

test('all orders are deleted on request', () => {
  const { amazonOrders: store } = file.now();
  const id = store.begin(READING);
  store.append(id, [order('1')]);
  store.publish(id);
  store.remove();
  expect([store.current(), store.orders(), store.count(id)]).toEqual([null, [], 0]);
});
