import { AMAZON_REASONS } from './connection-reasons-amazon.ts';
import { BUSINESS_REASONS } from './connection-reasons-business.ts';
import { CLOUD_REASONS } from './connection-reasons-cloud.ts';
import { DIRECTORY_REASONS } from './connection-reasons-directory.ts';
import { GROUPWARE_REASONS } from './connection-reasons-groupware.ts';
import { NETWORK_REASONS } from './connection-reasons-network.ts';
import type { ConnectionField, ReasonKind } from './reason-kind.ts';

export { CONNECTION_FIELDS, type ConnectionField, type ReasonKind } from './reason-kind.ts';

/**
 * Types and lists of connection tests. A test checks a connection layer by layer; each layer states what it proves and what it does not.
 * Texts: `connection.layer.<layer>.{name,proves,doesNotProve}` and `connection.reason.<reason>.{what,why,next}`.
 */

/** Layers of the groupware, in test order. */
export const GROUPWARE_LAYERS = [
  'groupware-address',
  'groupware-dns',
  'groupware-proxy',
  'groupware-tcp',
  'groupware-tls',
  'groupware-http',
  'groupware-basic',
  'groupware-neo',
  'groupware-key',
  'groupware-gateway',
  'groupware-users',
  'groupware-clock',
] as const;
export type GroupwareLayer = (typeof GROUPWARE_LAYERS)[number];

/** Layers of Amazon, in test order. `order` tests the PO address without sending an order. */
export const AMAZON_LAYERS = [
  'amazon-settings',
  'amazon-punchout-proxy',
  'amazon-punchout-dns',
  'amazon-punchout-tcp',
  'amazon-punchout-tls',
  'amazon-punchout-test',
  'amazon-punchout-production',
  'amazon-order-proxy',
  'amazon-order-dns',
  'amazon-order-tcp',
  'amazon-order-tls',
  'amazon-order-reached',
  'amazon-order-profile',
  'amazon-wrong-secret',
] as const;
export type AmazonLayer = (typeof AMAZON_LAYERS)[number];

/** Layers of a company directory that is read by LDAP, in test order. `tls` = LDAPS or StartTLS. */
export const LDAP_LAYERS = [
  'directory-settings',
  'directory-dns',
  'directory-tcp',
  'directory-tls',
  'directory-bind',
  'directory-people',
] as const;
export type LdapLayer = (typeof LDAP_LAYERS)[number];

/** Layers of a company directory in a cloud, in test order. */
export const CLOUD_LAYERS = ['cloud-settings', 'cloud-sign-in-server', 'cloud-sign-in', 'cloud-directory-server', 'cloud-people'] as const;
export type CloudLayer = (typeof CLOUD_LAYERS)[number];

/** Layers of the Amazon Business API, in test order. */
export const BUSINESS_LAYERS = [
  'business-settings',
  'business-sign-in-server',
  'business-sign-in',
  'business-api-server',
  'business-orders',
] as const;
export type BusinessLayer = (typeof BUSINESS_LAYERS)[number];

export type DirectoryLayer = LdapLayer | CloudLayer;

export type ConnectionLayer = GroupwareLayer | AmazonLayer | DirectoryLayer | BusinessLayer;

/** All possible reasons, a closed list. */
export const CONNECTION_REASONS = {
  ...NETWORK_REASONS,
  ...GROUPWARE_REASONS,
  ...AMAZON_REASONS,
  ...DIRECTORY_REASONS,
  ...CLOUD_REASONS,
  ...BUSINESS_REASONS,
} as const satisfies Record<string, ReasonKind>;
export type ConnectionReasonId = keyof typeof CONNECTION_REASONS;
export const CONNECTION_REASON_IDS = Object.keys(CONNECTION_REASONS) as readonly ConnectionReasonId[];

/** Values for messages or display; never a secret. */
export type ConnectionFacts = Readonly<Record<string, string | number>>;

/** A reason with the arguments of its messages. */
export interface ConnectionReason {
  readonly id: ConnectionReasonId;
  readonly field: ConnectionField | null;
  readonly params: ConnectionFacts;
}

/**
 * `passed`: the layer's statement is proved. `warning`: passed with a note. `failed`: at least one reason. `skipped`: not tried, because
 * an earlier layer failed or it was not requested (`facts.because`: `earlier`, `not-asked`, `not-needed`).
 */
export type LayerState = 'passed' | 'warning' | 'failed' | 'skipped';

export interface LayerResult<Layer extends ConnectionLayer = ConnectionLayer> {
  readonly layer: Layer;
  readonly state: LayerState;
  /** Duration in whole milliseconds. */
  readonly milliseconds: number;
  /** Reasons, most serious first; empty if the layer passed. */
  readonly reasons: readonly ConnectionReason[];
  /** Observed values such as host, IP address, issuer and status; keys of `connection.fact.<key>`. */
  readonly facts: ConnectionFacts;
}

/** Result of a layer: failures, warnings and facts. Contains no secret. */
export interface LayerVerdict {
  readonly failed: readonly ConnectionReason[];
  readonly warned: readonly ConnectionReason[];
  readonly facts: ConnectionFacts;
}

export type LayerSkipReason = 'earlier' | 'not-asked' | 'not-needed';

/** Creates a reason; the default field is that of its kind. */
export const createConnectionReason = (
  id: ConnectionReasonId,
  params: ConnectionFacts = {},
  field: ConnectionField | null = CONNECTION_REASONS[id].field,
): ConnectionReason => ({
  id,
  field,
  params,
});

/** Result of a tested layer. `milliseconds` may be fractional; it is rounded. */
export const createTestedLayerResult = <Layer extends ConnectionLayer>(
  layer: Layer,
  { failed, warned, facts }: LayerVerdict,
  milliseconds: number,
): LayerResult<Layer> => ({
  layer,
  state: failed.length > 0 ? 'failed' : warned.length > 0 ? 'warning' : 'passed',
  milliseconds: Math.round(milliseconds),
  reasons: [...failed, ...warned],
  facts,
});

/** Result of a skipped layer. */
export const createSkippedLayerResult = <Layer extends ConnectionLayer>(layer: Layer, because: LayerSkipReason): LayerResult<Layer> => ({
  layer,
  state: 'skipped',
  milliseconds: 0,
  reasons: [],
  facts: { because },
});
