import { createTexts } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../context.ts';
import { exportName } from '../export-name.ts';
import type { HandlersOf } from './handlers.ts';

export const orderHandlers = ({ engine, networkDesk, files, jobs, ordersChanged }: CompanyContext): HandlersOf<'orders'> => ({
  'orders.summary': () => engine.orderSummary(),
  'orders.list': (window) => engine.orders(window),
  'orders.get': (which) => engine.order(which),
  'orders.forecast': (days) => engine.orderForecast(days),
  'orders.byRoute': () => engine.ordersByRoute(),
  'orders.byApprover': () => engine.ordersByApprover(),
  async 'orders.read'() {
    const access = await networkDesk.storedAccess();
    return {
      jobId: jobs.start('read-orders', async (work) => {
        const read = await engine.readOrders(access, work);
        await ordersChanged();
        return { ...read };
      }),
    };
  },
  'orders.export': (order) => ({
    jobId: jobs.start('export-orders', async (work) => {
      const path = files.temporaryPath();
      const { rows } = await engine.exportOrders({ ...order, path }, work);
      const { profile } = await engine.current();
      const name = createTexts(order.language)('orders.fileName', { profile: profile.name });
      const file = await files.add({ path, origin: 'report', name: exportName(name, 'csv') });
      return { token: file.token, name: file.name, bytes: file.bytes, rows };
    }),
  }),
});
