import type { Body } from '../../drafts/sections.ts';
import type { Json } from '../../fields/json.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { SecretName, ServerEntry } from '../server-state.ts';

/**
 * How to resolve a differing field: write the draft's value, keep the server's (the draft takes it when the item is applied, or at once
 * by `takeServerValue`), or write a third value.
 */
export type Resolution = 'ours' | 'theirs' | { readonly edit: Json };

/** A decision and its difference: valid only while the field still differs the same way (`differenceOf`). */
export interface Resolved {
  readonly resolution: Resolution;
  readonly difference: string;
}

/** By object key, then by field path. */
export type Resolutions = ReadonlyMap<string, ReadonlyMap<string, Resolved>>;

/** Which side changed since the base: ours, the server, or both. */
export type Origin = 'ours' | 'theirs' | 'both';

/**
 * One difference between base, draft and server. Paths are JSON pointers (RFC 6901) in which entries of keyed lists are named by key:
 * `/steps/s1/approvers/users/u12`; '' = the whole object. A missing value is `null`, and `kind` says why. For `moved` the values are
 * positions in each side's list, from 0, -1 = missing.
 */
export interface FieldChange {
  readonly path: string;
  /**
   * `set`: another value. `added`, `removed`: a list entry, or the object. `moved`: the same entry at another position. `order`: both
   * sides moved entries to different orders; the values are lists of keys.
   */
  readonly kind: 'set' | 'added' | 'removed' | 'moved' | 'order';
  readonly origin: Origin;
  /** 基準 / こちら / サーバー. */
  readonly base: Json;
  readonly ours: Json;
  /** Present value on the server. */
  readonly before: Json;
  /** Value on the server after applying; equals `before` if nothing is written. */
  readonly after: Json;
  /** Both sides changed it, and not to the same value. */
  readonly conflict: boolean;
  /** The administrator's decision; missing = the default: ours for our changes, theirs for theirs, none for a conflict. */
  readonly resolution?: Resolution;
}

/** An undecided conflict; its item cannot be applied. */
export const isOpen = ({ conflict, resolution }: FieldChange): boolean => conflict && resolution === undefined;

export const ITEM_KINDS = ['conflict', 'create', 'change', 'delete', 'secret', 'drift', 'already-there'] as const;
/**
 * `conflict`: something is undecided. `create`, `change`, `delete`, `secret`: will be written. `drift`: only the server changed; nothing
 * is written. `already-there`: the server has the wanted content; nothing is written.
 */
export type ItemKind = (typeof ITEM_KINDS)[number];

export const RISKS = ['low', 'medium', 'high'] as const;
export type Risk = (typeof RISKS)[number];

/** Concerns about a route: what prevents a decision for applicants, or was not checked. */
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

/** Why an item is more than low risk. Texts below `plan.risk.reason`. */
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
 * Why one item must be applied before another. `uses-*`: it names an object to be created. `released-by`: the other stops naming what
 * this one deletes. `frees-*`: the other gives up the code or name that this one takes.
 */
export type DependencyReason = 'uses-route' | 'uses-serial' | 'released-by' | 'frees-code' | 'frees-name';

export interface Dependency {
  readonly key: string;
  readonly because: DependencyReason;
}

/** A difference hidden by the administrator for some time: neither written nor shown. */
export interface IgnoredDifference {
  /** Object key and path; '' = the object as a whole. */
  readonly key: string;
  readonly path: string;
  /** The difference when it was ignored (`differenceOf`); any other is shown again. */
  readonly difference: string;
  /** The last day on which it is ignored, `YYYY-MM-DD`. */
  readonly until: string;
  readonly because: string;
}

interface ItemBase {
  /** `keyOf` of the object; `secretKey` of a secret. Unique within the plan. */
  readonly key: string;
  /** A secret belongs to `integration`. */
  readonly section: GatewaySection;
  readonly id: string;
  /** The object's name on our side, else the server's; '' for single objects. */
  readonly name: string;
  readonly kind: ItemKind;
  readonly risk: Risk;
  readonly risks: readonly RiskReason[];
  /** Each difference once, in the order of the object's fields; empty for a secret. */
  readonly fields: readonly FieldChange[];
  /** Differences that are being ignored. */
  readonly ignored: readonly IgnoredDifference[];
  /** Items that must be applied before it: selecting this one selects them. */
  readonly dependsOn: readonly Dependency[];
}

export interface ObjectItem extends ItemBase {
  readonly secret: null;
  /** What is sent; `none` also while a conflict is open. */
  readonly write: 'put' | 'delete' | 'none';
  /** Expected revision for put or delete; 0 = the object must not exist. */
  readonly ifRevision: number;
  /** The future body on the server; `null` = will not exist, or unknown. */
  readonly target: Body | null;
  /** The three sides as they were compared. */
  readonly base: Body | null;
  readonly draft: Body | null;
  readonly server: ServerEntry | null;
}

export interface SecretItem extends ItemBase {
  readonly kind: 'secret';
  readonly secret: SecretName;
  readonly write: 'secret';
  /** The revision seen on the server; not checked by it. */
  readonly ifRevision: number;
  /** Which setting of it will be sent (`LocalSecret`). */
  readonly generation: number;
  readonly target: null;
  readonly base: null;
  readonly draft: null;
  readonly server: null;
}

/** One object that differs, or one secret to be set. */
export type PlanItem = ObjectItem | SecretItem;

/** Whether an item can be selected: something is written and nothing is undecided. */
export const isSelectable = ({ write }: PlanItem): boolean => write !== 'none';
