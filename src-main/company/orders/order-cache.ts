import { clearMismatchedIds } from '#shared/domain/checkout/applicant-orders.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { PendingOrder } from '#shared/domain/checkout/order-groups.ts';
import {
  computePastVolume,
  groupHistoryByRoute,
  type HistorySummary,
  type PastOrder,
  type PastVolume,
  type RouteHistory,
  summarizeHistory,
} from '#shared/domain/checkout/order-history.ts';
import { computeOrderLock } from '#shared/domain/checkout/order-lock.ts';
import { isMostlyLate } from '#shared/domain/checkout/outlook.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { OrderSnapshotInfo } from '../../storage/order-store.ts';
import { getBusinessDay } from '../business-day.ts';
import type { CompanySource } from '../company-source.ts';
import { getBusinessCalendar } from '../configuration.ts';
import { getLockPolicy } from './clock-policies.ts';

interface Read {
  readonly file: CompanyFile;
  readonly reading: OrderSnapshotInfo | null;
  /** The people used to resolve ids in the orders; `null` if none were needed. */
  readonly directory: Directory | null;
  readonly orders: readonly ServerOrder[];
  readonly histories: ReadonlyMap<string, RouteHistory>;
  /** Caches whether nearly all requests of a route were late, by route and lock policy. */
  readonly late: Map<string, boolean>;
}

const NO_ORDERS: readonly PastOrder[] = [];

/** The company's order requests, loaded once per read. Locks are computed at query time. */
export class OrderCache {
  readonly #source: CompanySource;
  #read: Read | null = null;
  #volume: { readonly orders: readonly ServerOrder[]; readonly until: string; readonly made: PastVolume | null } | null = null;

  constructor(source: CompanySource) {
    this.#source = source;
  }

  /** The last read of orders; `null` if there was none. */
  reading(): OrderSnapshotInfo | null {
    return this.#known().reading;
  }

  /** Returns the business day up to which requests are known; `null` if orders were never read. */
  readOn(): string | null {
    const reading = this.reading();
    return reading === null ? null : getBusinessDay(Math.min(Date.parse(reading.takenAt), this.#source.now()));
  }

  all(): readonly ServerOrder[] {
    return this.#known().orders;
  }

  /**
   * Whether the source names the approvers of every step, so that an empty list means that there are none. In a file an empty or missing
   * column is ambiguous.
   */
  namesApprovers(): boolean {
    const reading = this.reading();
    return reading !== null && reading.origin !== 'file' && !reading.missingFields.includes('approvers');
  }

  /**
   * Whether the source includes decided requests. A file with pending requests only shows neither the monthly volume nor the last number.
   */
  tellsPast(): boolean {
    const { reading, orders } = this.#known();
    return reading !== null && (reading.origin !== 'file' || orders.some(({ state }) => state !== 'pending'));
  }

  /** Returns approved past requests by route, with keys of `getRouteKey`. */
  histories(): ReadonlyMap<string, RouteHistory> {
    return this.#known().histories;
  }

  /** Returns the approved past requests of a route, matched by id, else by name because a file has names only. */
  pastOrdersOf({ id, name }: Pick<Route, 'id' | 'name'>): readonly PastOrder[] {
    const histories = this.histories();
    return (histories.get(id) ?? histories.get(name))?.orders ?? NO_ORDERS;
  }

  /** Summarizes the history of a route in the company's business days. */
  historyOf(route: Pick<Route, 'id' | 'name'>): HistorySummary {
    return summarizeHistory(this.pastOrdersOf(route), getBusinessCalendar(this.#source.file()));
  }

  /** Whether nearly all requests of the same route were decided after their lock had ended, according to the company's lock policy. */
  isRouteLate({ routeId, routeName }: Pick<ServerOrder, 'routeId' | 'routeName'>): boolean {
    const { late } = this.#known();
    const { reading } = getLockPolicy(this.#source.file());
    const key = JSON.stringify([reading, routeId, routeName]);
    const known = late.get(key) ?? isMostlyLate(this.historyOf({ id: routeId, name: routeName }), reading);
    late.set(key, known);
    return known;
  }

  /** Returns the past number of requests per month; `null` if there is too little data. */
  volume(): PastVolume | null {
    if (!this.tellsPast()) return null;
    const { orders } = this.#known();
    const until = this.readOn() ?? this.#source.today();
    if (this.#volume?.orders !== orders || this.#volume.until !== until)
      this.#volume = { orders, until, made: computePastVolume(orders, until) };
    return this.#volume.made;
  }

  /** Returns pending requests with their locks, in the order of the source. */
  pending(): readonly PendingOrder[] {
    const file = this.#source.file();
    const [now, calendar, policy] = [this.#source.now(), getBusinessCalendar(file), getLockPolicy(file)];
    return this.all()
      .filter(({ state }) => state === 'pending')
      .map((order) => ({ ...order, lock: computeOrderLock(Date.parse(order.requestedAt), now, calendar, policy) }));
  }

  #known(): Read {
    const file = this.#source.file();
    const reading = file.orders.current();
    const known = this.#read;
    const isOther = known?.file !== file || known.reading?.id !== reading?.id;
    if (known === null || isOther || (known.directory !== null && known.directory !== this.#source.directory())) {
      const told = file.orders.orders();
      const directory = reading?.origin === 'file' && told.some(({ applicantId }) => applicantId !== '') ? this.#source.directory() : null;
      const orders = directory === null ? told : clearMismatchedIds(told, directory.neoUsers);
      this.#read = { file, reading, directory, orders, histories: groupHistoryByRoute(orders), late: new Map() };
      return this.#read;
    }
    return known;
  }
}
