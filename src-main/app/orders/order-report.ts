import type { CallParsedInput } from '#shared/contract/calls.ts';
import type { OrderRow } from '#shared/contract/orders/orders.ts';
import { formatInstant } from '#shared/domain/checkout/days.ts';
import { createTexts, type Language } from '#shared/messages/texts.ts';
import type { JobContext } from '../../company/job-context.ts';
import type { ListedOrder } from '../../company/orders/order-rows.ts';
import { type CsvSummary, writeCsv } from '../../files/reports/csv-report.ts';

/** The requests to export and the path of the file. */
export interface OrderExport extends Readonly<CallParsedInput<'orders.export'>> {
  readonly path: string;
}

const COLUMNS = [
  'number',
  'title',
  'state',
  'applicant',
  'organization',
  'route',
  'step',
  'approvers',
  'requestedAt',
  'lockEnds',
  'lastChance',
  'danger',
  'decidedAt',
  'amount',
] as const;

/** Formats a time as `2026-11-24 09:12` in Japan's time zone, which spreadsheets recognize as date and time. */
export const formatMoment = (iso: string | null): string =>
  iso === null
    ? ''
    : formatInstant(Date.parse(iso) + 9 * 3_600_000)
        .slice(0, 16)
        .replace('T', ' ');

/** Writes requests as CSV, completely or not at all; throws like `writeCsv`. */
export async function writeOrders(
  orders: readonly ListedOrder[],
  rowOf: (order: ListedOrder) => OrderRow,
  { path, encoding, language }: OrderExport,
  work: JobContext,
): Promise<CsvSummary> {
  const words = createTexts(language satisfies Language);
  work.report({ phase: 'writing', done: 0, total: orders.length });
  return writeCsv(
    path,
    COLUMNS.map((column) => words(`orders.column.${column}`)),
    cellsOf(orders, rowOf, words),
    { encoding, signal: work.signal, onProgress: (done) => work.report({ phase: 'writing', done, total: orders.length }) },
  );
}

function* cellsOf(
  orders: readonly ListedOrder[],
  rowOf: (order: ListedOrder) => OrderRow,
  words: ReturnType<typeof createTexts>,
): Generator<readonly string[]> {
  for (const order of orders) {
    const { number, title, state, applicant, route, step, requestedAt, decidedAt, amount, lock, outlook } = rowOf(order);
    yield [
      number,
      title,
      words(`orders.state.${state}`),
      applicant.name,
      applicant.organization,
      route.name,
      step?.name ?? '',
      (order.step?.approverNames ?? []).join('; '),
      formatMoment(requestedAt),
      formatMoment(lock?.endsAt ?? null),
      lock?.lastChance ?? '',
      // The remaining time is omitted for requests that will not be decided in time.
      lock === null
        ? ''
        : lock.danger === 'ok' && outlook !== 'open'
          ? words(`orders.outlook.${outlook}`)
          : words(`orders.danger.${lock.danger}`),
      formatMoment(decidedAt),
      amount === null ? '' : String(amount),
    ];
  }
}
