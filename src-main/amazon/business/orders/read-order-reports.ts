import type { AmazonOrder } from '#shared/domain/checkout/amazon/amazon-order.ts';
import { BusinessProblem } from '../business-problem.ts';
import type { BusinessSession } from '../business-session.ts';
import { RequestPace, type RequestRate } from '../request-pace.ts';
import { parseOrderReportPage } from './order-report-answers.ts';

/** Bounds of one reading. A page has at most 100 orders, so that `pages` is reached only by empty or small pages. */
export const ORDER_READ_LIMITS = { orders: 200_000, pages: 10_000, runMs: 6 * 3_600_000 } as const;

/** Amazon permits 0.5 requests a second after a burst of 10. Source: docs/domain/amazon-business-api.md#order-reports. */
export const AMAZON_ORDER_RATE = { burst: 10, intervalMs: 2_000 } as const satisfies RequestRate;

export interface OrderReportQuestion {
  /** Order dates from and to, ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly rate: RequestRate;
  readonly signal: AbortSignal;
  /** Called with every page, an empty one included. */
  readonly onPage: (orders: readonly AmazonOrder[]) => void;
}

const toMoment = (iso: string): string => new Date(iso).toISOString().replace(/\.\d{3}/, '');

/** Reads all order reports of a period, page by page. Throws `BusinessProblem`, `NetworkProblem` or the signal's reason. */
export async function readOrderReports(session: BusinessSession, question: OrderReportQuestion): Promise<void> {
  const { from, to, rate, signal, onPage } = question;
  const query = { orderStartDate: toMoment(from), orderEndDate: toMoment(to) };
  const startedAt = performance.now();
  const pace = new RequestPace(rate);
  const seenTokens = new Set<string>();
  let [orders, token] = [0, ''];
  for (let pages = 0; ; pages++) {
    const tooLong = performance.now() - startedAt > ORDER_READ_LIMITS.runMs;
    if (orders > ORDER_READ_LIMITS.orders || pages >= ORDER_READ_LIMITS.pages || tooLong)
      throw new BusinessProblem('business-too-many-orders', { count: ORDER_READ_LIMITS.orders });
    await pace.next(signal);
    const parameters = new URLSearchParams(token === '' ? query : { ...query, nextPageToken: token });
    const page = parseOrderReportPage(await session.read(`/reports/2025-06-09/orderReports?${parameters}`, signal));
    orders += page.orders.length;
    onPage(page.orders);
    token = page.nextPageToken;
    if (token === '') return;
    if (seenTokens.has(token)) throw new BusinessProblem('business-pages-repeat');
    seenTokens.add(token);
  }
}
