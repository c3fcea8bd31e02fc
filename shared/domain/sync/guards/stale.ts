import { getDraftKey } from '../../drafts/draft.ts';
import { getBodyName } from '../../drafts/sections.ts';
import type { GatewaySection } from '../gateway-section.ts';
import { listPlanReferences } from '../plan/dependencies.ts';
import type { Plan } from '../plan/plan.ts';
import type { Selection } from '../plan/selection.ts';
import type { ServerEntry, ServerState } from '../server-state.ts';

/** An object that another administrator changed after the plan was made. */
export interface ServerObjectChange {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly kind: 'changed' | 'appeared' | 'vanished';
  /** Revisions at the time of the plan and now; 0 = does not exist. */
  readonly before: number;
  readonly now: number;
  /** The administrator who changed it; '' if the server does not report it. */
  readonly by: string;
  /** Time of the change, ISO 8601; '' for a deleted object. */
  readonly at: string;
}

/** Comparison of a plan with a newer read of the server. */
export interface Staleness {
  /** Time of the newer read. */
  readonly readAt: string;
  /** Changes of selected items or their dependencies, because of which the plan is rejected. */
  readonly touching: readonly ServerObjectChange[];
  /** Changes of other objects, which are only reported. */
  readonly elsewhere: readonly ServerObjectChange[];
}

/** Compares the server at the plan's read with a newer one. Only sections that are complete in both are compared. Linear. */
export function computeStaleness(plan: Plan, selection: Selection, newer: ServerState): Staleness {
  const touched = new Set(selection);
  for (const key of selection) {
    const item = plan.byKey.get(key);
    if (item === undefined) continue;
    for (const named of listPlanReferences(item.section, item.target)) touched.add(named.key);
    // References from the common settings decide whether a route or serial may be deleted.
    if (item.write === 'delete' && (item.section === 'routes' || item.section === 'serials'))
      touched.add(getDraftKey({ section: 'common_settings', id: 'common_settings' }));
  }
  const touching: ServerObjectChange[] = [];
  const elsewhere: ServerObjectChange[] = [];
  for (const change of listServerChanges(plan.server, newer)) (touched.has(change.key) ? touching : elsewhere).push(change);
  return { readAt: newer.readAt, touching, elsewhere };
}

/** Changes on the server between two reads; objects of the older one come first. */
export function listServerChanges(older: ServerState, newer: ServerState): ServerObjectChange[] {
  const both = new Set(newer.complete.filter((section) => older.complete.includes(section)));
  const known = ({ section }: ServerEntry, key: string): boolean =>
    both.has(section) && !older.unreadable.has(key) && !newer.unreadable.has(key);
  const changes: ServerObjectChange[] = [];
  for (const [key, entry] of older.entries) {
    if (!known(entry, key)) continue;
    const now = newer.entries.get(key);
    if (now === undefined) changes.push(changeOf(key, 'vanished', entry, { before: entry.revision, now: 0, by: '', at: '' }));
    else if (now.revision !== entry.revision) changes.push(changeOf(key, 'changed', now, { before: entry.revision, now: now.revision }));
  }
  for (const [key, entry] of newer.entries)
    if (known(entry, key) && !older.entries.has(key)) changes.push(changeOf(key, 'appeared', entry, { before: 0, now: entry.revision }));
  return changes;
}

const changeOf = (
  key: string,
  kind: ServerObjectChange['kind'],
  { section, id, body, updatedAt, updatedBy }: ServerEntry,
  what: Pick<ServerObjectChange, 'before' | 'now'> & Partial<ServerObjectChange>,
): ServerObjectChange => ({ key, section, id, name: getBodyName(section, body), kind, by: updatedBy, at: updatedAt, ...what });
