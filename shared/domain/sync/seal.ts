import type { Body } from '../drafts/sections.ts';
import { stableJson } from '../drafts/stable-json.ts';
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
  readonly body: Body | null;
  /** Which setting of a secret is sent; 0 for objects. */
  readonly generation: number;
}

/** The calls of the ticked items in the order of work. */
export const sealedCalls = (plan: Plan, selection: Selection): readonly SealedCall[] =>
  selectedOrder(plan, selection).flatMap((key) => {
    const item = plan.byKey.get(key);
    if (item === undefined || item.write === 'none') return [];
    const { section, id, write, ifRevision, target } = item;
    return [{ section, id, write, ifRevision, body: target, generation: item.secret === null ? 0 : item.generation }];
  });

/**
 * What a second administrator approves: every call that will be made, in order, with the revision it asks for. Two plans that would do the
 * same have the same text, whenever they were made and whatever else they tell of. A secret is in it by its name and by which setting
 * of it is sent, never by value. The hash and the signature are made outside.
 */
export const sealText = (calls: readonly SealedCall[], about: { readonly profileId: string; readonly server: string }): string =>
  stableJson({ format: 'tsunagi-seal', version: 1, profileId: about.profileId, server: about.server, calls });
