import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { OTHER_GROUP, PURCHASING_GROUP } from '../company/amazon-accounts.ts';
import type { DemoCompany } from '../company/company.ts';
import type { BusinessFault } from './business-faults.ts';

/** An order in the form of Amazon's report. Source: docs/domain/amazon-business-api.md#order-reports. */
export interface OrderReport {
  readonly orderMetadata: { readonly orderId: string; readonly orderDate: string | { readonly date: string }; readonly region: 'JP' };
  readonly orderStatus: string;
  readonly charges: readonly { readonly type: string; readonly amount: { readonly currencyCode: 'JPY'; readonly amount: number } }[];
  readonly purchaseOrderNumber?: string;
  readonly buyingCustomer: { readonly name: string; readonly email?: string };
  readonly buyerGroup: { readonly name: string };
}

const PAGE_SIZE = 100;
const MANY = 100_000;
/** Page at which the faults of a long reading occur. */
const FAULTY_PAGE = 2;

/** One order in each so many has the difference. */
const EVERY = { missing: 37, otherAddress: 41, otherGroup: 53, withoutEmail: 61, withoutNumber: 67, halfWidth: 5 } as const;

/** Returns the orders that follow the company's approved requests, with planted differences, newest first. */
export function createOrderReports({ users }: DemoCompany, requests: readonly ServerOrder[]): readonly OrderReport[] {
  const people = new Map(users.map((user) => [user.id, user]));
  return requests.flatMap((request, at) => {
    const person = people.get(request.applicantId);
    const has = (difference: keyof typeof EVERY): boolean => at % EVERY[difference] === EVERY[difference] - 1;
    if (request.state !== 'approved' || request.decidedAt === null || person === undefined || has('missing')) return [];
    const email = has('otherAddress') ? `purchasing.${person.workEmail}` : person.workEmail;
    const orderDate = new Date(Date.parse(request.decidedAt) + 60_000).toISOString();
    return {
      orderMetadata: {
        orderId: `250-${request.id.padStart(9, '0').slice(0, 7)}-${String(at).padStart(7, '0')}`,
        // The schema has an object, the samples a string.
        orderDate: at % 2 === 0 ? orderDate : { date: orderDate },
        region: 'JP',
      },
      orderStatus: at % 9 === 0 ? 'PENDING_FULFILLMENT' : 'CLOSED',
      charges: [{ type: 'NET_TOTAL', amount: { currencyCode: 'JPY', amount: request.amount ?? 0 } }],
      ...(has('withoutNumber') ? {} : { purchaseOrderNumber: request.number }),
      buyingCustomer: { name: has('halfWidth') ? 'ｱｵｷ ﾊﾅ' : person.name, ...(has('withoutEmail') ? {} : { email }) },
      buyerGroup: { name: has('otherGroup') ? OTHER_GROUP : PURCHASING_GROUP },
    };
  });
}

/** Returns 100,000 orders within a period. */
function createManyReports(from: number, to: number): readonly OrderReport[] {
  const step = (to - from) / MANY;
  return Array.from({ length: MANY }, (_, at) => ({
    orderMetadata: {
      orderId: `251-0000000-${String(at).padStart(7, '0')}`,
      orderDate: new Date(from + at * step).toISOString(),
      region: 'JP',
    },
    orderStatus: 'CLOSED',
    charges: [{ type: 'NET_TOTAL', amount: { currencyCode: 'JPY', amount: 1_000 + at } }],
    purchaseOrderNumber: `AB-${at}`,
    buyingCustomer: { name: at % 2 === 0 ? '青木 はな' : 'ｱｵｷ ﾊﾅ', email: `user${at % 20_000}@example.co.jp` },
    buyerGroup: { name: PURCHASING_GROUP },
  }));
}

interface OrderQuestion {
  readonly fault: BusinessFault;
  readonly from: number;
  readonly to: number;
  /** Continuation of the same question; `''` = first page. */
  readonly token: string;
}

export interface OrderReportAnswer {
  readonly ordersReport: readonly unknown[];
  readonly size: number;
  readonly nextPageToken?: string;
}

const toToken = (from: number, to: number, offset: number): string => Buffer.from([from, to, offset].join('.')).toString('base64url');
const getDate = ({ orderMetadata: { orderDate } }: OrderReport): number =>
  Date.parse(typeof orderDate === 'string' ? orderDate : orderDate.date);

/** The pages of order reports. A continuation is valid only with the parameters of its first page. */
export class OrderReportPages {
  readonly #reports: () => readonly OrderReport[];
  #many: { readonly from: number; readonly reports: readonly OrderReport[] } | null = null;

  constructor(reports: () => readonly OrderReport[]) {
    this.#reports = reports;
  }

  /** Returns a page; `'invalid'` = the continuation belongs to other parameters; `'cut'` = the connection ends. */
  answer({ fault, from, to, token }: OrderQuestion): OrderReportAnswer | 'invalid' | 'cut' {
    const offset = token === '' ? 0 : this.#offsetOf(from, to, token);
    if (offset === null) return 'invalid';
    const all = this.#reportsOf(fault, from, to);
    const reports = all.slice(offset, offset + PAGE_SIZE);
    const next = offset + PAGE_SIZE;
    const page = { ordersReport: reports, size: reports.length, ...(next < all.length && { nextPageToken: toToken(from, to, next) }) };
    if (offset < FAULTY_PAGE * PAGE_SIZE) return page;
    if (fault === 'orders-cut') return 'cut';
    if (fault === 'orders-shape') return { ...page, ordersReport: [...reports, { orderStatus: 'CLOSED' }] };
    if (fault === 'orders-loop') return { ...page, nextPageToken: toToken(from, to, offset) };
    if (fault === 'orders-oversized') return { ...page, ordersReport: [{ text: 'x'.repeat(17 * 1024 * 1024) }] };
    return page;
  }

  /** Returns the offset of a continuation; `null` = of other parameters. */
  #offsetOf(from: number, to: number, token: string): number | null {
    const [ofFrom, ofTo, offset] = Buffer.from(token, 'base64url').toString('latin1').split('.').map(Number);
    return ofFrom === from && ofTo === to && Number.isSafeInteger(offset) ? (offset ?? null) : null;
  }

  #reportsOf(fault: BusinessFault, from: number, to: number): readonly OrderReport[] {
    if (!fault.startsWith('orders-')) return this.#reports().filter((report) => getDate(report) >= from && getDate(report) <= to);
    if (this.#many?.from !== from) this.#many = { from, reports: createManyReports(from, to) };
    return this.#many.reports;
  }
}
