import { z } from 'zod';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import type { AmazonOrder } from '#shared/domain/checkout/amazon/amazon-order.ts';
import { BusinessProblem } from '../business-problem.ts';

/** Answers of `orderReports`. Source: docs/domain/amazon-business-api.md#order-reports. */

const text = z.string().max(1_000);
const optionalText = text.nullish();
const person = z.object({ name: optionalText, email: optionalText }).nullish();
const instant = z.iso.datetime({ offset: true });
const orderSchema = z.object({
  orderMetadata: z.object({
    orderId: text.min(1),
    // The schema has an object, the samples a string.
    orderDate: z.union([instant, z.object({ date: instant }).transform(({ date }) => date)]),
  }),
  orderStatus: text,
  charges: z
    .array(z.object({ type: text, amount: z.object({ currencyCode: text, amount: z.number() }) }))
    .max(100)
    .nullish(),
  purchaseOrderNumber: optionalText,
  buyingCustomer: person,
  buyerGroup: z.object({ name: optionalText }).nullish(),
});
const pageSchema = z.object({
  ordersReport: z.array(orderSchema).max(1_000),
  nextPageToken: z.string().max(8_192).nullish(),
});

export interface OrderReportPage {
  readonly orders: readonly AmazonOrder[];
  /** `''` = this is the last page. */
  readonly nextPageToken: string;
}

/** Reads a page of order reports. Throws `business-unreadable`, because a page with unreadable orders is not a complete one. */
export function parseOrderReportPage(answer: unknown): OrderReportPage {
  const page = safeParseUntrusted(pageSchema, answer);
  if (!page.success) throw new BusinessProblem('business-unreadable', { part: 'orders' });
  const { ordersReport, nextPageToken } = page.data;
  return { orders: ordersReport.map(toAmazonOrder), nextPageToken: nextPageToken ?? '' };
}

function toAmazonOrder({ orderMetadata, orderStatus, charges, ...order }: z.output<typeof orderSchema>): AmazonOrder {
  const total = charges?.find(({ type, amount }) => type === 'NET_TOTAL' && amount.currencyCode === 'JPY');
  return {
    id: orderMetadata.orderId,
    orderedAt: new Date(orderMetadata.orderDate).toISOString(),
    status: orderStatus,
    purchaseOrderNumber: order.purchaseOrderNumber ?? '',
    buyerName: order.buyingCustomer?.name ?? '',
    buyerEmail: order.buyingCustomer?.email ?? '',
    group: order.buyerGroup?.name ?? '',
    amount: total?.amount.amount ?? null,
  };
}
