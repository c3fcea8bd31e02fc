import type { Body } from '../drafts/sections.ts';
import type { GatewaySection } from './gateway-section.ts';
import type { PlanItem } from './plan/item.ts';
import { isSameBody } from './same.ts';
import type { ServerEntry, ServerSecretName } from './server-state.ts';

/** One call as written to the journal before it is sent. */
export type CallIntent =
  | {
      readonly write: 'put';
      readonly section: GatewaySection;
      readonly id: string;
      readonly ifRevision: number;
      readonly before: Body | null;
      readonly target: Body;
    }
  | {
      readonly write: 'delete';
      readonly section: GatewaySection;
      readonly id: string;
      readonly ifRevision: number;
      readonly before: Body | null;
      readonly target: null;
    }
  | { readonly write: 'secret'; readonly secret: ServerSecretName; readonly ifRevision: number };

/** Result of reading the server for a call with unknown outcome. */
export type ReconciledOutcome = 'done' | 'not-done' | 'other-changed';

/** A successful step of a past run, as in the history. */
export type AppliedStep =
  | {
      readonly kind: 'object';
      readonly section: GatewaySection;
      readonly id: string;
      /** Former content; `null` = the object did not exist. */
      readonly before: Body | null;
      readonly after: Body | null;
    }
  | { readonly kind: 'secret'; readonly secret: ServerSecretName };

/** The call that applies an item; `null` if nothing is written. */
export function createCallIntent(item: PlanItem): CallIntent | null {
  if (item.secret !== null) return { write: 'secret', secret: item.secret, ifRevision: item.ifRevision };
  const { section, id, ifRevision, target, write } = item;
  const before = item.server?.body ?? null;
  if (write === 'put' && target !== null) return { write, section, id, ifRevision, before, target };
  return write === 'delete' ? { write, section, id, ifRevision, before, target: null } : null;
}

/**
 * Outcome of a call without a response, determined from the object's present state (`null` = does not exist). `done`: it has the intended
 * content, regardless of who wrote it. `not-done`: it is unchanged. A secret cannot be read, so the result is `not-done`, and it is sent
 * again with the same request id, which the server accepts only once.
 */
export function reconcileOutcome(intent: CallIntent, current: ServerEntry | null): ReconciledOutcome {
  if (intent.write === 'secret') return 'not-done';
  const { section, ifRevision, target } = intent;
  if (current === null) return intent.write === 'delete' ? 'done' : ifRevision === 0 ? 'not-done' : 'other-changed';
  if (current.revision === ifRevision) return 'not-done';
  return intent.write === 'put' && isSameBody(section, current.body, target) ? 'done' : 'other-changed';
}
