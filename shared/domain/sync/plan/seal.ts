import type { Body } from '../../drafts/sections.ts';
import { stableJson } from '../../drafts/stable-json.ts';
import type { PlanItem } from './item.ts';
import type { Plan } from './plan.ts';
import { selectedOrder } from './select.ts';
import type { Selection } from './selection.ts';

/** One call that will be made, as it is sealed. */
export interface SealedCall {
  readonly section: PlanItem['section'];
  readonly id: string;
  readonly write: 'put' | 'delete' | 'secret';
  readonly ifRevision: number;
  /** As it stands on the server at that revision; `null` = not there. */
  readonly before: Body | null;
  readonly body: Body | null;
  /** Which setting of a secret is sent; 0 for objects. */
  readonly generation: number;
}

/** The company and the server that a plan is for. */
export interface SealedFor {
  readonly company: { readonly id: string; readonly name: string; readonly kind: 'production' | 'test' | 'demo' };
  readonly server: string;
}

/** The calls of the ticked items in the order of work. */
export const sealedCalls = (plan: Plan, selection: Selection): readonly SealedCall[] =>
  selectedOrder(plan, selection).flatMap((key) => {
    const item = plan.byKey.get(key);
    if (item === undefined || item.write === 'none') return [];
    const { section, id, write, ifRevision, target } = item;
    const before = item.server?.body ?? null;
    return [{ section, id, write, ifRevision, before, body: target, generation: item.secret === null ? 0 : item.generation }];
  });

/**
 * Names what will be done: every call that will be made, in order, with the revision it asks for and what stands there at it, and the
 * company and server it is for. Two plans that would do the same have the same text, whenever they were made and whatever else they tell
 * of. A secret is in it by its name and by which setting of it is sent, never by value. The hash and the signature are made outside.
 */
export const sealText = (calls: readonly SealedCall[], { company: { id, name, kind }, server }: SealedFor): string =>
  stableJson({ format: 'tsunagi-seal', version: 2, company: { id, name, kind }, server, calls });
