import type { Bodies } from '#shared/domain/drafts/sections.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { SecretName } from '#shared/domain/sync/server-state.ts';

export interface ServerObject<S extends GatewaySection = GatewaySection> {
  readonly section: S;
  readonly id: string;
  /** Grows with every change of this object. */
  readonly revision: number;
  /** ISO 8601. */
  readonly updatedAt: string;
  /** Name of the last editor as reported by the server; `''` = missing. */
  readonly updatedBy: string;
  readonly body: Bodies[S];
  /** The body as received, if it has fields unknown to this console. */
  readonly whole?: Json;
}

export interface ServerSecret {
  readonly name: SecretName;
  readonly set: boolean;
  /** 0 = never set. */
  readonly revision: number;
}

/** An unreadable object of the server: missing in `objects`, so the section is incomplete. */
export interface UnreadableObject {
  readonly id: string;
  /** Position of the difference, for example `body.steps.2.role`. */
  readonly problem: string;
}

export interface ObjectList<S extends GatewaySection = GatewaySection> {
  readonly objects: readonly ServerObject<S>[];
  /** Only for section `integration`. */
  readonly secrets: readonly ServerSecret[];
  /** The server's revision at the time of the list. */
  readonly revision: string;
  readonly unreadable: readonly UnreadableObject[];
}

export type WriteOutcome =
  | { readonly kind: 'written'; readonly revision: number }
  /** The object changed since `ifRevision`; `null` = it does not exist. */
  | { readonly kind: 'conflict'; readonly current: ServerObject | null }
  /** Refused by the server's rules: the field's path in the body, and the server's message. */
  | { readonly kind: 'refused'; readonly field: string; readonly message: string };

interface Order {
  /** A repeated id returns the first response, so that a write can be repeated after an unknown outcome. */
  readonly requestId: string;
  /** From `acquireLease`. */
  readonly lease: string;
}
export interface PutOrder<S extends GatewaySection = GatewaySection> extends Order {
  readonly section: S;
  readonly id: string;
  readonly body: Bodies[S];
  /** 0 = must not exist yet. */
  readonly ifRevision: number;
}
export interface DeleteOrder extends Order {
  readonly section: GatewaySection;
  readonly id: string;
  readonly ifRevision: number;
}
export interface SecretOrder extends Order {
  readonly name: SecretName;
  readonly value: string;
}

export type LeaseOutcome =
  | { readonly kind: 'held'; readonly lease: string; readonly expiresAt: string }
  /** Another console holds it: its holder text, since when and until when, ISO 8601. */
  | { readonly kind: 'taken'; readonly holder: string; readonly since: string; readonly expiresAt: string };

export interface LeaseOrder {
  /** User and machine, for other administrators. */
  readonly holder: string;
  readonly ttlSeconds: number;
  /** A repeated id returns the same lease, unless another console had one since. */
  readonly requestId?: string;
  /** Takes the lease from its holder. */
  readonly takeOver?: boolean;
}

/** One change on the server by anyone. Secrets have section `integration` and their name as id. */
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
  /** Aborts waiting for Retry-After; a running call finishes. */
  readonly leave?: AbortSignal | undefined;
}

/**
 * Objects that a gateway stores and changes. Failures are `ExpectedError`s. After `server-lease-lost`, `server-key-refused`,
 * `server-not-gateway` and a `server-refused` with `errorno` nothing was written. After any other failure of a write, including a
 * `server-refused` with `status` (a server error, perhaps after the write), its outcome is unknown: the same order with the same request
 * id may be repeated and is written at most once. A write is repeated automatically only on 408, 429, 503, 504. Aborting does not revert
 * a running call.
 */
export interface ObjectStore {
  list<S extends GatewaySection>(section: S, options?: CallControl): Promise<ObjectList<S>>;
  put<S extends GatewaySection>(order: PutOrder<S>, options?: CallControl): Promise<WriteOutcome>;
  delete(order: DeleteOrder, options?: CallControl): Promise<WriteOutcome>;
  /** The revision of the secret. */
  setSecret(order: SecretOrder, options?: CallControl): Promise<WriteOutcome>;
  acquireLease(order: LeaseOrder, options?: CallControl): Promise<LeaseOutcome>;
  /** The new expiry, ISO 8601. `server-lease-lost` if it expired and another console has it, or it was taken over. */
  renewLease(lease: string, ttlSeconds: number, options?: CallControl): Promise<{ readonly expiresAt: string }>;
  /** Releasing a lost lease is not a failure. */
  releaseLease(lease: string, options?: CallControl): Promise<void>;
  /** Changes after the server's revision `since` (`ObjectList.revision`, `ServerDescription.revision`; `'0'` = all it remembers), oldest first. */
  changes(since: string, options?: CallControl): Promise<{ readonly changes: readonly ServerChange[]; readonly revision: string }>;
}
