import { type Amounts, addAmount, NO_AMOUNTS } from './amounts.ts';
import type { ServerOrder } from './order.ts';
import { isInDanger, type OrderLock } from './order-lock.ts';

/** A pending request with its lock. */
export interface PendingOrder extends ServerOrder {
  readonly lock: OrderLock;
}

/** Pending requests with the same route or the same approver. */
export interface OrderGroup {
  /** Id of the route or person, or the name if the source has no id. */
  readonly key: string;
  readonly name: string;
  readonly pending: number;
  readonly inDanger: number;
  readonly over: number;
  readonly amounts: Amounts;
  /** The earliest last day of a lock that still holds; `null` if all locks have ended. */
  readonly first: string | null;
}

/** Identifies the route of a request by id, or by name if there is no id. */
export const getRouteKey = ({ routeId, routeName }: Pick<ServerOrder, 'routeId' | 'routeName'>): string =>
  routeId !== '' ? routeId : routeName;

export const groupOrdersByRoute = (orders: readonly PendingOrder[]): readonly OrderGroup[] =>
  grouped(orders, (order) => [{ key: getRouteKey(order), name: order.routeName }]);

/** Groups requests by approver. A request counts for each of its approvers; requests without an approver use the key `''`. */
export const groupOrdersByApprover = (orders: readonly PendingOrder[]): readonly OrderGroup[] => grouped(orders, listStepApprovers);

/** The approvers of the current step of a request. */
export function listStepApprovers({ step }: Pick<ServerOrder, 'step'>): readonly { readonly key: string; readonly name: string }[] {
  const names = step?.approverNames ?? [];
  const ids = step?.approverIds ?? [];
  const people = Array.from({ length: Math.max(ids.length, names.length) }, (_, at) => {
    const name = names[at] ?? '';
    const id = ids[at] ?? '';
    return { key: id === '' ? name : id, name: name === '' ? id : name };
  }).filter(({ key }) => key !== '');
  return people.length === 0 ? [{ key: '', name: '' }] : people;
}

/** Groups requests, sorted by number in danger, then number pending, then name. */
function grouped(
  orders: readonly PendingOrder[],
  keysOf: (order: PendingOrder) => readonly { readonly key: string; readonly name: string }[],
): readonly OrderGroup[] {
  const groups = new Map<string, { -readonly [K in keyof OrderGroup]: OrderGroup[K] }>();
  for (const order of orders) {
    // Without ids, two people with the same name share a key; the request counts once.
    for (const [key, name] of new Map(keysOf(order).map(({ key, name }) => [key, name]))) {
      const group = groups.get(key) ?? { key, name, pending: 0, inDanger: 0, over: 0, amounts: NO_AMOUNTS, first: null };
      groups.set(key, group);
      const { danger, lastDay } = order.lock;
      group.pending++;
      group.amounts = addAmount(group.amounts, order.amount);
      if (isInDanger(danger)) group.inDanger++;
      if (danger === 'over') group.over++;
      else if (group.first === null || lastDay < group.first) group.first = lastDay;
    }
  }
  return [...groups.values()].sort(
    (a, b) => b.inDanger - a.inDanger || b.pending - a.pending || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}
