import { keyOf } from '../../drafts/draft.ts';
import type { Bodies, Body } from '../../drafts/sections.ts';
import type { InPieces } from '../../pieces/in-pieces.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { ServerState } from '../server-state.ts';
import type { Dependency, DependencyReason, ObjectItem, RiskReason } from './item.ts';
import type { PlanInput } from './plan.ts';
import { weigh } from './risk.ts';

/** What an object names of others: the routes and serials of the common settings. A server’s body may have anything in the place of an id. */
export function namedBy(
  section: GatewaySection,
  body: Body | null,
): readonly { readonly key: string; readonly of: 'routes' | 'serials' }[] {
  if (section !== 'common_settings' || body === null) return [];
  const { routeId, serialId }: { readonly routeId?: unknown; readonly serialId?: unknown } = body as Bodies['common_settings'];
  const named = (of: 'routes' | 'serials', id: unknown) => (typeof id === 'string' ? [{ key: keyOf({ section: of, id }), of }] : []);
  return [...named('routes', routeId), ...named('serials', serialId)];
}

/** What no two objects of a section may share, as NEO asks: names of serials and invoice groups, codes of invoice groups. */
export function claimsOf(section: GatewaySection, body: Body | null): readonly { readonly claim: string; readonly of: 'code' | 'name' }[] {
  if (body === null || (section !== 'serials' && section !== 'invoice_groups')) return [];
  const claims = (text: unknown): text is string => typeof text === 'string' && text !== '';
  const { name } = body as Bodies['serials'];
  const names = !claims(name) ? [] : [{ claim: `${section} name ${name}`, of: 'name' as const }];
  if (section === 'serials') return names;
  const { code } = body as Bodies['invoice_groups'];
  return !claims(code) ? names : [...names, { claim: `${section} code ${code}`, of: 'code' as const }];
}

/** Who has each claim on the server: the keys of the objects. */
export function holdersOf(server: ServerState): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>();
  for (const [key, { section, body }] of server.entries)
    for (const { claim } of claimsOf(section, body)) {
      const list = holders.get(claim);
      if (list) list.push(key);
      else holders.set(claim, [key]);
    }
  return holders;
}

/** The items with what each has to wait for, and with the risks that come from what else there is. Linear; a piece a route. */
export function* withDependencies(
  items: readonly ObjectItem[],
  server: ServerState,
  concernsOf: PlanInput['concernsOf'] = () => [],
): InPieces<readonly ObjectItem[]> {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const holders = holdersOf(server);
  const users = new Map<string, string[]>();
  for (const [key, { section, body }] of server.entries)
    for (const named of namedBy(section, body)) users.set(named.key, [...(users.get(named.key) ?? []), key]);
  const willBeUsed = new Set(
    items.flatMap(({ section, write, target }) => (write === 'put' ? namedBy(section, target).map(({ key }) => key) : [])),
  );
  const dependent = (item: ObjectItem, concerns: readonly RiskReason[]): ObjectItem => {
    const found = new Map<string, DependencyReason>();
    const add = (key: string, because: DependencyReason): void => {
      if (key !== item.key && !found.has(key)) found.set(key, because);
    };
    if (item.write === 'put') {
      for (const { key, of } of namedBy(item.section, item.target))
        if (byKey.get(key)?.kind === 'create') add(key, of === 'routes' ? 'uses-route' : 'uses-serial');
      for (const { claim, of } of claimsOf(item.section, item.target))
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
    // That orders will pass a route is a risk only where something speaks against it.
    const willCarry: readonly RiskReason[] = concerns.length > 0 && !inUse && willBeUsed.has(item.key) ? ['route-will-be-used'] : [];
    const more: readonly RiskReason[] = [
      ...concerns,
      ...(inUse ? ([isRoute ? 'route-in-use' : 'serial-in-use'] as const) : []),
      ...willCarry,
    ];
    if (dependsOn.length === 0 && more.length === 0) return item;
    const risks = [...item.risks, ...more];
    return { ...item, dependsOn, risks, risk: weigh(risks) };
  };
  const all: ObjectItem[] = [];
  for (const item of items) {
    if (item.section !== 'routes' || !stays(item)) all.push(dependent(item, []));
    else {
      all.push(dependent(item, concernsOf(item.target as Bodies['routes'], (item.server?.body ?? null) as Bodies['routes'] | null)));
      // A route may be tried on everybody.
      yield;
    }
  }
  return all;
}

/** Whether an object will stand as the item says, or does once its conflicts are decided. */
const stays = ({ kind, target }: ObjectItem): boolean => target !== null && (kind === 'create' || kind === 'change' || kind === 'conflict');

const names = ({ section, target }: ObjectItem, key: string): boolean => namedBy(section, target).some((named) => named.key === key);

/** Whether an item takes a claim away from its object. */
const givesUp = (item: ObjectItem | undefined, claim: string): boolean =>
  item !== undefined && item.write !== 'none' && !claimsOf(item.section, item.target).some((kept) => kept.claim === claim);
