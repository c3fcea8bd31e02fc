import type { ChunkedWork } from '../../chunks/chunked-work.ts';
import { getDraftKey } from '../../drafts/draft.ts';
import type { Bodies, Body } from '../../drafts/sections.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { ServerState } from '../server-state.ts';
import type { Dependency, DependencyReason, ObjectItem, RiskReason } from './item.ts';
import type { PlanInput } from './plan.ts';
import { getHighestRisk } from './risk.ts';

/** References of an object: route and serial of the common settings. A server's body may contain any JSON instead of an id. */
export function listPlanReferences(
  section: GatewaySection,
  body: Body | null,
): readonly { readonly key: string; readonly of: 'routes' | 'serials' }[] {
  if (section !== 'common_settings' || body === null) return [];
  const { routeId, serialId }: { readonly routeId?: unknown; readonly serialId?: unknown } = body as Bodies['common_settings'];
  const named = (of: 'routes' | 'serials', id: unknown) => (typeof id === 'string' ? [{ key: getDraftKey({ section: of, id }), of }] : []);
  return [...named('routes', routeId), ...named('serials', serialId)];
}

/** Unique values within a section, as NEO requires: names of serials and invoice groups, codes of invoice groups. */
export function listUniqueValues(
  section: GatewaySection,
  body: Body | null,
): readonly { readonly claim: string; readonly of: 'code' | 'name' }[] {
  if (body === null || (section !== 'serials' && section !== 'invoice_groups')) return [];
  const claims = (text: unknown): text is string => typeof text === 'string' && text !== '';
  const { name } = body as Bodies['serials'];
  const names = !claims(name) ? [] : [{ claim: `${section} name ${name}`, of: 'name' as const }];
  if (section === 'serials') return names;
  const { code } = body as Bodies['invoice_groups'];
  return !claims(code) ? names : [...names, { claim: `${section} code ${code}`, of: 'code' as const }];
}

/** The objects that have each unique value on the server. */
export function findValueHolders(server: ServerState): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>();
  for (const [key, { section, body }] of server.entries)
    for (const { claim } of listUniqueValues(section, body)) {
      const list = holders.get(claim);
      if (list) list.push(key);
      else holders.set(claim, [key]);
    }
  return holders;
}

/** Adds dependencies to items, and risks that depend on other objects. Linear; one piece per route. */
export function* addDependencies(
  items: readonly ObjectItem[],
  server: ServerState,
  concernsOf: PlanInput['concernsOf'] = () => [],
): ChunkedWork<readonly ObjectItem[]> {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const holders = findValueHolders(server);
  const users = new Map<string, string[]>();
  for (const [key, { section, body }] of server.entries)
    for (const named of listPlanReferences(section, body)) users.set(named.key, [...(users.get(named.key) ?? []), key]);
  const willBeUsed = new Set(
    items.flatMap(({ section, write, target }) => (write === 'put' ? listPlanReferences(section, target).map(({ key }) => key) : [])),
  );
  const dependent = (item: ObjectItem, concerns: readonly RiskReason[]): ObjectItem => {
    const found = new Map<string, DependencyReason>();
    const add = (key: string, because: DependencyReason): void => {
      if (key !== item.key && !found.has(key)) found.set(key, because);
    };
    if (item.write === 'put') {
      for (const { key, of } of listPlanReferences(item.section, item.target))
        if (byKey.get(key)?.kind === 'create') add(key, of === 'routes' ? 'uses-route' : 'uses-serial');
      for (const { claim, of } of listUniqueValues(item.section, item.target))
        for (const holder of holders.get(claim) ?? [])
          if (givesUp(byKey.get(holder), claim)) add(holder, of === 'code' ? 'frees-code' : 'frees-name');
    }
    if (item.write === 'delete')
      for (const user of users.get(item.key) ?? []) {
        const releasing = byKey.get(user);
        if (releasing !== undefined && releasing.write !== 'none' && !names(releasing, item.key)) add(user, 'released-by');
      }
    const dependsOn = Array.from(found, ([key, because]): Dependency => ({ key, because }));
    const inUse = (users.get(item.key)?.length ?? 0) > 0 && item.kind === 'change';
    const isRoute = item.section === 'routes';
    // That orders will use the route is a risk only if there is a concern about it.
    const willCarry: readonly RiskReason[] = concerns.length > 0 && !inUse && willBeUsed.has(item.key) ? ['route-will-be-used'] : [];
    const more: readonly RiskReason[] = [
      ...concerns,
      ...(inUse ? ([isRoute ? 'route-in-use' : 'serial-in-use'] as const) : []),
      ...willCarry,
    ];
    if (dependsOn.length === 0 && more.length === 0) return item;
    const risks = [...item.risks, ...more];
    return { ...item, dependsOn, risks, risk: getHighestRisk(risks) };
  };
  const all: ObjectItem[] = [];
  for (const item of items) {
    if (item.section !== 'routes' || !stays(item)) all.push(dependent(item, []));
    else {
      all.push(dependent(item, concernsOf(item.target as Bodies['routes'], (item.server?.body ?? null) as Bodies['routes'] | null)));
      // Yields, because a simulation of the route for everyone may have run.
      yield;
    }
  }
  return all;
}

/** True if an object will exist with the item's content, or after its conflicts are decided. */
const stays = ({ kind, target }: ObjectItem): boolean => target !== null && (kind === 'create' || kind === 'change' || kind === 'conflict');

const names = ({ section, target }: ObjectItem, key: string): boolean =>
  listPlanReferences(section, target).some((named) => named.key === key);

/** True if applying an item releases a unique value. */
const givesUp = (item: ObjectItem | undefined, claim: string): boolean =>
  item !== undefined && item.write !== 'none' && !listUniqueValues(item.section, item.target).some((kept) => kept.claim === claim);
