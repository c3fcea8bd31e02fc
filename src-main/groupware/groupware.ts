import type { OrderState, ServerOrder } from '#shared/domain/checkout/order.ts';
import type { NeoUser, Organization, OrganizationApprover, Role } from '#shared/domain/directory/directory.ts';
import type { ObjectStore } from './object-store.ts';

export type * from './object-store.ts';

/** The server's description. */
export interface ServerDescription {
  readonly kind: 'gateway' | 'stock-neo';
  readonly server: string;
  /** The server's time, ISO 8601; `null` if missing. */
  readonly time: string | null;
  /** Actions supported by this server. */
  readonly capabilities: readonly string[];
  /** Changes with every change of the server's data; `null` for a standard NEO. */
  readonly revision: string | null;
}

/** Progress of a read: items read, including those before `from`, and total; `null` if the server reports it at the end. */
export interface Page {
  readonly done: number;
  readonly total: number | null;
}

export interface ReadOptions<T> {
  /** Resume after this many items; list order is stable between reads. */
  readonly from?: number;
  readonly signal?: AbortSignal;
  /** Called per page in order; the next page is requested when it resolves. */
  onPage(items: readonly T[], page: Page): void | Promise<void>;
  /**
   * Items were inserted or deleted before the current page: delivered items are void, and the list is read again. If omitted, or after
   * the second time, the read fails with `server-list-moving`.
   */
  onRestart?(): void;
  /** Called on Retry-After with the pause in milliseconds. */
  onPause?(milliseconds: number): void;
}

export interface Reading {
  readonly total: number;
  /** The server's revision at the start of the read; `null` if it has none. */
  readonly revision: string | null;
  /** Fields of the items that this server never gave, by their name in the domain. */
  readonly missingFields: readonly string[];
}

export interface OrderReadOptions extends ReadOptions<ServerOrder> {
  /** Omitted = all. */
  readonly state?: OrderState;
  /** Only changes after this revision of the server (`Reading.revision` of the last read). */
  readonly since?: string;
}

/**
 * A groupware server of either kind. One call at a time. Failures are `ExpectedError`s: `server-*`, or `cancelled` when the signal is
 * aborted. No error contains the access key.
 */
export interface Groupware {
  readonly kind: 'gateway' | 'stock-neo';
  /** The address of NEO's page where its modules were found. */
  readonly address: string;
  describe(signal?: AbortSignal): Promise<ServerDescription>;
  readUsers(options: ReadOptions<NeoUser>): Promise<Reading>;
  /** Stock NEO: `server-not-gateway`. */
  readOrganizations(options: ReadOptions<Organization>): Promise<Reading>;
  /** Stock NEO: `server-not-gateway`. */
  readRoles(options: ReadOptions<Role>): Promise<Reading>;
  /** Stock NEO: `server-not-gateway`. */
  readApprovers(options: ReadOptions<OrganizationApprover>): Promise<Reading>;
  /** Newest request first. Stock NEO: `server-not-gateway`. */
  readOrders(options: OrderReadOptions): Promise<Reading>;
  /** Writable objects; `null` = a standard NEO, with manual entry. */
  readonly objects: ObjectStore | null;
  close(): Promise<void>;
}
