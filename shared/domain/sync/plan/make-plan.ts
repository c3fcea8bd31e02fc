import { type ChunkedWork, runToEnd } from '../../chunks/chunked-work.ts';
import { type Draft, getDraftKey } from '../../drafts/draft.ts';
import { getBodyName } from '../../drafts/sections.ts';
import { compareNaturally, compareText } from '../../text-order/compare-text.ts';
import { GATEWAY_SECTIONS, type GatewaySection, isGatewaySection } from '../gateway-section.ts';
import { isSameBody } from '../same.ts';
import { getSecretKey, type LocalSecret, type ServerState } from '../server-state.ts';
import { addDependencies } from './dependencies.ts';
import { type IgnoredDifference, isSelectable, type ObjectItem, type PlanItem, type SecretItem } from './item.ts';
import { compareObject, type ObjectSides } from './object-item.ts';
import { computeOrderOfWork } from './order-of-work.ts';
import type { IgnoredPart, Plan, PlanInput, RefusedPart } from './plan.ts';

/**
 * Compares drafts with the server and their base. Each different object is one item, each difference one field. Incompletely read sections
 * and unreadable objects are excluded. Linear; deterministic; never throws.
 */
export const createPlanInChunks = (input: PlanInput): ChunkedWork<Plan> =>
  planned(input, listObjectSides(input.drafts.values(), input.server));

/** Like `createPlanInChunks`, for the given objects only. */
export const createPlan = (input: Omit<PlanInput, 'drafts'>, objects: Iterable<ObjectSides>): Plan => runToEnd(planned(input, objects));

/** Number of objects per piece. */
const OBJECTS_COMPARED = 256;

function* planned(input: Omit<PlanInput, 'drafts'>, objects: Iterable<ObjectSides>): ChunkedWork<Plan> {
  const { server, resolutions, today } = input;
  const complete = new Set(server.complete);
  const ignoring = byKeyAndPath(input.ignored);
  const refused = new RefusedParts();
  const items: ObjectItem[] = [];
  const ignored: IgnoredPart[] = [];
  const reopened: IgnoredDifference[] = [];
  let looked = 0;
  for (const sides of objects) {
    looked++;
    if (looked % OBJECTS_COMPARED === 0) yield;
    const { section, id } = sides;
    const key = getDraftKey(sides);
    const unreadable = server.unreadable.has(key);
    if (unreadable || !complete.has(section)) {
      refused.add(section, unreadable ? id : null, !isSameBody(section, sides.base, sides.draft));
      continue;
    }
    const compared = compareObject(sides, resolutions.get(key), ignoring.get(key), today);
    if (compared.item !== null) items.push(compared.item);
    const named = sides.draft ?? sides.server?.body ?? sides.base;
    if (compared.ignored.length > 0)
      ignored.push({ key, section, id, name: named === null ? '' : getBodyName(section, named), differences: compared.ignored });
    reopened.push(...compared.reopened);
  }
  for (const section of GATEWAY_SECTIONS) if (!complete.has(section)) refused.add(section, null, false);
  for (const key of server.unreadable) refused.addUnreadable(key);
  const place = new Map(GATEWAY_SECTIONS.map((section, at) => [section, at]));
  const at = (section: GatewaySection): number => place.get(section) ?? 0;
  items.sort((a, b) => at(a.section) - at(b.section) || compareNaturally(a.name, b.name) || compareText(a.key, b.key));
  const secrets = complete.has('integration') ? input.secrets.flatMap((secret) => secretItem(secret, server)) : [];
  const all: readonly PlanItem[] = [...(yield* addDependencies(items, server, input.concernsOf)), ...secrets];
  const { order, circular } = computeOrderOfWork(all.filter(isSelectable));
  return {
    server,
    items: all,
    byKey: new Map(all.map((item) => [item.key, item])),
    order,
    circular,
    refused: refused.all(),
    ignored,
    reopened,
  };
}

/** All objects of the gateway's sections that exist in a draft or on the server. */
export function* listObjectSides(drafts: Iterable<Draft>, server: ServerState): Generator<ObjectSides> {
  const seen = new Set<string>();
  for (const { section, id, base, draft } of drafts) {
    if (!isGatewaySection(section)) continue;
    const key = getDraftKey({ section, id });
    seen.add(key);
    yield { section, id, base, draft, server: server.entries.get(key) ?? null };
  }
  for (const [key, entry] of server.entries)
    if (!seen.has(key)) yield { section: entry.section, id: entry.id, base: null, draft: null, server: entry };
}

function byKeyAndPath(ignored: readonly IgnoredDifference[]): ReadonlyMap<string, ReadonlyMap<string, IgnoredDifference>> {
  const byKey = new Map<string, Map<string, IgnoredDifference>>();
  for (const one of ignored) {
    const paths = byKey.get(one.key);
    if (paths) paths.set(one.path, one);
    else byKey.set(one.key, new Map([[one.path, one]]));
  }
  return byKey;
}

/** The item of a secret that was set here since it was last sent. */
function secretItem({ name, generation, appliedGeneration }: LocalSecret, { secrets }: ServerState): readonly SecretItem[] {
  const there = secrets.get(name);
  const lost = generation > 0 && there !== undefined && !there.set;
  if (generation <= appliedGeneration && !lost) return [];
  return [
    {
      key: getSecretKey(name),
      section: 'integration',
      id: name,
      name: '',
      kind: 'secret',
      risk: 'high',
      risks: ['credentials'],
      fields: [],
      ignored: [],
      dependsOn: [],
      secret: name,
      write: 'secret',
      ifRevision: there?.revision ?? 0,
      generation,
      target: null,
      base: null,
      draft: null,
      server: null,
    },
  ];
}

class RefusedParts {
  readonly #parts = new Map<string, { section: GatewaySection; id: string | null; drafts: number }>();

  add(section: GatewaySection, id: string | null, differs: boolean): void {
    const key = id === null ? section : getDraftKey({ section, id });
    const part = this.#parts.get(key) ?? { section, id, drafts: 0 };
    if (differs) part.drafts++;
    this.#parts.set(key, part);
  }

  addUnreadable(key: string): void {
    const blank = key.indexOf(' ');
    const section = key.slice(0, blank);
    if (!this.#parts.has(key) && isGatewaySection(section)) this.#parts.set(key, { section, id: key.slice(blank + 1), drafts: 0 });
  }

  all(): readonly RefusedPart[] {
    return Array.from(this.#parts.values(), (part) => ({ reason: part.id === null ? 'not-complete' : 'unreadable', ...part }));
  }
}
