import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { getAmazonBusinessName } from '#shared/domain/integration/amazon-business.ts';
import { BusinessProblem } from '../../amazon/business/business-problem.ts';
import { type BusinessAccess, BusinessSession } from '../../amazon/business/business-session.ts';
import { AMAZON_ORDER_RATE, readOrderReports } from '../../amazon/business/orders/read-order-reports.ts';
import type { JobContext } from '../../company/job-context.ts';
import { NetworkProblem } from '../../network/problem.ts';
import { createMask } from '../../redaction/redactor.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

const DAY_MS = 86_400_000;
/** The period ends this long before now, because Amazon refuses an end in the future by its own clock. */
const BEFORE_NOW_MS = 10 * 60_000;
/** Sum of the pauses that the server may request in one reading. */
const PATIENCE_MS = 30 * 60_000;
/** The demo company's server has no limit. */
const DEMO_RATE = { burst: 1, intervalMs: 0 } as const;

/**
 * Reads Amazon's orders of the last days and replaces those of the company file completely or not at all. Throws `amazon-orders-failed` with
 * the reason, or the signal's reason; the current orders are then unchanged.
 */
export async function readAmazonOrders(
  access: BusinessAccess,
  companyFile: CompanyFile,
  { days }: { readonly days: number },
  work: JobContext,
): Promise<{ readonly orders: number }> {
  const { amazonOrders: store } = companyFile;
  const label = getAmazonBusinessName(access.connection);
  const now = access.now();
  const period = { from: new Date(now - days * DAY_MS).toISOString(), to: new Date(now - BEFORE_NOW_MS).toISOString() };
  const readId = store.begin({ label, ...period, readAt: new Date(now).toISOString() });
  let orders = 0;
  const report = (phase: string): void => work.report({ phase, done: orders, total: null });
  const session = new BusinessSession(access, PATIENCE_MS, () => report('asked-to-wait'));
  try {
    report('reading-amazon-orders');
    await readOrderReports(session, {
      ...period,
      rate: access.servers.purpose === 'demo' ? DEMO_RATE : AMAZON_ORDER_RATE,
      signal: work.signal,
      onPage(page) {
        store.append(readId, page);
        orders = store.count(readId);
        report('reading-amazon-orders');
      },
    });
    work.signal.throwIfAborted();
    store.publish(readId);
    return { orders };
  } catch (error) {
    store.discard(readId);
    throw toExpectedError(error, label, Object.values(access.secrets));
  } finally {
    await session.close();
  }
}

function toExpectedError(error: unknown, address: string, secrets: readonly string[]): unknown {
  if (!(error instanceof BusinessProblem || error instanceof NetworkProblem)) return error;
  const mask = createMask(secrets);
  const params = Object.fromEntries(
    Object.entries(error.params).map(([name, value]) => [name, typeof value === 'string' ? mask(value) : value]),
  );
  return new ExpectedError('amazon-orders-failed', { ...params, reason: error.reason, address });
}
