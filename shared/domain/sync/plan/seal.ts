import type { Body } from '../../drafts/sections.ts';
import { toStableJson } from '../../drafts/stable-json.ts';
import type { PlanItem } from './item.ts';
import type { Plan } from './plan.ts';
import { listSelectedKeys } from './select.ts';
import type { Selection } from './selection.ts';

/** One call in the form that is hashed and signed. */
export interface SealedCall {
  readonly section: PlanItem['section'];
  readonly id: string;
  readonly write: 'put' | 'delete' | 'secret';
  readonly ifRevision: number;
  /** The server's content at that revision; `null` = the object does not exist. */
  readonly before: Body | null;
  readonly body: Body | null;
  /** The setting of the secret to send (`LocalSecret.generation`); 0 for objects. */
  readonly generation: number;
}

/** The company and the server of a plan. */
export interface SealContext {
  readonly company: { readonly id: string; readonly name: string; readonly kind: 'production' | 'test' | 'demo' };
  readonly server: string;
}

/** The calls of the selected items in the order of work. */
export const listSealedCalls = (plan: Plan, selection: Selection): readonly SealedCall[] =>
  listSelectedKeys(plan, selection).flatMap((key) => {
    const item = plan.byKey.get(key);
    if (item === undefined || item.write === 'none') return [];
    const { section, id, write, ifRevision, target } = item;
    const before = item.server?.body ?? null;
    return [{ section, id, write, ifRevision, before, body: target, generation: item.secret === null ? 0 : item.generation }];
  });

/**
 * Canonical text of a plan: all calls in order with revision and former content, the company and the server. Plans with the same effect
 * have the same text. A secret is included by name and generation, never by value. Hash and signature are computed elsewhere.
 */
export const formatSealText = (calls: readonly SealedCall[], { company: { id, name, kind }, server }: SealContext): string =>
  toStableJson({ format: 'tsunagi-seal', version: 2, company: { id, name, kind }, server, calls });
