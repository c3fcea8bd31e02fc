import type { Body } from '../../drafts/sections.ts';
import type { Json } from '../../fields/json.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { SecretName, ServerEntry } from '../server-state.ts';

/**
 * What is to be done with one field that differs: write the draft's value, let the server's stand (the draft takes it once the item is
 * applied or at once by `takeServerValue`), or write a third value.
 */
export type Resolution = 'ours' | 'theirs' | { readonly edit: Json };

/** A decision and what it was about: it counts only while the field still differs as it did then (`differenceOf`). */
export interface Resolved {
  readonly resolution: Resolution;
  readonly difference: string;
}

/** By object key, then by the path of the field. */
export type Resolutions = ReadonlyMap<string, ReadonlyMap<string, Resolved>>;

/** Whose change it is, seen from the base: ours alone, the server's alone, or both. */
export type Origin = 'ours' | 'theirs' | 'both';

/**
 * One difference between base, draft and server. Paths are JSON pointers (RFC 6901) in which the entries of a keyed list are named by
 * their keys: `/steps/s1/approvers/users/u12`; '' = the object as a whole. Where a side has nothing, the value is `null` and `kind`
 * tells why. In a place (`moved`) the values are places in each side's list, counted from 0, -1 where the side does not have it.
 */
export interface FieldChange {
  readonly path: string;
  /**
   * `set`: another value. `added`, `removed`: an entry of a list, or the object. `moved`: the same entry at another place.
   * `order`: both sides moved entries of one list, and not to the same order; the values are lists of keys.
   */
  readonly kind: 'set' | 'added' | 'removed' | 'moved' | 'order';
  readonly origin: Origin;
  /** 基準 / こちら / サーバー. */
  readonly base: Json;
  readonly ours: Json;
  /** What stands on the server now. */
  readonly before: Json;
  /** What will stand there once the item is applied; equal to `before` where nothing is written. */
  readonly after: Json;
  /** Both sides changed it, and not to the same value. */
  readonly conflict: boolean;
  /** The administrator's decision; absent = the default: ours for our changes, theirs for theirs, none for a conflict. */
  readonly resolution?: Resolution;
}

/** A conflict that nobody has decided; its item cannot be applied. */
export const isOpen = ({ conflict, resolution }: FieldChange): boolean => conflict && resolution === undefined;

export const ITEM_KINDS = ['conflict', 'create', 'change', 'delete', 'secret', 'drift', 'already-there'] as const;
/**
 * `conflict`: something is undecided. `create`, `change`, `delete`, `secret`: will be written. `drift`: only the server changed; nothing is
 * written. `already-there`: the server has what we wanted; nothing is written.
 */
export type ItemKind = (typeof ITEM_KINDS)[number];

export const RISKS = ['low', 'medium', 'high'] as const;
export type Risk = (typeof RISKS)[number];

/** What of a route keeps applicants from being decided on, or was not looked at. */
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
 * Why one item needs another to be applied before it. `uses-*`: it names an object that is yet to be created. `released-by`: the other
 * stops naming what this one deletes. `frees-*`: the other gives up the code or name that this one takes.
 */
export type DependencyReason = 'uses-route' | 'uses-serial' | 'released-by' | 'frees-code' | 'frees-name';

export interface Dependency {
  readonly key: string;
  readonly because: DependencyReason;
}

/** A difference that the administrator does not want to see for a while: it is neither written nor told. */
export interface IgnoredDifference {
  /** Object key and path; '' = the object as a whole. */
  readonly key: string;
  readonly path: string;
  /** What stood there on both sides when it was ignored, as `differenceOf` tells; any other difference is told again. */
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
  /** The object's name on our side, or the server's where we have none; '' for single objects. */
  readonly name: string;
  readonly kind: ItemKind;
  readonly risk: Risk;
  readonly risks: readonly RiskReason[];
  /** Each difference once, in the order of the object's fields; empty for a secret. */
  readonly fields: readonly FieldChange[];
  /** Differences that are being ignored. */
  readonly ignored: readonly IgnoredDifference[];
  /** Items that have to be applied before it: selecting this one selects them. */
  readonly dependsOn: readonly Dependency[];
}

export interface ObjectItem extends ItemBase {
  readonly secret: null;
  /** What is sent. `none` also while a conflict is open. */
  readonly write: 'put' | 'delete' | 'none';
  /** What put or delete must send; 0 = the object must not exist yet. */
  readonly ifRevision: number;
  /** The body as it will stand on the server; `null` = it will not be there, or nothing is known of it. */
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
  /** The revision seen on the server; nothing checks it. */
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

/** Whether an item can be ticked: something is written and nothing is undecided. */
export const isSelectable = ({ write }: PlanItem): boolean => write !== 'none';
