import type { OrderFilter, OrderLockView, OrderRow, OrderSort } from '#shared/contract/orders/orders.ts';
import { formatInstant } from '#shared/domain/checkout/days.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { getRouteKey, listStepApprovers, type PendingOrder } from '#shared/domain/checkout/order-groups.ts';
import { compareByDanger, type OrderLock } from '#shared/domain/checkout/order-lock.ts';
import { getOutlook, type Outlook } from '#shared/domain/checkout/outlook.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import type { CompanyIndex } from '#shared/domain/routes/company.ts';
import type { OrderCache } from './order-cache.ts';

/** A request with its lock. */
export type ListedOrder = ServerOrder & { readonly lock: OrderLock | null };

const lockView = ({ ends, endsAt, ...lock }: OrderLock): OrderLockView => ({
  ...lock,
  endsAt: formatInstant(endsAt),
  ends: { hours: formatInstant(ends.hours), dates: formatInstant(ends.dates) },
});

/** Returns false for a listed person who cannot log in, and true for people who are not listed. */
export const canPersonAct = (index: CompanyIndex | null, id: string): boolean => {
  const person = index === null || id === '' ? -1 : index.person(id);
  return index === null || person < 0 || index.isActive(person);
};

const homeOf = (index: CompanyIndex | null, id: string): string => {
  const person = index === null || id === '' ? -1 : index.person(id);
  return index?.organizations[index.homes[person] ?? -1]?.name ?? '';
};

/** Maximum number of approvers named in a row; a role may have dozens. */
const NAMED_APPROVERS = 3;

/** Returns a function for the outlook of a request, based on the current lists and route history; create it once per query. */
export function createOutlookGetter(orders: OrderCache, index: CompanyIndex | null): (order: ServerOrder) => Outlook {
  const namesApprovers = orders.namesApprovers();
  return (order) =>
    getOutlook(order, { namesApprovers, mayAct: (key) => canPersonAct(index, key), isRouteLate: orders.isRouteLate(order) });
}

/** Returns a request in the form of the contract, with names from the current lists where available. */
export function toOrderRow(order: ListedOrder, index: CompanyIndex | null, outlook: Outlook): OrderRow {
  const { id, number, title, state, requestedAt, decidedAt, applicantId, applicantName, step, amount, lock } = order;
  const people = listStepApprovers(order)
    .filter(({ key }) => key !== '')
    .map(({ key, name }) => ({ id: key, name, active: canPersonAct(index, key) }))
    .sort((a, b) => Number(b.active) - Number(a.active));
  return {
    id,
    number,
    title,
    state,
    requestedAt,
    decidedAt,
    applicant: { id: applicantId, name: applicantName, organization: homeOf(index, applicantId) },
    route: { key: getRouteKey(order), name: order.routeName },
    step:
      step === null
        ? null
        : {
            index: step.index,
            count: step.count,
            name: step.name,
            since: step.since,
            approvers: people.slice(0, NAMED_APPROVERS),
            approverCount: people.length,
          },
    amount,
    lock: lock === null ? null : lockView(lock),
    outlook,
  };
}

/** Returns a predicate for the filter; create it once per query. */
export function createOrderPredicate(filter: OrderFilter): (order: ListedOrder) => boolean {
  const words = foldForSearch(filter.search);
  return (order) => {
    const { state, lock } = order;
    if (filter.states.length > 0 && !filter.states.includes(state)) return false;
    if (filter.dangers.length > 0 && (lock === null || !filter.dangers.includes(lock.danger))) return false;
    if (filter.route !== null && getRouteKey(order) !== filter.route) return false;
    if (filter.lastDay !== null && (lock === null || lock.danger === 'over' || lock.lastDay !== filter.lastDay)) return false;
    if (filter.approver !== null && (lock === null || !listStepApprovers(order).some(({ key }) => key === filter.approver))) return false;
    return words === '' || textOf(order).includes(words);
  };
}

const textOf = ({ number, title, applicantName, routeName, step }: ServerOrder): string =>
  foldForSearch([number, title, applicantName, routeName, step?.name ?? '', ...(step?.approverNames ?? [])].join(' '));

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Returns the requests in stable sorted order. By ascending danger, requests without a lock come last. */
export function sortOrders<T extends ListedOrder>(orders: readonly T[], { by, descending }: OrderSort): readonly T[] {
  const order = ORDERS[by];
  return orders.toSorted((a, b) => (descending ? order(b, a) : order(a, b)));
}

const ORDERS: Readonly<Record<OrderSort['by'], (a: ListedOrder, b: ListedOrder) => number>> = {
  danger: (a, b) =>
    a.lock === null || b.lock === null
      ? Number(a.lock === null) - Number(b.lock === null) || compare(b.requestedAt, a.requestedAt)
      : compareByDanger(a as PendingOrder, b as PendingOrder),
  requested: (a, b) => Date.parse(a.requestedAt) - Date.parse(b.requestedAt),
  amount: (a, b) => (a.amount ?? -1) - (b.amount ?? -1),
  applicant: (a, b) => compare(a.applicantName, b.applicantName),
  route: (a, b) => compare(a.routeName, b.routeName) || (a.step?.index ?? 0) - (b.step?.index ?? 0),
};
