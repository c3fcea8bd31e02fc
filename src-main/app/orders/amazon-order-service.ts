import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { AmazonFindingRow } from '#shared/contract/orders/amazon-orders.ts';
import type { AmazonOrder } from '#shared/domain/checkout/amazon/amazon-order.ts';
import {
  AMAZON_ORDER_FINDINGS,
  type AmazonOrderComparison,
  type AmazonOrderFinding,
  compareAmazonOrders,
} from '#shared/domain/checkout/amazon/compare-amazon-orders.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import type { JobContext } from '../../company/job-context.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CsvSummary } from '../../files/reports/csv-report.ts';
import type { AmazonOrderReading } from '../../storage/amazon-order-store.ts';
import { type AmazonFindingExport, writeAmazonFindings } from './amazon-order-report.ts';

/** The comparison of Amazon's orders with NEO's requests and people. */
export interface AmazonOrderService {
  summary(question: CallParsedInput<'orders.amazonSummary'>): Promise<CallOutput<'orders.amazonSummary'>>;
  findings(question: CallParsedInput<'orders.amazonFindings'>): Promise<CallOutput<'orders.amazonFindings'>>;
  exportFindings(order: AmazonFindingExport, work: JobContext): Promise<CsvSummary>;
}

interface Compared {
  readonly reading: AmazonOrderReading;
  readonly requests: readonly ServerOrder[];
  readonly directory: Directory;
  readonly hours: number;
  readonly orders: readonly AmazonOrder[];
  readonly comparison: AmazonOrderComparison;
}

export function createAmazonOrderService(session: CompanySession): AmazonOrderService {
  /** The last comparison, because a window asks for it several times. */
  let last: Compared | null = null;

  function compared(hours: number): Compared | null {
    const store = session.file().amazonOrders;
    const reading = store.current();
    if (reading === null) {
      last = null;
      return null;
    }
    const requests = session.orders.all();
    const directory = session.directory();
    const isSameReading = last?.reading.id === reading.id && last.reading.readAt === reading.readAt;
    if (last !== null && isSameReading && last.hours === hours && last.requests === requests && last.directory === directory) return last;
    const orders = isSameReading && last !== null ? last.orders : store.orders();
    const { neoUsers, amazonUsers } = directory;
    const comparison = compareAmazonOrders({ orders, period: reading, requests, neoUsers, amazonUsers, hours });
    last = { reading, requests, directory, hours, orders, comparison };
    return last;
  }

  function chosen({ hours, kind, search }: Pick<AmazonFindingExport, 'hours' | 'kind' | 'search'>): readonly AmazonFindingRow[] {
    const words = foldForSearch(search);
    return (compared(hours)?.comparison.findings ?? [])
      .filter((finding) => finding.kind === kind)
      .map(toRow)
      .filter((row) => words === '' || textOf(row).includes(words));
  }

  return {
    async summary({ hours }) {
      const known = compared(hours);
      if (known === null) return { source: null };
      const { reading, orders, comparison } = known;
      const { label, from, to, readAt } = reading;
      return {
        source: {
          label,
          from,
          to,
          readAt,
          orders: orders.length,
          requestsReadAt: session.orders.reading()?.takenAt ?? null,
          matched: comparison.matched,
          areNumbersComparable: comparison.areNumbersComparable,
          gaps: { ...comparison.gaps },
          findings: AMAZON_ORDER_FINDINGS.map((kind) => ({
            kind,
            count: comparison.findings.filter((finding) => finding.kind === kind).length,
          })),
        },
      };
    },
    async findings({ offset, limit, ...question }) {
      const rows = chosen(question);
      return { total: rows.length, rows: rows.slice(offset, offset + limit) };
    },
    exportFindings: async (order, work) => writeAmazonFindings(chosen(order), order, work),
  };
}

function toRow({ kind, order, request, person, expected }: AmazonOrderFinding): AmazonFindingRow {
  return {
    kind,
    order:
      order === null
        ? null
        : {
            id: order.id,
            orderedAt: order.orderedAt,
            status: order.status,
            number: order.purchaseOrderNumber,
            buyerName: order.buyerName,
            buyerEmail: order.buyerEmail,
            group: order.group,
            amount: order.amount,
          },
    request: request === null ? null : { id: request.id, number: request.number, title: request.title, decidedAt: request.decidedAt },
    person: person === null ? null : { id: person.id, name: person.name, email: person.workEmail },
    expected: [...expected],
  };
}

const textOf = ({ order, request, person }: AmazonFindingRow): string =>
  foldForSearch(
    [
      order?.id,
      order?.number,
      order?.buyerName,
      order?.buyerEmail,
      order?.group,
      request?.number,
      request?.title,
      person?.name,
      person?.email,
    ].join(' '),
  );
