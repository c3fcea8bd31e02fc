import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { PENDING_ORDERS } from '#shared/contract/orders/order-choices.ts';
import type { OrderRow } from '#shared/contract/orders/orders.ts';
import { sumAmounts } from '#shared/domain/checkout/amounts.ts';
import { getTokyoDay, parseDayNumber } from '#shared/domain/checkout/days.ts';
import { forecastLockEnds } from '#shared/domain/checkout/forecast.ts';
import { groupOrdersByApprover, groupOrdersByRoute, type PendingOrder } from '#shared/domain/checkout/order-groups.ts';
import { DANGERS, isInDanger } from '#shared/domain/checkout/order-lock.ts';
import { isStuck } from '#shared/domain/checkout/outlook.ts';
import type { CompanyIndex } from '#shared/domain/routes/company.ts';
import { getBusinessCalendar } from '../../company/configuration.ts';
import type { JobContext } from '../../company/job-context.ts';
import { readOrdersFromServer } from '../../company/orders/order-read.ts';
import {
  canPersonAct,
  createOrderPredicate,
  createOutlookGetter,
  type ListedOrder,
  sortOrders,
  toOrderRow,
} from '../../company/orders/order-rows.ts';
import type { ServerAccess } from '../../company/server/server-access.ts';
import { getServerLabel, resolveServerAccess, withGroupware } from '../../company/server/server-access.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CsvSummary } from '../../files/reports/csv-report.ts';
import { findRouteDraft, listPeopleWhoCanAct } from './order-people.ts';
import { type OrderExport, writeOrders } from './order-report.ts';

/** Order requests of the last read, locks of pending ones, and other waiting times. */
export interface OrderService {
  orderSummary(): Promise<CallOutput<'orders.summary'>>;
  orders(window: CallParsedInput<'orders.list'>): Promise<CallOutput<'orders.list'>>;
  order(which: CallParsedInput<'orders.get'>): Promise<CallOutput<'orders.get'>>;
  orderForecast(days: CallParsedInput<'orders.forecast'>): Promise<CallOutput<'orders.forecast'>>;
  ordersByRoute(): Promise<CallOutput<'orders.byRoute'>>;
  ordersByApprover(): Promise<CallOutput<'orders.byApprover'>>;
  readOrders(access: ServerAccess | null, work: JobContext): Promise<{ readonly orders: number }>;
  exportOrders(order: OrderExport, work: JobContext): Promise<CsvSummary>;
}

export function createOrderService(session: CompanySession): OrderService {
  const index = (): CompanyIndex | null => session.draftCache.company()?.index ?? null;

  /** Returns all requests in the order of the source; pending ones include their lock. */
  function listed(): readonly ListedOrder[] {
    const pending = new Map(session.orders.pending().map((order) => [order.id, order]));
    return session.orders.all().map((order) => pending.get(order.id) ?? { ...order, lock: null });
  }

  const rowed = (): ((order: ListedOrder) => OrderRow) => {
    const people = index();
    const outlookOf = createOutlookGetter(session.orders, people);
    return (order) => toOrderRow(order, people, outlookOf(order));
  };

  const chosen = ({ filter, sort }: Pick<OrderExport, 'filter' | 'sort'>): readonly ListedOrder[] =>
    sortOrders(listed().filter(createOrderPredicate(filter)), sort);

  return {
    async orderSummary() {
      const reading = session.orders.reading();
      const pending = session.orders.pending();
      const outlookOf = createOutlookGetter(session.orders, index());
      const danger = pending.filter(({ lock }) => isInDanger(lock.danger));
      return {
        source:
          reading === null
            ? null
            : {
                origin: reading.origin,
                label: reading.label,
                takenAt: reading.takenAt,
                rows: reading.rows,
                missingFields: [...reading.missingFields],
              },
        now: session.timestamp(),
        today: session.today(),
        total: session.orders.all().length,
        pending: pending.length,
        inDanger: danger.length,
        amountsInDanger: sumAmounts(danger),
        byDanger: DANGERS.map((each) => ({ danger: each, orders: pending.filter(({ lock }) => lock.danger === each).length })),
        disputed: pending.filter(({ lock }) => lock.disputed).length,
        stuck: pending.filter((order) => isStuck(outlookOf(order))).length,
        first: firstOf(pending),
      };
    },
    async orders({ filter, sort, offset, limit }) {
      const rows = chosen({ filter, sort });
      return { total: rows.length, rows: rows.slice(offset, offset + limit).map(rowed()) };
    },
    async order({ id }) {
      const order = listed().find((one) => one.id === id);
      if (order === undefined) throw new ExpectedError('order-not-found');
      const people = index();
      return {
        order: rowed()(order),
        people: [...listPeopleWhoCanAct(session, order, people)],
        routeDraft: findRouteDraft(session, order)?.id ?? null,
        history: session.orders.historyOf({ id: order.routeId, name: order.routeName }),
      };
    },
    async orderForecast({ from, days, route, approver }) {
      const file = session.file();
      const now = session.now();
      const start = from === null ? getTokyoDay(now) : (parseDayNumber(from) ?? getTokyoDay(now));
      const forecastDays = forecastLockEnds(
        session.orders.pending().filter(createOrderPredicate({ ...PENDING_ORDERS, route, approver })),
        getBusinessCalendar(file),
        start,
        days,
        now,
      );
      return { today: session.today(), days: forecastDays.map((day) => ({ ...day, fallsOut: { ...day.fallsOut } })) };
    },
    async ordersByRoute() {
      const groups = groupOrdersByRoute(session.orders.pending());
      return { groups: groups.map((group) => ({ ...group, history: session.orders.historyOf({ id: group.key, name: group.name }) })) };
    },
    async ordersByApprover() {
      const people = index();
      return {
        groups: groupOrdersByApprover(session.orders.pending()).map((group) => ({ ...group, active: canPersonAct(people, group.key) })),
        named: session.orders.namesApprovers(),
      };
    },
    async readOrders(given, work) {
      const file = session.file();
      const access = await resolveServerAccess(session, file, given);
      const origin = file.company().kind === 'demo' ? 'demo' : 'server';
      const server = { label: getServerLabel(file, access), origin, takenAt: session.timestamp() } as const;
      return withGroupware(access, work.signal, (groupware) => readOrdersFromServer(groupware, file, server, work));
    },
    exportOrders: async (order, work) => writeOrders(chosen(order), rowed(), order, work),
  };
}

/** Returns the earliest last day of an active lock; `null` = no active lock. */
function firstOf(pending: readonly PendingOrder[]): string | null {
  let first: string | null = null;
  for (const { lock } of pending) if (lock.danger !== 'over' && (first === null || lock.lastDay < first)) first = lock.lastDay;
  return first;
}
