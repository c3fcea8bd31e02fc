import type { Drafts } from '../../drafts/draft.ts';
import type { Route } from '../../routes/route.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { LocalSecret, ServerState } from '../server-state.ts';
import type { IgnoredDifference, PlanItem, Resolutions, RouteConcern } from './item.ts';

/** Everything a plan is made of. */
export interface PlanInput {
  readonly drafts: Drafts;
  readonly server: ServerState;
  readonly resolutions: Resolutions;
  readonly ignored: readonly IgnoredDifference[];
  readonly secrets: readonly LocalSecret[];
  /** The business day, `YYYY-MM-DD`: differences are ignored up to a day. */
  readonly today: string;
  /** What speaks against a route as it will stand, `server` being what it stands in the place of; left out where nobody asks for the risks. */
  readonly concernsOf?: (route: Route, server: Route | null) => readonly RouteConcern[];
}

/** Something of which no plan can be made. Texts below `plan.refused`. */
export interface RefusedPart {
  readonly reason: 'not-complete' | 'unreadable';
  readonly section: GatewaySection;
  /** `null` = the section as a whole. */
  readonly id: string | null;
  /** Differing drafts that are left out for it; at least 1 where `id` is not `null`. */
  readonly drafts: number;
}

/** An object with differences that are being ignored. */
export interface IgnoredPart {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly differences: readonly IgnoredDifference[];
}

/** What differs between the drafts and the server. Plain data but for the maps. */
export interface Plan {
  /** The reading it was made from. */
  readonly server: ServerState;
  /** By section in `GATEWAY_SECTIONS` order, then by name and key; secrets last. Each object once. */
  readonly items: readonly PlanItem[];
  readonly byKey: ReadonlyMap<string, PlanItem>;
  /** Keys of all items that can be applied, in the order of work. */
  readonly order: readonly string[];
  /** Keys of items that need each other in a circle: two groups that exchange their codes. No order is right for them. */
  readonly circular: readonly string[];
  readonly refused: readonly RefusedPart[];
  readonly ignored: readonly IgnoredPart[];
  /** Ignored differences of which the time is up or whose values changed: they are told again. */
  readonly reopened: readonly IgnoredDifference[];
}
