import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessProblem } from '#main/amazon/business/business-problem.ts';
import { BusinessSession } from '#main/amazon/business/business-session.ts';
import { parseOrderReportPage } from '#main/amazon/business/orders/order-report-answers.ts';
import { readOrderReports } from '#main/amazon/business/orders/read-order-reports.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { NetworkProblem } from '#main/network/problem.ts';
import { type BusinessFault, getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import type { OrderReport } from '#main/sandbox/amazon/order-reports.ts';
import type { AmazonOrder } from '#shared/domain/checkout/amazon/amazon-order.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';

const DAY_MS = 86_400_000;
const report = (at: number): OrderReport => {
  const date = new Date(Date.now() - DAY_MS - at * 60_000).toISOString();
  return {
    orderMetadata: { orderId: `250-${at}`, orderDate: at % 2 === 0 ? date : { date }, region: 'JP' },
    orderStatus: 'CLOSED',
    charges: [{ type: 'NET_TOTAL', amount: { currencyCode: 'JPY', amount: at } }],
    purchaseOrderNumber: `AB-${at}`,
    buyingCustomer: { name: 'ｱｵｷ ﾊﾅ', email: 'aoki@example.co.jp' },
    buyerGroup: { name: 'NEOカタログ購買' },
  };
};
const REPORTS = Array.from({ length: 350 }, (_, at) => report(at));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ amazonOrders: () => REPORTS });
});
afterAll(() => sandbox.close());

async function read(
  fault: BusinessFault,
  { signal = new AbortController().signal, rate = { burst: 1, intervalMs: 0 }, to = 10 * 60_000 } = {},
) {
  const pages: (readonly AmazonOrder[])[] = [];
  let pauses = 0;
  const access = {
    connection: { ...DEMO_AMAZON_BUSINESS, clientId: getBusinessClientId(fault) },
    servers: sandbox.amazonBusiness,
    secrets: { clientSecret: DEMO_AMAZON_CLIENT_SECRET, refreshToken: DEMO_AMAZON_REFRESH_TOKEN },
    networkFor: async () => DIRECT_NETWORK,
    userAgent: 'Tsunagi test',
    now: Date.now,
  };
  const session = new BusinessSession(access, 30_000, () => pauses++);
  const period = { from: new Date(Date.now() - 30 * DAY_MS).toISOString(), to: new Date(Date.now() - to).toISOString() };
  try {
    await readOrderReports(session, { ...period, rate, signal, onPage: (orders) => pages.push(orders) });
    return { pages, pauses, orders: pages.flat() };
  } finally {
    await session.close();
  }
}

async function reasonOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => new Error('the orders were read'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof BusinessProblem || error instanceof NetworkProblem) return error.reason;
  throw error;
}

describe('reading order reports', () => {
  it('reads all pages, both forms of the date, and half-width names as they are', async () => {
    const { pages, orders } = await read('none');
    expect(pages.map(({ length }) => length)).toEqual([100, 100, 100, 50]);
    expect(orders).toEqual(
      REPORTS.map(({ orderMetadata: { orderId, orderDate }, charges }) => ({
        id: orderId,
        orderedAt: typeof orderDate === 'string' ? orderDate : orderDate.date,
        status: 'CLOSED',
        purchaseOrderNumber: orderId.replace('250', 'AB'),
        buyerName: 'ｱｵｷ ﾊﾅ',
        buyerEmail: 'aoki@example.co.jp',
        group: 'NEOカタログ購買',
        amount: charges[0]?.amount.amount,
      })),
    );
  });

  it('reads 100,000 orders page by page', async () => {
    const { pages, orders } = await read('orders-many');
    expect([pages.length, new Set(orders.map(({ id }) => id)).size]).toEqual([1_000, 100_000]);
  }, 60_000);

  it.each<[BusinessFault, string]>([
    ['orders-cut', 'answer-cut'],
    ['orders-shape', 'business-unreadable'],
    ['orders-loop', 'business-pages-repeat'],
    ['orders-oversized', 'answer-too-large'],
    ['orders-revoked', 'business-token-refused'],
    ['other-shape', 'business-unreadable'],
    ['html', 'business-unreadable'],
    ['no-role', 'business-role-missing'],
    ['throttled-for-an-hour', 'business-throttled'],
    ['clock', 'business-clock-skew'],
  ])('names the reason after the fault %s', async (fault, reason) => {
    expect(await reasonOf(read(fault))).toBe(reason);
  });

  it('waits between pages where the server asks for it, and reports each pause', async () => {
    const { orders, pauses } = await read('throttled');
    expect([orders.length, pauses]).toEqual([350, 4]);
  }, 20_000);

  it('renews an access token that expires after each page', async () => {
    expect((await read('access-expires')).orders).toHaveLength(350);
  });

  it('reads from a server whose clock is five minutes behind, because the period ends ten minutes before now', async () => {
    expect((await read('orders-clock')).orders.length).toBeGreaterThan(0);
    expect(await reasonOf(read('orders-clock', { to: 60_000 }))).toBe('business-refused');
  }, 30_000);

  it('stays within the permitted rate after the burst', async () => {
    const startedAt = performance.now();
    await read('none', { rate: { burst: 2, intervalMs: 200 } });
    expect(performance.now() - startedAt).toBeGreaterThan(390);
  });

  it('stops while it waits for its next request', async () => {
    const reason = new Error('stopped');
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(reason), 100);
    await expect(read('none', { rate: { burst: 1, intervalMs: 600_000 }, signal: stopping.signal })).rejects.toBe(reason);
  });
});

describe('a page of order reports', () => {
  const page = (change: object) => ({ ordersReport: [{ ...report(0), ...change }] });
  it.each([
    ['no orders', {}],
    ['a token that is a number', { ordersReport: [], nextPageToken: 7 }],
    ['an order without an ID', page({ orderMetadata: { orderId: '', orderDate: '2026-11-10T00:00:00Z' } })],
    ['a date that is none', page({ orderMetadata: { orderId: '1', orderDate: '昨日' } })],
    ['a name of a megabyte', page({ buyingCustomer: { name: 'x'.repeat(1_000_000) } })],
    ['2,000 orders', { ordersReport: Array.from({ length: 2_000 }, (_, at) => report(at)) }],
    ['a length that is no number', { ordersReport: { length: { toString: 1, valueOf: null } } }],
  ])('is refused with %s', (_, answer) => {
    expect(() => parseOrderReportPage(answer)).toThrow(BusinessProblem);
  });

  it('leaves out what Amazon does not state, and amounts in another currency', () => {
    const charges = [{ type: 'NET_TOTAL', amount: { currencyCode: 'USD', amount: 3 } }];
    const { orders, nextPageToken } = parseOrderReportPage({
      ordersReport: [
        {
          orderMetadata: { orderId: '1', orderDate: '2026-11-10T00:00:00+09:00' },
          orderStatus: '',
          charges,
          buyingCustomer: null,
          more: 1,
        },
      ],
      nextPageToken: null,
    });
    expect([orders, nextPageToken]).toEqual([
      [
        {
          id: '1',
          orderedAt: '2026-11-09T15:00:00.000Z',
          status: '',
          purchaseOrderNumber: '',
          buyerName: '',
          buyerEmail: '',
          group: '',
          amount: null,
        },
      ],
      '',
    ]);
  });
});
