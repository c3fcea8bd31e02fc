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
  /** The business day, `YYYY-MM-DD`: differences are ignored up to a day. */
  readonly today: string;
  /** Concerns about a future route, compared with `server`, the present one; omitted if risks are not needed. */
  readonly concernsOf?: (route: Route, server: Route | null) => readonly RouteConcern[];
}

/** Something that cannot be planned. Texts below `plan.refused`. */
export interface RefusedPart {
  readonly reason: 'not-complete' | 'unreadable';
  readonly section: GatewaySection;
  /** `null` = the section as a whole. */
  readonly id: string | null;
  /** Number of differing drafts left out because of it; at least 1 if `id` is not `null`. */
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

/** Differences between drafts and server. Plain data except maps. */
export interface Plan {
  /** The read it was made from. */
  readonly server: ServerState;
  /** By section in `GATEWAY_SECTIONS` order, then by name and key; secrets last. Each object once. */
  readonly items: readonly PlanItem[];
  readonly byKey: ReadonlyMap<string, PlanItem>;
  /** Keys of all items that can be applied, in the order of work. */
  readonly order: readonly string[];
  /** Keys of items in a dependency cycle, such as two groups exchanging codes. No order is correct for them. */
  readonly circular: readonly string[];
  readonly refused: readonly RefusedPart[];
  readonly ignored: readonly IgnoredPart[];
  /** Ignored differences that expired or changed: they are shown again. */
  readonly reopened: readonly IgnoredDifference[];
}
