import type { Body } from '#shared/domain/drafts/sections.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';

/** Reference model: an object as nested facts by name, without the order of lists. It shares no code with the product's comparison. */
export type Facts = string | { readonly [name: string]: Facts };

const LISTS: ReadonlySet<string> = new Set(['users', 'roles', 'members', 'organizations', 'principals', 'steps']);

function nameOf(field: string, entry: unknown): string {
  if (typeof entry === 'string') return entry;
  const { id, kind } = entry as { id: string; kind: string };
  return field === 'principals' ? `${kind}:${id}` : id;
}

function factsOf(field: string, value: unknown): Facts {
  if (Array.isArray(value) && LISTS.has(field)) {
    const facts: Record<string, Facts> = {};
    for (const entry of value) {
      const name = nameOf(field, entry);
      const one = typeof entry === 'string' ? 'there' : factsOf('', entry);
      const wide = (facts[name] as Record<string, Facts> | undefined)?.['descendants'] === 'true';
      facts[name] = wide && typeof one === 'object' ? { ...one, descendants: 'true' } : (facts[name] ?? one);
      if (typeof one === 'object' && one['descendants'] === 'true') facts[name] = one;
    }
    return facts;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || field === 'branch') return toStableJson(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, factsOf(name, one)]));
}

/** Returns the facts of a body. */
export const factsOfBody = (body: Body | null): Facts | undefined => (body === null ? undefined : factsOf('', body));

const same = (a: Facts | undefined, b: Facts | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && toStableJson(a) === toStableJson(b));
const isNested = (facts: Facts | undefined): facts is { readonly [name: string]: Facts } => typeof facts === 'object';

/** Merges three sides of a fact; conflicts are resolved for the named side. If the `kind` differs, the objects are not merged. */
export function mergeFacts(
  base: Facts | undefined,
  ours: Facts | undefined,
  theirs: Facts | undefined,
  conflicts: 'ours' | 'theirs',
): Facts | undefined {
  if (same(ours, theirs) || same(ours, base)) return theirs;
  if (same(theirs, base)) return ours;
  if (!isNested(ours) || !isNested(theirs) || ours['kind'] !== theirs['kind']) return conflicts === 'ours' ? ours : theirs;
  const was = isNested(base) && base['kind'] === ours['kind'] ? base : {};
  const merged: Record<string, Facts> = {};
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const fact = mergeFacts(was[name], ours[name], theirs[name], conflicts);
    if (fact !== undefined) merged[name] = fact;
  }
  return merged;
}

type Marks = Readonly<Record<string, { readonly finalDecider?: string }>>;
const marksOf = (facts: Facts | undefined): Marks =>
  isNested(facts) && isNested(facts['steps']) ? (facts['steps'] as unknown as Marks) : {};

type Mover = 'ours' | 'theirs';

/**
 * Returns the side that set or removed the final-decider mark of a step. Returns `null` if neither did, also if one side deleted a marked
 * step. If one side deleted and the other edited a marked step, the mark belongs to the side that has the step.
 */
function moverOf(was: Marks, our: Marks, their: Marks, id: string): Mover | null {
  const [before, ours, theirs] = [was[id]?.finalDecider, our[id]?.finalDecider, their[id]?.finalDecider];
  if (ours === theirs) return null;
  if (ours !== undefined && theirs !== undefined)
    return before === undefined ? (ours === 'true' ? 'ours' : 'theirs') : theirs === before ? 'ours' : 'theirs';
  if ((ours ?? theirs) !== 'true' || toStableJson(was[id] ?? null) === toStableJson(our[id] ?? their[id] ?? null)) return null;
  return ours === undefined ? 'theirs' : 'ours';
}

/**
 * Like `mergeFacts`, for a whole object. A route has one final decider: if both sides moved the mark to different steps, existing or added,
 * the marks of the winning side are kept, and added steps of the other side lose it.
 */
export function mergeObject(
  base: Facts | undefined,
  ours: Facts | undefined,
  theirs: Facts | undefined,
  winner: 'ours' | 'theirs',
): Facts | undefined {
  const merged = mergeFacts(base, ours, theirs, winner);
  const [was, our, their] = [marksOf(base), marksOf(ours), marksOf(theirs)];
  const movers = new Map([...Object.keys(our), ...Object.keys(their)].map((id) => [id, moverOf(was, our, their, id)] as const));
  const origins = new Set(movers.values());
  if (!origins.has('ours') || !origins.has('theirs') || !isNested(merged)) return merged;
  const steps = { ...(merged['steps'] as Readonly<Record<string, Facts>>) };
  const marks = winner === 'ours' ? our : their;
  for (const [id, mover] of movers) {
    if (mover === null) continue;
    const mark = marks[id]?.finalDecider;
    if (mark === undefined) delete steps[id];
    else steps[id] = { ...((steps[id] ?? marks[id]) as Readonly<Record<string, Facts>>), finalDecider: mark };
  }
  return { ...merged, steps };
}
