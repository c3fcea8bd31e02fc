import type { Drafts } from '../../drafts/draft.ts';
import type { Route } from '../../routes/route.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { LocalSecret, ServerState } from '../server-state.ts';
import type { IgnoredDifference, PlanItem, Resolutions, RouteConcern } from './item.ts';

/** Inputs of a plan. */
export interface PlanInput {
  readonly drafts: Drafts;
  readonly server: ServerState;
  readonly resolutions: Resolutions;
  readonly ignored: readonly IgnoredDifference[];
  readonly secrets: readonly LocalSecret[];
  /** The current day, `YYYY-MM-DD`; ignored differences expire by day. */
  readonly today: string;
  /** Returns concerns about a future route, compared with the present one on the server; omitted if risks are not needed. */
  readonly concernsOf?: (route: Route, server: Route | null) => readonly RouteConcern[];
}

/** A section or object that cannot be planned. Texts below `plan.refused`. */
export interface RefusedPart {
  readonly reason: 'not-complete' | 'unreadable';
  readonly section: GatewaySection;
  /** Id of the object; `null` = the whole section. */
  readonly id: string | null;
  /** Number of drafts with differences that are therefore excluded; at least 1 if `id` is not `null`. */
  readonly drafts: number;
}

/** An object with ignored differences. */
export interface IgnoredPart {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly differences: readonly IgnoredDifference[];
}

/** Differences between drafts and server. Plain data except maps. */
export interface Plan {
  /** The read of the server on which the plan is based. */
  readonly server: ServerState;
  /** Items by section in the order of `GATEWAY_SECTIONS`, then by name and key; secrets last. Each object occurs once. */
  readonly items: readonly PlanItem[];
  readonly byKey: ReadonlyMap<string, PlanItem>;
  /** Keys of all items that can be applied, in the order of work. */
  readonly order: readonly string[];
  /** Keys of items in a dependency cycle, such as two groups that exchange codes. No order is correct for them. */
  readonly circular: readonly string[];
  readonly refused: readonly RefusedPart[];
  readonly ignored: readonly IgnoredPart[];
  /** Ignored differences that expired or changed, so that they are shown again. */
  readonly reopened: readonly IgnoredDifference[];
}
