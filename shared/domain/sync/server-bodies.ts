import type { Bodies, Body, SingleSection } from '../drafts/sections.ts';
import type { Configuration } from '../readiness/gates/configuration.ts';
import type { Plan } from './plan/plan.ts';
import type { Selection } from './plan/selection.ts';
import type { ServerEntry } from './server-state.ts';

/** The server's bodies by key. */
export type ServerBodies = ReadonlyMap<string, Pick<ServerEntry, 'section' | 'id' | 'body'>>;

/** The server's content after the selected items are applied. */
export function computeBodiesAfterApply(plan: Plan, selection: Selection): ServerBodies {
  const bodies = new Map<string, Pick<ServerEntry, 'section' | 'id' | 'body'>>(plan.server.entries);
  for (const key of plan.order) {
    const item = plan.byKey.get(key);
    if (item === undefined || !selection.has(key)) continue;
    if (item.write === 'delete') bodies.delete(key);
    else if (item.target !== null) bodies.set(key, { section: item.section, id: item.id, body: item.target });
  }
  return bodies;
}

/** The configuration according to the server's bodies; the other parts are given. */
export function createServerConfiguration(
  bodies: ServerBodies,
): Pick<Configuration, 'integration' | 'allowed' | 'commonSettings' | 'routes' | 'serials' | 'invoiceGroups'> {
  const singles = new Map<string, Body>();
  const routes: Bodies['routes'][] = [];
  const serials: { readonly id: string; readonly serial: Bodies['serials'] }[] = [];
  const invoiceGroups: Bodies['invoice_groups'][] = [];
  for (const { section, id, body } of bodies.values()) {
    if (section === 'routes') routes.push(body as Bodies['routes']);
    else if (section === 'serials') serials.push({ id, serial: body as Bodies['serials'] });
    else if (section === 'invoice_groups') invoiceGroups.push(body as Bodies['invoice_groups']);
    else singles.set(section, body);
  }
  const single = <S extends SingleSection>(section: S): Bodies[S] | null => (singles.get(section) ?? null) as Bodies[S] | null;
  return {
    integration: single('integration'),
    allowed: single('allowed_users'),
    commonSettings: single('common_settings'),
    routes,
    serials,
    invoiceGroups,
  };
}
