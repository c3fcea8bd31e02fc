import type { OrderState, ServerOrder } from '#shared/domain/checkout/order.ts';
import type { NeoUser, Organization, OrganizationApprover, Role } from '#shared/domain/directory/directory.ts';
import type { ObjectStore } from './object-store.ts';

export type * from './object-store.ts';

/** What the server says of itself. */
export interface ServerDescription {
  readonly kind: 'gateway' | 'stock-neo';
  readonly server: string;
  /** The server's clock, ISO 8601; `null` when it does not tell. */
  readonly time: string | null;
  /** Actions this server answers. */
  readonly capabilities: readonly string[];
  /** Another text after every change of the server's data; `null` for a stock NEO. */
  readonly revision: string | null;
}

/** How far a reading has come: items read, those before `from` included, and items in all; `null` where the server tells at the end. */
export interface Page {
  readonly done: number;
  readonly total: number | null;
}

export interface ReadOptions<T> {
  /** Resume behind this many items; the order of a list does not change between readings. */
  readonly from?: number;
  readonly signal?: AbortSignal;
  /** Called once per page, in order; the next page is asked for when it has settled. */
  onPage(items: readonly T[], page: Page): void | Promise<void>;
  /**
   * Somebody came or went before the place that was reached, so that an item would be missing or twice: what was handed over so far is
   * void, and the list is read from its beginning. Left out, and after the second time, the reading fails: `server-list-moving`.
   */
  onRestart?(): void;
  /** Called when the server asks for patience, with the pause that follows in milliseconds. */
  onPause?(milliseconds: number): void;
}

export interface Reading {
  readonly total: number;
  /** The server's revision when the reading began; `null` where the server has none. */
  readonly revision: string | null;
  /** Fields of the items that this server never gave, by their name in the domain. */
  readonly missingFields: readonly string[];
}

export interface OrderReadOptions extends ReadOptions<ServerOrder> {
  /** Left out = all. */
  readonly state?: OrderState;
  /** Only what changed after this revision of the server (`Reading.revision` of the last reading). */
  readonly since?: string;
}

/**
 * One groupware server, whichever kind it is. One call is in flight at a time. Failures are `ExpectedError`s:
 * `server-*`, or `cancelled` when the signal was raised. No error holds the access key.
 */
export interface Groupware {
  readonly kind: 'gateway' | 'stock-neo';
  /** Where its modules were found: the address of NEO's own page. */
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
  /** What can be written; `null` = a stock NEO, where people type. */
  readonly objects: ObjectStore | null;
  close(): Promise<void>;
}
