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
  /** The name of whoever changed it last, as the server tells it; `''` when it does not. */
  readonly updatedBy: string;
  readonly body: Bodies[S];
  /** The body as it came, where it holds fields that this console does not know. */
  readonly whole?: Json;
}

export interface ServerSecret {
  readonly name: SecretName;
  readonly set: boolean;
  /** 0 = never set. */
  readonly revision: number;
}

/** An object the server gave that could not be read: it is left out of `objects`, and the section is not wholly known. */
export interface UnreadableObject {
  readonly id: string;
  /** The place in the object that has another shape, for example `body.steps.2.role`. */
  readonly problem: string;
}

export interface ObjectList<S extends GatewaySection = GatewaySection> {
  readonly objects: readonly ServerObject<S>[];
  /** Only section `integration` has any. */
  readonly secrets: readonly ServerSecret[];
  /** The server's revision when the list was read. */
  readonly revision: string;
  readonly unreadable: readonly UnreadableObject[];
}

export type WriteOutcome =
  | { readonly kind: 'written'; readonly revision: number }
  /** Somebody changed the object since `ifRevision`; `null` = it is no longer (or not yet) there. */
  | { readonly kind: 'conflict'; readonly current: ServerObject | null }
  /** The server's own rules refuse it: the field by its path in the body, and the server's words. */
  | { readonly kind: 'refused'; readonly field: string; readonly message: string };

interface Order {
  /** The same id again gives the first answer again, so that a write can be repeated after an unknown outcome. */
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
  /** Another console writes: its holder in its own words, since when and until when, ISO 8601. */
  | { readonly kind: 'taken'; readonly holder: string; readonly since: string; readonly expiresAt: string };

export interface LeaseOrder {
  /** Who and on which machine, as another administrator shall read it. */
  readonly holder: string;
  readonly ttlSeconds: number;
  /** The same id again gives the same lease again, as long as nobody else has had one since. */
  readonly requestId?: string;
  /** Takes the lease from whoever holds it. */
  readonly takeOver?: boolean;
}

/** One change on the server, by whomever. Secrets have section `integration` and their name as id. */
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
  /** Called when the server asks for patience, with the pause that follows in milliseconds. */
  readonly onPause?: ((milliseconds: number) => void) | undefined;
  /** Ends waiting for a server that asked for patience; a call on its way is left to its end. */
  readonly leave?: AbortSignal | undefined;
}

/**
 * What a gateway keeps and can be told to change. Failures are `ExpectedError`s. After `server-lease-lost`, `server-key-refused`,
 * `server-not-gateway` and a `server-refused` with an `errorno` nothing was written. After any other failure of a write, also a
 * `server-refused` with a `status` (a server that broke down, perhaps after it had written), its outcome is unknown: the same order
 * with the same request id may be given again and is written once at most. By itself a write is repeated only where the server asked
 * for patience (408, 429, 503, 504). A raised signal does not take back what is on its way.
 */
export interface ObjectStore {
  list<S extends GatewaySection>(section: S, options?: CallControl): Promise<ObjectList<S>>;
  put<S extends GatewaySection>(order: PutOrder<S>, options?: CallControl): Promise<WriteOutcome>;
  delete(order: DeleteOrder, options?: CallControl): Promise<WriteOutcome>;
  /** The revision is the secret's own. */
  setSecret(order: SecretOrder, options?: CallControl): Promise<WriteOutcome>;
  acquireLease(order: LeaseOrder, options?: CallControl): Promise<LeaseOutcome>;
  /** The new end, ISO 8601. `server-lease-lost` when it ran out and another has it, or it was taken over. */
  renewLease(lease: string, ttlSeconds: number, options?: CallControl): Promise<{ readonly expiresAt: string }>;
  /** Giving back what one no longer holds is no failure. */
  releaseLease(lease: string, options?: CallControl): Promise<void>;
  /** Changes after the server's revision `since` (`ObjectList.revision`, `ServerDescription.revision`; `'0'` = all it remembers), oldest first. */
  changes(since: string, options?: CallControl): Promise<{ readonly changes: readonly ServerChange[]; readonly revision: string }>;
}
