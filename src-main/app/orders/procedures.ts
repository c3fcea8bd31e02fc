import type { CallParsedInput } from '#shared/contract/calls.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { JobContext } from '../../company/job-context.ts';
import type { CsvSummary } from '../../files/reports/csv-report.ts';
import type { CompanyContext } from '../context.ts';
import { formatExportName } from '../export-name.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { toUnwritableSummary } from '../unwritable-characters.ts';
import { readAmazonOrders } from './amazon-order-reader.ts';
import { createAmazonOrderService } from './amazon-order-service.ts';
import { createOrderService } from './order-service.ts';

export const createOrderProcedures = ({
  session,
  networkService,
  amazonBusinessService,
  files,
  jobs,
}: CompanyContext): ProceduresOf<'orders'> => {
  const service = createOrderService(session);
  const amazon = createAmazonOrderService(session);

  /** Starts a job that writes a CSV and offers it under the company's name. */
  const exportCsv = (
    { language, encoding }: Pick<CallParsedInput<'orders.export'>, 'language' | 'encoding'>,
    nameKey: 'orders.fileName' | 'orders.amazon.fileName',
    write: (path: string, work: JobContext) => Promise<CsvSummary>,
  ): { readonly jobId: string } => ({
    jobId: jobs.start('export-orders', async (work) => {
      const path = files.temporaryPath();
      const { rows, unwritable } = await write(path, work);
      const name = createTexts(language)(nameKey, { company: session.file().company().name });
      const file = await files.add({ path, origin: 'report', name: formatExportName(name, 'csv') });
      return { token: file.token, name: file.name, bytes: file.bytes, rows, ...toUnwritableSummary({ unwritable }, encoding) };
    }),
  });

  return {
    'orders.summary': service.orderSummary,
    'orders.list': service.orders,
    'orders.get': service.order,
    'orders.forecast': service.orderForecast,
    'orders.byRoute': service.ordersByRoute,
    'orders.byApprover': service.ordersByApprover,
    async 'orders.read'() {
      const access = await networkService.storedAccess();
      return {
        jobId: jobs.start('read-orders', async (work) => {
          const read = await service.readOrders(access, work);
          return { ...read };
        }),
      };
    },
    'orders.amazonSummary': amazon.summary,
    'orders.amazonFindings': amazon.findings,
    async 'orders.readAmazon'({ days }) {
      const access = await amazonBusinessService.access();
      return {
        jobId: jobs.start('read-amazon-orders', async (work) => {
          const read = await readAmazonOrders(access, session.file(), { days }, work);
          return { ...read };
        }),
      };
    },
    'orders.removeAmazon'() {
      session.file().amazonOrders.remove();
      return {};
    },
    'orders.export': (order) => exportCsv(order, 'orders.fileName', (path, work) => service.exportOrders({ ...order, path }, work)),
    'orders.exportAmazon': (order) =>
      exportCsv(order, 'orders.amazon.fileName', (path, work) => amazon.exportFindings({ ...order, path }, work)),
  };
};
