import type { OrderState, ServerOrder } from '#shared/domain/checkout/order.ts';
import type { NeoUser, Organization, OrganizationApprover, Role } from '#shared/domain/directory/directory.ts';
import type { ObjectStore } from './object-store.ts';

export type * from './object-store.ts';

/** Description of a server. */
export interface ServerDescription {
  readonly kind: 'gateway' | 'stock-neo';
  readonly server: string;
  /** The server's time in ISO 8601; `null` if missing. */
  readonly time: string | null;
  /** Actions that this server supports. */
  readonly capabilities: readonly string[];
  /** Changes with every change of the server's data; `null` for a standard NEO. */
  readonly revision: string | null;
}

/** Progress of a read. `done` includes the items before `from`; `total` is `null` while the server has not sent it. */
export interface ReadProgress {
  readonly done: number;
  readonly total: number | null;
}

export interface ReadOptions<T> {
  /** Number of items to skip, to resume a read; the order of a list is stable. */
  readonly from?: number;
  readonly signal?: AbortSignal;
  /** Called for each page in order. The next page is requested after the promise resolves. */
  onPage(items: readonly T[], page: ReadProgress): void | Promise<void>;
  /**
   * Called if items were inserted or deleted before the current page: discard all received items, because the list is read again. If
   * omitted, or after too many restarts, the read fails with `server-list-moving`.
   */
  onRestart?(): void;
  /** Called on Retry-After with the pause in milliseconds. */
  onPause?(milliseconds: number): void;
}

export interface ReadSummary {
  readonly total: number;
  /** The server's revision at the start of the read; `null` if it has none. */
  readonly revision: string | null;
  /** Domain names of fields that no item contained. */
  readonly missingFields: readonly string[];
}

export interface OrderReadOptions extends ReadOptions<ServerOrder> {
  /** Only requests in this state; omitted = all. */
  readonly state?: OrderState;
  /** Only changes after this revision of the server (`Reading.revision` of an earlier read). */
  readonly since?: string;
}

/**
 * A groupware server of either kind, called sequentially. Failures are `ExpectedError`s: `server-*`, or `cancelled` when the signal is
 * aborted. No error contains the access key.
 */
export interface Groupware {
  readonly kind: 'gateway' | 'stock-neo';
  /** Address of NEO's page at the path where its modules were found. */
  readonly address: string;
  describe(signal?: AbortSignal): Promise<ServerDescription>;
  readUsers(options: ReadOptions<NeoUser>): Promise<ReadSummary>;
  /** A standard NEO throws `server-not-gateway`. */
  readOrganizations(options: ReadOptions<Organization>): Promise<ReadSummary>;
  /** A standard NEO throws `server-not-gateway`. */
  readRoles(options: ReadOptions<Role>): Promise<ReadSummary>;
  /** A standard NEO throws `server-not-gateway`. */
  readApprovers(options: ReadOptions<OrganizationApprover>): Promise<ReadSummary>;
  /** Newest request first. A standard NEO throws `server-not-gateway`. */
  readOrders(options: OrderReadOptions): Promise<ReadSummary>;
  /** Access to writable objects; `null` = a standard NEO, which requires manual entry. */
  readonly objects: ObjectStore | null;
  close(): Promise<void>;
}
