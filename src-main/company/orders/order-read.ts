import type { Groupware } from '../../groupware/groupware.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { OrderOrigin } from '../../storage/order-store.ts';
import type { JobContext } from '../job-context.ts';

/**
 * Reads all order requests from the server and publishes them in one step. Each page is stored before the next is requested, so that an
 * interrupted read can continue if the server is unchanged. Throws `server-not-gateway` for a standard NEO; existing data are then
 * unchanged.
 */
export async function readOrdersFromServer(
  groupware: Groupware,
  companyFile: CompanyFile,
  server: { readonly label: string; readonly origin: OrderOrigin['origin']; readonly takenAt: string },
  work: JobContext,
): Promise<{ readonly orders: number }> {
  work.report({ phase: 'reading-orders', done: 0, total: null });
  const { revision } = await groupware.describe(work.signal);
  const { orders } = companyFile;
  const readId =
    resumable(companyFile, server.label, revision) ??
    orders.begin({
      origin: server.origin,
      label: server.label,
      takenAt: server.takenAt,
      serverRevision: revision,
      missingFields: [],
    });
  const { missingFields } = await groupware.readOrders({
    from: orders.count(readId),
    signal: work.signal,
    onPause: () => work.report({ phase: 'asked-to-wait', done: orders.count(readId), total: null }),
    onRestart: () => orders.empty(readId),
    onPage: (items, { done, total }) => {
      orders.append(readId, items);
      work.report({ phase: 'reading-orders', done, total });
    },
  });
  work.signal.throwIfAborted();
  orders.publish(readId, missingFields);
  return { orders: orders.count(readId) };
}

/** Returns a staged read of the same server and revision to continue; deletes other staged reads, except a running file import. */
function resumable(companyFile: CompanyFile, label: string, revision: string | null): number | null {
  let found: number | null = null;
  for (const staged of companyFile.orders.staged()) {
    if (staged.origin === 'file') continue;
    if (found === null && revision !== null && staged.label === label && staged.serverRevision === revision) found = staged.id;
    else companyFile.orders.discard(staged.id);
  }
  return found;
}
