import type { Bodies } from '#shared/domain/drafts/sections.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { ServerSecretName } from '#shared/domain/sync/server-state.ts';

export interface ServerObject<S extends GatewaySection = GatewaySection> {
  readonly section: S;
  readonly id: string;
  /** Increases with every change of this object. */
  readonly revision: number;
  /** Time in ISO 8601. */
  readonly updatedAt: string;
  /** Name of the last editor as sent by the server; `''` = missing. */
  readonly updatedBy: string;
  readonly body: Bodies[S];
  /** The received body, if it has fields that this console does not know. */
  readonly whole?: Json;
}

export interface ServerSecret {
  readonly name: ServerSecretName;
  readonly set: boolean;
  /** 0 = the secret was never set. */
  readonly revision: number;
}

/** An object that could not be parsed. It is missing in `objects`, so the section is incomplete. */
export interface UnreadableObject {
  readonly id: string;
  /** Position of the first difference from the schema, for example `body.steps.2.role`. */
  readonly problem: string;
}

export interface ObjectList<S extends GatewaySection = GatewaySection> {
  readonly objects: readonly ServerObject<S>[];
  /** Only for section `integration`. */
  readonly secrets: readonly ServerSecret[];
  /** Revision of the server when the list was read. */
  readonly revision: string;
  readonly unreadable: readonly UnreadableObject[];
}

export type WriteOutcome =
  | { readonly kind: 'written'; readonly revision: number }
  /** The object was changed after `ifRevision`; `null` = it does not exist. */
  | { readonly kind: 'conflict'; readonly current: ServerObject | null }
  /** Refused by a rule of the server: path of the field in the body, and the server's message. */
  | { readonly kind: 'refused'; readonly field: string; readonly message: string };

interface Order {
  /** The server returns the first response for a repeated id, so a write with an unknown outcome can be repeated. */
  readonly requestId: string;
  /** Token from `acquireLease`. */
  readonly lease: string;
}
export interface PutRequest<S extends GatewaySection = GatewaySection> extends Order {
  readonly section: S;
  readonly id: string;
  readonly body: Bodies[S];
  /** Expected revision; 0 = the object must not exist yet. */
  readonly ifRevision: number;
}
export interface DeleteRequest extends Order {
  readonly section: GatewaySection;
  readonly id: string;
  readonly ifRevision: number;
}
export interface SecretRequest extends Order {
  readonly name: ServerSecretName;
  readonly value: string;
}

export type LeaseOutcome =
  | { readonly kind: 'held'; readonly lease: string; readonly expiresAt: string }
  /** Another console has the lease: its holder, start and expiry in ISO 8601. */
  | { readonly kind: 'taken'; readonly holder: string; readonly since: string; readonly expiresAt: string };

export interface LeaseRequest {
  /** User and machine, shown to other administrators. */
  readonly holder: string;
  readonly ttlSeconds: number;
  /** A repeated id returns the same lease, unless another console had a lease since. */
  readonly requestId?: string;
  /** Takes the lease from its current holder. */
  readonly takeOver?: boolean;
}

/** One change on the server, by this or another administrator. Secrets have the section `integration` and their name as id. */
export interface ServerChange {
  readonly section: GatewaySection;
  readonly id: string;
  /** The object's revision after the change. */
  readonly revision: number;
  readonly at: string;
  readonly by: string;
  readonly kind: 'put' | 'delete' | 'secret';
}

export interface CallControl {
  readonly signal?: AbortSignal | undefined;
  /** Called on Retry-After with the pause in milliseconds. */
  readonly onPause?: ((milliseconds: number) => void) | undefined;
  /** Ends a wait for Retry-After; a running call finishes. */
  readonly leave?: AbortSignal | undefined;
}

/**
 * Reads and writes the gateway's objects. Failures are `ExpectedError`s. After `server-lease-lost`, `server-key-refused`,
 * `server-not-gateway` and a `server-refused` with `errorno`, nothing was written. After any other failure of a write, including a
 * `server-refused` with `status` (a server error, perhaps after the write), the outcome is unknown: the same order with the same request id
 * may be repeated and is written at most once. A write is repeated automatically only after 408, 429, 503 and 504. Aborting does not revert
 * a running call.
 */
export interface ObjectStore {
  list<S extends GatewaySection>(section: S, options?: CallControl): Promise<ObjectList<S>>;
  put<S extends GatewaySection>(order: PutRequest<S>, options?: CallControl): Promise<WriteOutcome>;
  delete(order: DeleteRequest, options?: CallControl): Promise<WriteOutcome>;
  /** Sets a secret; the outcome contains its new revision. */
  setSecret(order: SecretRequest, options?: CallControl): Promise<WriteOutcome>;
  acquireLease(order: LeaseRequest, options?: CallControl): Promise<LeaseOutcome>;
  /**
   * Returns the new expiry in ISO 8601. Throws `server-lease-lost` if another console took over the lease, or acquired it after it expired.
   */
  renewLease(lease: string, ttlSeconds: number, options?: CallControl): Promise<{ readonly expiresAt: string }>;
  /** Releases the lease; a lease that was already lost is not a failure. */
  releaseLease(lease: string, options?: CallControl): Promise<void>;
  /**
   * Returns changes after the server's revision `since`, oldest first (`ObjectList.revision`, `ServerDescription.revision`; `'0'` = all
   * changes that the server has stored).
   */
  changes(since: string, options?: CallControl): Promise<{ readonly changes: readonly ServerChange[]; readonly revision: string }>;
}
