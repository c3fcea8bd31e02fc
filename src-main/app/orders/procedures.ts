import { createTexts } from '#shared/messages/texts.ts';
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
    'orders.export': (order) => ({
      jobId: jobs.start('export-orders', async (work) => {
        const path = files.temporaryPath();
        const { rows, unwritable } = await service.exportOrders({ ...order, path }, work);
        const company = session.file().company();
        const name = createTexts(order.language)('orders.fileName', { company: company.name });
        const file = await files.add({ path, origin: 'report', name: formatExportName(name, 'csv') });
        return { token: file.token, name: file.name, bytes: file.bytes, rows, ...toUnwritableSummary({ unwritable }, order.encoding) };
      }),
    }),
  };
};
