import type { Body } from '../../drafts/sections.ts';
import type { Json } from '../../fields/json.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { ServerEntry, ServerSecretName } from '../server-state.ts';

/**
 * Resolution of a different field: `ours` writes the draft's value; `theirs` keeps the server's, which the draft takes over when the item
 * is applied (or at once by `takeServerValue`); `edit` writes a third value.
 */
export type Resolution = 'ours' | 'theirs' | { readonly edit: Json };

/** A decision about a difference, valid only while the difference is the same (`formatDifference`). */
export interface ResolvedDifference {
  readonly resolution: Resolution;
  readonly difference: string;
}

/** Decisions by object key, then by field path. */
export type Resolutions = ReadonlyMap<string, ReadonlyMap<string, ResolvedDifference>>;

/** The side that changed a value since the base: ours, the server, or both. */
export type Origin = 'ours' | 'theirs' | 'both';

/**
 * One difference between base, draft and server. Paths are JSON pointers (RFC 6901) in which entries of keyed lists are identified by key:
 * `/steps/s1/approvers/users/u12`; '' = the whole object. A missing value is `null`; `kind` tells why. For `moved`, the values are
 * positions in each side's list, from 0; -1 = missing.
 */
export interface FieldChange {
  readonly path: string;
  /**
   * `set`: another value. `added`, `removed`: a list entry, or the whole object. `moved`: an entry at another position. `order`: both sides
   * moved entries to different orders; the values are lists of keys.
   */
  readonly kind: 'set' | 'added' | 'removed' | 'moved' | 'order';
  readonly origin: Origin;
  /** Values of base (基準) and draft (こちら). */
  readonly base: Json;
  readonly ours: Json;
  /** Present value on the server. */
  readonly before: Json;
  /** Value on the server after applying; equals `before` if nothing is written. */
  readonly after: Json;
  /** True if both sides changed the value, and not to the same one. */
  readonly conflict: boolean;
  /** The administrator's decision. Omitted = the default: ours for our changes, theirs for theirs, undecided for a conflict. */
  readonly resolution?: Resolution;
}

/** An undecided conflict; its item cannot be applied. */
export const isOpenConflict = ({ conflict, resolution }: FieldChange): boolean => conflict && resolution === undefined;

export const ITEM_KINDS = ['conflict', 'create', 'change', 'delete', 'secret', 'drift', 'already-there'] as const;
/**
 * `conflict`: a conflict is undecided. `create`, `change`, `delete`, `secret`: will be written. `drift`: only the server changed, so
 * nothing is written. `already-there`: the server already has the wanted content, so nothing is written.
 */
export type ItemKind = (typeof ITEM_KINDS)[number];

export const RISKS = ['low', 'medium', 'high'] as const;
export type Risk = (typeof RISKS)[number];

/** Concerns about a route: problems that prevent a decision, or facts that were not checked. */
export const ROUTE_CONCERNS = [
  'route-written-wrong',
  'route-incomplete',
  'route-nobody-through',
  'route-newly-stopped',
  'route-some-stopped',
  'route-approver-inactive',
  'route-asks-twice',
  'route-not-tried',
] as const;
export type RouteConcern = (typeof ROUTE_CONCERNS)[number];

/** Reasons for a higher risk of an item. Texts below `plan.risk.reason`. */
export const RISK_REASONS = [
  ...ROUTE_CONCERNS,
  'deletes',
  'fewer-allowed',
  'fewer-in-invoice-group',
  'invoice-code',
  'order-address',
  'login',
  'credentials',
  'default-route',
  'default-serial',
  'route-in-use',
  'route-will-be-used',
  'serial-in-use',
  'final-decider',
  'self-approval',
  'overwrites-server',
] as const;
export type RiskReason = (typeof RISK_REASONS)[number];

/**
 * Why one item must be applied before another. `uses-*`: this item refers to an object that the other creates. `released-by`: the other
 * removes a reference to the object that this one deletes. `frees-*`: the other releases the code or name that this one takes.
 */
export type DependencyReason = 'uses-route' | 'uses-serial' | 'released-by' | 'frees-code' | 'frees-name';

export interface Dependency {
  readonly key: string;
  readonly because: DependencyReason;
}

/** A difference hidden by the administrator until a day; it is neither written nor shown. */
export interface IgnoredDifference {
  /** Object key and path; '' = the whole object. */
  readonly key: string;
  readonly path: string;
  /** The difference at the time it was ignored (`formatDifference`); another difference is shown again. */
  readonly difference: string;
  /** The last day on which it is ignored, `YYYY-MM-DD`. */
  readonly until: string;
  readonly because: string;
}

interface ItemBase {
  /** `keyOf` of the object, or `getSecretKey` of a secret. Unique within the plan. */
  readonly key: string;
  /** Section of the object; `integration` for a secret. */
  readonly section: GatewaySection;
  readonly id: string;
  /** Name of the object in the draft, otherwise on the server; '' for single objects. */
  readonly name: string;
  readonly kind: ItemKind;
  readonly risk: Risk;
  readonly risks: readonly RiskReason[];
  /** Differences in the order of the object's fields, each once; empty for a secret. */
  readonly fields: readonly FieldChange[];
  /** Differences that are ignored. */
  readonly ignored: readonly IgnoredDifference[];
  /** Items that must be applied first; they are selected together with this one. */
  readonly dependsOn: readonly Dependency[];
}

export interface ObjectItem extends ItemBase {
  readonly secret: null;
  /** The request to send; also `none` while a conflict is open. */
  readonly write: 'put' | 'delete' | 'none';
  /** Expected revision for put or delete; 0 = the object must not exist. */
  readonly ifRevision: number;
  /** The future body on the server; `null` = it will not exist, or is unknown. */
  readonly target: Body | null;
  /** The versions that were compared. */
  readonly base: Body | null;
  readonly draft: Body | null;
  readonly server: ServerEntry | null;
}

export interface SecretItem extends ItemBase {
  readonly kind: 'secret';
  readonly secret: ServerSecretName;
  readonly write: 'secret';
  /** The revision read from the server, which does not check it. */
  readonly ifRevision: number;
  /** The setting of the secret to send (`LocalSecret.generation`). */
  readonly generation: number;
  readonly target: null;
  readonly base: null;
  readonly draft: null;
  readonly server: null;
}

/** One object with differences, or one secret to send. */
export type PlanItem = ObjectItem | SecretItem;

/** True if an item can be selected: something is written and nothing is undecided. */
export const isSelectable = ({ write }: PlanItem): boolean => write !== 'none';
