import type { Body } from '../drafts/sections.ts';
import type { GatewaySection } from './gateway-section.ts';
import type { PlanItem } from './plan/item.ts';
import { sameBody } from './same.ts';
import type { SecretName, ServerEntry } from './server-state.ts';

/** One call as it is written into the journal before it is made. */
export type Intent =
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
  | { readonly write: 'secret'; readonly secret: SecretName; readonly ifRevision: number };

/** What a look at the server says of a call whose outcome is unknown. */
export type Reconciled = 'done' | 'not-done' | 'other-changed';

/** One step of a past run that succeeded, as the history keeps it. */
export type AppliedStep =
  | {
      readonly kind: 'object';
      readonly section: GatewaySection;
      readonly id: string;
      /** `null` = it was not there. */
      readonly before: Body | null;
      readonly after: Body | null;
    }
  | { readonly kind: 'secret'; readonly secret: SecretName };

/** The call that applies an item; `null` where nothing is written. */
export function intentOf(item: PlanItem): Intent | null {
  if (item.secret !== null) return { write: 'secret', secret: item.secret, ifRevision: item.ifRevision };
  const { section, id, ifRevision, target, write } = item;
  const before = item.server?.body ?? null;
  if (write === 'put' && target !== null) return { write, section, id, ifRevision, before, target };
  return write === 'delete' ? { write, section, id, ifRevision, before, target: null } : null;
}

/**
 * What became of a call whose answer never came, told from the object as it stands now (`null` = not there). `done`: it stands as it was
 * to stand, whoever wrote it. `not-done`: it stands as before. A secret shows nothing: it is always `not-done`, and sent again under
 * its first request id, which the server takes once.
 */
export function reconcile(intent: Intent, current: ServerEntry | null): Reconciled {
  if (intent.write === 'secret') return 'not-done';
  const { section, ifRevision, target } = intent;
  if (current === null) return intent.write === 'delete' ? 'done' : ifRevision === 0 ? 'not-done' : 'other-changed';
  if (current.revision === ifRevision) return 'not-done';
  return intent.write === 'put' && sameBody(section, current.body, target) ? 'done' : 'other-changed';
}
